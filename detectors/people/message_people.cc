#include "detectors/people/message_people.h"

#include <algorithm>

#include "base/address.h"

namespace hallpass {
namespace {

void keep_distinct(auto& items) {
  std::ranges::sort(items);
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

}  // namespace

bool holds(std::span<const PersonId> ascending, PersonId person) { return std::ranges::binary_search(ascending, person); }

bool MessagePeople::teaches(const Roster& roster, PersonId student) const {
  return std::ranges::any_of(roster.teachers_of(student), [&](PersonId teacher) { return holds(senders, teacher); });
}

MessagePeople people_around(const Envelope& envelope, std::span<const Recipient> recipients, const Roster& roster) {
  MessagePeople around;
  for (const std::string* address : {&envelope.login, &envelope.sender}) {
    if (address->empty()) continue;
    const auto people = roster.find(RosterField::email, *address);
    around.senders.insert(around.senders.end(), people.begin(), people.end());
  }
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
