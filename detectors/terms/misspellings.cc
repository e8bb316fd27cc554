// One edit leaves one half of a word as it was: all before the middle, or all behind it. Keywords lie by both
// halves, for each length that a misspelt form has; a text's word looks its own two halves up, mostly in vain, in
// one bit each. Only what is found there is compared letter by letter, and only then is asked whether the
// word is a known one.
#include "detectors/terms/misspellings.h"

#include <algorithm>
#include <tuple>

namespace hallpass {

bool is_misspelt(std::string_view word, std::string_view keyword) {
  const auto differ = std::ranges::mismatch(word, keyword);
  const auto w = static_cast<std::size_t>(differ.in1 - word.begin());
  if (w == 0 || w == word.size() || w == keyword.size()) return false;
  const std::string_view left = word.substr(w), right = keyword.substr(w);  // from the first difference on
  const bool swapped = left.size() > 1 && right.size() > 1 && left[0] == right[1] && left[1] == right[0];
  if (word.back() != keyword.back()) return false;
  if (swapped && left.substr(2) == right.substr(2)) return true;
  return left.substr(1) == right.substr(1) || left.substr(1) == right || left == right.substr(1);
}

void Misspellings::add_keyword(std::string_view word) {
  if (word.size() < kMisspeltLettersMin || word.size() > kMisspeltLettersMax) return;
  keywords_.emplace_back(word);
}

void Misspellings::add_known(std::string_view word) {
  if (word.size() >= kMisspeltLettersMin && word.size() <= kMisspeltLettersMax) known_.emplace(word);
}

void Misspellings::finish() {
  std::ranges::sort(keywords_);
  keywords_.erase(std::unique(keywords_.begin(), keywords_.end()), keywords_.end());
  for (std::uint32_t i = 0; i < keywords_.size(); ++i) {
    const std::string& keyword = keywords_[i];
    known_.emplace(keyword);
    for (std::size_t letters = std::max(keyword.size() - 1, kMisspeltLettersMin); letters <= keyword.size() + 1; ++letters) {
      for (std::uint64_t key : {head_key(keyword, letters), tail_key(keyword, letters)}) {
        halves_.push_back({key, i});
        maybe_.set(slot_of(key));
      }
    }
  }
  std::ranges::sort(halves_, {}, [](const Half& half) { return std::tuple(half.key, half.keyword); });
}

Misspellings::Meant Misspellings::meant_by(std::string_view word, std::uint64_t head, std::uint64_t tail) const {
  Meant meant;
  meant.fill(kNone);
  std::size_t count = 0, compared = 0;
  for (std::uint64_t key : {head, tail}) {
    if (!maybe_[slot_of(key)]) continue;
    for (auto half = std::ranges::lower_bound(halves_, key, {}, &Half::key); half != halves_.end() && half->key == key; ++half) {
      if (count == kMeantMax || ++compared > kMisspeltCandidatesMax) break;
      if (!is_misspelt(word, keywords_[half->keyword]) || std::ranges::find(meant, half->keyword) != meant.end()) continue;
      meant[count++] = half->keyword;
    }
  }
  if (count > 0 && known_.contains(word)) meant.fill(kNone);
  return meant;
}

}  // namespace hallpass
