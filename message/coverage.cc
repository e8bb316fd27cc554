// Ranges are merged in order; between them the text is taken line by line.
#include "message/coverage.h"

#include <algorithm>

#include "message/header_text.h"

namespace hallpass {
namespace {

constexpr std::size_t kBoundariesMax = 10'000;
constexpr std::size_t kBoundaryLineMax = 256;

}  // namespace

void Coverage::add_boundary(std::string_view boundary) {
  if (!boundary.empty() && boundaries_.size() < kBoundariesMax) boundaries_.emplace_back(boundary);
}

bool Coverage::is_boundary(std::string_view line) const {
  if (!line.starts_with("--") || line.size() > kBoundaryLineMax) return false;
  line.remove_prefix(2);
  return std::ranges::binary_search(boundaries_, line, std::less<std::string_view>()) ||
         (line.ends_with("--") && std::ranges::binary_search(boundaries_, line.substr(0, line.size() - 2), std::less<std::string_view>()));
}

std::string Coverage::rest_of(std::string_view bytes) const {
  Coverage sorted = *this;
  std::ranges::sort(sorted.ranges_);
  std::ranges::sort(sorted.boundaries_);
  std::string rest;
  const auto gap = [&](std::size_t begin, std::size_t end) {
    while (begin < end) {
      const std::size_t line_end = std::min(bytes.find('\n', begin), end);
      const std::string_view line = trimmed(bytes.substr(begin, line_end - begin));
      if (!line.empty() && !sorted.is_boundary(line)) rest.append(line).push_back('\n');
      begin = line_end + 1;
    }
  };
  std::size_t at = 0;
  for (const auto& [begin, end] : sorted.ranges_) {
    if (begin > at) gap(at, std::min(begin, bytes.size()));
    at = std::max(at, end);
  }
  gap(at, bytes.size());
  return rest;
}

}  // namespace hallpass
