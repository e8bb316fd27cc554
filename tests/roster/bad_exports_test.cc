// Exports that are cut, mixed up or hostile: each is refused with words that say where, or read with its
// problems told; the index in use stays unless a whole new one takes its place.
#include <doctest/doctest.h>

#include <functional>

#include "hallpass/roster.h"
#include "hallpass/roster_build.h"
#include "tests/support/many_people.h"
#include "tests/support/paths.h"
#include "tests/support/roster_files.h"

using namespace hallpass;

namespace {

constexpr test::ManyPeople kCounts{200, 300, 20, 3};

struct Export {
  test::TempDir dir;
  RosterBuildOptions options = test::many_people_to_build(kCounts, dir);

  Export() {
    write("classes.csv", "sourcedId,status,termSourcedIds\nc0,active,t1\nc1,active,t1\nc2,active,t1\n");
    write("academicSessions.csv", "sourcedId,status,endDate\nt1,active,2026-06-05\nt0,active,2025-06-05\n");
    REQUIRE(build_roster(options).has_value());
  }
  std::string read(const std::string& name) const { return test::read_file(dir.file("export/" + name)); }
  void write(const std::string& name, const std::string& bytes) const { dir.write("export/" + name, bytes); }
  std::string index() const { return test::read_file(options.index_path); }
};

std::string replaced(std::string text, const std::string& from, const std::string& to, std::size_t times = 1'000'000) {
  for (std::size_t at = text.find(from); at != std::string::npos && times > 0; at = text.find(from, at + to.size()), --times) {
    text.replace(at, from.size(), to);
  }
  return text;
}

// Files are told by their names in small letters.
std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

std::string utf16(const std::string& text) {
  std::string wide = "\xFF\xFE";
  for (const char c : text) wide += {c, '\0'};
  return wide;
}

struct Mutation {
  std::string why;
  std::string file;
  std::function<std::string(const std::string&)> change;
  bool one_line = false;  // a single line is bad: the rest is used, and the line told
};

std::vector<Mutation> mutations() {
  std::vector<Mutation> all;
  const auto add = [&](std::string why, std::string file, auto change, bool one_line = false) {
    all.push_back({std::move(why), std::move(file), change, one_line});
  };
  for (int i = 0; i < 40; ++i) {
    add("cut after " + std::to_string(i) + "/50", "users.csv",
        [i](const std::string& text) { return text.substr(0, text.size() * static_cast<std::size_t>(i) / 50); });
  }
  for (const char* separator : {";", "\t", "|"}) {
    for (const char* file : {"users.csv", "demographics.csv", "enrollments.csv", "classes.csv", "academicSessions.csv"}) {
      add(std::string("separated by ") + separator, file, [separator](const std::string& t) { return replaced(t, ",", separator); });
    }
  }
  for (const char* column : {"sourcedId", "role", "givenName", "familyName"}) {
    add(std::string("without ") + column, "users.csv", [column](const std::string& t) { return replaced(t, column, "other", 1); });
  }
  add("without birthDate", "demographics.csv", [](const std::string& t) { return replaced(t, "birthDate", "other", 1); });
  add("without userSourcedId", "enrollments.csv", [](const std::string& t) { return replaced(t, "userSourcedId", "other", 1); });
  for (const char* file : {"classes.csv", "academicSessions.csv"}) {
    add("without sourcedId", file, [](const std::string& t) { return replaced(t, "sourcedId", "other", 1); });
    add("empty", file, [](const std::string&) { return std::string(); });
    add("UTF-16", file, utf16);
    add("bytes", file, [](const std::string&) { return std::string(5'000, '\x80'); });
    add("fields too few", file, [](const std::string& t) { return replaced(t, ",", "", 100'000).substr(0, t.size() - 1) + "x,y\n"; });
  }
  add("without classSourcedId", "enrollments.csv", [](const std::string& t) { return replaced(t, "classSourcedId", "other", 1); });
  for (const char* file : {"users.csv", "demographics.csv", "enrollments.csv"}) {
    add("empty", file, [](const std::string&) { return std::string(); });
    add("UTF-16", file, utf16);
    add("bytes", file, [](const std::string&) { return std::string(5'000, '\x80'); });
    add("zeros", file, [](const std::string&) { return std::string(5'000, '\0'); });
    add("a page of html", file, [](const std::string&) { return std::string("<html><body>503 try later</body></html>\n"); });
    add("latin-1", file, [](const std::string& t) { return replaced(t, "s1", "s\xE9"); });
    const bool people = std::string_view(file) == "users.csv";  // elsewhere only the second head is odd
    add("twice over", file, [](const std::string& t) { return t + t; }, !people);
    add("a field of 10 MB", file, [](const std::string& t) { return replaced(t, "\n", "\n" + std::string(10 << 20, 'x') + ",", 1); }, true);
    add("thirty of 200 kB", file, [](const std::string& t) { return replaced(t, "\n", "\n" + std::string(200'000, 'x') + ",", 30); });
    add("an open quote in every line", file, [](const std::string& t) { return replaced(t, "\n", "\n\""); });
    add("an open quote at the end", file, [](const std::string& t) { return t + "\"" + std::string(100'000, 'y'); }, true);
    add("fields too many", file, [](const std::string& t) { 
      const std::size_t head = t.find('\n');
      return t.substr(0, head) + replaced(t.substr(head), "\n", "\nx,y,");
    });
    add("fields too few", file, [](const std::string& t) { return replaced(t, ",", "", 100'000); });
    add("no line ends", file, [](const std::string& t) { return replaced(t, "\n", " "); });
    add("commas", file, [](const std::string& t) { return t + std::string(100'000, ','); }, true);
  }
  add("one id for all", "users.csv", [](const std::string& t) {
    std::string out = t;
    for (std::size_t at = out.find("\ns"); at != std::string::npos; at = out.find("\ns", at + 1)) out.replace(at, out.find(',', at) - at, "\ns0");
    return out;
  });
  add("ids of nobody", "enrollments.csv", [](const std::string& t) { return replaced(t, ",s", ",zz"); });
  add("roles of no kind", "users.csv", [](const std::string& t) { return replaced(t, ",student,", ",wizard,"); });
  add("nobody has a name", "users.csv", [](const std::string& t) { return replaced(t, "student,", "student,,,", 1'000); });
  return all;
}

}  // namespace

TEST_CASE("build_roster: a hundred broken exports leave the index in use") {
  const auto all = mutations();
  REQUIRE(all.size() >= 100);
  const Export export_;
  const std::string before = export_.index();
  for (const Mutation& mutation : all) {
    CAPTURE(mutation.why);
    CAPTURE(mutation.file);
    const std::string good = export_.read(mutation.file);
    export_.write(mutation.file, mutation.change(good));
    const auto report = build_roster(export_.options);
    if (mutation.one_line) {
      CHECK_MESSAGE(report.has_value(), (report ? "" : report.error().context));
      if (report) CHECK(report->problem_count >= 1);
      if (report) CHECK(report->students >= kCounts.students - 1);
      export_.write(mutation.file, good);
      REQUIRE(build_roster(export_.options).has_value());
      continue;
    }
    REQUIRE_FALSE(report.has_value());
    const std::string& words = report.error().context;
    CHECK_MESSAGE((words.find(lower(mutation.file)) != std::string::npos || words.find("--force") != std::string::npos), words);
    CHECK(words.find("@pupils.example") == std::string::npos);
    CHECK(words.size() < 10'000);
    CHECK((export_.index() == before));
    export_.write(mutation.file, good);
  }
  CHECK(build_roster(export_.options).has_value());
}

TEST_CASE("build_roster: odd exports are read and their oddities told") {
  struct Case {
    const char* why;
    const char* users;
    std::uint64_t problems;
    std::uint32_t guardian_edges;
  };
  const std::string head = "sourcedId,role,givenName,familyName,agentSourcedIds\n";
  const Case cases[] = {
      {"one's own guardian", "s1,student,A,B,s1\ng1,guardian,C,D,\n", 1, 0},
      {"a ring of students", "s1,student,A,B,s2\ns2,student,C,D,s1\n", 1, 0},
      {"guardian of a guardian", "s1,student,A,B,\ng1,guardian,C,D,g2\ng2,guardian,E,F,g1\n", 1, 0},
      {"guardian who is not there", "s1,student,A,B,g9\n", 1, 0},
      {"told from both sides", "s1,student,A,B,g1\ng1,guardian,C,D,s1\n", 0, 1},
      {"a BOM's columns in another order", "s1,student,A,B,\n", 0, 0},
      {"blank lines and CRLF", "\r\ns1,student,A,B,\r\n\r\n", 0, 0},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    const test::TempDir dir;
    dir.write("export/Users.CSV", "\xEF\xBB\xBF" + head + c.users);
    RosterBuildOptions options = test::roster_files(dir);
    const auto report = build_roster(options);
    REQUIRE_MESSAGE(report.has_value(), (report ? "" : report.error().context));
    CHECK(report->problem_count == c.problems);
    CHECK(report->guardian_edges == c.guardian_edges);
  }
}
