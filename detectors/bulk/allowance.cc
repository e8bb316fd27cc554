#include "detectors/bulk/allowance.h"

#include <algorithm>

#include "base/sender.h"

namespace hallpass {
namespace {

bool has_role(const Roster& roster, std::span<const PersonId> people, PersonRole role) {
  return std::ranges::any_of(people, [&](PersonId id) { return roster.person(id).role == role; });
}

}  // namespace

Allowance::Allowance(const Evidence& evidence) : evidence_(evidence), sender_(answering_sender(evidence.envelope)) {
  const District& district = evidence.district;
  any_number_ = std::ranges::find(district.mass_mail_senders, sender_) != district.mass_mail_senders.end();
  const auto people = evidence.roster.find(RosterField::email, sender_);
  if (has_role(evidence.roster, people, PersonRole::staff))
    sender_class_ = SenderClass::staff;
  else if (has_role(evidence.roster, people, PersonRole::student))
    sender_class_ = SenderClass::student;
  for (const MailGrant& grant : district.grants) {
    const bool in_force = evidence.now_seconds >= grant.from_seconds && evidence.now_seconds < grant.until_seconds;
    if (in_force && grant.sender == sender_) grants_.push_back(&grant);
  }
}

bool Allowance::may_write_to_list(std::string_view address) const {
  return any_number_ || std::ranges::any_of(grants_, [&](const MailGrant* grant) {
           return grant->list.empty() || grant->list == address;
         });
}

bool Allowance::is_about(const MailLimit& limit) const {
  return (limit.sender.empty() || limit.sender == sender_) && (!limit.sender_class || *limit.sender_class == sender_class_);
}

// A grant for a list is for mail to that list alone.
std::uint32_t Allowance::granted(std::uint32_t recipients_max) const {
  for (const MailGrant* grant : grants_) {
    const bool covers = grant->list.empty() || std::ranges::all_of(evidence_.recipients, [&](const Recipient& recipient) {
                          return recipient.normalized == grant->list;
                        });
    if (covers) recipients_max = std::max(recipients_max, grant->recipients_max == 0 ? 0xffffffffu : grant->recipients_max);
  }
  return recipients_max;
}

std::vector<MailLimit> Allowance::limits(bool of_one_message) const {
  const District& district = evidence_.district;
  std::vector<MailLimit> found;
  MailLimit general{.sender = {}, .sender_class = {}, .audience = {},
                    .recipients_max = of_one_message ? district.recipients_max : district.recipients_hourly_max,
                    .window_seconds = of_one_message ? 0 : kHourSeconds};
  bool replaced = false;
  for (const MailLimit& limit : district.limits) {
    if ((limit.window_seconds == 0) != of_one_message || !is_about(limit)) continue;
    replaced |= !limit.audience && limit.window_seconds == general.window_seconds;
    found.push_back(limit);
  }
  if (!replaced) found.insert(found.begin(), general);
  for (MailLimit& limit : found) limit.recipients_max = granted(limit.recipients_max);
  return found;
}

std::string audience_in_words(const MailLimit& limit) {
  if (!limit.audience) return "";
  switch (*limit.audience) {
    case Audience::inside: return " inside";
    case Audience::families: return " in families";
    case Audience::outside: return " outside";
  }
  return "";
}

std::string window_in_words(std::uint32_t seconds) {
  if (seconds == kHourSeconds) return "within the hour";
  if (seconds == 86'400) return "within a day";
  return "within " + std::to_string(seconds / 60) + " minutes";
}

}  // namespace hallpass
