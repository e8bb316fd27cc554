#include "quarantine/keys.h"

#include <sodium.h>

#include "base/file_ops.h"
#include "hallpass/store.h"

namespace hallpass::quarantine {
namespace {

Result<Key> load_named(const std::string& key_dir, std::string_view name) {
  init_crypto();
  auto key = load_key(key_dir + "/" + std::string(name));
  if (!key && key.error().code == ErrorCode::not_found) {
    return fail(ErrorCode::not_found, key.error().context + "; run: hallpass keys make");
  }
  return key;
}

}  // namespace

Result<DaemonKeys> load_daemon_keys(const std::string& key_dir) {
  auto store_public = load_named(key_dir, "store.public");
  if (!store_public) return tl::unexpected(store_public.error());
  auto pass = load_named(key_dir, "pass.key");
  if (!pass) return tl::unexpected(pass.error());
  return DaemonKeys{*store_public, *pass};
}

Result<Key> load_store_secret(const std::string& key_dir) { return load_named(key_dir, "store.secret"); }

Key key_for(std::string_view purpose, const Key& pass) {
  return Hasher(pass).add_field("hallpass").add_field(purpose).finish();
}

std::string key_name(const Key& store_public) {
  return std::string(as_text(Hasher().add_field("store key").add(as_text(store_public)).finish()).substr(0, 8));
}

Key public_of(const Key& store_secret) {
  static_assert(crypto_box_PUBLICKEYBYTES == sizeof(Key) && crypto_box_SECRETKEYBYTES == sizeof(Key));
  Key store_public;
  crypto_scalarmult_base(store_public.data(), store_secret.data());
  return store_public;
}

}  // namespace hallpass::quarantine

namespace hallpass {

Result<void> make_store_keys(const std::string& key_dir) {
  init_crypto();
  FileOps& ops = real_file_ops();
  for (const char* name : {"/store.public", "/store.secret", "/pass.key"}) {
    auto there = ops.exists(key_dir + name);
    if (!there) return tl::unexpected(there.error());
    if (*there) {
      return fail(ErrorCode::usage, "keys: " + key_dir + name +
                                        " is there already; a new key would make held items unreadable, so nothing was changed");
    }
  }
  if (auto made = ops.make_directory(key_dir); !made) return made;
  auto secret = make_key(key_dir + "/store.secret");
  if (!secret) return tl::unexpected(secret.error());
  const Key store_public = quarantine::public_of(*secret);
  sodium_memzero(secret->data(), secret->size());
  if (auto done = replace_file(ops, key_dir + "/store.public", to_hex(store_public) + "\n"); !done) return done;
  auto pass = make_key(key_dir + "/pass.key");
  if (!pass) return tl::unexpected(pass.error());
  return ops.sync_directory(key_dir);
}

}  // namespace hallpass
