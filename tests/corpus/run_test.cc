#include "corpus/run.h"

#include <doctest/doctest.h>

#include "corpus/judge.h"
#include "tests/support/paths.h"

namespace hallpass {
namespace {

std::shared_ptr<const Engine> engine() {
  static const auto built = [] {
    auto settings = load_settings(HALLPASS_SOURCE_DIR "/config/hallpass.toml");
    REQUIRE(settings.has_value());
    auto made = make_judging_engine({.settings = *settings, .district = HALLPASS_SOURCE_DIR "/tests/golden/district"});
    REQUIRE(made.has_value());
    return *made;
  }();
  return built;
}

// A manifest of `rows`, each "sequence recipients": the message is the same.
std::string manifest_of(const test::TempDir& dir, const std::vector<std::pair<std::string, int>>& rows) {
  dir.write("a.eml", "From: dana.whitfield@aldercreek.example\nTo: x@x.example\nDate: Tue, 13 Oct 2026 09:00:00 -0600\n\nHello.\n");
  std::string text;
  for (const auto& [sequence, recipients] : rows) {
    text += "{\"file\": \"a.eml\", \"sequence\": " + (sequence.empty() ? std::string("null") : "\"" + sequence + "\"") +
            ", \"envelope\": {\"sender\": \"dana.whitfield@aldercreek.example\", \"recipients\": [";
    for (int i = 0; i < recipients; ++i) text += (i ? ", \"r" : "\"r") + std::to_string(i) + "@x.example\"";
    text += "]}}\n";
  }
  return dir.write("m.jsonl", text);
}

struct Came {
  std::vector<std::size_t> recipients;  // of each message, in the order they came
  std::vector<bool> rate;               // was bulk.rate found?
};

Came run(const std::string& manifest, unsigned jobs) {
  SourceOptions options;
  options.manifest = manifest;
  MessageSources sources(options);
  const auto reader = make_inline_reader();
  Came came;
  judge_messages(sources, *engine(), *reader, jobs, [&](const Result<JudgedMessage>& judged) {
    REQUIRE(judged.has_value());
    CHECK(judged->item.bytes.empty());
    came.recipients.push_back(judged->item.envelope.recipients.size());
    bool rate = false;
    for (const Finding& finding : judged->report.findings) rate = rate || finding.category == "bulk.rate";
    came.rate.push_back(rate);
    return true;
  });
  return came;
}

TEST_CASE("judge_messages: results come in the order of the sources, however many threads") {
  const test::TempDir dir;
  std::vector<std::pair<std::string, int>> rows;
  for (int i = 0; i < 200; ++i) rows.emplace_back(i % 3 == 0 ? "s" + std::to_string(i % 2) : "", i % 7 + 1);
  const std::string manifest = manifest_of(dir, rows);
  for (const unsigned jobs : {1u, 2u, 16u}) {
    CAPTURE(jobs);
    const Came came = run(manifest, jobs);
    REQUIRE(came.recipients.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) CHECK(came.recipients[i] == static_cast<std::size_t>(rows[i].second));
  }
}

TEST_CASE("judge_messages: a sequence remembers, others and single messages do not") {
  const test::TempDir dir;
  std::vector<std::pair<std::string, int>> rows;
  for (int i = 0; i < 6; ++i) {
    rows.emplace_back("one", 45);
    rows.emplace_back("", 45);
    rows.emplace_back("two", 10);
  }
  for (const unsigned jobs : {1u, 4u}) {
    CAPTURE(jobs);
    const Came came = run(manifest_of(dir, rows), jobs);
    REQUIRE(came.rate.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      CAPTURE(i);
      // More than 200 recipients within the hour: the fifth message of sequence "one" is the first over it.
      CHECK(came.rate[i] == (rows[i].first == "one" && i / 3 >= 4));
    }
  }
}

TEST_CASE("judge_messages: the caller ends it early, and failures come in their place") {
  const test::TempDir dir;
  std::vector<std::pair<std::string, int>> rows(50, {"", 1});
  SourceOptions options;
  options.manifest = manifest_of(dir, rows);
  const auto reader = make_inline_reader();
  MessageSources sources(options);
  std::size_t seen = 0;
  judge_messages(sources, *engine(), *reader, 3, [&](const Result<JudgedMessage>&) { return ++seen < 5; });
  CHECK(seen == 5);

  options.manifest.clear();
  options.paths = {dir.file("a.eml"), dir.file("missing.eml"), dir.file("a.eml")};
  MessageSources mixed(options);
  std::string order;
  judge_messages(mixed, *engine(), *reader, 3, [&](const Result<JudgedMessage>& judged) {
    order += judged ? 'm' : '!';
    return true;
  });
  CHECK(order == "m!m");
}

}  // namespace
}  // namespace hallpass
