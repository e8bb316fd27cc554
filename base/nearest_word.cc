// Optimal string alignment over three rows: enough for words a person typed.
#include "base/nearest_word.h"

#include <algorithm>
#include <vector>

namespace hallpass {
namespace {

constexpr std::size_t kWordBytesMax = 64;
constexpr std::size_t kPrefixMin = 4;  // "warning" for "warn" is one slip

std::size_t slips(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::string nearest_word(std::string_view word, std::span<const std::string> candidates) {
  std::string best;
  std::size_t best_slips = std::max<std::size_t>(word.size() / 3, 1) + 1;
  if (word.size() > kWordBytesMax) return best;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > kWordBytesMax) continue;
    const bool longer_or_shorter = std::min(word.size(), candidate.size()) >= kPrefixMin &&
                                   (word.starts_with(candidate) || candidate.starts_with(word));
    const std::size_t found = longer_or_shorter ? 1 : slips(word, candidate);
    if (found >= best_slips) continue;
    best = candidate;
    best_slips = found;
  }
  return best;
}

std::string suggestion_for(std::string_view word, std::span<const std::string> candidates) {
  if (const std::string near = nearest_word(word, candidates); !near.empty())
    return "; did you mean '" + near + "'?";
  if (candidates.empty()) return "; nothing is known here";
  std::vector<std::string> sorted(candidates.begin(), candidates.end());
  std::ranges::sort(sorted);
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  std::string text = "; known here: ";
  for (const std::string& candidate : sorted) text += (&candidate == &sorted.front() ? "" : ", ") + candidate;
  return text;
}

}  // namespace hallpass
