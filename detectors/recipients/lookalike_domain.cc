// recipient.lookalike_domain: an outside domain that imitates the district's, a partner's or a great
// provider's. A domain that people here write to as a matter of course is what it is, however near.
#include <algorithm>
#include <map>

#include "base/address.h"
#include "detectors/envelope_finding.h"
#include "detectors/recipients/addressed.h"
#include "detectors/recipients/known_domains.h"

namespace hallpass {
namespace {

constexpr std::uint32_t kWellKnownMessages = 5;  // of the whole district

class LookalikeDomain final : public Detector {
 public:
  explicit LookalikeDomain(const DetectorContext& context) : domains_(context) {}
  std::string_view id() const override { return "recipient.lookalike_domain"; }
  void terms(TermSink&) override {}

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    std::map<std::string_view, KnownDomains::Imitated> judged;
    for (std::uint32_t i = 0; i < evidence.recipients.size() && judged.size() < kExaminedMax; ++i) {
      const Recipient& recipient = evidence.recipients[i];
      if (recipient.recipient_class != RecipientClass::external || recipient.domain.empty()) continue;
      const auto [slot, fresh] = judged.try_emplace(recipient.domain);
      if (fresh) slot->second = judge(evidence, recipient);
      if (slot->second.likeness.trick == Trick::none) continue;
      out.push_back(recipient_finding(id(), slot->second.likeness.confidence, i, words_for(slot->second)));
    }
  }

 private:
  KnownDomains::Imitated judge(const Evidence& evidence, const Recipient& recipient) const {
    const std::string& domain = recipient.domain;
    if (domains_.is_known(domain)) return {};
    if (evidence.correspondence.habit("", "@" + domain).messages >= kWellKnownMessages) return {};
    KnownDomains::Imitated imitated = domains_.imitated_by(domain);
    if (imitated.likeness.trick != Trick::none) return imitated;
    // Too short a name to be sure of, but one of ours is on file there under the same local part.
    const std::string meant(domains_.district_meant_by(domain));
    const std::string local(local_part_of(recipient.normalized));
    if (meant.empty() || evidence.roster.find(RosterField::email, local + "@" + meant).empty()) return {};
    return {{Trick::slip, 0.85}, KnownDomains::Kind::district, meant};
  }

  static std::string words_for(const KnownDomains::Imitated& imitated) {
    const char* whose = imitated.kind == KnownDomains::Kind::district  ? "the district's "
                        : imitated.kind == KnownDomains::Kind::partner ? "the partner's "
                                                                       : "the provider ";
    return "the domain is unknown here and " + std::string(in_words(imitated.likeness.trick)) + " " + whose +
           imitated.domain;
  }

  KnownDomains domains_;
};

}  // namespace

std::unique_ptr<Detector> make_recipient_lookalike_domain(const DetectorContext& context) {
  return std::make_unique<LookalikeDomain>(context);
}

}  // namespace hallpass
