// recipient.personal_account: district data goes to a private mailbox of somebody who works here: the
// sender's own, or a colleague's. Told by the display name, or by the sender's name in the address.
#include <algorithm>
#include <array>

#include "base/address.h"
#include "base/fold.h"
#include "detectors/envelope_finding.h"
#include "detectors/recipients/addressed.h"
#include "detectors/recipients/delicate.h"
#include "detectors/recipients/known_domains.h"

namespace hallpass {
namespace {

constexpr std::size_t kTellingName = 4;  // shorter family names are in many addresses by chance
constexpr std::size_t kShortGiven = 3;   // "rob", "tam"

class PersonalAccount final : public Detector {
 public:
  explicit PersonalAccount(const DetectorContext& context) : domains_(context) {}
  std::string_view id() const override { return "recipient.personal_account"; }
  void terms(TermSink&) override {}
  void inspect(const Evidence&, std::vector<Finding>&) const override {}

  void conclude(const Evidence& evidence, std::vector<Finding>& out) const override {
    if (std::ranges::none_of(out, is_delicate)) return;
    const std::vector<std::string> sender = sender_words(evidence);
    for (std::uint32_t i = 0; i < evidence.recipients.size() && i < kExaminedMax; ++i) {
      const Recipient& recipient = evidence.recipients[i];
      const double confidence =
          std::max(is_senders_own(evidence, recipient, sender), is_colleagues(evidence, recipient));
      if (confidence < kPossible) continue;
      out.push_back(
          recipient_finding(id(), confidence, i, "a private mailbox in the name of somebody who works here"));
    }
  }

 private:
  // The From display, else the local part of an address "given.family".
  static std::vector<std::string> sender_words(const Evidence& evidence) {
    std::vector<std::string> words = words_of_name(sender_display(evidence));
    if (words.size() < 2)
      words = words_of_local_part(local_part_of(normalize_address(evidence.envelope.sender)));
    return words.size() >= 2 ? words : std::vector<std::string>{};
  }

  double is_senders_own(const Evidence& evidence, const Recipient& recipient,
                        const std::vector<std::string>& sender) const {
    const bool outside = recipient.recipient_class == RecipientClass::external ||
                         recipient.recipient_class == RecipientClass::guardian;
    if (!outside || sender.empty() || is_student(evidence)) return 0;
    const std::vector<std::string> display = words_of_name(display_of(evidence, recipient.normalized));
    if (display.size() >= 2) return same_name(display, sender) ? 0.93 : 0;
    const bool other = !display.empty() && !is_short_for(display.front(), sender.front()) && display.front() != sender.back();
    return !other && address_has_name(local_part_of(recipient.normalized), sender) &&
                   domains_.is_provider(recipient.domain)
               ? 0.85
               : 0;
  }

  // A display name that is a member of staff's and no guardian's, at a provider where everybody has
  // mailboxes.
  double is_colleagues(const Evidence& evidence, const Recipient& recipient) const {
    if (recipient.recipient_class != RecipientClass::external || !domains_.is_provider(recipient.domain))
      return 0;
    std::vector<std::string> words = words_of_name(display_of(evidence, recipient.normalized));
    const bool named = words.size() >= 2;
    if (!named) words = words_of_local_part(local_part_of(recipient.normalized));
    if (!named && words.size() == 3) words.pop_back();  // a region, a hobby
    const std::vector<PersonId> people = people_named(evidence.roster, words);
    if (people.empty()) return 0;
    const bool all_staff = std::ranges::all_of(
        people, [&](PersonId id) { return evidence.roster.person(id).role == PersonRole::staff; });
    if (all_staff) return named ? 0.85 : 0.76;
    const bool some_staff = std::ranges::any_of(
        people, [&](PersonId id) { return evidence.roster.person(id).role == PersonRole::staff; });
    return some_staff && named ? 0.6 : 0;
  }

  static bool is_student(const Evidence& evidence) {
    const auto senders = evidence.roster.find(RosterField::email, evidence.envelope.sender);
    return !senders.empty() && std::ranges::all_of(senders, [&](PersonId id) {
      return evidence.roster.person(id).role == PersonRole::student;
    });
  }

  static bool same_name(const std::vector<std::string>& one, const std::vector<std::string>& other) {
    return one.size() >= 2 && one.back() == other.back() && one.front().front() == other.front().front() &&
           (one.front() == other.front() || one.front().starts_with(other.front()) ||
            other.front().starts_with(one.front()));
  }

  // "carol", "caro", "c" for carol.
  static bool is_short_for(std::string_view word, std::string_view given) {
    return word.size() == 1 ? given.starts_with(word) : word.size() >= kShortGiven ? given.starts_with(word) : word == given;
  }

  // wyatt.pham, wpham, phamw, pham_wyatt and with figures, regions or hobbies around; coach.pham, wy.j.pham.
  static bool address_has_name(std::string_view local, const std::vector<std::string>& sender) {
    const std::string letters = [&] {
      std::string out;
      std::ranges::copy_if(local, std::back_inserter(out), [](char c) { return c >= 'a' && c <= 'z'; });
      return out;
    }();
    const std::string& given = sender.front();
    const std::string& family = sender.back();
    if (family.size() < kTellingName && given.size() < kTellingName) return false;
    for (const std::string& form : {given + family, family + given, given.substr(0, 1) + family}) {
      if (letters.starts_with(form)) return true;
    }
    if (letters == family + given.substr(0, 1)) return true;
    return family.size() >= kTellingName && has_name_in_parts(words_of_local_part(local), given, family);
  }

  // The family name as a part of its own, and beside it the given name, a short form or initial of it, or what a
  // teacher is called.
  static bool has_name_in_parts(const std::vector<std::string>& parts, std::string_view given, std::string_view family) {
    constexpr std::array<std::string_view, 3> kCalled{"coach", "profe", "teacher"};  // a Mr. or Mrs. is any family's
    if (parts.size() < 2 || std::ranges::find(parts, family) == parts.end()) return false;
    return std::ranges::any_of(parts, [&](const std::string& part) {
      return is_short_for(part, given) || std::ranges::find(kCalled, part) != kCalled.end();
    });
  }

  KnownDomains domains_;
};

}  // namespace

std::unique_ptr<Detector> make_recipient_personal_account(const DetectorContext& context) {
  return std::make_unique<PersonalAccount>(context);
}

}  // namespace hallpass
