// The headers of ours that a message brought along. Nobody outside may set them: they are counted as they
// come and taken out before the message goes on.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/result.h"
#include "milter/mta.h"

namespace hallpass {

// A message with more of our headers than this was made to hurt and is refused.
inline constexpr std::size_t kOwnHeadersMax = 500;

class OwnHeaders {
 public:
  // Notes the field if its name begins with kHeaderPrefix in any case; white space before the colon does
  // not hide it. Tells whether it was one.
  bool note(std::string_view name, std::string_view value);

  // The pass, where the message has exactly one X-Hallpass-Pass; two are none.
  [[nodiscard]] std::string_view pass() const { return passes_ == 1 ? std::string_view(pass_) : ""; }
  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] bool too_many() const { return count_ > kOwnHeadersMax; }

  // Takes all of them out, of each name the last first: deleting one moves those behind it.
  [[nodiscard]] bool remove_from(Mta& mta) const;

 private:
  struct Name {
    std::string as_written;
    int times = 0;
  };
  std::map<std::string, Name> names_;  // by lower-case name, as the MTA compares
  std::string pass_;
  std::size_t passes_ = 0;
  std::size_t count_ = 0;
};

[[nodiscard]] bool is_own_header(std::string_view name);
[[nodiscard]] bool is_pass_header(std::string_view name);

}  // namespace hallpass
