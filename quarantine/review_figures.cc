// The store in numbers, and the store looked at whole.
#include <algorithm>

#include "quarantine/disk_store.h"

namespace hallpass::quarantine {
namespace {

void count(const Row& row, StoreFigures& figures, std::vector<std::int64_t>& decision_seconds) {
  ++figures.items;
  ++figures.by_state[std::string(to_string(row.state))];
  for (const std::string& rule : row.facts.rules) ++figures.by_rule[rule];
  for (const std::string& category : row.facts.categories) ++figures.by_category[category];
  if (row.destroyed_seconds == 0) figures.bytes += row.facts.size_bytes;
  if (row.legal_hold) ++figures.legal_holds;
  if (row.state == ItemState::pending || row.state == ItemState::held) {
    std::int64_t& oldest = figures.oldest_waiting_seconds;
    oldest = oldest == 0 ? row.facts.held_seconds : std::min(oldest, row.facts.held_seconds);
  } else if (row.state >= ItemState::released) {
    decision_seconds.push_back(std::max<std::int64_t>(0, row.changed_seconds - row.facts.held_seconds));
  }
}

}  // namespace

Result<StoreFigures> DiskStore::figures() const {
  StoreFigures figures;
  std::vector<std::int64_t> decision_seconds;
  auto counted = with_index([&](const Database& db) {
    return each_row(db, [&](const Row& row) -> Result<void> {
      count(row, figures, decision_seconds);
      return {};
    });
  });
  if (!counted) return tl::unexpected(counted.error());
  if (!decision_seconds.empty()) {
    const auto middle = decision_seconds.begin() + static_cast<std::ptrdiff_t>(decision_seconds.size() / 2);
    std::ranges::nth_element(decision_seconds, middle);
    figures.decision_median_seconds = *middle;
  }
  auto free = ops_.free_bytes(settings_.dir);
  if (!free) return tl::unexpected(free.error());
  figures.free_bytes = *free;
  return figures;
}

void DiskStore::check_item(const Row& row, const std::optional<Key>& secret, StoreCheck& check) const {
  const std::string name = "item " + row.facts.id + ": ";
  auto bytes = ops_.read(item_path(row.facts.id), kItemBytesMax);
  if (row.destroyed_seconds != 0) {
    if (bytes) check.problems.push_back(name + "was destroyed, but its file is there");
    return;
  }
  ++check.items;
  if (!bytes) {
    check.problems.push_back(name + bytes.error().context);
    return;
  }
  auto facts = read_facts(*bytes);
  if (!facts) {
    check.problems.push_back(name + facts.error().context);
  } else if (encode_facts(*facts) != encode_facts(row.facts)) {
    check.problems.push_back(name + "file and index do not tell the same");
  } else if (secret) {
    if (auto opened = unseal_item(*bytes, *secret); !opened) check.problems.push_back(name + opened.error().context);
  }
}

Result<StoreCheck> DiskStore::check_store(const Advance& advance) const {
  StoreCheck check;
  auto chain = check_audit();
  if (!chain) return tl::unexpected(chain.error());
  check.audit = *chain;
  if (chain->broken_at != 0) check.problems.push_back("audit chain: breaks at record " + std::to_string(chain->broken_at));
  std::optional<Key> secret;
  if (auto loaded = load_store_secret(settings_.key_dir)) secret = *loaded;
  check.unsealed = secret.has_value();

  auto listed = with_index([](const Database& db) { return files_wanted(db); });
  if (!listed) return tl::unexpected(listed.error());
  std::size_t done = 0;
  for (const auto& [id, wanted] : *listed) {
    auto row = with_index([&](const Database& db) { return find_by_id(db, id); });  // as it is by now
    if (!row) return tl::unexpected(row.error());
    if (*row) check_item(**row, secret, check);
    ++done;
    if (advance) advance(done, listed->size());
  }
  auto names = ops_.list(settings_.dir + "/items");
  if (!names) return tl::unexpected(names.error());
  for (const std::string& name : *names) {
    if (listed->contains(name) || ops_.in_use(item_path(name)).value_or(true)) continue;
    auto row = with_index([&](const Database& db) { return find_by_id(db, name); });
    if (row && !*row) check.problems.push_back("item " + name + ": a file without a row; the daemon adopts it when it starts");
  }
  return check;
}

}  // namespace hallpass::quarantine
