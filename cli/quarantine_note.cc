// hallpass quarantine note ID TEXT | hold ID [--lift]
// A remark in the audit chain; and the legal hold, under which an item is neither deleted nor expires.
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/quarantine_options.h"

namespace hallpass::cli {
namespace {

struct Words {
  Decision decision;
  std::string text;
  bool lift = false;
};

int finish(const Invocation& call, const ItemId& id, const Result<void>& done, const std::string& word) {
  if (!done) return report_error(done.error());
  if (call.out.json) call.out.object({{"schema", 1}, {"id", id}, {"done", word}});
  call.out.line("item " + id + ": " + word);
  return 0;
}

int note(const Invocation& call, const Words& words) {
  auto done = open_configured_review(call).and_then([&](const std::unique_ptr<Review>& review) {
    return review->record(words.decision.id, actor_of(words.decision), "noted", words.text);
  });
  return finish(call, words.decision.id, done, "noted");
}

int hold(const Invocation& call, const Words& words) {
  auto done = open_configured_review(call).and_then([&](const std::unique_ptr<Review>& review) {
    return review->set_legal_hold(words.decision.id, !words.lift, actor_of(words.decision), words.decision.reason);
  });
  return finish(call, words.decision.id, done, words.lift ? "legal hold lifted" : "under legal hold");
}

}  // namespace

void declare_quarantine_note(CLI::App& app, Invocation& call) {
  auto words = std::make_shared<Words>();
  app.add_option("id", words->decision.id, "the item")->required();
  app.add_option("text", words->text, "the remark; quote no message in it")->required();
  app.add_option("--actor", words->decision.actor, "who remarks (default: your login name)");
  app.callback([&call, words] { call.run = [&call, words] { return note(call, *words); }; });
}

void declare_quarantine_hold(CLI::App& app, Invocation& call) {
  auto words = std::make_shared<Words>();
  declare_decision(app, words->decision, false);
  app.add_flag("--lift", words->lift, "end the legal hold");
  app.callback([&call, words] { call.run = [&call, words] { return hold(call, *words); }; });
}

}  // namespace hallpass::cli
