#include "scan/load_mass_mail.h"

#include <charconv>
#include <chrono>
#include <optional>

#include "base/address.h"
#include "scan/setting_values.h"

namespace hallpass {
namespace {

constexpr std::uint32_t kRecipientsMost = 1'000'000;
constexpr std::int64_t kDaySeconds = 86'400;

template <typename Number>
bool read_digits(std::string_view text, Number& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size();
}

// "2026-11-30": its first second (UTC).
std::optional<std::int64_t> parse_day(std::string_view text) {
  int year = 0;
  unsigned month = 0, day = 0;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !read_digits(text.substr(0, 4), year) ||
      !read_digits(text.substr(5, 2), month) || !read_digits(text.substr(8, 2), day))
    return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date).time_since_epoch().count() * kDaySeconds;
}

// "address size"
void read_list_sizes(TomlTable& table, District& district) {
  std::vector<TomlText> texts;
  if (!table.read("list_sizes", texts)) return;
  for (const TomlText& text : texts) {
    const auto space = text.text.find(' ');
    const std::string address = normalize_address(std::string_view(text.text).substr(0, space));
    std::uint32_t size = 0;
    if (space == std::string::npos || !is_address(address) || !read_digits(std::string_view(text.text).substr(space + 1), size) ||
        size == 0 || size > kRecipientsMost) {
      table.problem_at(text.place, "a list's size is \"address number\"; write \"all-staff@district.k12.ia.us 312\"");
    } else {
      district.list_sizes[address] = size;
    }
  }
}

void read_alias_files(TomlTable& table, const std::filesystem::path& base, District& district) {
  std::vector<TomlText> texts;
  if (!table.read("alias_files", texts)) return;
  for (const TomlText& text : texts) {
    if (text.text.empty())
      table.problem_at(text.place, "an alias file has no name; write \"/etc/aliases\"");
    else
      district.alias_files.push_back((base / text.text).lexically_normal().string());
  }
}

void read_address(TomlTable& table, std::string_view key, std::string& out, Presence presence) {
  TomlText text;
  if (!table.read(key, text, presence)) return;
  out = normalize_address(text.text);
  if (!is_address(out))
    table.problem_at(text.place, "'" + text.text + "' is no address; write \"name@district.k12.ia.us\"");
}

MailLimit read_limit(TomlTable table) {
  constexpr std::string_view kSenders[] = {"anyone", "staff", "student", "unlisted"};
  constexpr std::string_view kAudienceWords[] = {"anyone", "inside", "families", "outside"};
  MailLimit limit;
  read_address(table, "sender", limit.sender, kOptional);
  std::string senders = "anyone", audience = "anyone";
  table.read_word("senders", senders, kSenders);
  table.read_word("audience", audience, kAudienceWords);
  for (std::size_t i = 1; i < std::size(kSenders); ++i) {
    if (senders == kSenders[i]) limit.sender_class = static_cast<SenderClass>(i - 1);
    if (audience == kAudienceWords[i]) limit.audience = static_cast<Audience>(i - 1);
  }
  table.read_number("recipients_max", limit.recipients_max, 0u, kRecipientsMost, kRequired);
  std::uint32_t minutes = 0;
  table.read_number("minutes", minutes, 0u, static_cast<std::uint32_t>(kVolumeSecondsMax / 60));
  limit.window_seconds = minutes * 60;
  return limit;
}

// `days`: added to the date, for the end of a day.
void read_day(TomlTable& table, std::string_view key, std::int64_t days, std::int64_t& out) {
  TomlText text;
  if (!table.read(key, text, kRequired)) return;
  if (const auto day = parse_day(text.text))
    out = *day + days * kDaySeconds;
  else
    table.problem_at(text.place, "'" + text.text + "' is no day; write \"2026-11-30\"");
}

MailGrant read_grant(TomlTable table) {
  MailGrant grant;
  read_address(table, "sender", grant.sender, kRequired);
  read_address(table, "list", grant.list, kOptional);
  table.read_number("recipients_max", grant.recipients_max, 0u, kRecipientsMost);
  read_day(table, "from", 0, grant.from_seconds);
  read_day(table, "until", 1, grant.until_seconds);  // that day included
  if (grant.from_seconds != 0 && grant.until_seconds != 0 && grant.until_seconds <= grant.from_seconds)
    table.problem("until", "the grant ends before it begins");
  return grant;
}

}  // namespace

void load_mass_mail(TomlTable table, const std::filesystem::path& base, District& district) {
  table.read_number("copies_daily_max", district.copies_daily_max, 1u, kRecipientsMost);
  read_list_sizes(table, district);
  read_alias_files(table, base, district);
  for (TomlTable& limit : table.tables("limits")) district.limits.push_back(read_limit(limit));
  for (TomlTable& grant : table.tables("grants")) district.grants.push_back(read_grant(grant));
}

}  // namespace hallpass
