// hallpass quarantine list [--state S] [--sender A] [--recipient A] [--since T] [--limit N]
// The items, newest first; exit 0 also where there are none.
#include <memory>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "base/mask.h"
#include "cli/quarantine_options.h"

namespace hallpass::cli {
namespace {

struct Words {
  std::string state, since;
  ItemFilter filter;
};

Result<ItemState> state_from(const std::string& word) {
  for (const ItemState state : {ItemState::pending, ItemState::held, ItemState::releasing, ItemState::released,
                                ItemState::rejected, ItemState::deleted}) {
    if (to_string(state) == word) return state;
  }
  return fail(ErrorCode::usage, "no such state: " + word + "; it is one of pending, held, releasing, released, rejected, deleted");
}

std::string first_and_more(const std::vector<std::string>& words) {
  if (words.empty()) return "-";
  const std::string more = words.size() > 1 ? " +" + std::to_string(words.size() - 1) : std::string();
  return printable(words.front(), 60) + more;
}

int print(const Invocation& call, const std::vector<ItemSummary>& items) {
  std::vector<std::vector<std::string>> rows;
  for (const ItemSummary& item : items) {
    if (call.out.json) call.out.object(summary_json(item));
    rows.push_back({item.id, std::string(to_string(item.state)), time_text(item.held_seconds), printable(item.sender, 60),
                    first_and_more(item.recipients), std::to_string(item.students), first_and_more(item.categories),
                    printable(item.reason, 120)});
  }
  if (!rows.empty()) call.out.table({"item", "state", "held (UTC)", "sender", "recipients", "students", "found", "why"}, rows);
  return 0;
}

int list(const Invocation& call, Words& words) {
  if (!words.state.empty()) {
    auto state = state_from(words.state);
    if (!state) return report_error(state.error());
    words.filter.state = *state;
  }
  if (!words.since.empty()) {
    auto since = time_from(words.since, unix_now_seconds());
    if (!since) return report_error(since.error());
    words.filter.since_seconds = *since;
  }
  auto store = open_configured_store(call);
  if (!store) return report_error(store.error());
  auto items = (*store)->list(words.filter);
  if (!items) return report_error(items.error());
  return print(call, *items);
}

}  // namespace

void declare_quarantine_list(CLI::App& app, Invocation& call) {
  auto words = std::make_shared<Words>();
  app.add_option("--state", words->state, "pending, held, releasing, released, rejected or deleted");
  app.add_option("--sender", words->filter.sender, "envelope sender, the whole address");
  app.add_option("--recipient", words->filter.recipient, "held for this address");
  app.add_option("--since", words->since, "held since: 2026-11-02, '2026-11-02 14:30' (UTC), 3d, 12h, 90m");
  app.add_option("--limit", words->filter.limit, "at most so many, newest first")->capture_default_str();
  app.callback([&call, words] { call.run = [&call, words] { return list(call, *words); }; });
}

}  // namespace hallpass::cli
