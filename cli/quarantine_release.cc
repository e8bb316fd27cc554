// hallpass quarantine release ID [--to ADDRESS...] [--reason R] [--yes]
// Hands the message back to the MTA for those it is held for. Exit 0: accepted for all asked; 69: not.
#include <memory>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "cli/quarantine_options.h"
#include "hallpass/release.h"

namespace hallpass::cli {
namespace {

struct Words {
  Decision decision;
  std::vector<std::string> to;
};

int print(const Invocation& call, const ItemId& id, const std::vector<ReleaseOutcome>& outcomes) {
  bool all = true;
  auto list = nlohmann::json::array();
  for (const ReleaseOutcome& outcome : outcomes) {
    all = all && outcome.accepted;
    list.push_back({{"recipient", outcome.address}, {"accepted", outcome.accepted}, {"answer", outcome.answer}});
    call.out.line((outcome.accepted ? "released to " : "refused for ") + outcome.address + ": " + outcome.answer);
  }
  if (call.out.json) call.out.object({{"schema", 1}, {"id", id}, {"released", all}, {"recipients", list}});
  if (!all) call.out.line("item " + id + " is still held for those refused; release it again when the MTA takes them");
  return all ? 0 : exit_status(ErrorCode::unavailable);
}

int release(const Invocation& call, const Words& words) {
  auto settings = call.settings();
  if (!settings) return report_error(settings.error());
  auto store = open_store(settings->quarantine, settings->release);
  if (!store) return report_error(store.error());
  const std::string whom = words.to.empty() ? "all its recipients" : join(words.to);
  auto sure = confirm_destructive(words.decision, "Release " + words.decision.id + " to " + whom + "?");
  if (!sure) return report_error(sure.error());
  auto outcomes = release_item(**store, settings->release,
                               {.id = words.decision.id, .recipients = words.to, .actor = actor_of(words.decision),
                                .reason = words.decision.reason, .now_seconds = unix_now_seconds()});
  if (!outcomes) return report_error(outcomes.error());
  return print(call, words.decision.id, *outcomes);
}

}  // namespace

void declare_quarantine_release(CLI::App& app, Invocation& call) {
  auto words = std::make_shared<Words>();
  declare_decision(app, words->decision, true);
  app.add_option("--to", words->to, "only to these of its recipients (default: all it was not released to)");
  app.callback([&call, words] { call.run = [&call, words] { return release(call, *words); }; });
}

}  // namespace hallpass::cli
