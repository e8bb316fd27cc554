// The district's own patterns: what is refused, what is found, and what is left alone.
#include <doctest/doctest.h>

#include <algorithm>

#include "detectors/patterns/district_pattern.h"
#include "detectors/patterns/lint_pattern.h"
#include "detectors/patterns/try_pattern.h"
#include "tests/detectors/small_district.h"
#include "tests/support/bad_config.h"
#include "tests/support/paths.h"

namespace hallpass {
namespace {

std::shared_ptr<const DetectorSet> detectors_with(const std::string& pattern_file) {
  auto built = build_detectors({.lexicon_dir = HALLPASS_SOURCE_DIR "/config/lexicons", .pattern_file = pattern_file}, District{});
  if (!built) FAIL(built.error().context);
  return *built;
}

// "custom.lunch x2 about 1 0.90" for each finding that a pattern made.
std::string found_by(const DetectorSet& set, std::string_view text) {
  std::string said;
  for (const Finding& finding : test::findings_in(set, test::message_of(text))) {
    if (!finding.evidence.starts_with("pattern '")) continue;
    if (!said.empty()) said += "; ";
    said.append(finding.category).append(" x").append(std::to_string(finding.count));
    if (!finding.subjects.empty()) said.append(" about ").append(std::to_string(finding.subjects.size()));
    said.append(" ").append(std::to_string(finding.confidence).substr(0, 4));
  }
  return said;
}

}  // namespace

TEST_CASE("patterns: every wrong file of tests/bad_config is told wholly") {
  test::check_bad_configs(HALLPASS_SOURCE_DIR "/tests/bad_config", "patterns", [](const std::string& path) {
    const auto patterns = load_patterns(path);
    return patterns ? Error{} : patterns.error();
  });
}

TEST_CASE("patterns: the example that ships holds, with all its examples") {
  const auto patterns = load_patterns(HALLPASS_SOURCE_DIR "/config/patterns.toml");
  if (!patterns) FAIL(patterns.error().context);
  CHECK(patterns->patterns.size() == 4);
  CHECK(!patterns->digest.empty());
  CHECK(load_patterns("")->patterns.empty());
  CHECK(load_patterns("/nowhere/patterns.toml").error().code == ErrorCode::not_found);
}

TEST_CASE("patterns: what the example that ships makes of mail") {
  const auto set = detectors_with(HALLPASS_SOURCE_DIR "/config/patterns.toml");
  struct Case {
    const char* why;
    std::string_view text;
    std::string_view want;
  };
  const Case cases[] = {
      {"a shape beside its word", "Devon Ashworth's lunch account is LA-730417.", "custom.lunch_account x1 about 1 0.90"},
      {"nobody is named, the number still counts", "Lunch account LA-730417 is low.", "custom.lunch_account x1 0.90"},
      {"two in one text are one finding", "Lunch accounts LA-730417 and LA-730418 are low.", "custom.lunch_account x2 0.90"},
      {"the word heads the column", "Name\tLunch account\nDevon Ashworth\tLA-730417\n", "custom.lunch_account x1 about 1 0.90"},
      {"full-width digits fold", "lunch account LA-\xEF\xBC\x97\xEF\xBC\x93\xEF\xBC\x90\xEF\xBC\x94\xEF\xBC\x91\xEF\xBC\x97", "custom.lunch_account x1 0.90"},
      {"in the subject", "Subject: lunch account LA-730417\n\nSee above.", "custom.lunch_account x1 0.90"},
      {"a record about a student, which is one to the shipped detector too", "The threat assessment of Devon Ashworth was closed.", "record.discipline x2 about 1 0.90"},
      {"a name of a project", "The Project\nLighthouse numbers are in.", "custom.confidential_project x1 0.80"},
      {"its word is in another paragraph", "Lunch is at noon.\n\nThe flight is LA-730417.", ""},
      {"its word is too far away", "Lunch was good today, and many thanks to all of you who came and stayed so long with us in the gym and in the hall. LA-730417", ""},
      {"a word that takes the sense away", "The laptop LA-730417 is in the lunch room.", ""},
      {"a digit too many", "Lunch account LA-7304171", ""},
      {"inside a word", "lunch plaLA-730417", ""},
      {"the check digit is wrong", "library card 2111 30000 12341", ""},
      {"a record about nobody", "A threat assessment was closed.", ""},
      {"words with another between", "The project about the lighthouse", ""},
      {"a plain letter", "The spring concert is on Thursday at 7. Tickets are $5.", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    CHECK(found_by(*set, c.text) == c.want);
  }
}

TEST_CASE("patterns: evidence names the pattern and never the value") {
  const auto set = detectors_with(HALLPASS_SOURCE_DIR "/config/patterns.toml");
  const auto findings = test::findings_in(*set, test::message_of("Her library card 2111 30000 12340 was found."));
  const auto found = std::ranges::find(findings, std::string("pii.student_id"), &Finding::category);
  REQUIRE(found != findings.end());
  CHECK(found->evidence == "pattern 'library-card', 1 place, its check digit right, with its words near");
  for (const Finding& finding : findings) CHECK(finding.evidence.find("12340") == std::string::npos);
}

TEST_CASE("patterns: another file is another engine, the same patterns are the same one") {
  const test::TempDir dir;
  constexpr const char* kText = "[[pattern]]\nid = \"a\"\ncategory = \"custom.a\"\nwords = [\"quokka\"]\nexamples = [\"quokka\"]\ncounter_examples = [\"cat\"]\n";
  const auto one = detectors_with(dir.write("one.toml", kText));
  const auto same = detectors_with(dir.write("same.toml", std::string("# the same\n") + kText));
  const auto other = detectors_with(dir.write("other.toml", std::string(kText) + "confidence = 0.9\n"));
  CHECK(vocabulary_digest(*one) == vocabulary_digest(*same));
  CHECK(vocabulary_digest(*one) != vocabulary_digest(*other));
  CHECK(vocabulary_digest(*one) != vocabulary_digest(*detectors_with("")));
}

TEST_CASE("patterns: the linter") {
  struct Case {
    const char* why;
    std::string re2;
    std::string_view wrong;  // part of what is said; empty: nothing is wrong
  };
  const Case cases[] = {
      {"letters and digits", R"(la-\d{6})", ""},
      {"an alternative", R"((?:la|lb)-\d{6})", ""},
      {"a group with a name", R"((?P<Kind>la)-\d{6})", ""},
      {"a capital in an escape", R"(la\D\d{6}\S)", ""},
      {"a unicode class", R"(la\pL\p{Greek}-\d{6})", ""},
      {"a caret in a class", R"(la[^a-z]\d{6})", ""},
      {"an escaped dollar sign", R"(fee\$\d{4})", ""},
      {"a dollar sign in a class", R"(fee[$]\d{4})", ""},
      {"a class of all letters, either case", R"((?i)la-\d{6})", ""},
      {"a bracket that is not closed", R"(la-(\d{6})", "close the bracket"},
      {"a class that is not closed", R"(la-[0-9)", "close the '['"},
      {"look-behind", R"((?<=x)la-\d{6})", "look-ahead is not there"},
      {"back-reference", R"((la)-\1)", "back-references"},
      {"an escape that is none", R"(la\y)", "back-references are not there, and other letters"},
      {"too long", std::string(1001, 'a'), "longer than 1000"},
      {"too many steps", R"((?:[^ ]{30} ){30})", "too large"},
      {"RE2's own limit", R"((?:(?:[^ ]{500}){500}){9})", "RE2 does not take"},
      {"may be nothing", R"(\d*)", "matches nothing"},
      {"the beginning of the text", R"(^la-\d{6})", "ends of the whole text"},
      {"the end of the text", R"(la-\d{6}$)", "ends of the whole text"},
      {"the end of the text by its other name", R"(la-\d{6}\z)", "ends of the whole text"},
      {"a capital", R"(LA-\d{6})", "write 'la-\\d{6}'"},
      {"a capital in a class", R"([A-Z]{2}-\d{6})", "small letters"},
      {"an accent", "ni\xC3\xB1o", "write 'nino'"},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    const std::string said = lint_pattern(c.re2);
    if (c.wrong.empty()) CHECK(said == "");
    else CHECK(said.find(c.wrong) != std::string::npos);
  }
}

TEST_CASE("patterns: where one can begin is read off it") {
  struct Case {
    const char* why;
    std::string_view re2;
    std::vector<PatternStart> want;
  };
  using enum PatternStart;
  const Case cases[] = {
      {"a letter", R"(la-\d)", {word}},
      {"a digit", R"(\d{3}-\d)", {digit}},
      {"a word's edge says nothing new", R"(\bla)", {word}},
      {"either", R"([a-z0-9]{8})", {word, digit}},
      {"alternatives of both kinds", R"((?:la|9)\d)", {word, digit}},
      {"a mark", R"(#\d{6})", {any}},
      {"an optional mark", R"(#?\d{6})", {any}},
      {"anything", R"(.\d)", {any}},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    CHECK(starts_of(c.re2) == c.want);
  }
}

TEST_CASE("patterns: validators") {
  struct Case {
    const char* why;
    std::string_view validator;
    std::string_view text;
    bool want;
  };
  const Case cases[] = {
      {"a routing number", "aba", "021000021", true},
      {"its check digit is wrong", "aba", "021000022", false},
      {"a card", "card", "4111 1111 1111 1111", true},
      {"no issuer", "card", "9999 9999 9999 9995", false},
      {"check digits of an account", "iban", "gb82 west 1234 5698 7654 32", true},
      {"swapped", "iban", "gb28 west 1234 5698 7654 32", false},
      {"a check digit behind letters", "luhn", "card-4111111111111111", true},
      {"zeros check out and are none", "luhn", "0000000000", false},
      {"could be issued", "ssn", "219-55-1234", true},
      {"area 666", "ssn", "666-55-1234", false},
      {"area 9xx", "ssn", "912-55-1234", false},
      {"group 00", "ssn", "219-00-1234", false},
      {"serial 0000", "ssn", "219-55-0000", false},
      {"one digit too few", "ssn", "219-55-123", false},
      {"varied", "varied", "112233", true},
      {"one digit", "varied", "111-111", false},
      {"no roster to ask", "student_number", "730417", true},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    const auto validator = std::ranges::find(validators(), c.validator, &Validator::name);
    REQUIRE(validator != validators().end());
    CHECK(validator->holds(c.text, nullptr) == c.want);
  }
}

}  // namespace hallpass
