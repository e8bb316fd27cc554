// hallpass keys make [--owner USER]
// Makes store.public, store.secret and pass.key in quarantine.key_dir. --owner gives the two the daemon
// needs to the user it runs as; store.secret stays with whoever ran this.
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "hallpass/store.h"

namespace hallpass::cli {
namespace {

Result<void> give_to(const std::string& user, const std::string& key_dir) {
  const passwd* owner = ::getpwnam(user.c_str());
  if (!owner) return fail(ErrorCode::usage, "keys: no such user: " + user);
  for (const char* name : {"/store.public", "/pass.key"}) {
    const std::string path = key_dir + name;
    if (::chown(path.c_str(), owner->pw_uid, static_cast<gid_t>(-1)) != 0) {
      return fail(ErrorCode::permission, "keys: give " + path + " to " + user + ": " + std::strerror(errno));
    }
  }
  // The daemon has to pass through a directory it cannot list.
  if (::chmod(key_dir.c_str(), 0711) == 0) return {};
  return fail(ErrorCode::permission, "keys: open " + key_dir + ": " + std::strerror(errno));
}

int make(const Invocation& call, const std::string& owner) {
  auto settings = call.settings();
  if (!settings) return report_error(settings.error());
  const std::string& dir = settings->quarantine.key_dir;
  if (!owner.empty() && !::getpwnam(owner.c_str())) return report_error({ErrorCode::usage, "keys: no such user: " + owner});
  if (auto made = make_store_keys(dir); !made) return report_error(made.error());
  if (!owner.empty()) {
    if (auto given = give_to(owner, dir); !given) return report_error(given.error());
  }
  if (call.out.json) call.out.object({{"schema", 1}, {"key_dir", dir}});
  call.out.line("made store.public, store.secret and pass.key in " + dir);
  call.out.line("keep a copy of store.secret and pass.key elsewhere: without store.secret nobody can read what is held");
  return 0;
}

}  // namespace

void declare_keys_make(CLI::App& app, Invocation& call) {
  auto owner = std::make_shared<std::string>();
  app.add_option("--owner", *owner, "user the daemon runs as: gets store.public and pass.key");
  app.callback([&call, owner] { call.run = [&call, owner] { return make(call, *owner); }; });
}

}  // namespace hallpass::cli
