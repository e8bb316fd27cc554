// Allowance: how much mass mail the sender of a message may send: authorised senders any, others what a grant
// permits, else what the limits of the district leave.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hallpass/evidence.h"

namespace hallpass {

inline constexpr std::uint32_t kHourSeconds = 3'600;

class Allowance {
 public:
  explicit Allowance(const Evidence& evidence);

  bool any_number() const { return any_number_; }
  // By a grant for this very list, or for any recipients.
  bool may_write_to_list(std::string_view address) const;

  // The limits that hold for this sender: those of one message (window_seconds 0) or those of windows.
  std::vector<MailLimit> limits(bool of_one_message) const;

  // `recipients_max`, or more where a grant says so.
  std::uint32_t granted(std::uint32_t recipients_max) const;

  const std::string& sender() const { return sender_; }

 private:
  bool is_about(const MailLimit& limit) const;

  const Evidence& evidence_;
  std::string sender_;
  SenderClass sender_class_ = SenderClass::unlisted;
  std::vector<const MailGrant*> grants_;  // in force now
  bool any_number_ = false;
};

// " inside", " outside": whom a limit counts, for evidence; empty: everybody.
[[nodiscard]] std::string audience_in_words(const MailLimit& limit);
// "within the hour", "within 15 minutes"
[[nodiscard]] std::string window_in_words(std::uint32_t seconds);

// What a limit counts of `counts`.
[[nodiscard]] inline std::uint64_t counted_by(const MailLimit& limit, const AudienceCounts& counts) {
  return limit.audience ? counts[*limit.audience] : counts.total();
}

}  // namespace hallpass
