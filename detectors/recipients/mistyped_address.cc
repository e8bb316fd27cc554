// recipient.mistyped_address: an address nobody is known by, one slip away from one that somebody is: on
// file in the roster, or written to before by this sender. The tables hold digests, so the slips are made
// here and looked up. Outside, where thousands of addresses stand close, the message must speak of the one
// who was meant; figures alone tell people apart and are no slip.
#include <algorithm>

#include "base/address.h"
#include "base/sender.h"
#include "detectors/envelope_finding.h"
#include "detectors/recipients/addressed.h"
#include "detectors/recipients/known_domains.h"
#include "detectors/recipients/slips.h"

namespace hallpass {
namespace {

constexpr std::size_t kTriedMax =
    12;                               // recipients whose neighbours are looked up: more are not typed by hand
constexpr std::size_t kLocalMin = 4;  // shorter local parts have neighbours everywhere
constexpr std::size_t kLabelMin = 4;
constexpr std::uint32_t kHabitMessages = 2;  // a correspondent, not a chance

// What speaks for a slip, put together: the surest reason counts whole, each other one takes away a third of the
// doubt that is left.
class Guess {
 public:
  void take(double confidence, std::string why) {
    if (confidence > surest_) {
      reasons_.insert(reasons_.begin(), std::move(why));
      std::swap(confidence, surest_);
    } else {
      reasons_.push_back(std::move(why));
    }
    if (confidence > 0) doubt_ *= 2.0 / 3.0;
  }
  double confidence() const { return surest_ == 0 ? 0 : std::min(kSurestMax, 1 - (1 - surest_) * doubt_); }
  // The surest first, at most kReasonsMax, each once.
  std::string evidence() const {
    std::string text;
    std::size_t said = 0;
    for (std::size_t i = 0; i < reasons_.size() && said < kReasonsMax; ++i) {
      if (std::find(reasons_.begin(), reasons_.begin() + static_cast<std::ptrdiff_t>(i), reasons_[i]) !=
          reasons_.begin() + static_cast<std::ptrdiff_t>(i))
        continue;
      text += (text.empty() ? "" : "; ") + reasons_[i];
      ++said;
    }
    return text;
  }

 private:
  static constexpr std::size_t kReasonsMax = 3;
  static constexpr double kSurestMax = 0.97;
  double surest_ = 0, doubt_ = 1;
  std::vector<std::string> reasons_;
};

class MistypedAddress final : public Detector {
 public:
  explicit MistypedAddress(const DetectorContext& context) : domains_(context) {}
  std::string_view id() const override { return "recipient.mistyped_address"; }
  void terms(TermSink&) override {}

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    std::size_t tried = 0;
    std::vector<PersonId> mentioned;
    for (std::uint32_t i = 0; i < evidence.recipients.size() && tried < kTriedMax; ++i) {
      const Recipient& recipient = evidence.recipients[i];
      if (!unknown_address(evidence, recipient)) continue;
      if (tried++ == 0) mentioned = students_mentioned(evidence);
      Guess guess;
      guess_provider(evidence, recipient, guess);
      guess_district(evidence, recipient, guess);
      const bool speaks = speaks_of_somebody(evidence, recipient, mentioned);
      if (speaks) guess_domain(evidence, recipient, mentioned, guess);
      if (speaks || recipient.recipient_class == RecipientClass::internal)
        guess_local(evidence, recipient, mentioned, guess);
      guess_other_provider(evidence, recipient, mentioned, guess);
      guess_correspondent(evidence, recipient, guess);
      if (guess.confidence() < kPossible) continue;
      out.push_back(recipient_finding(id(), guess.confidence(), i, guess.evidence()));
    }
  }

 private:
  static bool unknown_address(const Evidence& evidence, const Recipient& recipient) {
    const bool may_be = recipient.recipient_class == RecipientClass::external ||
                        recipient.recipient_class == RecipientClass::internal ||
                        recipient.recipient_class == RecipientClass::partner;
    const auto at_list = [&](const std::vector<std::string>& list) {
      return std::ranges::find(list, recipient.normalized) != list.end();
    };
    return may_be && recipient.people.empty() && !at_list(evidence.district.all_district_lists) &&
           !recipient.domain.empty() &&
           evidence.correspondence.habit(answering_sender(evidence.envelope), recipient.normalized)
                   .messages == 0;
  }

  // The words for the one who was meant: the display name, and the greeting where there is one recipient.
  static std::vector<std::string> words_for(const Evidence& evidence, const Recipient& recipient) {
    std::vector<std::string> words = words_of_name(display_of(evidence, recipient.normalized));
    if (evidence.recipients.size() == 1) std::ranges::copy(greeted(evidence), std::back_inserter(words));
    return words;
  }

  // A cheap test before thousands of look-ups: is there anybody of the roster who could have been meant?
  static bool speaks_of_somebody(const Evidence& evidence, const Recipient& recipient,
                                 const std::vector<PersonId>& mentioned) {
    return !mentioned.empty() ||
           std::ranges::any_of(words_for(evidence, recipient), [&](const std::string& word) {
             return evidence.roster.maybe_name_part(word);
           });
  }

  // Does the message speak of one of `people`: by the display name, the greeting, or their child?
  static bool meant(const Evidence& evidence, const Recipient& recipient, std::span<const PersonId> people,
                    const std::vector<PersonId>& mentioned) {
    const std::vector<std::string> words = words_for(evidence, recipient);
    return std::ranges::any_of(people, [&](PersonId person) {
      return guards_any(evidence.roster, person, mentioned) ||
             std::ranges::any_of(
                 words, [&](const std::string& word) { return bears(evidence.roster, person, word); });
    });
  }

  // gmial.com: whoever has the mailbox, nobody meant that domain.
  void guess_provider(const Evidence& evidence, const Recipient& recipient, Guess& guess) const {
    if (recipient.recipient_class != RecipientClass::external || domains_.is_known(recipient.domain)) return;
    const auto imitated = domains_.imitated_by(recipient.domain);
    if (imitated.kind != KnownDomains::Kind::provider || imitated.likeness.trick == Trick::none) return;
    const std::string meant_address = std::string(local_part_of(recipient.normalized)) + "@" + imitated.domain;
    const bool on_file = !evidence.roster.find(RosterField::email, meant_address).empty();
    guess.take(on_file ? 0.95 : 0.8, "no such domain is known here, it is " + std::string(in_words(imitated.likeness.trick)) + " " +
                                         imitated.domain + (on_file ? ", where this address is on file" : ""));
  }

  // A colleague's name at what was meant for the district's domain.
  void guess_district(const Evidence& evidence, const Recipient& recipient, Guess& guess) const {
    if (recipient.recipient_class != RecipientClass::external || domains_.is_known(recipient.domain)) return;
    const std::string_view meant_domain = domains_.district_meant_by(recipient.domain);
    if (meant_domain.empty()) return;
    const std::string on_file =
        std::string(local_part_of(recipient.normalized)) + "@" + std::string(meant_domain);
    if (!evidence.roster.find(RosterField::email, on_file).empty())
      guess.take(0.93, "this name is on file at the district's own domain, which is written differently");
  }

  // The domain is a slip away from the one at which this address is on file.
  void guess_domain(const Evidence& evidence, const Recipient& recipient,
                    const std::vector<PersonId>& mentioned, Guess& guess) const {
    if (recipient.recipient_class != RecipientClass::external || domains_.is_known(recipient.domain)) return;
    const DomainName name = split_domain(recipient.domain);
    if (name.label.size() < kLabelMin) return;
    const std::string local(local_part_of(recipient.normalized));
    for (const std::string& label : one_slip_away(name.label)) {
      const auto people = evidence.roster.find(RosterField::email, local + "@" + label + "." + name.suffix);
      if (people.empty()) continue;
      const bool sure = meant(evidence, recipient, people, mentioned) || local.size() >= 8;
      guess.take(sure ? 0.95 : 0.8, "the domain is one slip away from the one where this address is on file");
    }
  }

  // The local part is a slip away from somebody's at the same domain.
  static void guess_local(const Evidence& evidence, const Recipient& recipient,
                          const std::vector<PersonId>& mentioned, Guess& guess) {
    const std::string local(local_part_of(recipient.normalized));
    if (local.size() < kLocalMin) return;
    const bool inside = recipient.recipient_class == RecipientClass::internal;
    for (const std::string& other : one_slip_away(local)) {
      const auto people = evidence.roster.find(RosterField::email, other + "@" + recipient.domain);
      if (people.empty()) continue;
      const bool spoken_of = meant(evidence, recipient, people, mentioned);
      if (!spoken_of && (!inside || local.size() < 6 || differ_in_digits(local, other))) continue;
      guess.take(spoken_of ? 0.92 : 0.78,
                 "nobody is known by this address; it is one slip away from one on file");
    }
  }

  // The right name at another great provider.
  void guess_other_provider(const Evidence& evidence, const Recipient& recipient,
                            const std::vector<PersonId>& mentioned, Guess& guess) const {
    if (!domains_.is_provider(recipient.domain)) return;
    const std::string local(local_part_of(recipient.normalized));
    for (const std::string& provider : domains_.providers()) {
      if (provider == recipient.domain) continue;
      const auto people = evidence.roster.find(RosterField::email, local + "@" + provider);
      if (people.empty() || !meant(evidence, recipient, people, mentioned)) continue;
      guess.take(0.88, "this name is on file at another mail provider");
    }
  }

  static void guess_correspondent(const Evidence& evidence, const Recipient& recipient, Guess& guess) {
    if (!evidence.correspondence.known(answering_sender(evidence.envelope))) return;
    const std::string local(local_part_of(recipient.normalized));
    std::vector<std::string> candidates;
    if (local.size() >= kLocalMin) {
      for (const std::string& other : one_slip_away(local)) {
        if (!differ_in_digits(local, other)) candidates.push_back(other + "@" + recipient.domain);
      }
    }
    const DomainName name = split_domain(recipient.domain);
    if (name.label.size() >= kLabelMin) {
      const std::string below =
          recipient.domain.substr(0, recipient.domain.size() - name.label.size() - name.suffix.size() - 1);
      for (const std::string& label : one_slip_away(name.label))
        candidates.push_back(local + "@" + below + label + "." + name.suffix);
    }
    for (const Correspondence::Habit& habit :
         evidence.correspondence.habits(answering_sender(evidence.envelope), candidates)) {
      if (habit.messages < kHabitMessages) continue;
      guess.take(0.9, "this sender never wrote there, and often to an address one slip away");
    }
  }

  KnownDomains domains_;
};

}  // namespace

std::unique_ptr<Detector> make_recipient_mistyped_address(const DetectorContext& context) {
  return std::make_unique<MistypedAddress>(context);
}

}  // namespace hallpass
