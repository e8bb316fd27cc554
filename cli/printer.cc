#include "cli/printer.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/utf8.h"

namespace hallpass::cli {
namespace {

std::size_t width(std::string_view text) {
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++characters) (void)next_code_point(text, at);
  return characters;
}

long long now_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

}  // namespace

void Printer::object(const nlohmann::json& value) const {
  const std::string text = value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  std::fprintf(out, "%s\n", text.c_str());
}

void Printer::line(std::string_view text) const {
  if (!json) std::fprintf(out, "%.*s\n", static_cast<int>(text.size()), text.data());
}

void Printer::table(const std::vector<std::string>& heads, const std::vector<std::vector<std::string>>& rows) const {
  if (json) return;
  std::vector<std::size_t> widths;
  for (const auto& head : heads) widths.push_back(width(head));
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
  }
  const auto print = [&](const std::vector<std::string>& row) {
    std::string text;
    for (std::size_t i = 0; i < row.size(); ++i) {
      text += row[i];
      if (i + 1 < row.size()) text += std::string(widths[i] - std::min(widths[i], width(row[i])) + 2, ' ');
    }
    while (text.ends_with(' ')) text.pop_back();
    line(text);
  };
  print(heads);
  for (const auto& row : rows) print(row);
}

bool Printer::colour() const { return !json && ::isatty(::fileno(out)) == 1 && !std::getenv("NO_COLOR"); }

Progress::Progress(std::string_view what, std::size_t total)
    : what_(what), total_(total), terminal_(::isatty(2) == 1), begun_ms_(now_ms()) {}

Progress::~Progress() {
  if (shown_) std::fprintf(stderr, "\r\033[K");
}

void Progress::advance(std::size_t by) {
  done_ += by;
  if (!terminal_) return;
  const long long now = now_ms();
  if (now - last_ms_ < 100) return;
  last_ms_ = now;
  shown_ = true;
  const double seconds = static_cast<double>(now - begun_ms_) / 1000.0;
  const double rate = seconds > 0 ? static_cast<double>(done_) / seconds : 0;
  if (total_ > 0) {
    const double left = rate > 0 ? static_cast<double>(total_ - std::min(total_, done_)) / rate : 0;
    std::fprintf(stderr, "\r\033[K%zu of %zu %s, %.0f/s, %.0f s left", done_, total_, what_.c_str(), rate, left);
  } else {
    std::fprintf(stderr, "\r\033[K%zu %s, %.0f/s", done_, what_.c_str(), rate);
  }
}

}  // namespace hallpass::cli
