// What a district adds of its own, as a person adds it: forms by their wording, patterns by a file.
#include <doctest/doctest.h>

#include "tests/cli/run_hallpass.h"

namespace hallpass {
namespace {

using test::run_hallpass;
using test::TempDir;

constexpr const char* kForm =
    "Home visit record of the Maple Fork Schools\n\nPupil: #\nVisited on: #\n"
    "Write down in your own words who was at home, in which room you sat and what was spoken of: #\n"
    "State whether food, heat and a bed for every child were seen, and what the adult said about them: #\n"
    "Tell the office within one day when a child seemed to be in danger, and note here whom you told: #\n"
    "This record is kept in the locked drawer of the counselor and is destroyed seven years after the pupil leaves: #\n";

std::string filled(const std::string& with) {
  std::string text;
  for (const char* c = kForm; *c; ++c) {
    if (*c == '#') text += with;
    else text += *c;
  }
  return text;
}

std::string settings_in(const TempDir& dir, const std::string& more) {
  return dir.write("hallpass.toml", "[policy]\nfile = \"" HALLPASS_SOURCE_DIR "/config/policy.toml\"\nlexicons = \"" HALLPASS_SOURCE_DIR
                                    "/config/lexicons\"\n" + more);
}

}  // namespace

TEST_CASE("hallpass fingerprint: add, list, test, remove") {
  const TempDir dir;
  const std::string config = " --config '" + settings_in(dir, "[forms]\nfile = \"forms.prints\"\nkey = \"forms.key\"\n") + "'";
  const std::string blank = "'" + dir.write("blank.txt", filled("________")) + "' ";
  const std::string done = "'" + dir.write("done.txt", filled("Devon Ashworth met us with his aunt")) + "' ";
  const std::string other = "'" + dir.write("other.txt", "The choir sings at seven; doors open at half past six, and the bus waits at the west door until ten.") + "' ";
  struct Case {
    std::string_view why;
    std::string words;
    int status;
    std::string said;  // on either output
  };
  const Case cases[] = {
      {"nothing is known yet", "fingerprint test " + done + config, 0, "none of the 0 forms"},
      {"no such category", "fingerprint add " + blank + "--category record.visits" + config, 64, "is no category"},
      {"no such document", "fingerprint add missing.txt --category record.counseling" + config, 66, "missing.txt"},
      {"too little wording", "fingerprint add " + other + "--category custom.choir" + config, 64, "too little wording"},
      {"added", "fingerprint add " + blank + "--category record.counseling --name 'home visit'" + config, 0, "known as 'home visit'"},
      {"listed", "fingerprint list" + config, 0, "record.counseling"},
      {"the blank form", "fingerprint test " + blank + config, 0, "blank"},
      {"the filled-in form", "fingerprint test " + done + config, 1, "filled in"},
      {"as JSON", "fingerprint test --json " + done + config, 1, "\"filled\":true"},
      {"something else", "fingerprint test " + other + config, 0, "none of the 1 forms"},
      {"a name nobody gave", "fingerprint remove 'bus list'" + config, 66, "there is no form"},
      {"removed", "fingerprint remove 'home visit'" + config, 0, "forgot"},
      {"gone", "fingerprint test " + done + config, 0, "none of the 0 forms"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const test::Ran ran = run_hallpass(c.words);
    CAPTURE(ran.out);
    CAPTURE(ran.err);
    CHECK(ran.status == c.status);
    CHECK((ran.out + ran.err).find(c.said) != std::string::npos);
  }
}

TEST_CASE("hallpass fingerprint: without a place for forms it says what to add") {
  const TempDir dir;
  const test::Ran ran = run_hallpass("fingerprint list --config '" + settings_in(dir, "") + "'");
  CHECK(ran.status == 64);
  CHECK(ran.err.find("[forms] file") != std::string::npos);
}

TEST_CASE("hallpass config check: a pattern whose example does not hold is refused") {
  const TempDir dir;
  const std::string config = settings_in(dir, "patterns = \"patterns.toml\"\n");
  const auto check = [&](const std::string& counter_example) {
    dir.write("patterns.toml", "[[pattern]]\nid = \"visit\"\ncategory = \"custom.visit\"\nre2 = 'hv-\\d{4}'\nexamples = [\"visit HV-2041\"]\n"
                               "counter_examples = [\"" + counter_example + "\"]\n");
    return run_hallpass("config check '" + config + "'");
  };
  CHECK(check("HV 2041").status == 0);
  const test::Ran refused = check("see HV-2042");
  CHECK(refused.status == 78);
  CHECK(refused.out.find("patterns.toml:6:21: 'visit' finds this counter-example") != std::string::npos);
}

}  // namespace hallpass
