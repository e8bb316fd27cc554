#include "cli/postfix_log.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "base/address.h"

namespace hallpass::cli {
namespace {

constexpr std::int64_t kDaySeconds = 86'400;

int number_at(std::string_view text, std::size_t at, std::size_t digits) {
  int number = -1;
  if (at + digits > text.size()) return number;
  while (digits > 0 && text[at] == ' ') ++at, --digits;
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + digits, number);
  return error == std::errc() && end == text.data() + at + digits ? number : -1;
}

std::optional<std::int64_t> seconds_of(int year, int month, int day, std::string_view clock) {
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  const int hour = number_at(clock, 0, 2), minute = number_at(clock, 3, 2), second = number_at(clock, 6, 2);
  if (!date.ok() || hour < 0 || minute < 0 || second < 0) return std::nullopt;
  return std::chrono::sys_days(date).time_since_epoch().count() * kDaySeconds + hour * 3'600 + minute * 60 + second;
}

// "from=<ann@x>, …" -> "ann@x"
std::string bracketed(std::string_view text, std::string_view key) {
  const auto at = text.find(key);
  if (at == std::string_view::npos) return {};
  const auto begin = at + key.size();
  const auto end = text.find('>', begin);
  return end == std::string_view::npos ? "" : normalize_address(text.substr(begin, end - begin));
}

std::string word_after(std::string_view text, std::string_view key) {
  const auto at = text.find(key);
  if (at == std::string_view::npos) return {};
  const auto begin = at + key.size();
  return std::string(text.substr(begin, std::min(text.find_first_of(", ", begin), text.size()) - begin));
}

}  // namespace

bool looks_like_postfix_log(std::string_view beginning) {
  const auto at = beginning.find(" postfix/");
  const auto line_end = beginning.find('\n');
  return at != std::string_view::npos && at < line_end + 4'096 && !beginning.starts_with("From ");
}

std::int64_t PostfixLog::time_of(std::string_view line) const {
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (line.size() < 19) return now_seconds_;
  if (line[4] == '-') {
    auto at = seconds_of(number_at(line, 0, 4), number_at(line, 5, 2), number_at(line, 8, 2), line.substr(11));
    const auto zone = line.find_first_of("+-Z ", 19);
    if (at && zone != std::string_view::npos && (line[zone] == '+' || line[zone] == '-')) {
      const int offset = std::max(number_at(line, zone + 1, 2), 0) * 3'600 + std::max(number_at(line, zone + 4, 2), 0) * 60;
      *at -= line[zone] == '+' ? offset : -offset;
    }
    return at.value_or(now_seconds_);
  }
  const auto month = std::ranges::find(kMonths, line.substr(0, 3)) - kMonths.begin() + 1;
  const auto today = std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(now_seconds_ / kDaySeconds)));
  for (const int year : {static_cast<int>(today.year()), static_cast<int>(today.year()) - 1}) {
    const auto at = month <= 12 ? seconds_of(year, static_cast<int>(month), number_at(line, 4, 2), line.substr(7)) : std::nullopt;
    if (at && *at <= now_seconds_ + kDaySeconds) return *at;
  }
  return now_seconds_;
}

// "… postfix/smtp[9]: 4XyZ: to=<b@y>, relay=…, status=sent (…)"
std::optional<LoggedMessage> PostfixLog::take(std::string_view line) {
  const auto program = line.find(" postfix");
  if (program == std::string_view::npos) return std::nullopt;
  const auto begin = line.find("]: ", program);
  const auto end = begin == std::string_view::npos ? begin : line.find(": ", begin + 3);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string id(line.substr(begin + 3, end - begin - 3));
  const std::string_view said = line.substr(end + 2);
  if (id.empty() || id.find(' ') != std::string::npos || (open_.size() >= kLogMessagesOpenMax && !open_.contains(id)))
    return std::nullopt;
  if (said.starts_with("removed")) {
    const auto node = open_.extract(id);
    return node.empty() ? std::nullopt : std::optional(std::move(node.mapped()));
  }
  if (said.starts_with("client=")) {
    const std::string login = normalize_address(word_after(said, "sasl_username="));
    if (login.find('@') != std::string::npos) open_[id].sender = login;
  } else if (said.starts_with("from=<")) {
    LoggedMessage& message = open_[id];
    if (message.sender.empty()) message.sender = bracketed(said, "from=<");
    message.at_seconds = time_of(line);
  } else if (said.starts_with("to=<") && said.find("status=sent") != std::string_view::npos) {
    const std::string relay = word_after(said, "relay=");
    const std::string to = bracketed(said, "to=<");
    if (!to.empty() && !relay.starts_with("127.0.0.1") && !relay.starts_with("localhost")) open_[id].delivered.insert(to);
  }
  return std::nullopt;
}

std::optional<LoggedMessage> PostfixLog::next() {
  for (std::string line; std::getline(in_, line);) {
    if (line.size() > kLogLineBytesMax) continue;
    if (auto message = take(line)) return message;
  }
  if (open_.empty()) return std::nullopt;
  return std::move(open_.extract(open_.begin()).mapped());
}

}  // namespace hallpass::cli
