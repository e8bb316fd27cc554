#include "base/fold.h"
#include "detectors/terms/term_pass.h"
#include "detectors/terms/tokens.h"

namespace hallpass {

TermId TermCollector::add(std::string_view text, bool is_pattern, PatternStart start) {
  terms_.push_back({std::string(text), is_pattern, start});
  return static_cast<TermId>(terms_.size() - 1);
}

// One space between words, punctuation out, "*" kept: what the trie will see of it.
static std::string normal_phrase(std::string_view words) {
  std::string normal;
  for_each_word(words, [&](std::size_t begin, std::size_t end) {
    if (!normal.empty()) normal += ' ';
    normal += words.substr(begin, end - begin);
    if (end < words.size() && words[end] == '*') normal += '*';
  });
  return normal;
}

TermId TermCollector::phrase(std::string_view words) {
  const std::string normal = normal_phrase(folded_text(words));
  const auto known = phrases_.find(normal);
  if (known != phrases_.end()) return known->second;
  const TermId id = add(normal, false, PatternStart::any);
  phrases_.emplace(normal, id);
  return id;
}

TermId TermCollector::pattern(std::string_view re2, PatternStart start) {
  const std::string key = std::to_string(static_cast<int>(start)).append("/").append(re2);
  const auto known = patterns_.find(key);
  if (known != patterns_.end()) return known->second;
  const TermId id = add(re2, true, start);
  patterns_.emplace(key, id);
  return id;
}

}  // namespace hallpass
