// Coverage: which bytes of a message its structure accounts for. What remains (preambles, epilogues, text
// behind a broken boundary, whatever the parser dropped) is text nobody would see, and is swept.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hallpass {

class Coverage {
 public:
  void add(std::size_t begin, std::size_t end) { ranges_.emplace_back(begin, end); }
  void add_boundary(std::string_view boundary);

  // The lines of `bytes` outside all ranges that are no boundary lines.
  [[nodiscard]] std::string rest_of(std::string_view bytes) const;

 private:
  bool is_boundary(std::string_view line) const;

  std::vector<std::pair<std::size_t, std::size_t>> ranges_;
  std::vector<std::string> boundaries_;  // sorted when asked
};

}  // namespace hallpass
