// PatternTrial: a pattern by itself on texts by themselves, before it is used on mail.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "detectors/patterns/pattern_matcher.h"
#include "detectors/terms/term_pass.h"

namespace hallpass {

class PatternTrial {
 public:
  // `pattern` was linted and outlives the trial.
  explicit PatternTrial(const DistrictPattern& pattern);

  // How many places it finds in `text`, as it would in mail but for the roster and whom it is about.
  std::size_t places_in(std::string_view text) const;
  // Why it does not find `text`; empty where it does.
  std::string why_not(std::string_view text) const;
  // Does it find too much in an ordinary letter? What to do then; empty where it does not.
  std::string too_broad() const;

 private:
  struct Tried {
    std::size_t candidates = 0, places = 0;
  };
  Tried tried(std::string_view text) const;

  PatternMatcher matcher_;
  std::shared_ptr<const TermPass> pass_;
};

}  // namespace hallpass
