// The roster is rebuilt again and again while mail is judged: every report is that of one roster whole, the old one or
// the new one, and what is no longer used is let go.
#include <doctest/doctest.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

#include "hallpass/report.h"
#include "hallpass/roster_build.h"
#include "hallpass/scan.h"
#include "tests/support/paths.h"
#include "tests/support/roster_files.h"

namespace hallpass {
namespace {

// The engine in use, as the daemon keeps it.
class Current {
 public:
  void set(std::shared_ptr<const Engine> engine) {
    const std::lock_guard lock(mutex_);
    engine_ = std::move(engine);
  }
  std::shared_ptr<const Engine> get() const {
    const std::lock_guard lock(mutex_);
    return engine_;
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Engine> engine_;
};

constexpr std::string_view kMessage =
    "From: kim@school.example\r\nTo: ada@home.example\r\nSubject: marks\r\n\r\n"
    "Hunter Stewart (182235) failed algebra with a final grade of F and was suspended for two days.\r\n\r\n"
    "Maria Lopez (182236) has a cumulative GPA of 2.1 and an IEP meeting on Friday.\r\n";

// One district under two sets of sourcedIds, with the families turned: whose child is whose tells the two apart.
void write_exports(const test::TempDir& dir) {
  const std::string head = "sourcedId,role,givenName,familyName,identifier,email,agentSourcedIds\nk,teacher,Kim,Jung,E17560,kim@school.example,\n";
  for (const char* which : {"1", "2"}) {
    const std::string n = which;
    const std::string hers = n == "1" ? "a" : "b";
    dir.write("export" + n + "/users.csv", head + "a" + n + ",student,Hunter,Stewart,182235,,\nb" + n + ",student,Maria,Lopez,182236,,\ng" + n +
                                               ",guardian,Ada,Stewart,,ada@home.example," + hers + n + "\n");
  }
}

// The vocabulary is but a part of ours: compiling all of it is most of an engine's time, and it is the roster that changes here.
std::string part_of_lexicons(const test::TempDir& dir) {
  for (const char* category : {"names.common_words", "names.family_first", "names.nicknames", "record.grades"}) {
    const std::string file = std::string(category) + ".toml";
    dir.write("lexicons/" + file, test::read_file(HALLPASS_SOURCE_DIR "/config/lexicons/" + file));
  }
  return dir.file("lexicons");
}

struct Tally {
  std::atomic<std::size_t> judged = 0, wrong = 0, first = 0, second = 0;
};

void judge_until(const std::atomic<bool>& done, const Current& current, Tally& tally) {
  const auto reader = make_inline_reader();
  Envelope envelope;
  envelope.sender = envelope.login = "kim@school.example";
  envelope.recipients = {"ada@home.example"};
  while (!done) {
    const auto engine = current.get();
    const Report report = scan({.bytes = kMessage}, envelope, *engine, *reader, {}, 1'792'000'000);
    const bool whole = report.student_ids.size() == 2 && report.action == Action::quarantine && report.recipients.front().entitled.size() == 1;
    const char which = whole ? report.student_ids[0][1] : '?';
    const std::string child = which == '1' ? "a1" : "b2";
    const bool right = whole && report.student_ids == std::vector<std::string>{std::string("a") + which, std::string("b") + which} &&
                       engine_roster(*engine).source_id(report.recipients.front().entitled.front()) == child;
    ++tally.judged;
    tally.wrong += right ? 0 : 1;
    ++(which == '1' ? tally.first : tally.second);
  }
}

std::size_t lines_with(const char* file, std::string_view words) {
  std::ifstream in(file);
  std::size_t count = 0;
  for (std::string line; std::getline(in, line);) count += line.find(words) != std::string::npos;
  return count;
}

std::size_t open_files() {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) ++count;
  return count;
}

TEST_CASE("the roster is rebuilt while messages are judged") {
  const char* const wanted = std::getenv("HALLPASS_REBUILDS");  // 1000 for the long run
  const int rebuilds = wanted ? std::atoi(wanted) : 12;
  const test::TempDir dir;
  write_exports(dir);
  RosterBuildOptions options = test::roster_files(dir);
  options.force = true;
  auto settings = load_settings(HALLPASS_SOURCE_DIR "/config/hallpass.toml");
  REQUIRE(settings.has_value());
  settings->roster_index = options.index_path;
  settings->roster_key = options.key_path;
  settings->lexicon_dir = part_of_lexicons(dir);
  settings->district.internal_domains = {"school.example"};

  Current current;
  const auto rebuild = [&](int round) {
    options.source = dir.file(round % 2 == 0 ? "export1" : "export2");
    options.new_key = round % 10 == 9;
    if (!build_roster(options)) return false;
    auto engine = build_engine(*settings);
    if (engine) current.set(*engine);
    return engine.has_value();
  };
  REQUIRE(rebuild(0));
  const std::size_t files_before = open_files();

  std::atomic<bool> done = false;
  Tally tally;
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) threads.emplace_back([&] { judge_until(done, current, tally); });
  int failed = 0;
  for (int round = 1; round <= rebuilds; ++round) failed += rebuild(round) ? 0 : 1;
  done = true;
  for (std::thread& thread : threads) thread.join();

  CHECK(failed == 0);
  CHECK(tally.wrong == 0);
  CHECK(tally.first > 0);
  CHECK(tally.second > 0);
  CHECK_MESSAGE(open_files() == files_before, "every index that was replaced is closed");
  CHECK_MESSAGE(lines_with("/proc/self/maps", options.index_path) == 1, "and unmapped");
  if (wanted) MESSAGE(rebuilds, " rebuilds, ", tally.judged.load(), " messages judged");
}

}  // namespace
}  // namespace hallpass
