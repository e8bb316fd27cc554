// The store's keys, one file each in key_dir: store.public (whoever has it can write items),
// store.secret (whoever has it can read them; kept from the daemon), pass.key (signs release passes,
// keys the digests and chains the audit records).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "hallpass/result.h"

namespace hallpass::quarantine {

struct DaemonKeys {
  Key store_public{};
  Key pass{};
};

// Errors: not_found (says which command makes them), permission, corrupt.
[[nodiscard]] Result<DaemonKeys> load_daemon_keys(const std::string& key_dir);
[[nodiscard]] Result<Key> load_store_secret(const std::string& key_dir);

// A key for one purpose, so that no digest made for one can stand in for another.
[[nodiscard]] Key key_for(std::string_view purpose, const Key& pass);

// The short name of a public key, kept in each item so that a wrong secret is told from a damaged file.
[[nodiscard]] std::string key_name(const Key& store_public);
[[nodiscard]] Key public_of(const Key& store_secret);

[[nodiscard]] inline std::string_view as_text(const Key& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace hallpass::quarantine
