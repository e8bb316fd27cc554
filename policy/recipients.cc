// Who is behind an envelope address, and which students they may know about (taxonomy.md, "Who a
// recipient is"). All from the roster and the district's lists; nothing is guessed from a name.
#include <algorithm>

#include "base/address.h"
#include "hallpass/policy.h"

namespace hallpass {
namespace {

constexpr std::int64_t kDaySeconds = 86'400;

bool listed(const std::vector<std::string>& list, const std::string& address) {
  return std::ranges::find(list, address) != list.end();
}

bool any_has_role(const std::vector<PersonId>& people, PersonRole role, const Roster& roster) {
  return std::ranges::any_of(people, [&](PersonId id) { return roster.person(id).role == role; });
}

RecipientClass class_of(const Recipient& recipient, const Roster& roster, const District& district) {
  if (listed(district.student_lists, recipient.normalized)) return RecipientClass::student;
  const bool inside = domain_matches(recipient.domain, district.internal_domains);
  const bool staff = any_has_role(recipient.people, PersonRole::staff, roster);
  const bool student = any_has_role(recipient.people, PersonRole::student, roster);
  if (inside) return student && !staff ? RecipientClass::student : RecipientClass::internal;
  if (any_has_role(recipient.people, PersonRole::guardian, roster)) return RecipientClass::guardian;
  if (student) return RecipientClass::student;
  if (domain_matches(recipient.domain, district.partner_domains)) return RecipientClass::partner;
  return RecipientClass::external;
}

// A student's rights become their own on the day they turn 18, unless they stay dependent.
bool of_age(const Person& student, std::int64_t now_seconds) {
  return student.turns_18_day != 0 && now_seconds / kDaySeconds >= student.turns_18_day && !student.dependent;
}

// Whoever teaches or counsels may know in their office, that is, at the district's address: a private mailbox of
// theirs is as outside as any.
void add_entitled(PersonId who, RecipientClass recipient_class, const Roster& roster, std::int64_t now_seconds,
                  std::vector<PersonId>& entitled) {
  const Person& person = roster.person(who);
  if (person.role == PersonRole::student) {
    entitled.push_back(who);
  } else if (person.active) {  // who has left may know nothing more
    for (PersonId child : roster.children_of(who)) {
      if (!roster.barred(who, child) && !of_age(roster.person(child), now_seconds)) entitled.push_back(child);
    }
    if (recipient_class != RecipientClass::internal) return;
    const auto students = roster.students_of(who);
    entitled.insert(entitled.end(), students.begin(), students.end());
  }
}

}  // namespace

std::vector<Recipient> classify_recipients(const Envelope& envelope, const Roster& roster,
                                           const District& district, std::int64_t now_seconds) {
  std::vector<Recipient> recipients;
  recipients.reserve(envelope.recipients.size());
  for (const std::string& address : envelope.recipients) {
    Recipient recipient;
    recipient.address = address;
    recipient.normalized = normalize_address(address);
    recipient.domain = std::string(domain_of(recipient.normalized));
    const auto people = roster.find(RosterField::email, recipient.normalized);
    recipient.people.assign(people.begin(), people.end());
    std::ranges::sort(recipient.people);
    recipient.recipient_class = class_of(recipient, roster, district);
    if (const auto list = district.list_sizes.find(recipient.normalized); list != district.list_sizes.end())
      recipient.reaches = list->second;
    auto& entitled = recipient.entitled;
    for (PersonId who : recipient.people) add_entitled(who, recipient.recipient_class, roster, now_seconds, entitled);
    std::ranges::sort(entitled);
    entitled.erase(std::unique(entitled.begin(), entitled.end()), entitled.end());
    recipients.push_back(std::move(recipient));
  }
  return recipients;
}

}  // namespace hallpass
