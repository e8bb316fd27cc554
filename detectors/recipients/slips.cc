#include "detectors/recipients/slips.h"

#include <algorithm>
#include <array>

namespace hallpass {
namespace {

constexpr double kLookAlike = 0.2, kDoubled = 0.5, kNeighbour = 0.6, kSwapped = 0.6, kGap = 0.8, kOther = 1.0;

constexpr std::array<std::string_view, 4> kKeyRows{"1234567890-", "qwertyuiop", "asdfghjkl", "zxcvbnm"};
constexpr std::array<std::string_view, 14> kLookAlikes{"0o", "1l", "1i", "il", "5s", "2z", "8b",
                                                       "6b", "9g", "3e", "uv", "4a", "7t", "gq"};

struct Place {
  int row = -1;
  int column = 0;
};

Place place_of(char c) {
  for (std::size_t row = 0; row < kKeyRows.size(); ++row) {
    if (const auto at = kKeyRows[row].find(c); at != std::string_view::npos)
      return {static_cast<int>(row), static_cast<int>(at)};
  }
  return {};
}

bool are_neighbours(char a, char b) {
  const Place pa = place_of(a), pb = place_of(b);
  if (pa.row < 0 || pb.row < 0) return false;
  if (pa.row == pb.row) return std::abs(pa.column - pb.column) == 1;
  if (std::abs(pa.row - pb.row) != 1) return false;
  const Place& upper = pa.row < pb.row ? pa : pb;
  const Place& lower = pa.row < pb.row ? pb : pa;
  return upper.column == lower.column || upper.column == lower.column + 1;  // rows are shifted to the right
}

bool look_alike(char a, char b) {
  return std::ranges::any_of(kLookAlikes, [&](std::string_view pair) {
    return (pair[0] == a && pair[1] == b) || (pair[0] == b && pair[1] == a);
  });
}

double replace_cost(char a, char b) {
  if (a == b) return 0;
  if (look_alike(a, b)) return kLookAlike;
  const bool digits = a >= '0' && a <= '9' && b >= '0' && b <= '9';
  return are_neighbours(a, b) && !digits ? kNeighbour
                                         : kOther;  // figures next to each other are counted, not slips
}

// Letters that together look like one: "rn" m, "vv" w, "cl" d.
bool joined_look_alike(std::string_view two, char one) {
  return (two == "rn" && one == 'm') || (two == "vv" && one == 'w') || (two == "cl" && one == 'd');
}

double gap_cost(std::string_view word, std::size_t at) {
  return at > 0 && word[at] == word[at - 1] ? kDoubled : kGap;
}

}  // namespace

double slip_cost(std::string_view a, std::string_view b) {
  if (a.size() > kSlipWordMax || b.size() > kSlipWordMax) return 1000;
  std::array<std::array<double, kSlipWordMax + 1>, 3> rows{};
  auto *before = &rows[0], *last = &rows[1], *row = &rows[2];
  for (std::size_t j = 1; j <= b.size(); ++j) (*last)[j] = (*last)[j - 1] + gap_cost(b, j - 1);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    (*row)[0] = (*last)[0] + gap_cost(a, i - 1);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      double cost = std::min({(*last)[j - 1] + replace_cost(a[i - 1], b[j - 1]),
                              (*last)[j] + gap_cost(a, i - 1), (*row)[j - 1] + gap_cost(b, j - 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        cost = std::min(cost, (*before)[j - 2] + kSwapped);
      if (i > 1 && joined_look_alike(a.substr(i - 2, 2), b[j - 1]))
        cost = std::min(cost, (*before)[j - 1] + kLookAlike);
      if (j > 1 && joined_look_alike(b.substr(j - 2, 2), a[i - 1]))
        cost = std::min(cost, (*last)[j - 2] + kLookAlike);
      (*row)[j] = cost;
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return (*last)[b.size()];
}

// Each word comes about in one way only: no letter is added behind its like, none lost before its like, no
// like letters swapped.
std::vector<std::string> one_slip_away(std::string_view word) {
  constexpr std::string_view kCharacters = "abcdefghijklmnopqrstuvwxyz0123456789.-_";
  std::vector<std::string> found;
  if (word.empty() || word.size() > kSlipWordMax) return found;
  found.reserve((word.size() + 1) * 2 * (kCharacters.size() + 1));
  const std::string base(word);
  for (std::size_t i = 0; i <= base.size(); ++i) {
    for (char c : kCharacters) {
      if (i == 0 || base[i - 1] != c) found.push_back(std::string(base).insert(i, 1, c));
      if (i == base.size() || base[i] == c) continue;
      found.push_back(base);
      found.back()[i] = c;
    }
    if (i < base.size() && base.size() > 1 && (i + 1 == base.size() || base[i] != base[i + 1]))
      found.push_back(std::string(base).erase(i, 1));
    if (i + 1 < base.size() && base[i] != base[i + 1]) {
      found.push_back(base);
      std::swap(found.back()[i], found.back()[i + 1]);
    }
  }
  return found;
}

bool differ_in_digits(std::string_view one, std::string_view other) {
  const auto letters = [](std::string_view word) {
    std::string out;
    std::ranges::copy_if(word, std::back_inserter(out), [](char c) { return c < '0' || c > '9'; });
    return out;
  };
  return one != other && letters(one) == letters(other);
}

}  // namespace hallpass
