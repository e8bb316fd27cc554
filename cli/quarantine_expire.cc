// hallpass quarantine expire --decided 90d [--held 365d] [--limit N] [--yes]
// Retention. Without --yes it only says what it would destroy. Bounded, never under legal hold, and not by a
// clock that jumped. Exit 0.
#include <memory>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "cli/quarantine_options.h"

namespace hallpass::cli {
namespace {

struct Words {
  std::string decided, held;
  Decision decision;
  std::size_t limit = 1'000;
  bool clock_is_right = false;
};

Result<Expiry> expiry_of(const Words& words) {
  Expiry expiry{.limit = words.limit, .dry_run = !words.decision.yes, .clock_is_right = words.clock_is_right,
                .actor = actor_of(words.decision), .now_seconds = unix_now_seconds()};
  if (words.decided.empty() && words.held.empty()) {
    return fail(ErrorCode::usage, "expire: say --decided, --held or both, such as --decided 90d");
  }
  for (const auto& [text, target] : {std::pair{&words.decided, &expiry.decided_before_seconds}, {&words.held, &expiry.held_before_seconds}}) {
    if (text->empty()) continue;
    auto before = time_from(*text, expiry.now_seconds);
    if (!before) return tl::unexpected(before.error());
    *target = *before;
  }
  return expiry;
}

int expire(const Invocation& call, const Words& words) {
  auto expiry = expiry_of(words);
  if (!expiry) return report_error(expiry.error());
  auto items = open_configured_review(call).and_then([&](const std::unique_ptr<Review>& review) { return review->expire(*expiry); });
  if (!items) return report_error(items.error());
  for (const ItemSummary& item : *items) {
    if (call.out.json) call.out.object(summary_json(item));
    call.out.line(item.id + "  " + std::string(to_string(item.state)) + "  held " + time_text(item.held_seconds));
  }
  const bool more = items->size() == words.limit;
  call.out.line(std::to_string(items->size()) + (expiry->dry_run ? " would be destroyed; say --yes to do it" : " destroyed") +
                (more ? "; there may be more (--limit)" : ""));
  return 0;
}

}  // namespace

void declare_quarantine_expire(CLI::App& app, Invocation& call) {
  auto words = std::make_shared<Words>();
  app.add_option("--decided", words->decided, "released or rejected before: 90d, 2026-11-02");
  app.add_option("--held", words->held, "undecided and held before: 365d; these were never sent");
  app.add_option("--limit", words->limit, "at most so many, oldest first")->capture_default_str();
  app.add_option("--actor", words->decision.actor, "for the audit chain (default: your login name)");
  app.add_flag("--yes", words->decision.yes, "destroy; without it nothing is changed");
  app.add_flag("--clock-is-right", words->clock_is_right, "go on although the clock seems to have jumped");
  app.callback([&call, words] { call.run = [&call, words] { return expire(call, *words); }; });
}

}  // namespace hallpass::cli
