#include "detectors/recipients/known_domains.h"

#include "base/address.h"
#include "detectors/recipients/slips.h"

namespace hallpass {
namespace {

constexpr std::size_t kProviderLabelMin = 5;  // shorter names mean many things
constexpr double kMeantCost = 1.7;            // two cheap slips

}  // namespace

// In the lexicon, strong words are the great providers that are imitated and confused with each other,
// the others are only known to exist.
KnownDomains::KnownDomains(const DetectorContext& context) {
  for (const std::string& domain : context.district.internal_domains) add(domain, Kind::district);
  for (const std::string& domain : context.district.partner_domains) add(domain, Kind::partner);
  for (const Lexicon::Phrase& provider : context.lexicons.of("common.mail_providers").phrases) {
    provider_set_.insert(provider.words);
    provider_labels_.insert(split_domain(provider.words).label);
    if (provider.weight < kStrong) continue;
    providers_.push_back(provider.words);
    add(provider.words, Kind::provider);
  }
}

void KnownDomains::add(const std::string& domain, Kind kind) {
  known_.push_back({domain, split_domain(domain), kind});
  if (kind != Kind::provider) ours_.push_back(domain);
}

bool KnownDomains::is_known(std::string_view domain) const {
  return domain_matches(domain, ours_) || provider_set_.contains(domain);
}

bool KnownDomains::is_provider(std::string_view domain) const {
  const std::string label = split_domain(domain).label;
  return provider_set_.contains(domain) ||
         (label.size() >= kProviderLabelMin && provider_labels_.contains(label));
}

std::string_view KnownDomains::district_meant_by(std::string_view domain) const {
  const DomainName seen = split_domain(domain);
  if (seen.label.empty()) return {};
  for (const Known& known : known_) {
    if (known.kind != Kind::district || known.name.label.empty()) continue;
    const double bound = known.name.label.size() >= kProviderLabelMin ? kMeantCost : 0;
    if (slip_cost(seen.label, known.name.label) <= bound) return known.domain;
  }
  return {};
}

KnownDomains::Imitated KnownDomains::imitated_by(std::string_view domain) const {
  Imitated best;
  const DomainName seen = split_domain(domain);
  for (const Known& known : known_) {
    Likeness found = likeness(seen, known.name, known.kind == Kind::provider);
    if (known.kind != Kind::provider && domain.starts_with(known.domain + "."))
      found = {Trick::added_word, 0.95};
    if (known.kind != Kind::provider && found.trick == Trick::none && differ_in_punctuation(domain, known.domain))
      found = {Trick::punctuation, 0.9};
    if (found.confidence > best.likeness.confidence) best = {found, known.kind, known.domain};
  }
  return best;
}

}  // namespace hallpass
