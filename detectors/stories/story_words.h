// StoryWords: what the stories of a category are told with, loaded from config/lexicons/stories/*.toml. A category
// has concepts, each a wide list of words that mean the same kind of thing:
//
//   category = "record.discipline"
//   [shared]                        # concepts of common.toml that serve here, and what they weigh
//   duration = 0.4
//   [removal]
//   weight = 0.5                    # kStoryCore or more: can carry a story; less: only joins one
//   en = ["sent home", "kicked out (of|)"]
//   es = ["(lo|la) mandaron a casa"]
//   [exclude]                       # no story in a sentence with these; those of common.toml hold everywhere
//   en = ["code of conduct"]
//
// Phrases as in lexicons: choices in brackets, '*' for an open end.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "detectors/terms/term_set.h"
#include "hallpass/result.h"
#include "hallpass/terms.h"

namespace hallpass {

inline constexpr double kStoryCore = 0.5;
inline constexpr std::size_t kConceptsMax = 32;  // of one category

// Words that mean the same kind of thing; `terms` are theirs once declare() asked for them.
struct StoryConcept {
  std::string name;
  double weight = 0;
  std::vector<std::string> phrases;
  std::vector<TermId> terms = {};
};

struct StoryWords {
  std::string category;
  std::vector<StoryConcept> concepts;
  StoryConcept exclude;
};

class StorySet {
 public:
  // Every *.toml of `folder`; an empty set where there is no such folder. Errors: bad_config, every problem with its
  // place, a line each.
  [[nodiscard]] static Result<StorySet> load(const std::string& folder);

  // Asks for the words of all categories, those that several share once.
  void declare(TermSink& sink);

  // Is it a word of any story?
  bool has(TermId term) const { return terms_.has(term); }

  // An empty one where no file has `category`.
  const StoryWords& of(std::string_view category) const;
  const std::map<std::string, StoryWords, std::less<>>& all() const { return words_; }

 private:
  std::map<std::string, StoryWords, std::less<>> words_;
  TermSet terms_;
};

}  // namespace hallpass
