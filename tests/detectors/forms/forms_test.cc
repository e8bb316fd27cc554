// The district's own forms: filled-in ones are recognised, blank ones, quotes, near forms and other mail are not.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "base/fold.h"
#include "detectors/forms/form_file.h"
#include "detectors/forms/library.h"
#include "detectors/forms/shingles.h"
#include "detectors/patterns/lint_pattern.h"
#include "tests/detectors/small_district.h"
#include "tests/support/paths.h"

namespace hallpass {
namespace {

// An invented form. '#' are its fields.
constexpr std::string_view kPlan = R"(Maple Fork Schools. Learning Plan for the Year.

Name of the pupil: #. Date of birth: #. Number: #. Grade this fall: #. Building: #.
Adult in charge at home: #. Best way to reach this adult after four in the afternoon: #.

Part one. What the pupil can do now. Describe in plain words how the pupil reads, writes, counts and speaks on a usual day,
and what changed since the plan was last looked at: #.

Part two. What stands in the way. State every difficulty that keeps the pupil from the work of the class, who saw it first
and in which setting it was seen: #. Which evaluation supports this statement, and on what date was it signed: #.

Part three. What we shall do. For each aim give the number of minutes in a week, the person who is answerable for it, the
room in which it takes place and the way in which progress is measured: #. Aims that were not met last year are carried over
unless the team decides otherwise and writes the reason here: #.

Part four. Changes to the usual work. Mark each change that applies to tests, to homework, to seating, to transport or to
meals, and say how long it is meant to last: #.

Part five. Consent. I was told in a language that I understand what this plan means, I received a copy of my rights as a
parent, and I know that I may withdraw my consent in writing at any time without giving a reason. Signature: #. Date: #.

Keep the signed original in the locked cabinet of the building. One copy goes to the family, one copy to the case manager.
)";

std::string filled(std::string_view form, const std::vector<std::string>& values) {
  std::string text;
  std::size_t next = 0;
  for (char c : form) {
    if (c != '#') text += c;
    else if (values.empty()) text += "________";
    else text += values[next++ % values.size()];
  }
  return text;
}

const std::vector<std::string>& answers() {
  static const std::vector<std::string> list{
      "Devon Ashworth", "11/30/2010", "318822", "ninth", "Oak Hill", "Peter Ashworth", "cell phone by text only",
      "Devon decodes slowly and tires after ten minutes but follows science by ear with real joy",
      "handwriting is hard to decipher and loud rooms overwhelm him", "Woodcock Johnson in March",
      "sixty minutes with Ms Lindgren in 104 using weekly fluency probes", "two fluency goals continue", "extra time until June",
      "P Ashworth", "9/4/2026"};
  return list;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
  return text;
}

std::string reflowed(std::string text) { return replaced(replaced(std::move(text), "\n", " "), ". ", ".\n\n\t"); }

Message document(std::string_view text) { return test::message_of(text, UnitKind::attachment); }

struct Registered {
  test::TempDir dir;
  std::string file = dir.path() + "/forms.prints", key = dir.path() + "/forms.key";
  Registered() {
    const auto added = add_form(file, key, "learning plan", "record.special_education", document(filled(kPlan, {})));
    if (!added) FAIL(added.error().context);
  }
  std::shared_ptr<const FormLibrary> library() const {
    auto loaded = load_forms(file, key);
    if (!loaded) FAIL(loaded.error().context);
    return *loaded;
  }
};

std::string lines_of(std::string_view text, std::size_t from, std::size_t count) {
  for (; from > 0; --from) text.remove_prefix(std::min(text.find('\n') + 1, text.size()));
  std::size_t end = 0;
  for (; count > 0; --count) end = std::min(text.find('\n', end) + 1, text.size());
  return std::string(text.substr(0, end));
}

}  // namespace

TEST_CASE("forms: what is a filled-in form, and what is not") {
  const Registered registered;
  const auto library = registered.library();
  const std::string done = filled(kPlan, answers()), blank = filled(kPlan, {});
  struct Case {
    const char* why;
    std::string text;
    std::string_view want;  // filled, blank or none
  };
  const Case cases[] = {
      {"filled in", done, "filled"},
      {"other line breaks", reflowed(done), "filled"},
      {"capitals and punctuation of another program", replaced(replaced(done, ".", " ;"), "Part", "PART"), "filled"},
      {"its second half alone", lines_of(done, 11, 14), "filled"},
      {"filled in, behind a letter", "Hello Clara,\nhere is the plan we spoke of on Tuesday, see you soon.\n\n" + done, "filled"},
      {"a revised line in it", replaced(done, "Keep the signed original", "File the signed original at once"), "filled"},
      {"the blank form", blank, "blank"},
      {"the blank form with other line breaks", reflowed(blank), "blank"},
      {"the blank form with dots for lines", replaced(blank, "________", "........................"), "blank"},
      {"the blank form, its fields left out", replaced(blank, "________", ""), "blank"},
      {"the blank form behind a letter with names", "Dear Rosa Quintero, the plan of Marisol is due on 11/4. Please fill this in:\n\n" + blank, "blank"},
      {"one half of the blank form", lines_of(blank, 11, 14), "blank"},
      {"one sentence quoted", "You ask about \"I know that I may withdraw my consent in writing at any time without giving a reason\": yes, Devon's father may.", "none"},
      {"two lines quoted", "> " + lines_of(blank, 18, 2) + "This is what the form for Devon says, and it is what we shall do.", "none"},
      {"its heading and labels alone", "Name of the pupil: Devon Ashworth. Date of birth: 11/30/2010. Number: 318822. Grade this fall: 9.", "none"},
      {"another district's form of the same kind",
       "Individual Plan. Student: Devon Ashworth. Born: 11/30/2010. Present levels: Devon reads at grade 4. Goals: by June Devon will read 110 words a minute. "
       "Services: 60 minutes weekly, resource room. Accommodations: extended time, small group. Parent consent: I understand my rights and agree to the plan "
       "as written. I may revoke my consent at any time in writing. Signature: Peter Ashworth. The team met on 9/4 and reviewed the evaluation.",
       "none"},
      {"a field trip form with names",
       "Permission slip. Name of the pupil: Devon Ashworth. I give permission for my child to go to the museum on Friday and I know that I may call the office "
       "with questions. Best way to reach me: 319-555-0100. Allergies: none. Signature: P. Ashworth. Date: 9/4/2026. Keep this slip in the bus folder.",
       "none"},
      {"a letter about such plans", "The learning plan for the year is looked at every spring; the case manager keeps the signed original and the family gets a copy.", "none"},
      {"an ordinary letter", std::string(ordinary_letter()), "none"},
      {"nothing", "", "none"},
      {"one word", "plan", "none"},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    const auto match = match_document(*library, document(c.text));
    const std::string_view got = !match ? "none" : match->filled() ? "filled" : "blank";
    if (match) {
      CAPTURE(match->share);
      CAPTURE(match->filled_words);
      CHECK(got == c.want);
    } else {
      CHECK(got == c.want);
    }
  }
}

TEST_CASE("forms: the finding names the form and never what is in it") {
  const Registered registered;
  const auto set = build_detectors({.lexicon_dir = HALLPASS_SOURCE_DIR "/config/lexicons", .form_file = registered.file, .form_key = registered.key}, District{});
  REQUIRE(set.has_value());
  const auto form_findings = [&](std::string_view text) {
    auto findings = test::findings_in(**set, document(text));
    std::erase_if(findings, [](const Finding& finding) { return finding.evidence.find("learning plan") == std::string::npos; });
    return findings;
  };
  const auto found = form_findings(filled(kPlan, answers()));
  REQUIRE(found.size() == 1);
  CHECK(found[0].category == "record.special_education");
  CHECK(found[0].confidence >= kCertain);
  CHECK(found[0].subjects == std::vector<PersonId>{1});
  CHECK(found[0].evidence.starts_with("the form 'learning plan' filled in: "));
  CHECK(form_findings(filled(kPlan, {})).empty());
  CHECK(form_findings(ordinary_letter()).empty());
}

TEST_CASE("forms: added, replaced, removed") {
  const Registered registered;
  CHECK(registered.library()->forms().size() == 1);
  const std::string before(registered.library()->digest());
  CHECK(add_form(registered.file, registered.key, "letter", "custom.letter", document(ordinary_letter())).has_value());
  CHECK(add_form(registered.file, registered.key, "letter", "custom.letters", document(ordinary_letter())).has_value());
  REQUIRE(registered.library()->forms().size() == 2);
  CHECK(registered.library()->forms()[1].category == "custom.letters");
  CHECK(remove_form(registered.file, registered.key, "letter").has_value());
  CHECK(registered.library()->digest() == before);
  CHECK(remove_form(registered.file, registered.key, "letter").error().code == ErrorCode::not_found);
  CHECK(add_form(registered.file, registered.key, "short", "custom.a", document("Name and date of birth")).error().code == ErrorCode::usage);
  CHECK(add_form(registered.file, registered.key, "", "custom.a", document(kPlan)).error().code == ErrorCode::usage);
  CHECK(add_form(registered.file, registered.key, "a", "record.grade", document(kPlan)).error().code == ErrorCode::usage);
  CHECK(load_forms("/nowhere/forms.prints", "/nowhere/key")->get()->forms().empty());
}

TEST_CASE("forms: nothing can be read in the file, and damage is noticed wherever it is") {
  const Registered registered;
  const auto key = load_key(registered.key);
  REQUIRE(key.has_value());
  const std::string bytes = test::read_file(registered.file);
  for (std::string_view word : {"pupil", "Consent", "consent", "Maple", "maple"}) CHECK(bytes.find(word) == std::string::npos);
  CHECK(parse_form_file(bytes, *key, "f").has_value());
  for (std::size_t at = 0; at < bytes.size(); at += at < 120 ? 1 : 37) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    CHECK(parse_form_file(damaged, *key, "f").error().code == ErrorCode::corrupt);
  }
  for (std::size_t size = 0; size < bytes.size(); size += size < 120 ? 1 : 37) {
    CHECK(parse_form_file(std::string_view(bytes).substr(0, size), *key, "f").error().code == ErrorCode::corrupt);
  }
  Key other = *key;
  other[0] ^= 1;
  CHECK(parse_form_file(bytes, other, "f").error().code == ErrorCode::corrupt);
  CHECK(parse_form_file(form_file_bytes({}, *key), *key, "f")->empty());
  Form liar;
  liar.name = "a";
  std::string lying = form_file_bytes({liar}, *key);
  CHECK(parse_form_file(lying, *key, "f")->size() == 1);
}

TEST_CASE("forms: winnowing keeps a print of every seven words in a row") {
  const Key key{};
  std::string text;
  for (int i = 0; i < 400; ++i) text.append("w").append(std::to_string(i * i % 211)).append(" ");
  const Printed whole = prints_of(text, key);
  CHECK(whole.words.size() == 400);
  CHECK(whole.prints.size() < 220);
  for (std::size_t i = 1; i < whole.prints.size(); ++i) CHECK(whole.prints[i].first_word - whole.prints[i - 1].first_word <= kWinnowWindow);
  for (std::size_t first = 0; first + 7 <= 400; first += 13) {
    const std::string piece = text.substr(whole.words[first].begin, whole.words[first + 6].end - whole.words[first].begin);
    const Printed some = prints_of(piece, key);
    CHECK(std::ranges::any_of(some.prints, [&](const Print& print) { return std::ranges::find(whole.prints, print.digest, &Print::digest) != whole.prints.end(); }));
  }
  CHECK(prints_of("three words only", key).prints.empty());
  CHECK(prints_of("", key).words.empty());
}

}  // namespace hallpass
