// `hallpass explain`: one message, why. The sentences are made in corpus/explanation.cc.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/mask.h"
#include "cli/judging.h"
#include "corpus/explanation.h"
#include "hallpass/report_json.h"

namespace hallpass::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kAddressesShown = 5;

void print_section(const Printer& out, std::string_view title, const std::vector<std::string>& sentences) {
  if (sentences.empty()) return;
  out.line("");
  out.line(title);
  for (const std::string& sentence : sentences) out.line("  " + sentence);
}

// Recipients of whom the same is to be said are told of together.
std::vector<std::string> recipient_lines(const std::vector<RecipientExplanation>& all, const Printer& out) {
  std::vector<std::string> lines;
  std::vector<bool> told(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (told[i]) continue;
    std::string addresses;
    std::size_t alike = 0;
    for (std::size_t k = i; k < all.size(); ++k) {
      if (told[k] || all[k].who != all[i].who || all[k].action != all[i].action || all[k].because != all[i].because) continue;
      told[k] = true;
      if (alike++ < kAddressesShown) addresses += (addresses.empty() ? "" : ", ") + all[k].address;
    }
    if (alike > kAddressesShown) addresses += " and " + std::to_string(alike - kAddressesShown) + " more";
    lines.push_back(addresses + ": " + all[i].who + " -> " + action_cell(all[i].action, out, 0));
    if (!all[i].because.empty()) lines.push_back("    because: " + all[i].because);
    lines.push_back("    to do: " + all[i].what_to_do);
  }
  return lines;
}

void print_text(const Explanation& said, const SourceItem& item, const Printer& out) {
  out.line(printable(item.file) + ": " + said.verdict);
  print_section(out, "Envelope", said.envelope);
  print_section(out, "Recipients", recipient_lines(said.recipients, out));
  print_section(out, "Findings", said.findings.empty() ? std::vector<std::string>{"nothing"} : said.findings);
  print_section(out, "People", said.people.empty() ? std::vector<std::string>{"nobody of the roster was recognised"} : said.people);
  print_section(out, "Notes", said.notes);
}

void print_json(const Explanation& said, const Report& report, const SourceItem& item, const Printer& out) {
  Json value = Json::parse(report_json(report, item.envelope, item.file));
  Json recipients = Json::array();
  for (const RecipientExplanation& recipient : said.recipients) {
    recipients.push_back({{"address", recipient.address},
                          {"who", recipient.who},
                          {"entitled_to", recipient.entitled_to},
                          {"verdict", to_string(recipient.action)},
                          {"because", recipient.because},
                          {"to_do", recipient.what_to_do}});
  }
  value["explanation"] = {{"verdict", said.verdict},   {"envelope", said.envelope}, {"recipients", std::move(recipients)},
                          {"findings", said.findings}, {"people", said.people},     {"notes", said.notes}};
  const std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::fprintf(out.out, "%s\n", text.c_str());
}

bool wanted(const SourceItem& item, const std::vector<std::string>& names) {
  if (names.empty() || !item.row) return true;
  return std::ranges::any_of(names, [&](const std::string& name) {
    return name == item.row->id || name == item.row->file || item.row->file.ends_with("/" + name);
  });
}

int run_explain(const JudgingWords& words, const Invocation& call) {
  expect_closed_pipes();
  const auto settings = call.settings();
  if (!settings) return report_error(settings.error());
  auto options = source_options(words, *settings);
  if (!options) return report_error(options.error());
  const auto judge = make_judge(judge_options(words, *settings));
  if (!judge) return report_error(judge.error());

  if (!options->manifest.empty()) options->paths.clear();  // there the words name rows
  MessageSources sources(*options);
  int status = 0;
  std::size_t explained = 0;
  while (const auto item = sources.next()) {
    if (!*item) {
      status = report_error(item->error());
      continue;
    }
    const SourceItem& message = **item;
    if (!wanted(message, words.paths)) continue;
    if (explained++ > 0) call.out.line("");
    ScanTrace trace;
    const Report report = scan_traced({.bytes = message.bytes}, message.envelope, *judge->engine, *judge->reader, {},
                                      message.now_seconds, &trace);
    const Explanation said = explain(report, message.envelope, engine_roster(*judge->engine), &trace, message.now_seconds);
    if (call.out.json) print_json(said, report, message, call.out);
    else print_text(said, message, call.out);
    if (!still_written(call.out)) return report_error({ErrorCode::io, "the output was closed before the end"});
  }
  if (explained == 0 && status == 0) return report_error({ErrorCode::not_found, "explain: no message by that name"});
  return status;
}

}  // namespace

void declare_explain(CLI::App& app, Invocation& call) {
  const auto words = std::make_shared<JudgingWords>();
  app.add_option("FILE", words->paths, "messages; with --manifest: ids or files of its rows")->required();
  app.add_option("-m,--manifest", words->manifest, "take the envelopes from these JSON lines");
  declare_judging(app, *words);
  app.callback([words, &call] { call.run = [words, &call] { return run_explain(*words, call); }; });
}

}  // namespace hallpass::cli
