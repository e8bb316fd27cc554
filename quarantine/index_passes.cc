// A pass is a row from the moment it is issued; what is not a row was not issued by this store.
#include "quarantine/index.h"

namespace hallpass::quarantine {

Result<void> issue_pass(const Database& db, std::string_view nonce, std::string_view id, std::int64_t expires_seconds) {
  Statement insert = db.prepare("INSERT INTO passes(nonce, item, expires_seconds) VALUES(?,?,?)");
  if (auto done = insert.bind(nonce).bind(id).bind(expires_seconds).run(); !done) return tl::unexpected(done.error());
  Statement update = db.prepare("UPDATE items SET attempt = ? WHERE id = ?");
  return update.bind(nonce).bind(id).run().map([](int) {});
}

Result<IssuedPass> issued_pass(const Database& db, std::string_view nonce) {
  Statement find = db.prepare("SELECT expires_seconds, used_seconds FROM passes WHERE nonce = ?");
  auto row = find.bind(nonce).step();
  if (!row) return tl::unexpected(row.error());
  if (!*row) return IssuedPass{};
  const PassFate fate = find.is_null(1) ? PassFate::unused : find.number(1) < 0 ? PassFate::cancelled : PassFate::used;
  return IssuedPass{fate, find.number(0)};
}

Result<bool> use_pass(const Database& db, std::string_view nonce, std::string_view id, std::int64_t now_seconds) {
  Statement update = db.prepare(
      "UPDATE passes SET used_seconds = ?1 WHERE nonce = ?2 AND item = ?3 AND used_seconds IS NULL"
      " AND expires_seconds >= ?1 AND EXISTS(SELECT 1 FROM items WHERE id = ?3 AND state = ?4 AND attempt = ?2)");
  update.bind(now_seconds).bind(nonce).bind(id).bind(static_cast<std::int64_t>(ItemState::releasing));
  return update.run().map([](int rows) { return rows == 1; });
}

Result<void> cancel_pass(const Database& db, std::string_view nonce) {
  Statement update = db.prepare("UPDATE passes SET used_seconds = -1 WHERE nonce = ? AND used_seconds IS NULL");
  return update.bind(nonce).run().map([](int) {});
}

}  // namespace hallpass::quarantine
