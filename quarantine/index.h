// The index: what SQLite knows of the items. Free functions over a Database; those that write run inside
// the caller's transaction. No subject, name or value from a message stands in it (FORMAT.md).
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/review.h"
#include "hallpass/store.h"
#include "quarantine/database.h"
#include "quarantine/item_file.h"

namespace hallpass::quarantine {

[[nodiscard]] Result<void> make_schema(const Database& db);

struct Row {
  ItemFacts facts;
  ItemState state = ItemState::pending;
  std::int64_t changed_seconds = 0;
  std::uint32_t times_seen = 1;
  bool legal_hold = false;
  std::string attempt;  // nonce of the latest pass; empty: never released
  std::int64_t destroyed_seconds = 0;
};

[[nodiscard]] Result<std::optional<Row>> find_by_key(const Database& db, std::string_view key);
[[nodiscard]] Result<std::optional<Row>> find_by_id(const Database& db, std::string_view id);

// Inserts a new item as pending. Where the key is known already, that item is seen once more and its id
// comes back instead.
[[nodiscard]] Result<ItemId> insert_item(const Database& db, const ItemFacts& facts);
[[nodiscard]] Result<void> seen_again(const Database& db, std::string_view id);
// The item gives up its key: the same message will be held anew.
[[nodiscard]] Result<void> forget_key(const Database& db, std::string_view id);

// Compare and set. false: the item was in none of the states `from`.
[[nodiscard]] Result<bool> change_state(const Database& db, std::string_view id, std::initializer_list<ItemState> from,
                                        ItemState to, std::int64_t now_seconds);

[[nodiscard]] Result<std::vector<std::string>> released_recipients(const Database& db, std::string_view id);
[[nodiscard]] Result<void> mark_released(const Database& db, std::string_view id, std::string_view normalized_address,
                                         std::int64_t now_seconds);

[[nodiscard]] Result<ItemSummary> summary_of(const Database& db, const Row& row);
[[nodiscard]] Result<std::vector<ItemSummary>> list_items(const Database& db, const ItemFilter& filter);
// Every row, by id, until `visit` fails.
[[nodiscard]] Result<void> each_row(const Database& db, const std::function<Result<void>(const Row&)>& visit);
// Does each item have its file? By id.
[[nodiscard]] Result<std::map<ItemId, bool>> files_wanted(const Database& db);

// Keeping and destroying.
[[nodiscard]] Result<void> set_hold(const Database& db, std::string_view id, bool on);
[[nodiscard]] Result<void> mark_destroyed(const Database& db, std::string_view id, std::int64_t now_seconds);
[[nodiscard]] Result<std::vector<Row>> expired_rows(const Database& db, const Expiry& expiry);

// Passes. Only an issued pass can be redeemed, and only once.
enum class PassFate { unknown, unused, used, cancelled };
struct IssuedPass {
  PassFate fate = PassFate::unknown;
  std::int64_t expires_seconds = 0;
};
[[nodiscard]] Result<void> issue_pass(const Database& db, std::string_view nonce, std::string_view id,
                                      std::int64_t expires_seconds);
[[nodiscard]] Result<IssuedPass> issued_pass(const Database& db, std::string_view nonce);
// true: it was unused, belonged to the present release of `id`, and is now used.
[[nodiscard]] Result<bool> use_pass(const Database& db, std::string_view nonce, std::string_view id,
                                    std::int64_t now_seconds);
// An unused pass can never be used any more; a used one stays used.
[[nodiscard]] Result<void> cancel_pass(const Database& db, std::string_view nonce);

}  // namespace hallpass::quarantine
