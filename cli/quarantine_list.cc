// hallpass quarantine list [--state S] [--sender A] [--recipient A] [--since T] [--limit N]
// The items, newest first; exit 0 also where there are none.
#include <memory>
#include <nlohmann/json.hpp>

#include "base/mask.h"
#include "cli/quarantine_options.h"

namespace hallpass::cli {
namespace {

std::string first_and_more(const std::vector<std::string>& words) {
  if (words.empty()) return "-";
  std::string text = printable(words.front(), 60);
  if (words.size() > 1) text.append(" +").append(std::to_string(words.size() - 1));
  return text;
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

int list(const Invocation& call, const FilterWords& words) {
  auto filter = words.filter();
  if (!filter) return report_error(filter.error());
  auto store = open_configured_store(call);
  if (!store) return report_error(store.error());
  auto items = (*store)->list(*filter);
  if (!items) return report_error(items.error());
  return print(call, *items);
}

}  // namespace

void declare_quarantine_list(CLI::App& app, Invocation& call) {
  auto words = std::make_shared<FilterWords>();
  declare_filter(app, *words);
  app.callback([&call, words] { call.run = [&call, words] { return list(call, *words); }; });
}

}  // namespace hallpass::cli
