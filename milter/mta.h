// Mta: what a session asks of the MTA it talks to. The seam between our sessions and libmilter: the daemon
// uses libmilter_mta.h, tests a recorder.
//
// Used from one callback of one session at a time. The functions that change a message work at end of
// message only; they return false where the MTA or the connection did not take the request, and then the
// message must be answered with a temporary failure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hallpass {

// What the MTA is told at the end of a call. `refuse` goes with a reply set by set_refusal().
enum class Answer { proceed, discard, refuse, temporary_failure };

class Mta {
 public:
  virtual ~Mta() = default;

  // A macro's value, copied; empty where the MTA gave none. `name` as in "{auth_authen}" or "i".
  virtual std::string macro(const char* name) = 0;

  [[nodiscard]] virtual bool add_header(const std::string& name, const std::string& value) = 0;
  // `index` counts from 1 among the headers of that name; deleting shifts those behind it.
  [[nodiscard]] virtual bool change_header(const std::string& name, int index, const std::string& value) = 0;
  [[nodiscard]] virtual bool delete_header(const std::string& name, int index) = 0;
  // `recipient` exactly as it came, angle brackets included.
  [[nodiscard]] virtual bool delete_recipient(const std::string& recipient) = 0;
  // Tells the MTA that we still work. false: it is no longer there. On TCP the first call after it left
  // still succeeds.
  [[nodiscard]] virtual bool progress() = 0;
  // The reply that Answer::refuse sends: `code` is 5xx, `lines` make up its text.
  [[nodiscard]] virtual bool set_refusal(const char* code, const char* enhanced, const std::vector<std::string>& lines) = 0;
};

}  // namespace hallpass
