// hallpass.toml -> Settings: every key of the file is one line here, with its range. What the file does
// not say keeps its default; what it says wrongly is told with its place, all of it at once.
#include <algorithm>
#include <filesystem>

#include "base/address.h"
#include "base/fold.h"
#include "base/toml_reader.h"
#include "hallpass/limit_keys.h"
#include "hallpass/roster_build.h"
#include "hallpass/settings.h"
#include "scan/load_mass_mail.h"
#include "scan/load_state.h"
#include "scan/setting_values.h"

namespace hallpass {
namespace {

constexpr std::size_t kGiB = std::size_t{1} << 30;
constexpr std::uint32_t kAnswerMsMax = 240'000;
constexpr std::uint32_t kDayMs = 86'400'000;

// "login owner", both addresses or bare logins.
void read_delegations(TomlTable& table, std::vector<std::string>& out) {
  std::vector<TomlText> texts;
  if (!table.read("delegations", texts)) return;
  for (const TomlText& text : texts) {
    const auto space = text.text.find(' ');
    const std::string login = normalize_address(std::string_view(text.text).substr(0, space));
    const std::string owner =
        space == std::string::npos ? "" : normalize_address(std::string_view(text.text).substr(space));
    if (login.empty() || !is_address(owner)) {
      table.problem_at(text.place,
                       "a delegation is \"login owner\"; write \"office@district.k12.ia.us "
                       "principal@district.k12.ia.us\"");
    } else {
      out.push_back(login + " " + owner);
    }
  }
}

// ---- the sections, in the order of the file

void load_district(TomlTable table, const std::filesystem::path& base, District& district) {
  table.read("name", district.name);
  read_domains(table, "internal_domains", district.internal_domains);
  read_domains(table, "partner_domains", district.partner_domains);
  read_addresses(table, "student_lists", district.student_lists);
  read_addresses(table, "all_district_lists", district.all_district_lists);
  read_addresses(table, "mass_mail_senders", district.mass_mail_senders);
  read_addresses(table, "bulk_release_senders", district.bulk_release_senders);
  read_addresses(table, "encrypt_senders", district.encrypt_senders);
  read_delegations(table, district.delegations);
  for (auto [key, format] : {std::pair{"student_number_format", &district.student_number_format},
                             std::pair{"state_number_format", &district.state_number_format},
                             std::pair{"employee_number_format", &district.employee_number_format}}) {
    read_checked(table, key, *format, is_format, "a regular expression (RE2) such as '\\d{6}'");
  }
  table.read("birth_date_day_first", district.birth_date_day_first);
  table.read_number("recipients_max", district.recipients_max, 1u, 1'000'000u);
  table.read_number("recipients_hourly_max", district.recipients_hourly_max, 1u, 1'000'000u);
  table.read_number("visible_guardians_max", district.visible_guardians_max, 1u, 1'000'000u);
  table.read_number("listed_addresses_max", district.listed_addresses_max, 1u, 1'000'000u);
  load_mass_mail(table, base, district);
}

void load_milter(TomlTable table, const std::filesystem::path& base, MilterSettings& milter) {
  read_checked(table, "socket", milter.socket, is_socket,
               "\"unix:/run/hallpass/milter.sock\" or \"inet:127.0.0.1:8894\"");
  read_checked(table, "socket_mode", milter.socket_mode, is_mode, "\"0660\"");
  table.read("socket_group", milter.socket_group);
  table.read("user", milter.user);
  table.read("monitor", milter.monitor);
  table.read("subject_prefix", milter.subject_prefix);
  table.read("reject_text", milter.reject_text);
  table.read_number("sessions_max", milter.sessions_max, 1u, 100'000u);
  table.read_number("drain_ms", milter.drain_ms, 0u, kDayMs);
  read_path(table, "spool_dir", base, milter.spool_dir);
}

void load_quarantine(TomlTable table, const std::filesystem::path& base, QuarantineSettings& quarantine) {
  read_path(table, "dir", base, quarantine.dir);
  read_path(table, "key_dir", base, quarantine.key_dir);
  table.read_bytes("free_bytes_min", quarantine.free_bytes_min, 0, 1024 * kGiB);
}

void load_release(TomlTable table, ReleaseSettings& release) {
  read_checked(
      table, "smtp", release.smtp,
      [](std::string_view text) {
        for (std::string_view kind : {"smtp://", "smtps://"}) {
          if (text.starts_with(kind) && text.size() > kind.size()) return true;
        }
        return false;
      },
      "\"smtp://127.0.0.1:25\"");
  table.read_number("pass_seconds", release.pass_seconds, 10u, 86'400u);
  table.read("helo", release.helo);
}

void load_limits(TomlTable table, Limits& limits) {
  for (const LimitKey& key : kLimitKeys) {
    if (key.ms) table.read_number(key.name, limits.*key.ms, static_cast<std::uint32_t>(key.least), static_cast<std::uint32_t>(key.most));
    else if (key.in_bytes()) table.read_bytes(key.name, limits.*key.size, key.least, key.most);
    else table.read_number(key.name, limits.*key.size, key.least, key.most);
  }
  if (limits.part_ms > limits.message_ms) {
    table.problem("part_ms",
                  "'part_ms' is longer than 'message_ms'; a part cannot have more time than its message");
  }
}

void load_roster_columns(TomlTable table, std::map<std::string, std::string>& columns) {
  for (const std::string_view name : roster_column_names()) {
    TomlText column;
    if (!table.read(name, column)) continue;
    if (folded_text(column.text).find("password") != std::string::npos) {
      table.problem_at(column.place, "a column of passwords is never read");
    }
    columns[std::string(name)] = column.text;
  }
}

void load_roster_paths(TomlTable table, const std::filesystem::path& base, Settings& settings) {
  read_path(table, "index", base, settings.roster_index);
  read_path(table, "key", base, settings.roster_key);
  read_path(table, "side", base, settings.roster_side);
  if (auto columns = table.table("columns")) load_roster_columns(*columns, settings.roster_columns);
  if (!settings.roster_index.empty() && settings.roster_key.empty()) {
    table.problem("index", "[roster] has an index and no 'key'; add key = \"keys/roster.key\"");
  }
}

void load_reader(TomlTable table, const std::filesystem::path& base, Settings& settings) {
  read_path(table, "program", base, settings.reader_program);
  table.read_number("workers", settings.reader_workers, 1u, 256u);
  table.read_number("messages_each", settings.reader_messages_each, 1u, 1'000'000u);
}

bool is_language(std::string_view text) {
  return !text.empty() && text.size() <= 32 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

// The models themselves are looked for when a reader starts: they may be elsewhere than where this is checked.
void load_ocr(TomlTable table, const std::filesystem::path& base, const Limits& limits, OcrSettings& ocr) {
  table.read("enabled", ocr.enabled);
  read_path(table, "models", base, ocr.models);
  std::vector<TomlText> languages;
  if (table.read("languages", languages)) {
    ocr.languages.clear();
    for (const TomlText& language : languages) {
      if (is_language(language.text)) ocr.languages.push_back(language.text);
      else table.problem_at(language.place, "'" + language.text + "' in 'languages' is no model's name; write \"eng\"");
    }
  }
  if (!ocr.enabled) return;
  if (ocr.languages.empty()) table.problem("enabled", "[ocr] is enabled and has no 'languages'; write languages = [\"eng\"]");
  if (limits.ocr_page_ms > limits.part_ms) {
    table.problem("enabled", "[limits] 'ocr_page_ms' is longer than 'part_ms'; a page cannot have more time than its part");
  }
  if (limits.ocr_page_ms > limits.ocr_message_ms) {
    table.problem("enabled", "[limits] 'ocr_page_ms' is longer than 'ocr_message_ms'; a page cannot have more time than its message");
  }
  if (limits.message_ms + limits.ocr_message_ms > kAnswerMsMax) {
    table.problem("enabled", "[limits] 'message_ms' and 'ocr_message_ms' are over 240000 together; the mail server would not wait");
  }
}

void load_log(TomlTable table, Settings& settings) {
  constexpr std::string_view kLevels[] = {"debug", "info", "warn", "error"};
  table.read_word("level", settings.log_level, kLevels);
  table.read("json", settings.log_json);
}

void load_policy_paths(TomlTable table, const std::filesystem::path& base, Settings& settings) {
  read_path(table, "file", base, settings.policy_file);
  read_path(table, "lexicons", base, settings.lexicon_dir);
  read_path(table, "patterns", base, settings.pattern_file);
}

void load_forms(TomlTable table, const std::filesystem::path& base, Settings& settings) {
  read_path(table, "file", base, settings.form_file);
  read_path(table, "key", base, settings.form_key);
}

}  // namespace

Result<Settings> load_settings(const std::string& path) {
  auto file = TomlFile::load(path);
  if (!file) return tl::unexpected(file.error());
  const std::filesystem::path base = std::filesystem::absolute(path).parent_path();
  Settings settings;
  settings.file = path;
  settings.policy_file = (base / "policy.toml").string();
  settings.lexicon_dir = (base / "lexicons").string();

  TomlTable root = file->root();
  if (auto table = root.table("district")) load_district(*table, base, settings.district);
  if (auto table = root.table("milter")) load_milter(*table, base, settings.milter);
  if (auto table = root.table("quarantine")) load_quarantine(*table, base, settings.quarantine);
  if (auto table = root.table("release")) load_release(*table, settings.release);
  if (auto table = root.table("limits")) load_limits(*table, settings.limits);
  if (auto table = root.table("roster")) load_roster_paths(*table, base, settings);
  if (auto table = root.table("policy")) load_policy_paths(*table, base, settings);
  if (auto table = root.table("forms")) load_forms(*table, base, settings);
  if (auto table = root.table("reader")) load_reader(*table, base, settings);
  if (auto table = root.table("ocr")) load_ocr(*table, base, settings.limits, settings.ocr);
  if (auto table = root.table("state")) load_state(*table, base, settings.state);
  if (auto table = root.table("log")) load_log(*table, settings);
  if (settings.form_key.empty()) settings.form_key = settings.quarantine.key_dir + "/forms.key";
  if (settings.state.key.empty()) settings.state.key = settings.quarantine.key_dir + "/state.key";
  if (auto good = file->finish(); !good) return tl::unexpected(good.error());
  return settings;
}

}  // namespace hallpass
