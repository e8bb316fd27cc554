#include "detectors/people/message_people.h"

#include <algorithm>

#include "base/address.h"

namespace hallpass {
namespace {

void keep_distinct(auto& items) {
  std::ranges::sort(items);
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

constexpr std::size_t kDisplayNamesMax = 100;

void add_displayed_guardians(const Message& message, const Roster& roster, MessagePeople& around) {
  std::size_t seen = 0;
  for (const Mailbox& mailbox : message.mailboxes) {
    if ((mailbox.field != "to" && mailbox.field != "cc") || mailbox.display.empty()) continue;
    if (++seen > kDisplayNamesMax) return;
    if (!roster.find(RosterField::email, mailbox.address).empty()) continue;  // they are recipients already
    const auto people = roster.find(RosterField::full_name, mailbox.display);
    if (people.size() == 1 && roster.person(people.front()).role == PersonRole::guardian) {
      around.recipients.push_back(people.front());
    }
  }
}

}  // namespace

bool holds(std::span<const PersonId> ascending, PersonId person) { return std::ranges::binary_search(ascending, person); }

bool MessagePeople::teaches(const Roster& roster, PersonId student) const {
  return std::ranges::any_of(roster.teachers_of(student), [&](PersonId teacher) { return holds(senders, teacher); });
}

MessagePeople people_around(const Message& message, const Envelope& envelope, std::span<const Recipient> recipients,
                            const Roster& roster, const District& district) {
  MessagePeople around;
  for (const std::string* address : {&envelope.login, &envelope.sender}) {
    if (address->empty()) continue;
    const auto people = roster.find(RosterField::email, *address);
    around.senders.insert(around.senders.end(), people.begin(), people.end());
    const std::string normal = normalize_address(*address);
    around.from_district = around.from_district || !people.empty() || domain_matches(domain_of(normal), district.internal_domains);
  }
  add_displayed_guardians(message, roster, around);
  for (const Recipient& recipient : recipients) {
    around.recipients.insert(around.recipients.end(), recipient.people.begin(), recipient.people.end());
  }
  for (const std::vector<PersonId>* side : {&around.senders, &around.recipients}) {
    for (const PersonId person : *side) {
      const auto children = roster.children_of(person);
      around.children.insert(around.children.end(), children.begin(), children.end());
    }
  }
  for (const PersonId person : around.senders) {
    if (roster.person(person).role == PersonRole::staff && roster.person(person).school != 0) {
      around.schools.push_back(roster.person(person).school);
    }
  }
  keep_distinct(around.senders);
  keep_distinct(around.recipients);
  keep_distinct(around.children);
  keep_distinct(around.schools);
  return around;
}

}  // namespace hallpass
