// Lexicons: the vocabulary of a category, loaded from config/lexicons/*.toml. A file names its category and
// holds word lists by language; a district adds files or words without recompiling.
//
//   category = "record.grades"
//   [en]
//   strong  = ["report card*", "cumulative gpa"]  # one beside a student is enough
//   medium  = ["quiz*", "missing assignment*"]    # two may be, three are
//   weak    = ["algebra"]                         # only adds, a little
//   columns = ["quarter grade", "hw avg"]         # heads of table columns that hold such data
//   exclude = ["honor roll"]                      # words that take the sense away, in the same sentence
//   [[pattern]]                                   # weight: certain, strong, medium, weak
//   re2 = '\d{2}%'   start = "digit"   weight = "medium"
//
// misspelt = false, beside the category: its words do not count where they are misspelt (detectors/terms/misspellings.h).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/result.h"
#include "hallpass/terms.h"

namespace hallpass {

inline constexpr double kCertainWeight = 1.5, kStrong = 1.0, kMedium = 0.4, kWeak = 0.15;
inline constexpr double kWeakTogether = 0.25;  // all weak terms of one person together

struct Lexicon {
  struct Phrase {
    std::string words;
    double weight = 0;
  };
  struct Pattern {
    std::string re2;
    PatternStart start = PatternStart::word;
    double weight = 0;
  };
  std::string category;
  std::vector<Phrase> phrases;
  std::vector<Pattern> patterns;
  std::vector<std::string> columns;
  std::vector<std::string> excludes;
  bool misspelt = true;  // words of records and personnel count, for less, where they are misspelt
};

// `phrase` and its plural, for phrases that end in a plain word: "fine" also hits "fines".
[[nodiscard]] std::vector<std::string> with_plural(std::string_view phrase);

class LexiconSet {
 public:
  // Every *.toml of `folder`. Errors: not_found; bad_config, every problem with its place, a line each.
  [[nodiscard]] static Result<LexiconSet> load(const std::string& folder);

  // The vocabulary of `category`; an empty one where no file has it.
  const Lexicon& of(std::string_view category) const;
  const std::map<std::string, Lexicon, std::less<>>& all() const { return lexicons_; }

 private:
  std::map<std::string, Lexicon, std::less<>> lexicons_;
};

}  // namespace hallpass
