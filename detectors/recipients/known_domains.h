// KnownDomains: what a look-alike can imitate: the district's domains, its partners', and the mail
// providers of the world (lexicon common.mail_providers). Built with the detectors, then only read.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "detectors/recipients/domain_likeness.h"
#include "detectors/registry.h"

namespace hallpass {

class KnownDomains {
 public:
  explicit KnownDomains(const DetectorContext& context);

  enum class Kind : unsigned char { district, partner, provider };
  struct Imitated {
    Likeness likeness;
    Kind kind = Kind::provider;
    std::string domain;  // of ours or the provider's: no secret
  };

  bool is_known(std::string_view domain) const;  // itself, or below a known one
  // Where anybody can have a mailbox: on the list, or a listed name under the ending of another country.
  bool is_provider(std::string_view domain) const;
  // The most likely imitated domain; trick none where there is none. `domain` is not known itself.
  Imitated imitated_by(std::string_view domain) const;
  // The district's domain whose name is written `domain` by a hand or eye, more generously than
  // imitated_by(): for callers who know that the rest of the address is on file there. Empty where there is
  // none.
  std::string_view district_meant_by(std::string_view domain) const;
  const std::vector<std::string>& providers() const { return providers_; }

 private:
  struct Known {
    std::string domain;
    DomainName name;
    Kind kind;
  };
  void add(const std::string& domain, Kind kind);

  std::vector<Known> known_;
  std::vector<std::string> ours_;       // district and partners
  std::vector<std::string> providers_;  // the big ones, most common first: those a hand confuses
  std::set<std::string, std::less<>> provider_set_;
  std::set<std::string, std::less<>> provider_labels_;
};

}  // namespace hallpass
