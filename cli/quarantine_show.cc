// hallpass quarantine show ID [--reveal]
// Why an item is held: who, to whom, what was found, in words and without a value. Only --reveal prints the
// message itself, and that is recorded in the audit chain before a byte of it is shown.
#include <memory>
#include <nlohmann/json.hpp>

#include "base/mask.h"
#include "cli/quarantine_options.h"

namespace hallpass::cli {
namespace {

struct Words {
  Decision decision;
  bool reveal = false;
};

void print_summary(const Printer& out, const ItemSummary& item) {
  const auto row = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) out.line(std::string(name) + std::string(14 - name.size(), ' ') + printable(value, 2'000));
  };
  row("item", item.id + ", " + std::string(to_string(item.state)) + (item.legal_hold ? ", legal hold" : ""));
  row("held", time_text(item.held_seconds) + " UTC, seen " + std::to_string(item.times_seen) + " time(s), queue id " + item.queue_id);
  row("sender", item.sender);
  row("recipients", join(item.recipients));
  row("released to", join(item.released_to));
  row("why", item.reason);
  row("rules", join(item.rules));
  row("clauses", join(item.clauses));
  row("students", std::to_string(item.students));
  row("size", std::to_string(item.size_bytes) + " bytes");
}

// The findings of the sealed report; it may be of an older or newer version, so nothing is taken for granted.
void print_findings(const Printer& out, const std::string& report_json) {
  const auto report = nlohmann::json::parse(report_json, nullptr, false);
  if (!report.is_object() || !report.contains("findings")) return;
  std::vector<std::vector<std::string>> rows;
  for (const auto& finding : report["findings"]) {
    const auto text = [&](const char* key) {
      return finding.contains(key) && finding[key].is_string() ? printable(finding[key].get<std::string>()) : std::string("-");
    };
    const auto number = [&](const char* key) {
      return finding.contains(key) && finding[key].is_number() ? finding[key].dump() : std::string("-");
    };
    rows.push_back({text("category"), number("confidence"), number("count"), text("where"), text("evidence")});
  }
  if (rows.empty()) return;
  out.line("");
  out.table({"found", "confidence", "count", "where", "evidence"}, rows);
}

Result<void> record_reveal(const Invocation& call, const Decision& decision) {
  return open_configured_review(call).and_then([&](const std::unique_ptr<Review>& review) {
    return review->record(decision.id, actor_of(decision), "revealed", decision.reason);
  });
}

int show(const Invocation& call, const Words& words) {
  auto store = open_configured_store(call);
  if (!store) return report_error(store.error());
  auto summary = (*store)->summary(words.decision.id);
  if (!summary) return report_error(summary.error());
  auto item = (*store)->open(words.decision.id);
  if (words.reveal) {
    if (!item) return report_error(item.error());
    if (auto recorded = record_reveal(call, words.decision); !recorded) return report_error(recorded.error());
    if (!call.out.json) {
      std::fwrite(item->bytes.data(), 1, item->bytes.size(), call.out.out);
      return 0;
    }
  }
  if (call.out.json) {
    auto value = summary_json(*summary);
    if (item) value["report"] = nlohmann::json::parse(item->report_json, nullptr, false);
    if (words.reveal) value["message"] = item->bytes;
    call.out.object(value);
    return 0;
  }
  print_summary(call.out, *summary);
  if (item) print_findings(call.out, item->report_json);
  else call.out.line("findings      not shown: " + item.error().context);
  return 0;
}

}  // namespace

void declare_quarantine_show(CLI::App& app, Invocation& call) {
  auto words = std::make_shared<Words>();
  declare_decision(app, words->decision, false);
  app.add_flag("--reveal", words->reveal, "print the message as it is; recorded in the audit chain");
  app.callback([&call, words] { call.run = [&call, words] { return show(call, *words); }; });
}

}  // namespace hallpass::cli
