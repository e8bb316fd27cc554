// hallpass quarantine backup DIR | restore DIR
// A copy of the store, still sealed, taken beside the running daemon; again into the same DIR it copies only
// what is new. Keys are not in it. restore puts it where no store is, with the daemon stopped.
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/quarantine_options.h"

namespace hallpass::cli {
namespace {

// Advance -> Progress, made when the total is known.
class Shown {
 public:
  Advance advance() {
    return [this](std::size_t, std::size_t total) {
      if (!progress_) progress_ = std::make_unique<Progress>("items", total);
      progress_->advance();
    };
  }
  void end() { progress_.reset(); }

 private:
  std::unique_ptr<Progress> progress_;
};

int finish(const Invocation& call, const std::string& verb, const std::string& directory, const Result<std::size_t>& items) {
  if (!items) return report_error(items.error());
  if (call.out.json) call.out.object({{"schema", 1}, {"directory", directory}, {"items", *items}});
  call.out.line(verb + " " + std::to_string(*items) + " items, " + directory);
  return 0;
}

int backup(const Invocation& call, const std::string& directory) {
  Shown shown;
  auto items = open_configured_review(call).and_then(
      [&](const std::unique_ptr<Review>& review) { return review->backup(directory, shown.advance()); });
  shown.end();
  return finish(call, "the backup holds", directory, items);
}

int restore(const Invocation& call, const std::string& directory) {
  Shown shown;
  auto items = call.settings().and_then([&](const Settings& s) { return restore_store(s.quarantine, directory, shown.advance()); });
  shown.end();
  const int status = finish(call, "restored", directory, items);
  if (status == 0) call.out.line("what was decided after the backup is undecided again: look before you release");
  return status;
}

}  // namespace

void declare_quarantine_backup(CLI::App& app, Invocation& call) {
  auto directory = std::make_shared<std::string>();
  app.add_option("directory", *directory, "where the copy is kept")->required();
  app.callback([&call, directory] { call.run = [&call, directory] { return backup(call, *directory); }; });
}

void declare_quarantine_restore(CLI::App& app, Invocation& call) {
  auto directory = std::make_shared<std::string>();
  app.add_option("directory", *directory, "a backup")->required();
  app.callback([&call, directory] { call.run = [&call, directory] { return restore(call, *directory); }; });
}

}  // namespace hallpass::cli
