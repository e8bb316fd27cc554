// One SMTP transaction (libcurl): MAIL, RCPTs, DATA, with what the server answered to each.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/settings.h"

namespace hallpass::quarantine {

struct SmtpMail {
  std::string sender;                   // empty: the null sender
  std::vector<std::string> recipients;
  std::string_view bytes;               // CRLF throughout; dots are doubled on the way
};

enum class SmtpResult {
  accepted,        // for all recipients
  refused,         // an answer of 4xx or 5xx; nothing was delivered
  not_delivered,   // no connection, or it broke before the last dot
  unknown,         // it broke between the last dot and the answer
};

struct SmtpAnswer {
  SmtpResult result = SmtpResult::not_delivered;
  std::string text;                 // "250 2.0.0 Ok: queued as 4XyZ", or libcurl's words
  std::size_t refused_recipient = kNone;  // index, where a RCPT was what was refused
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
};

// Bounded: 10 s to connect, 60 s without a byte, 300 s in all. Safe from any number of threads.
[[nodiscard]] SmtpAnswer send_mail(const ReleaseSettings& settings, const SmtpMail& mail);

}  // namespace hallpass::quarantine
