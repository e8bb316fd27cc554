// hallpass quarantine reject ID | delete ID
// The two ways to end an item without sending it. A rejected one keeps its file; a deleted one does not.
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/quarantine_options.h"

namespace hallpass::cli {
namespace {

using Deed = Result<void> (Store::*)(const ItemId&, std::string_view, std::string_view);

int end_item(const Invocation& call, const Decision& decision, Deed deed, std::string_view verb, std::string_view done) {
  auto store = open_configured_store(call);
  if (!store) return report_error(store.error());
  auto sure = confirm_destructive(decision, std::string(verb) + " " + decision.id + "?");
  if (!sure) return report_error(sure.error());
  auto ended = ((**store).*deed)(decision.id, actor_of(decision), decision.reason);
  if (!ended) return report_error(ended.error());
  if (call.out.json) call.out.object({{"schema", 1}, {"id", decision.id}, {"state", done}});
  call.out.line("item " + decision.id + " is " + std::string(done));
  return 0;
}

}  // namespace

void declare_quarantine_reject(CLI::App& app, Invocation& call) {
  auto decision = std::make_shared<Decision>();
  declare_decision(app, *decision, true);
  app.callback([&call, decision] {
    call.run = [&call, decision] { return end_item(call, *decision, &Store::reject, "Reject", "rejected"); };
  });
}

void declare_quarantine_delete(CLI::App& app, Invocation& call) {
  auto decision = std::make_shared<Decision>();
  declare_decision(app, *decision, true);
  app.callback([&call, decision] {
    call.run = [&call, decision] { return end_item(call, *decision, &Store::remove, "Delete, for good,", "deleted"); };
  });
}

}  // namespace hallpass::cli
