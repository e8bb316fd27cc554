// hallpass audit show [--item ID] [--limit N]; hallpass audit verify
// What happened to the held messages, and whether the record of it is whole. verify exits 65 where it is not.
#include <memory>
#include <nlohmann/json.hpp>

#include "base/mask.h"
#include "cli/quarantine_options.h"
#include "hallpass/review.h"

namespace hallpass::cli {
namespace {

struct Words {
  std::string item;
  std::size_t limit = 200;
};

int show(const Invocation& call, const Words& words) {
  auto records = open_configured_review(call).and_then(
      [&](const std::unique_ptr<Review>& review) { return review->audit(words.item, words.limit); });
  if (!records) return report_error(records.error());
  std::vector<std::vector<std::string>> rows;
  for (const AuditRecord& r : *records) {
    if (call.out.json) {
      call.out.object({{"schema", 1}, {"number", r.number}, {"at_seconds", r.at_seconds}, {"actor", r.actor},
                       {"action", r.action}, {"item", r.item}, {"detail", r.detail}});
    }
    rows.push_back({std::to_string(r.number), time_text(r.at_seconds), printable(r.actor), r.action, r.item, printable(r.detail)});
  }
  if (!rows.empty()) call.out.table({"#", "when (UTC)", "actor", "action", "item", "detail"}, rows);
  return 0;
}

int verify(const Invocation& call) {
  auto check = open_configured_review(call).and_then([](const std::unique_ptr<Review>& review) { return review->check_audit(); });
  if (!check) return report_error(check.error());
  const bool whole = check->broken_at == 0;
  if (call.out.json) {
    call.out.object({{"schema", 1}, {"whole", whole}, {"records", check->records}, {"broken_at", check->broken_at}, {"head", check->head}});
  } else if (whole) {
    call.out.line("whole: " + std::to_string(check->records) + " records, head " + check->head);
  }
  if (whole) return 0;
  return report_error({ErrorCode::corrupt, "audit: the chain breaks at record " + std::to_string(check->broken_at) + " of " +
                                               std::to_string(check->records) + ": it or one before it was changed or cut out"});
}

}  // namespace

void declare_audit_show(CLI::App& app, Invocation& call) {
  auto words = std::make_shared<Words>();
  app.add_option("--item", words->item, "only records of this item");
  app.add_option("--limit", words->limit, "at most so many, the newest")->capture_default_str();
  app.callback([&call, words] { call.run = [&call, words] { return show(call, *words); }; });
}

void declare_audit_verify(CLI::App& app, Invocation& call) {
  app.callback([&call] { call.run = [&call] { return verify(call); }; });
}

}  // namespace hallpass::cli
