// `hallpass config show`: what is in force, defaults included, and the rules of the policy.
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "hallpass/limit_keys.h"
#include "hallpass/policy.h"

namespace hallpass::cli {
namespace {

using Json = nlohmann::ordered_json;

Json limits_on_mail_json(const std::vector<MailLimit>& limits) {
  constexpr const char* kSenders[] = {"staff", "student", "unlisted"};
  constexpr const char* kAudienceWords[] = {"inside", "families", "outside"};
  Json list = Json::array();
  for (const MailLimit& limit : limits) {
    list.push_back({{"sender", limit.sender},
                    {"senders", limit.sender_class ? kSenders[static_cast<std::size_t>(*limit.sender_class)] : "anyone"},
                    {"audience", limit.audience ? kAudienceWords[static_cast<std::size_t>(*limit.audience)] : "anyone"},
                    {"recipients_max", limit.recipients_max},
                    {"minutes", limit.window_seconds / 60}});
  }
  return list;
}

Json grants_json(const std::vector<MailGrant>& grants) {
  Json list = Json::array();
  for (const MailGrant& grant : grants) {
    list.push_back({{"sender", grant.sender},
                    {"list", grant.list},
                    {"recipients_max", grant.recipients_max},
                    {"from_seconds", grant.from_seconds},
                    {"until_seconds", grant.until_seconds}});
  }
  return list;
}

Json state_json(const StateSettings& state) {
  return {{"file", state.file},
          {"key", state.key},
          {"size_max", state.size_max},
          {"redis", state.redis},
          {"redis_user", state.redis_user},
          {"redis_password_file", state.redis_password_file},
          {"redis_prefix", state.redis_prefix},
          {"redis_timeout_ms", state.redis_timeout_ms}};
}

Json district_json(const District& district) {
  return {{"name", district.name},
          {"internal_domains", district.internal_domains},
          {"partner_domains", district.partner_domains},
          {"student_lists", district.student_lists},
          {"all_district_lists", district.all_district_lists},
          {"mass_mail_senders", district.mass_mail_senders},
          {"bulk_release_senders", district.bulk_release_senders},
          {"encrypt_senders", district.encrypt_senders},
          {"delegations", district.delegations},
          {"student_number_format", district.student_number_format},
          {"state_number_format", district.state_number_format},
          {"employee_number_format", district.employee_number_format},
          {"birth_date_day_first", district.birth_date_day_first},
          {"recipients_max", district.recipients_max},
          {"recipients_hourly_max", district.recipients_hourly_max},
          {"visible_guardians_max", district.visible_guardians_max},
          {"listed_addresses_max", district.listed_addresses_max},
          {"copies_daily_max", district.copies_daily_max},
          {"list_sizes", district.list_sizes},
          {"alias_files", district.alias_files},
          {"limits", limits_on_mail_json(district.limits)},
          {"grants", grants_json(district.grants)}};
}

Json milter_json(const MilterSettings& milter) {
  return {{"socket", milter.socket},
          {"socket_mode", milter.socket_mode},
          {"socket_group", milter.socket_group},
          {"user", milter.user},
          {"monitor", milter.monitor},
          {"subject_prefix", milter.subject_prefix},
          {"reject_text", milter.reject_text},
          {"sessions_max", milter.sessions_max},
          {"drain_ms", milter.drain_ms},
          {"spool_dir", milter.spool_dir}};
}

Json limits_json(const Limits& limits) {
  Json json;
  for (const LimitKey& key : kLimitKeys) json[std::string(key.name)] = key.of(limits);
  return json;
}

// Sections and keys as in hallpass.toml.
Json settings_json(const Settings& settings) {
  return {{"district", district_json(settings.district)},
          {"milter", milter_json(settings.milter)},
          {"quarantine",
           {{"dir", settings.quarantine.dir},
            {"key_dir", settings.quarantine.key_dir},
            {"free_bytes_min", settings.quarantine.free_bytes_min}}},
          {"release",
           {{"smtp", settings.release.smtp},
            {"pass_seconds", settings.release.pass_seconds},
            {"helo", settings.release.helo}}},
          {"limits", limits_json(settings.limits)},
          {"roster",
           {{"index", settings.roster_index},
            {"key", settings.roster_key},
            {"side", settings.roster_side},
            {"columns", settings.roster_columns}}},
          {"policy", {{"file", settings.policy_file}, {"lexicons", settings.lexicon_dir}, {"patterns", settings.pattern_file}}},
          {"forms", {{"file", settings.form_file}, {"key", settings.form_key}}},
          {"ocr",
           {{"enabled", settings.ocr.enabled}, {"languages", settings.ocr.languages}, {"models", settings.ocr.models}}},
          {"reader",
           {{"program", settings.reader_program},
            {"workers", settings.reader_workers},
            {"messages_each", settings.reader_messages_each}}},
          {"state", state_json(settings.state)},
          {"log", {{"level", settings.log_level}, {"json", settings.log_json}}}};
}

Json rules_json(const Policy& policy) {
  Json rules = Json::array();
  for (const Policy::RuleInfo& rule : policy.rules()) {
    rules.push_back({{"id", rule.id}, {"title", rule.title}, {"clauses", rule.clauses}});
  }
  return rules;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

// As TOML, so that a line can be copied into the file.
void print_settings(const Printer& out, const Json& sections) {
  for (const auto& [section, keys] : sections.items()) {
    out.line("[" + section + "]");
    for (const auto& [key, value] : keys.items()) {
      out.line(key + " = " + value.dump(-1, ' ', false, Json::error_handler_t::replace));
    }
    out.line("");
  }
}

void print_rules(const Printer& out, const Policy& policy) {
  std::vector<std::vector<std::string>> rows;
  for (const Policy::RuleInfo& rule : policy.rules())
    rows.push_back({rule.id, rule.title, joined(rule.clauses)});
  out.table({"rule", "title", "clauses"}, rows);
}

int show(const Invocation& call) {
  const auto settings = call.settings();
  if (!settings) return report_error(settings.error());
  const auto policy = load_policy(settings->policy_file);
  if (!policy) return report_error(policy.error());
  const Json sections = settings_json(*settings);
  if (call.out.json) {
    call.out.object(
        {{"schema", 1}, {"file", settings->file}, {"settings", sections}, {"rules", rules_json(**policy)}});
  }
  call.out.line("# " + settings->file);
  print_settings(call.out, sections);
  print_rules(call.out, **policy);
  return 0;
}

}  // namespace

void declare_config_show(CLI::App& app, Invocation& call) {
  app.callback([&call] { call.run = [&call] { return show(call); }; });
}

}  // namespace hallpass::cli
