// tests/golden: every pair of NN-topic.eml and NN-topic.expect is a test (README.md there).
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "corpus/judge.h"
#include "corpus/sources.h"
#include "hallpass/report.h"
#include "tests/support/paths.h"

namespace hallpass {
namespace {

namespace fs = std::filesystem;

const std::string kGolden = HALLPASS_SOURCE_DIR "/tests/golden";

struct Golden {
  std::string why, verdict, login, open;
  std::set<std::string> must, may;
  std::map<std::string, std::string> recipients;
};

std::set<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  return {std::istream_iterator<std::string>(in), std::istream_iterator<std::string>()};
}

Golden parse_golden(const std::string& text) {
  Golden golden;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    const auto colon = line.find(": ");
    REQUIRE_MESSAGE(colon != std::string::npos, "a line is \"key: value\": ", line);
    const std::string key = line.substr(0, colon), value = line.substr(colon + 2);
    const auto space = value.find(' ');
    if (key == "why") golden.why = value;
    else if (key == "verdict") golden.verdict = value;
    else if (key == "login") golden.login = value;
    else if (key == "open") golden.open = value;
    else if (key == "must") golden.must = words_of(value);
    else if (key == "may") golden.may = words_of(value);
    else if (key == "recipient" && space != std::string::npos) golden.recipients[value.substr(0, space)] = value.substr(space + 1);
    else FAIL("unknown key: ", key);
  }
  REQUIRE_FALSE(golden.why.empty());
  REQUIRE(action_from(golden.verdict).has_value());
  return golden;
}

std::vector<fs::path> golden_messages() {
  std::vector<fs::path> messages;
  for (const auto& entry : fs::directory_iterator(kGolden)) {
    if (entry.path().extension() == ".eml") messages.push_back(entry.path());
  }
  std::ranges::sort(messages);
  return messages;
}

Result<std::shared_ptr<const Engine>> golden_engine() {
  auto settings = load_settings(HALLPASS_SOURCE_DIR "/config/hallpass.toml");
  if (!settings) return tl::unexpected(settings.error());
  return make_judging_engine({.settings = *settings, .district = kGolden + "/district"});
}

// What differs from what was expected, a sentence each.
std::vector<std::string> differences(const Golden& golden, const Report& report) {
  std::vector<std::string> all;
  if (to_string(report.action) != golden.verdict) all.push_back("verdict is " + std::string(to_string(report.action)) + ", not " + golden.verdict);
  for (std::size_t i = 0; i < report.recipients.size(); ++i) {
    const auto want = golden.recipients.find(report.recipients[i].address);
    if (want == golden.recipients.end() || to_string(report.verdicts[i].action) == want->second) continue;
    all.push_back(want->first + " gets " + std::string(to_string(report.verdicts[i].action)) + ", not " + want->second);
  }
  std::set<std::string> found;
  for (const Finding& finding : report.findings) found.insert(finding.category);
  for (const auto& category : golden.must) {
    if (!found.contains(category)) all.push_back("missed " + category);
  }
  for (const auto& category : found) {
    if (!golden.must.contains(category) && !golden.may.contains(category)) all.push_back("extra " + category);
  }
  return all;
}

TEST_CASE("golden mail: every message is judged as its .expect says") {
  const auto engine = golden_engine();
  REQUIRE_MESSAGE(engine, (engine ? "" : engine.error().context));
  const auto reader = make_inline_reader();
  std::size_t passing = 0, holding = 0;
  for (const fs::path& path : golden_messages()) {
    const std::string name = path.stem().string();
    CAPTURE(name);
    const Golden golden = parse_golden(test::read_file(fs::path(path).replace_extension(".expect").string()));
    CAPTURE(golden.why);
    SourceOptions options;
    options.paths = {path.string()};
    auto item = MessageSources(options).next();
    REQUIRE((item && *item));
    Envelope& envelope = (*item)->envelope;
    REQUIRE_FALSE(envelope.recipients.empty());
    envelope.login = golden.login.empty() ? envelope.sender : golden.login;
    const Report report = scan({.bytes = (*item)->bytes}, envelope, **engine, *reader, {}, (*item)->now_seconds);
    const auto wrong = differences(golden, report);
    ++(golden.verdict == "allow" ? passing : holding);
    if (!golden.open.empty()) {
      WARN_MESSAGE(!wrong.empty(), name, " passes: delete its line \"open: ", golden.open, "\"");
      continue;
    }
    std::string said;
    for (const auto& sentence : wrong) said += (said.empty() ? "" : "; ") + sentence;
    CHECK_MESSAGE(wrong.empty(), said);
  }
  CHECK(passing + holding >= 30);
  CHECK(passing > holding);
}

}  // namespace
}  // namespace hallpass
