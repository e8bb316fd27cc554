// What people decide: reject, delete, release; and the daemon's half of a release. Each is one compare-and-
// set in one transaction, so that of two reviewers one wins and the other is told.
#include <algorithm>
#include <set>

#include "base/address.h"
#include "base/clock.h"
#include "base/crash_point.h"
#include "base/mask.h"
#include "quarantine/content_digest.h"
#include "quarantine/disk_store.h"
#include "quarantine/pass.h"

namespace hallpass::quarantine {
namespace {

constexpr std::string_view kDaemon = "hallpassd";
constexpr std::size_t kNonceCharacters = 32;

std::set<std::string> normalized(const std::vector<std::string>& addresses) {
  std::set<std::string> result;
  for (const std::string& address : addresses) result.insert(normalize_address(address));
  return result;
}

tl::unexpected<Error> wrong_state(const ItemId& id, std::string_view wanted, ItemState state) {
  return fail(ErrorCode::usage, "quarantine: item " + id + " cannot be " + std::string(wanted) + ": it is " +
                                    std::string(to_string(state)));
}

Digest digest_from(std::string_view bytes) {
  Digest digest{};
  std::copy_n(bytes.begin(), std::min(bytes.size(), digest.size()), digest.begin());
  return digest;
}

std::string join(const std::set<std::string>& words) {
  std::string result;
  for (const std::string& word : words) {
    if (!result.empty()) result += ", ";
    result += word;
  }
  return result;
}

}  // namespace

Result<void> DiskStore::reject(const ItemId& id, std::string_view actor, std::string_view reason) {
  return in_transaction([&](const Database& db) -> Result<void> {
    auto row = existing(db, id);
    if (!row) return tl::unexpected(row.error());
    auto changed = change_state(db, id, {ItemState::pending, ItemState::held}, ItemState::rejected, unix_now_seconds());
    if (!changed) return tl::unexpected(changed.error());
    if (!*changed) return wrong_state(id, "rejected", row->state);
    return append(db, actor, "rejected", id, reason);
  });
}

Result<void> DiskStore::remove(const ItemId& id, std::string_view actor, std::string_view reason) {
  auto decided = in_transaction([&](const Database& db) -> Result<void> {
    auto row = existing(db, id);
    if (!row) return tl::unexpected(row.error());
    if (row->legal_hold) {
      return fail(ErrorCode::permission, "quarantine: item " + id + " is under legal hold; lift it first");
    }
    auto changed = change_state(db, id, {ItemState::pending, ItemState::held}, ItemState::deleted, unix_now_seconds());
    if (!changed) return tl::unexpected(changed.error());
    if (!*changed) return wrong_state(id, "deleted", row->state);
    if (auto done = mark_destroyed(db, id, unix_now_seconds()); !done) return done;
    return append(db, actor, "deleted", id, reason);
  });
  if (!decided) return decided;
  crash_point("remove.decided");
  return destroy_file(id);
}

Result<void> DiskStore::destroy_file(const ItemId& id) {
  auto removed = ops_.remove(item_path(id));
  if (!removed && removed.error().code != ErrorCode::not_found) {
    return fail(removed.error().code, removed.error().context + "; the item is deleted, its file goes at the next start");
  }
  return ops_.sync_directory(settings_.dir + "/items");
}

// A release that was begun and not finished may be begun again only when its pass has run out: until then
// the first one may still arrive.
Result<std::string> DiskStore::begin_release(const ItemId& id, const std::vector<std::string>& recipients,
                                             std::string_view actor, std::string_view reason,
                                             std::int64_t now_seconds) {
  auto value = in_transaction([&](const Database& db) -> Result<std::string> {
    auto row = existing(db, id);
    if (!row) return tl::unexpected(row.error());
    if (row->state == ItemState::releasing) {
      auto before = issued_pass(db, row->attempt);
      if (!before) return tl::unexpected(before.error());
      if (before->expires_seconds >= now_seconds) {
        return fail(ErrorCode::temporary, "quarantine: item " + id + ": a release is under way; try again in " +
                                              std::to_string(before->expires_seconds - now_seconds + 1) + " s");
      }
      if (auto done = cancel_pass(db, row->attempt); !done) return tl::unexpected(done.error());
    }
    const std::set<std::string> wanted = normalized(recipients);
    std::set<std::string> open = normalized(row->facts.recipients);
    auto released = released_recipients(db, id);
    if (!released) return tl::unexpected(released.error());
    for (const std::string& address : normalized(*released)) open.erase(address);
    if (wanted.empty() || !std::ranges::includes(open, wanted)) {
      return fail(ErrorCode::usage, "quarantine: item " + id + " is not held for (all of) these recipients");
    }
    auto changed = change_state(db, id, {ItemState::pending, ItemState::held, ItemState::releasing},
                                ItemState::releasing, now_seconds);
    if (!changed) return tl::unexpected(changed.error());
    if (!*changed) return wrong_state(id, "released", row->state);
    Pass pass{.id = id, .expires_seconds = now_seconds + release_.pass_seconds, .may_add = row->facts.may_add,
              .nonce = random_token(kNonceCharacters), .mac = {}};
    if (auto done = issue_pass(db, pass.nonce, id, pass.expires_seconds); !done) return tl::unexpected(done.error());
    auto told = append(db, actor, "releasing", id, "to " + join(wanted) + ": " + std::string(reason));
    if (!told) return tl::unexpected(told.error());
    const Digest content = digest_from(row->facts.content);
    return write_pass(pass, {content, row->facts.sender, {wanted.begin(), wanted.end()}}, pass_key_);
  });
  crash_point("release.begun");
  return value;
}

Result<void> DiskStore::finish_release(const ItemId& id, const std::vector<std::string>& recipients, bool accepted,
                                       std::string_view mta_answer) {
  return in_transaction([&](const Database& db) -> Result<void> {
    auto row = existing(db, id);
    if (!row) return tl::unexpected(row.error());
    if (row->state != ItemState::releasing) return wrong_state(id, "finished", row->state);
    auto pass = issued_pass(db, row->attempt);
    if (!pass) return tl::unexpected(pass.error());
    // Whatever the outcome, this pass has done its work.
    if (auto done = cancel_pass(db, row->attempt); !done) return done;
    const std::int64_t now = unix_now_seconds();
    if (accepted) {
      for (const std::string& address : normalized(recipients)) {
        if (auto done = mark_released(db, id, address, now); !done) return done;
      }
    }
    auto released = released_recipients(db, id);
    if (!released) return tl::unexpected(released.error());
    const bool all = normalized(*released).size() == normalized(row->facts.recipients).size();
    const ItemState next = all ? ItemState::released : ItemState::held;
    if (auto done = change_state(db, id, {ItemState::releasing}, next, now); !done) return tl::unexpected(done.error());
    crash_point("release.changed");
    std::string outcome = accepted ? "accepted for " + join(normalized(recipients)) : "not accepted";
    outcome += ": " + printable(mta_answer);
    // No filter on that listener; or one that saw the message changed on its way and held it anew.
    if (accepted && pass->fate != PassFate::used) outcome += "; the filter did not take its pass";
    return append(db, "release", to_string(next), id, outcome);
  });
}

Result<bool> DiskStore::redeem_pass(std::string_view pass_header, const Envelope& envelope, std::string_view bytes,
                                    std::int64_t now_seconds) {
  const std::optional<Pass> pass = read_pass(pass_header);
  if (!pass || pass->expires_seconds < now_seconds) return false;
  const Digest content = content_digest(bytes, pass->may_add, content_key_);
  if (!mac_is_right(*pass, {content, envelope.sender, envelope.recipients}, pass_key_)) return false;
  auto used = in_transaction([&](const Database& db) -> Result<bool> {
    auto mine = use_pass(db, pass->nonce, pass->id, now_seconds);
    if (!mine || !*mine) return mine;
    auto told = append(db, kDaemon, "passed", pass->id, "the released message came back and was let through");
    if (!told) return tl::unexpected(told.error());
    crash_point("redeem.used");
    return true;
  });
  crash_point("redeem.done");
  return used;
}

}  // namespace hallpass::quarantine
