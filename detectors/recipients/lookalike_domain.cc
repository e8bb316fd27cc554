// recipient.lookalike_domain: an outside domain that imitates the district's, a partner's, a great provider's or
// one that people here often write to. A domain that people here write to as a matter of course is what it is, however near.
#include <algorithm>
#include <map>

#include "base/address.h"
#include "detectors/envelope_finding.h"
#include "detectors/recipients/addressed.h"
#include "detectors/recipients/known_domains.h"

namespace hallpass {
namespace {

constexpr std::uint32_t kWellKnownMessages = 5;  // of the whole district
constexpr std::uint32_t kOftenMessages = 20;      // to a domain that somebody could imitate

class LookalikeDomain final : public Detector {
 public:
  explicit LookalikeDomain(const DetectorContext& context) : domains_(context) {}
  std::string_view id() const override { return "recipient.lookalike_domain"; }
  void terms(TermSink&) override {}

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    std::map<std::string_view, Judged> judged;
    for (std::uint32_t i = 0; i < evidence.recipients.size() && judged.size() < kExaminedMax; ++i) {
      const Recipient& recipient = evidence.recipients[i];
      if (recipient.recipient_class != RecipientClass::external || recipient.domain.empty()) continue;
      const auto [slot, fresh] = judged.try_emplace(recipient.domain);
      if (fresh) slot->second = judge(evidence, recipient);
      if (slot->second.confidence < kPossible) continue;
      out.push_back(recipient_finding(id(), slot->second.confidence, i, slot->second.why));
    }
  }

 private:
  struct Judged {
    double confidence = 0;
    std::string why;
  };

  Judged judge(const Evidence& evidence, const Recipient& recipient) const {
    const std::string& domain = recipient.domain;
    if (domains_.is_known(domain)) return {};
    if (evidence.correspondence.habit("", "@" + domain).messages >= kWellKnownMessages) return {};
    KnownDomains::Imitated imitated = domains_.imitated_by(domain);
    if (imitated.likeness.trick != Trick::none) return {imitated.likeness.confidence, words_for(imitated)};
    if (Judged often = judge_by_habits(evidence, domain); often.confidence > 0) return often;
    // Too short a name to be sure of, but one of ours is on file there under the same local part.
    const std::string meant(domains_.district_meant_by(domain));
    const std::string local(local_part_of(recipient.normalized));
    if (meant.empty() || evidence.roster.find(RosterField::email, local + "@" + meant).empty()) return {};
    return {0.85, words_for({{Trick::slip, 0.85}, KnownDomains::Kind::district, meant})};
  }

  // The domains that it could imitate, asked for in the state, which knows digests alone. Its owner's other
  // ending, or a word beside the name, may be the owner's own: possible, no more.
  static Judged judge_by_habits(const Evidence& evidence, const std::string& domain) {
    const std::vector<Imitable> imitable = imitable_domains(split_domain(domain));
    std::vector<std::string> asked;
    for (const Imitable& one : imitable) asked.push_back("@" + one.domain);
    const auto habits = evidence.correspondence.habits("", asked);
    Judged best;
    for (std::size_t i = 0; i < habits.size(); ++i) {
      if (habits[i].messages < kOftenMessages) continue;
      const bool slip = imitable[i].trick == Trick::one_slip || imitable[i].trick == Trick::look_alike;
      if (const double confidence = slip ? 0.85 : 0.6; confidence > best.confidence) {
        best = {confidence, "no such domain is known here; it is " + std::string(in_words(imitable[i].trick)) +
                                " one that people here often write to"};
      }
    }
    return best;
  }

  static std::string words_for(const KnownDomains::Imitated& imitated) {
    const char* whose = imitated.kind == KnownDomains::Kind::district  ? "the district's "
                        : imitated.kind == KnownDomains::Kind::partner ? "the partner's "
                                                                       : "the provider ";
    return "no such domain is known here; it is " + std::string(in_words(imitated.likeness.trick)) + " " + whose +
           imitated.domain;
  }

  KnownDomains domains_;
};

}  // namespace

std::unique_ptr<Detector> make_recipient_lookalike_domain(const DetectorContext& context) {
  return std::make_unique<LookalikeDomain>(context);
}

}  // namespace hallpass
