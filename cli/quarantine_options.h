// What the commands about held messages share: who is acting, dates, and how an item is shown.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "cli/command.h"
#include "hallpass/review.h"
#include "hallpass/store.h"

namespace hallpass::cli {

// The item, the actor and the reason of a decision.
struct Decision {
  std::string id;
  std::string actor;
  std::string reason;
  bool yes = false;
};

// Declares ID, --actor, --reason; with `destructive`, --yes too.
void declare_decision(CLI::App& app, Decision& decision, bool destructive);

// The name in --actor, else that of the user who runs the program ("#1000" where it has none).
[[nodiscard]] std::string actor_of(const Decision& decision);

// Asks on the terminal where --yes was not given. Errors: usage: no terminal to ask, or the answer was no.
[[nodiscard]] Result<void> confirm_destructive(const Decision& decision, const std::string& question);

// The store of --config.
[[nodiscard]] Result<std::unique_ptr<Store>> open_configured_store(const Invocation& call);
[[nodiscard]] Result<std::unique_ptr<Review>> open_configured_review(const Invocation& call);

// --state, --sender, --recipient, --since, --limit.
struct FilterWords {
  std::string state, sender, recipient, since;
  std::size_t limit = ItemFilter{}.limit;
  [[nodiscard]] Result<ItemFilter> filter() const;  // usage
};
void declare_filter(CLI::App& app, FilterWords& words);

// "2026-11-02", "2026-11-02 14:30" (UTC), "3d", "12h", "90m" ago, or a Unix time. Errors: usage.
[[nodiscard]] Result<std::int64_t> time_from(const std::string& text, std::int64_t now_seconds);
[[nodiscard]] std::string time_text(std::int64_t seconds);  // "2026-11-02 14:30" UTC

[[nodiscard]] nlohmann::json summary_json(const ItemSummary& item);
[[nodiscard]] std::string join(const std::vector<std::string>& words, const std::string& between = ", ");

}  // namespace hallpass::cli
