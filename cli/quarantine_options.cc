#include "cli/quarantine_options.h"

#include <pwd.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <nlohmann/json.hpp>

#include "base/clock.h"

namespace hallpass::cli {

void declare_decision(CLI::App& app, Decision& decision, bool destructive) {
  app.add_option("id", decision.id, "the item, as `hallpass quarantine list` shows it")->required();
  app.add_option("--actor", decision.actor, "who decides (default: your login name)");
  app.add_option("--reason", decision.reason, "why; goes into the audit chain, so quote no message in it");
  if (destructive) app.add_flag("--yes", decision.yes, "do not ask");
}

std::string actor_of(const Decision& decision) {
  if (!decision.actor.empty()) return decision.actor;
  const passwd* user = ::getpwuid(::getuid());
  return user ? std::string(user->pw_name) : std::string("#").append(std::to_string(::getuid()));
}

Result<void> confirm_destructive(const Decision& decision, const std::string& question) {
  if (decision.yes) return {};
  if (::isatty(0) != 1) return fail(ErrorCode::usage, question + " Nothing was done: say --yes");
  std::fprintf(stderr, "%s [y/N] ", question.c_str());
  std::string answer;
  std::getline(std::cin, answer);
  if (answer == "y" || answer == "yes") return {};
  return fail(ErrorCode::usage, "nothing was done");
}

Result<std::unique_ptr<Store>> open_configured_store(const Invocation& call) {
  return call.settings().and_then([](const Settings& s) { return open_store(s.quarantine, s.release); });
}

Result<std::unique_ptr<Review>> open_configured_review(const Invocation& call) {
  return call.settings().and_then([](const Settings& s) { return open_review(s.quarantine, s.release); });
}

void declare_filter(CLI::App& app, FilterWords& words) {
  app.add_option("--state", words.state, "pending, held, releasing, released, rejected or deleted");
  app.add_option("--sender", words.sender, "envelope sender, the whole address");
  app.add_option("--recipient", words.recipient, "held for this address");
  app.add_option("--since", words.since, "held since: 2026-11-02, '2026-11-02 14:30' (UTC), 3d, 12h, 90m");
  app.add_option("--limit", words.limit, "at most so many, newest first")->capture_default_str();
}

Result<ItemFilter> FilterWords::filter() const {
  ItemFilter result{.state = {}, .sender = sender, .recipient = recipient, .since_seconds = 0, .limit = limit};
  for (int i = 0; i <= static_cast<int>(ItemState::deleted); ++i) {
    if (to_string(static_cast<ItemState>(i)) == state) result.state = static_cast<ItemState>(i);
  }
  if (!state.empty() && !result.state) {
    return fail(ErrorCode::usage,
                "no such state: " + state + "; it is one of pending, held, releasing, released, rejected, deleted");
  }
  if (since.empty()) return result;
  auto from = time_from(since, unix_now_seconds());
  if (!from) return tl::unexpected(from.error());
  result.since_seconds = *from;
  return result;
}

Result<std::int64_t> time_from(const std::string& text, std::int64_t now_seconds) {
  for (const char* form : {"%Y-%m-%d %H:%M", "%Y-%m-%d"}) {
    std::tm date{};
    const char* end = ::strptime(text.c_str(), form, &date);
    if (end && *end == '\0') return static_cast<std::int64_t>(::timegm(&date));
  }
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string unit(end, text.data() + text.size());
  const std::int64_t scale = unit == "d" ? 86'400 : unit == "h" ? 3'600 : unit == "m" ? 60 : 0;
  if (error == std::errc{} && number >= 0 && unit.empty()) return number;
  if (error == std::errc{} && number >= 0 && number < 1'000'000 && scale > 0) return now_seconds - number * scale;
  return fail(ErrorCode::usage, "cannot read the time '" + text + "'; write 2026-11-02, '2026-11-02 14:30', 3d, 12h or 90m");
}

std::string time_text(std::int64_t seconds) {
  const auto when = static_cast<std::time_t>(seconds);
  std::tm parts{};
  char text[32] = {};
  ::gmtime_r(&when, &parts);
  std::strftime(text, sizeof text, "%Y-%m-%d %H:%M", &parts);
  return text;
}

nlohmann::json summary_json(const ItemSummary& item) {
  return {{"schema", 1},
          {"id", item.id},
          {"state", to_string(item.state)},
          {"held_seconds", item.held_seconds},
          {"changed_seconds", item.changed_seconds},
          {"sender", item.sender},
          {"recipients", item.recipients},
          {"released_to", item.released_to},
          {"rules", item.rules},
          {"clauses", item.clauses},
          {"categories", item.categories},
          {"reason", item.reason},
          {"students", item.students},
          {"size_bytes", item.size_bytes},
          {"times_seen", item.times_seen},
          {"legal_hold", item.legal_hold},
          {"destroyed_seconds", item.destroyed_seconds},
          {"engine", item.engine},
          {"queue_id", item.queue_id}};
}

std::string join(const std::vector<std::string>& words, const std::string& between) {
  std::string result;
  for (const std::string& word : words) {
    if (!result.empty()) result += between;
    result += word;
  }
  return result;
}

}  // namespace hallpass::cli
