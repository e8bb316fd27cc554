// identity.remailer: mail through a service that hides who sends: an anonymous remailer, a disposable
// mailbox, or the command block that remailers read. Lists: lexicon common.remailers (strong: remailers and
// disposable services; medium: aliases, which families use too and which only count for who is not on file).
#include <algorithm>
#include <map>

#include "base/address.h"
#include "detectors/envelope_finding.h"
#include "detectors/registry.h"

namespace hallpass {
namespace {

class Remailer final : public Detector {
 public:
  explicit Remailer(const DetectorContext& context) {
    for (const Lexicon::Phrase& domain : context.lexicons.of("common.remailers").phrases) {
      weights_.emplace(domain.words, domain.weight >= kStrong ? 0.95 : 0.6);
    }
  }
  std::string_view id() const override { return "identity.remailer"; }

  void terms(TermSink& sink) override {
    block_ = sink.pattern(
        R"((?:anon-to|anon-post-to|request-remailing-to|remix-to|encrypt-subject|latent-time):\s*\S)",
        PatternStart::word);
  }

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    for (std::uint32_t i = 0; i < evidence.recipients.size(); ++i) {
      const Recipient& recipient = evidence.recipients[i];
      if (!recipient.people.empty()) continue;
      const double confidence =
          std::max({weight_of(recipient.domain), by_name(local_part_of(recipient.normalized)),
                    by_domain_name(recipient.domain)});
      if (confidence >= kPossible)
        add(out, confidence, "envelope", "the recipient is a service that hides who sends");
    }
    for (const Mailbox& mailbox : evidence.message.mailboxes) {
      if (mailbox.field != "from" && mailbox.field != "reply-to") continue;
      const std::string address = normalize_address(mailbox.address);
      if (std::max(weight_of(domain_of(address)), by_domain_name(domain_of(address))) < kCertain) continue;
      add(out, 0.9, "header/" + std::string(mailbox.field == "from" ? "From" : "Reply-To"),
          "answers go to a service that hides who sends");
    }
    const auto block = std::ranges::find_if(evidence.hits, [&](const Hit& hit) {
      return hit.term == block_ && at_line_start(evidence.folded[hit.unit].text, hit.begin);
    });
    if (block != evidence.hits.end()) {
      add(out, 0.9, evidence.message.units[block->unit].path, "a command block for anonymous remailers");
    }
  }

 private:
  // The service counts for the whole message: who hides from one recipient hides.
  void add(std::vector<Finding>& out, double confidence, std::string where, std::string why) const {
    out.push_back(message_finding(id(), confidence, 1, where, std::move(why)));
  }

  double weight_of(std::string_view domain) const {
    for (std::string_view rest = domain; rest.find('.') != std::string_view::npos;
         rest.remove_prefix(rest.find('.') + 1)) {
      if (const auto found = weights_.find(rest); found != weights_.end()) return found->second;
    }
    return 0;
  }

  static double by_name(std::string_view local) {
    constexpr std::string_view kNames[] = {"remailer",           "mixmaster", "anon-remailer",
                                           "anonymous-remailer", "mail2news", "cypherpunk"};
    return std::ranges::find(kNames, local) != std::end(kNames) ? 0.9 : 0;
  }

  // Services that the list does not know yet, by what they call themselves.
  static double by_domain_name(std::string_view domain) {
    constexpr std::string_view kNames[] = {"remailer",     "mixmaster",  "anonymousemail", "anonymail",
                                           "anonemail",    "tempmail",   "temp-mail",      "trashmail",
                                           "trash-mail",   "throwaway",  "disposablemail", "disposable-mail",
                                           "10minutemail", "burnermail", "burner-mail",    "guerrillamail",
                                           "mailinator",   "yopmail",    "fakemail",       "fakeinbox"};
    return std::ranges::any_of(
               kNames, [&](std::string_view name) { return domain.find(name) != std::string_view::npos; })
               ? 0.85
               : 0;
  }

  static bool at_line_start(std::string_view text, std::uint32_t at) {
    return at == 0 || text[at - 1] == '\n';
  }

  std::map<std::string, double, std::less<>> weights_;
  TermId block_ = 0;
};

}  // namespace

std::unique_ptr<Detector> make_identity_remailer(const DetectorContext& context) {
  return std::make_unique<Remailer>(context);
}

}  // namespace hallpass
