// hallpass quarantine export DIR [--state S] [--sender A] [--recipient A] [--since T] [--item ID...]
// Writes the messages themselves, one ID.eml each (mode 0600), and manifest.jsonl with the facts, the report
// and a digest of the bytes, for records requests and e-discovery. Each export is recorded before the bytes
// are written.
#include <memory>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "base/digest.h"
#include "base/file_ops.h"
#include "cli/quarantine_options.h"

namespace hallpass::cli {
namespace {

struct Words {
  std::string directory;
  FilterWords filter;
  Decision decision;
  std::vector<std::string> items;
};

Result<std::vector<ItemSummary>> chosen(const Store& store, const Words& words) {
  auto filter = words.filter.filter();
  if (!filter) return tl::unexpected(filter.error());
  if (words.items.empty()) return store.list(*filter);
  std::vector<ItemSummary> items;
  for (const std::string& id : words.items) {
    auto item = store.summary(id);
    if (!item) return tl::unexpected(item.error());
    items.push_back(std::move(*item));
  }
  return items;
}

Result<std::string> export_item(const Store& store, Review& review, const Words& words, const ItemId& id) {
  auto item = store.open(id);
  if (!item) return tl::unexpected(item.error());
  auto recorded = review.record(id, actor_of(words.decision), "exported", words.decision.reason);
  if (!recorded) return tl::unexpected(recorded.error());
  auto written = replace_file(real_file_ops(), words.directory + "/" + id + ".eml", item->bytes);
  if (!written) return tl::unexpected(written.error());
  nlohmann::json row = summary_json(item->summary);
  row["file"] = id + ".eml";
  row["blake2b_256"] = to_hex(Hasher().add(item->bytes).finish());
  row["report"] = nlohmann::json::parse(item->report_json, nullptr, false);
  return row.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

int export_items(const Invocation& call, const Words& words) {
  auto store = open_configured_store(call);
  if (!store) return report_error(store.error());
  auto review = open_configured_review(call);
  if (!review) return report_error(review.error());
  auto items = chosen(**store, words);
  if (!items) return report_error(items.error());
  if (auto made = real_file_ops().make_directory(words.directory); !made) return report_error(made.error());
  std::string manifest;
  std::size_t exported = 0;
  int status = 0;
  for (const ItemSummary& item : *items) {
    if (item.destroyed_seconds != 0) continue;
    auto row = export_item(**store, **review, words, item.id);
    if (!row) status = report_error(row.error());  // the others are none the worse for it
    if (row) manifest += *row, ++exported;
  }
  auto written = replace_file(real_file_ops(), words.directory + "/manifest.jsonl", manifest);
  if (!written) return report_error(written.error());
  if (call.out.json) call.out.object({{"schema", 1}, {"directory", words.directory}, {"items", exported}});
  call.out.line("exported " + std::to_string(exported) + " items to " + words.directory + "; they are no longer sealed");
  return status;
}

}  // namespace

void declare_quarantine_export(CLI::App& app, Invocation& call) {
  auto words = std::make_shared<Words>();
  app.add_option("directory", words->directory, "where to write; made if missing (mode 0700)")->required();
  app.add_option("--item", words->items, "only these items");
  declare_filter(app, words->filter);
  app.add_option("--actor", words->decision.actor, "who exports (default: your login name)");
  app.add_option("--reason", words->decision.reason, "why; goes into the audit chain");
  app.callback([&call, words] { call.run = [&call, words] { return export_items(call, *words); }; });
}

}  // namespace hallpass::cli
