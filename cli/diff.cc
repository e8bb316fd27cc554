// `hallpass diff`: which verdicts a change of configuration changes, and what that costs reviewers.
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "base/mask.h"
#include "cli/judging.h"
#include "corpus/run.h"

namespace hallpass::cli {
namespace {

using Json = nlohmann::ordered_json;

struct DiffWords : JudgingWords {
  std::vector<std::string> configs;
};

// What is kept of a message's first judgement until the second.
struct Before {
  Action action = Action::allow;
  std::vector<std::pair<std::string, Action>> recipients;
  std::string categories;
};

struct Costs {
  std::size_t messages = 0, changed = 0;
  std::array<std::array<std::size_t, 5>, 5> moves{};
  std::size_t held_before = 0, held_after = 0;      // messages a reviewer has to look at
  std::size_t newly_held = 0, newly_released = 0;
  int status = 0;
};

Before before_of(const Report& report) {
  Before before{.action = report.action, .recipients = {}, .categories = categories_of(report)};
  for (std::size_t i = 0; i < report.recipients.size() && i < report.verdicts.size(); ++i) {
    before.recipients.emplace_back(report.recipients[i].address, report.verdicts[i].action);
  }
  return before;
}

std::string change_text(Action from, Action to) {
  return std::string(to_string(from)) + (from == to ? "" : " -> " + std::string(to_string(to)));
}

void print_change(const std::string& file, const Before& before, const Before& after, const Printer& out) {
  if (out.json) {
    Json recipients = Json::object();
    for (std::size_t i = 0; i < after.recipients.size() && i < before.recipients.size(); ++i) {
      if (before.recipients[i].second == after.recipients[i].second) continue;
      recipients[after.recipients[i].first] = {to_string(before.recipients[i].second), to_string(after.recipients[i].second)};
    }
    const Json value = {{"schema", 1}, {"file", file}, {"verdict", {to_string(before.action), to_string(after.action)}},
                        {"recipients", std::move(recipients)}, {"categories", {before.categories, after.categories}}};
    std::fprintf(out.out, "%s\n", value.dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
    return;
  }
  out.line(printable(file) + ": " + change_text(before.action, after.action));
  for (std::size_t i = 0; i < after.recipients.size() && i < before.recipients.size(); ++i) {
    if (before.recipients[i].second == after.recipients[i].second) continue;
    out.line("    " + printable(after.recipients[i].first) + ": " +
             change_text(before.recipients[i].second, after.recipients[i].second));
  }
  if (before.categories != after.categories) {
    out.line("    found: " + before.categories);
    out.line("    now:   " + after.categories);
  }
}

void count(const Before& before, const Before& after, Costs& costs) {
  ++costs.messages;
  const bool held_before = before.action >= Action::quarantine, held_after = after.action >= Action::quarantine;
  costs.held_before += held_before;
  costs.held_after += held_after;
  costs.newly_held += held_after && !held_before;
  costs.newly_released += held_before && !held_after;
  ++costs.moves[static_cast<std::size_t>(before.action)][static_cast<std::size_t>(after.action)];
}

void print_costs(const Costs& costs, const Printer& out) {
  if (out.json) {
    out.object({{"schema", 1}, {"messages", costs.messages}, {"changed", costs.changed}, {"held_before", costs.held_before},
                {"held_after", costs.held_after}, {"newly_held", costs.newly_held}, {"newly_released", costs.newly_released}});
    return;
  }
  out.line(counted(costs.messages, "message") + ", " + std::to_string(costs.changed) + " judged differently");
  for (std::size_t from = 0; from < 5; ++from) {
    for (std::size_t to = 0; to < 5; ++to) {
      if (from == to || costs.moves[from][to] == 0) continue;
      out.line("  " + change_text(static_cast<Action>(from), static_cast<Action>(to)) + ": " + std::to_string(costs.moves[from][to]));
    }
  }
  out.line("for reviewers: " + std::to_string(costs.held_before) + " held before, " + std::to_string(costs.held_after) +
           " now (" + std::to_string(costs.newly_held) + " more, " + std::to_string(costs.newly_released) + " fewer)");
}

// Judges everything under one engine and hands each result on.
void judge_all(const DiffWords& words, const SourceOptions& options, const Engine& engine, Reader& reader,
               const OnMessage& on_message) {
  MessageSources sources(options);
  Progress progress("messages", 0);
  judge_messages(sources, engine, reader, words.jobs,
                 [&](const Result<JudgedMessage>& judged) {
                   progress.advance();
                   return on_message(judged);
                 });
}

int run_diff(const DiffWords& words, const Printer& out) {
  expect_closed_pipes();
  std::array<std::shared_ptr<const Engine>, 2> engines;
  std::unique_ptr<Reader> reader;
  Result<SourceOptions> options;
  for (std::size_t i = 0; i < engines.size(); ++i) {
    const auto settings = load_settings(words.configs[i]);
    if (!settings) return report_error(settings.error());
    if (!reader) {
      auto started = make_judging_reader(*settings, words.jobs);
      if (!started) return report_error(started.error());
      reader = std::move(*started);
      options = source_options(words, *settings);
      if (!options) return report_error(options.error());
    }
    auto engine = make_judging_engine(judge_options(words, *settings));
    if (!engine) return report_error(engine.error());
    engines[i] = std::move(*engine);
  }
  Costs costs;
  std::map<std::string, Before> before;
  judge_all(words, *options, *engines[0], *reader, [&](const Result<JudgedMessage>& judged) {
    if (judged) before[judged->item.file] = before_of(judged->report);
    else costs.status = report_error(judged.error());
    return true;
  });
  bool open = true;
  judge_all(words, *options, *engines[1], *reader, [&](const Result<JudgedMessage>& judged) {
    const auto first = judged ? before.find(judged->item.file) : before.end();
    if (first == before.end()) return true;  // said the first time
    const Before second = before_of(judged->report);
    count(first->second, second, costs);
    if (first->second.action == second.action && first->second.recipients == second.recipients) return true;
    ++costs.changed;
    print_change(judged->item.file, first->second, second, out);
    open = still_written(out);
    return open;
  });
  if (!open) return report_error({ErrorCode::io, "the output was closed before the end"});
  print_costs(costs, out);
  if (costs.status != 0) return costs.status;
  return costs.changed > 0 ? 1 : 0;
}

}  // namespace

void declare_diff(CLI::App& app, Invocation& call) {
  const auto words = std::make_shared<DiffWords>();
  app.remove_option(app.get_option_no_throw("--config"));
  app.add_option("-c,--config", words->configs, "twice: the configuration as it is, and as it would be")->required()->allow_extra_args(false);
  app.add_option("PATH", words->paths, "messages: .eml, mbox, Maildir, folders");
  app.add_option("-m,--manifest", words->manifest, "JSON lines that name messages with their envelopes");
  declare_judging(app, *words);
  app.footer("Exit status: 0 the same verdicts, 1 some differ.");
  app.callback([words, &call] {
    call.run = [words, &call] {
      if (words->configs.size() != 2) return report_error({ErrorCode::usage, "diff: give --config twice, the old one and the new one"});
      if (words->paths.empty() && words->manifest.empty()) {
        return report_error({ErrorCode::usage, "diff: name messages, or give --manifest"});
      }
      return run_diff(*words, call.out);
    };
  });
}

}  // namespace hallpass::cli
