// Envelope: what SMTP said about a message, as opposed to what its headers claim.
#pragma once

#include <string>
#include <vector>

namespace hallpass {

// All addresses stand as the MTA gave them, without angle brackets; compare them through
// base/address.h (normalize_address). Empty strings where the MTA gave nothing.
struct Envelope {
  std::string sender;                   // MAIL FROM; empty for bounces
  std::vector<std::string> recipients;  // accepted RCPT TO, in order
  std::string login;                    // {auth_authen}
  std::string client_name;              // {client_name}
  std::string client_address;           // {client_addr} or the peer of the connection
  std::string queue_id;                 // {i}: late on Postfix, early on Sendmail
  std::string tls_version;              // {tls_version}; empty: submitted in clear
};

}  // namespace hallpass
