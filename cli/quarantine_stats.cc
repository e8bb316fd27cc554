// hallpass quarantine stats | verify
// The store in numbers; and the store looked at whole: exit 65 where anything is wrong.
#include <memory>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "cli/quarantine_options.h"

namespace hallpass::cli {
namespace {

std::string duration_text(std::int64_t seconds) {
  if (seconds >= 172'800) return std::to_string(seconds / 86'400) + " days";
  if (seconds >= 7'200) return std::to_string(seconds / 3'600) + " hours";
  return std::to_string(seconds / 60) + " minutes";
}

void print_counts(const Printer& out, const std::string& head, const std::map<std::string, std::uint64_t>& counts) {
  std::vector<std::pair<std::string, std::uint64_t>> sorted(counts.begin(), counts.end());
  std::ranges::stable_sort(sorted, std::ranges::greater{}, [](const auto& row) { return row.second; });
  std::vector<std::vector<std::string>> rows;
  for (const auto& [name, count] : sorted) rows.push_back({name, std::to_string(count)});
  if (rows.empty()) return;
  out.line("");
  out.table({head, "items"}, rows);
}

int stats(const Invocation& call) {
  auto figures = open_configured_review(call).and_then([](const std::unique_ptr<Review>& review) { return review->figures(); });
  if (!figures) return report_error(figures.error());
  const StoreFigures& f = *figures;
  if (call.out.json) {
    call.out.object({{"schema", 1}, {"items", f.items}, {"bytes", f.bytes}, {"by_state", f.by_state}, {"by_rule", f.by_rule},
                     {"by_category", f.by_category}, {"legal_holds", f.legal_holds},
                     {"oldest_waiting_seconds", f.oldest_waiting_seconds},
                     {"decision_median_seconds", f.decision_median_seconds}, {"free_bytes", f.free_bytes}});
    return 0;
  }
  call.out.line(std::to_string(f.items) + " items, " + std::to_string(f.bytes >> 10) + " KiB of messages; " +
                std::to_string(f.free_bytes >> 20) + " MiB free; " + std::to_string(f.legal_holds) + " under legal hold");
  if (f.oldest_waiting_seconds != 0) {
    call.out.line("oldest one waiting: since " + time_text(f.oldest_waiting_seconds) + " UTC, " +
                  duration_text(unix_now_seconds() - f.oldest_waiting_seconds));
  }
  if (f.decision_median_seconds != 0) call.out.line("median time to a decision: " + duration_text(f.decision_median_seconds));
  print_counts(call.out, "state", f.by_state);
  print_counts(call.out, "rule", f.by_rule);
  print_counts(call.out, "found", f.by_category);
  return 0;
}

int verify(const Invocation& call) {
  auto review = open_configured_review(call);
  if (!review) return report_error(review.error());
  std::unique_ptr<Progress> progress;
  auto check = (*review)->check_store([&](std::size_t, std::size_t total) {
    if (!progress) progress = std::make_unique<Progress>("items", total);
    progress->advance();
  });
  progress.reset();
  if (!check) return report_error(check.error());
  if (call.out.json) {
    call.out.object({{"schema", 1}, {"items", check->items}, {"unsealed", check->unsealed}, {"problems", check->problems},
                     {"audit_records", check->audit.records}, {"audit_broken_at", check->audit.broken_at}, {"audit_head", check->audit.head}});
  }
  for (const std::string& problem : check->problems) call.out.line(problem);
  call.out.line(std::to_string(check->items) + " items " + (check->unsealed ? "unsealed and checked" : "checked by checksum (no store.secret)") +
                ", " + std::to_string(check->audit.records) + " audit records, " + std::to_string(check->problems.size()) + " problems");
  return check->problems.empty() ? 0 : exit_status(ErrorCode::corrupt);
}

}  // namespace

void declare_quarantine_stats(CLI::App& app, Invocation& call) {
  app.callback([&call] { call.run = [&call] { return stats(call); }; });
}

void declare_quarantine_verify(CLI::App& app, Invocation& call) {
  app.callback([&call] { call.run = [&call] { return verify(call); }; });
}

}  // namespace hallpass::cli
