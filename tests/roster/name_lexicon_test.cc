// Nicknames and names that are words: what ships, what a district adds, what is refused.
#include "roster/name_lexicon.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "hallpass/roster.h"
#include "hallpass/roster_build.h"
#include "tests/support/bad_config.h"
#include "tests/support/paths.h"
#include "tests/support/roster_files.h"

using namespace hallpass;

namespace {

bool holds(const std::vector<std::string>& names, std::string_view name) { return std::ranges::find(names, name) != names.end(); }

}  // namespace

TEST_CASE("NameLexicon: what ships") {
  const auto lexicon = NameLexicon::load(HALLPASS_SOURCE_DIR "/config/lexicons");
  REQUIRE_MESSAGE(lexicon.has_value(), (lexicon ? "" : lexicon.error().context));
  CHECK(lexicon->is_common_word("will"));
  CHECK(lexicon->is_common_word("page"));
  CHECK_FALSE(lexicon->is_common_word("smith"));
  CHECK_FALSE(lexicon->is_common_word("nguyen"));
  CHECK_FALSE(lexicon->is_common_word(""));
  CHECK(holds(lexicon->nicknames_of("robert"), "bob"));
  CHECK(holds(lexicon->nicknames_of("bob"), "robert"));
  CHECK(holds(lexicon->nicknames_of("jesus"), "chuy"));
  CHECK(holds(lexicon->nicknames_of("beto"), "roberto"));
  CHECK_FALSE(holds(lexicon->nicknames_of("bob"), "rob"));
  CHECK(lexicon->nicknames_of("zzz").empty());
}

TEST_CASE("NameLexicon: a district adds a file of its own") {
  const test::TempDir dir;
  dir.write("lexicons/ours.toml", "category = \"names.nicknames\"\n[en]\nstrong = [\"wilhelmine: mina, minnie\"]\n");
  dir.write("lexicons/words.toml", "category = \"names.common_words\"\n[en]\nstrong = [\"harbour\"]\n");
  dir.write("lexicons/record.grades.toml", "category = \"record.grades\"\n[en]\nstrong = [\"report card*\"]\n");
  dir.write("lexicons/notes.txt", "nothing of ours");
  dir.write("export/users.csv", "sourcedId,role,givenName,familyName\ns1,student,Wilhelmine,Harbour\ns2,student,Harbour,Harbour\n");
  RosterBuildOptions options = test::roster_files(dir);
  const auto open = [&] {
    const auto report = build_roster(options);
    REQUIRE_MESSAGE(report.has_value(), (report ? "" : report.error().context));
    return *open_roster(options.index_path, options.key_path);
  };
  const auto without = open();
  CHECK(without->find(RosterField::nickname_name, "Minnie Harbour").empty());
  options.lexicon_dir = dir.file("lexicons");
  const auto with = open();
  CHECK(with->find(RosterField::nickname_name, "Minnie Harbour").size() == 1);
  CHECK(with->find(RosterField::nickname_name, "Mina Harbour").size() == 1);
  CHECK_FALSE(with->person(0).common_word_name);
  CHECK(with->person(1).common_word_name);
  CHECK(with->version() != without->version());
}

TEST_CASE("NameLexicon: every bad file says where and what") {
  test::check_bad_configs(HALLPASS_SOURCE_DIR "/tests/bad_config", "names", [](const std::string& path) {
    const test::TempDir dir;
    const std::string copy = dir.write("names.toml", test::read_file(path));
    const auto lexicon = NameLexicon::load(dir.path());
    Error error = lexicon ? Error{} : lexicon.error();
    for (std::size_t at = error.context.find(copy); at != std::string::npos; at = error.context.find(copy)) {
      error.context.replace(at, copy.size(), path);
    }
    return error;
  });
  const auto missing = NameLexicon::load("/nonexistent/lexicons");
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().code == ErrorCode::not_found);
}
