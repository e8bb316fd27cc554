#include "policy/reason.h"

#include <algorithm>

namespace hallpass {
namespace {

std::string counted(std::size_t number, std::string_view one, std::string_view many) {
  return std::to_string(number) + " " + std::string(number == 1 ? one : many);
}

std::string entitlement(const Matched& matched, const Recipient& recipient) {
  const auto own = static_cast<std::size_t>(std::ranges::count_if(matched.students, [&](PersonId student) {
    return std::ranges::binary_search(recipient.entitled, student);
  }));
  const std::string number = own == 0 ? "none" : std::to_string(own);
  switch (recipient.recipient_class) {
    case RecipientClass::guardian: return "; this recipient is guardian of " + number + " of them";
    case RecipientClass::student:
      return own == 0 ? "; none of them is this recipient" : "; one of them is this recipient";
    default: return "";
  }
}

}  // namespace

std::string reason_for(const Rule& rule, const Matched& matched, const Recipient& recipient) {
  std::string text = rule.title;
  if (!matched.students.empty()) {
    text += ": " + counted(matched.students.size(), "student", "students");
    if (matched.unknown > 0)
      text += " and " + counted(matched.unknown, "person", "people") + " not in the roster";
    text += entitlement(matched, recipient);
  } else if (matched.people > 1) {
    text += ": " + std::to_string(matched.people) + " people";
  }
  return text;
}

}  // namespace hallpass
