// recipient.name_mismatch: the display name or the greeting is that of somebody else than the person whose
// address it is; or an address never written to stands where an auto-completion could have put it: the greeting or
// display name begins like it and is another's, and so are addresses that this sender often writes to. A name the roster does not know is no evidence (nicknames, grandmothers); nor is one within
// the family, whose members share mailboxes.
#include <algorithm>

#include "base/address.h"
#include "base/sender.h"
#include "detectors/envelope_finding.h"
#include "detectors/recipients/addressed.h"
#include "detectors/registry.h"

namespace hallpass {
namespace {

constexpr std::size_t kTellingWord = 3;  // shorter words are in many local parts by chance
constexpr std::uint32_t kOftenMessages = 3;  // to addresses that begin alike

class NameMismatch final : public Detector {
 public:
  std::string_view id() const override { return "recipient.name_mismatch"; }
  void terms(TermSink&) override {}

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    const std::vector<PersonId> mentioned = students_mentioned(evidence);
    for (std::uint32_t i = 0; i < evidence.recipients.size() && i < kExaminedMax; ++i) {
      const Recipient& recipient = evidence.recipients[i];
      if (completed_to_neighbour(evidence, recipient)) {
        out.push_back(recipient_finding(id(), 0.8, i,
                                        "never written to; the name used is another's and begins like it, as addresses do "
                                        "that this sender often writes to"));
        continue;
      }
      if (recipient.people.empty()) continue;
      double confidence = by_display(evidence, recipient, mentioned);
      std::string why = "the display name is that of somebody else in the roster";
      if (confidence == 0 && evidence.recipients.size() == 1) {
        confidence = by_greeting(evidence, recipient, mentioned);
        why = "the greeting names somebody else whom the message concerns";
      }
      if (confidence < kPossible) continue;
      out.push_back(recipient_finding(id(), confidence, i, why));
    }
  }

 private:
  static bool related(const Roster& roster, const Recipient& recipient, PersonId other) {
    return std::ranges::any_of(recipient.people, [&](PersonId owner) {
      return owner == other || same_family(roster, owner, other);
    });
  }

  // The family name at the end of the words is the owner's, or stands in the address.
  static bool could_be_owner(const Roster& roster, const Recipient& recipient,
                             const std::vector<std::string>& words) {
    const std::string& last = words.back();
    const std::string_view local = local_part_of(recipient.normalized);
    if (last.size() >= kTellingWord && local.find(last) != std::string_view::npos) return true;
    return std::ranges::any_of(recipient.people, [&](PersonId owner) { return bears(roster, owner, last); });
  }

  // Two families of one name: the given name is not the owner's, nor in the address; the address has the owner's.
  static bool is_namesake(const Roster& roster, const Recipient& recipient, const std::vector<std::string>& words) {
    const std::string& given = words.front();
    const std::string_view local = local_part_of(recipient.normalized);
    if (given.size() < kTellingWord || local.find(given) != std::string_view::npos) return false;
    return std::ranges::none_of(recipient.people, [&](PersonId owner) { return bears(roster, owner, given); });
  }

  static double by_display(const Evidence& evidence, const Recipient& recipient,
                           const std::vector<PersonId>& mentioned) {
    const std::vector<std::string> words = words_of_name(display_of(evidence, recipient.normalized));
    const std::vector<PersonId> named = people_named(evidence.roster, words);
    if (named.empty()) return 0;
    if (std::ranges::any_of(named,
                            [&](PersonId other) { return related(evidence.roster, recipient, other); }))
      return 0;
    const bool concerned = std::ranges::any_of(
        named, [&](PersonId other) { return guards_any(evidence.roster, other, mentioned); });
    if (could_be_owner(evidence.roster, recipient, words))
      return concerned && is_namesake(evidence.roster, recipient, words) ? 0.85 : 0;
    return concerned ? 0.92 : 0.82;
  }

  // "Xavier," in mail to a student, about a teacher called Xavier: another guardian of the students, or
  // somebody named in full, has the greeted name; the address's owner has not.
  static double by_greeting(const Evidence& evidence, const Recipient& recipient,
                            const std::vector<PersonId>& mentioned) {
    const std::vector<std::string> words = greeted(evidence);
    const std::string_view local = local_part_of(recipient.normalized);
    if (words.empty()) return 0;
    for (const std::string& word : words) {
      if (word.size() >= kTellingWord && local.find(word) != std::string_view::npos) return 0;
      if (std::ranges::any_of(recipient.people,
                              [&](PersonId owner) { return bears(evidence.roster, owner, word); }))
        return 0;
    }
    const auto is_meant = [&](PersonId other) {
      return !related(evidence.roster, recipient, other) &&
             std::ranges::all_of(
                 words, [&](const std::string& word) { return bears(evidence.roster, other, word); });
    };
    for (PersonId student : mentioned) {
      if (std::ranges::any_of(evidence.roster.guardians_of(student), is_meant)) return 0.85;
    }
    for (const Mention& mention : evidence.mentions) {
      if (mention.kind != MentionKind::full_name || mention.people.empty() || mention.confidence < kCertain)
        continue;
      const PersonId person = mention.people.front();
      const bool in_text = evidence.message.units[mention.unit].kind == UnitKind::body;
      if (in_text && evidence.roster.person(person).role == PersonRole::staff &&
          !is_sender(evidence, person) && is_meant(person))
        return 0.8;
    }
    return 0;
  }

  // "Hi Natalie," to natasha.k@…: the name is neither in the address nor the owner's.
  static bool completed_to_neighbour(const Evidence& evidence, const Recipient& recipient) {
    const std::string sender = answering_sender(evidence.envelope);
    const std::string_view local = local_part_of(recipient.normalized);
    if (local.size() < Correspondence::kBeginning || evidence.recipients.size() != 1) return false;
    const std::string_view beginning = local.substr(0, Correspondence::kBeginning);
    std::vector<std::string> words = words_of_name(display_of(evidence, recipient.normalized));
    const bool named_there = std::ranges::any_of(words, [&](const std::string& word) { return is_told_by(evidence, recipient, word); });
    std::ranges::copy(greeted(evidence), std::back_inserter(words));
    const bool neighbour = std::ranges::any_of(words, [&](const std::string& word) {
      return word.size() > Correspondence::kBeginning && word.starts_with(beginning) && !is_told_by(evidence, recipient, word);
    });
    return neighbour && !named_there && evidence.correspondence.habit(sender, recipient.normalized).messages == 0 &&
           evidence.correspondence.habit(sender, "^" + std::string(beginning)).messages >= kOftenMessages;
  }

  // The word stands in the address or is its owner's; so does a short form of it ("nat" for natalie).
  static bool is_told_by(const Evidence& evidence, const Recipient& recipient, const std::string& word) {
    const std::string_view local = local_part_of(recipient.normalized);
    if (local.find(word) != std::string_view::npos) return true;
    for (const std::string& part : words_of_local_part(local)) {
      if (part.size() >= kTellingWord && word.starts_with(part)) return true;
    }
    return std::ranges::any_of(recipient.people, [&](PersonId owner) { return bears(evidence.roster, owner, word); });
  }

  static bool is_sender(const Evidence& evidence, PersonId person) {
    const auto senders = evidence.roster.find(RosterField::email, evidence.envelope.sender);
    return std::ranges::find(senders, person) != senders.end();
  }
};

}  // namespace

std::unique_ptr<Detector> make_recipient_name_mismatch(const DetectorContext&) {
  return std::make_unique<NameMismatch>();
}

}  // namespace hallpass
