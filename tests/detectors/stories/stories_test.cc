#include <doctest/doctest.h>

#include <chrono>

#include "base/fold.h"
#include "detectors/lexicon/choices.h"
#include "detectors/stories/story_finder.h"
#include "detectors/stories/told.h"
#include "detectors/terms/term_pass.h"
#include "tests/support/paths.h"

namespace hallpass::test {
namespace {

constexpr const char* kCommonFile = R"(category = "common"
[duration]
en = ["three days", "until monday"]
[exclude]
en = ["students who"]
)";
constexpr const char* kFile = R"(category = "record.discipline"
[shared]
duration = 0.4
[act]
weight = 0.5
en = ["fight*", "(threw|hurled) a chair"]
[removal]
weight = 0.5
en = ["sent home"]
[place]
weight = 0.2
en = ["gym"]
[exclude]
en = ["in the play"]
)";

struct Stories {
  StorySet set;
  std::shared_ptr<const TermPass> pass;
};

Stories compiled() {
  const TempDir dir;
  (void)dir.write("common.toml", kCommonFile);
  (void)dir.write("record.discipline.toml", kFile);
  auto set = StorySet::load(dir.path());
  REQUIRE_MESSAGE(set.has_value(), (set ? "" : set.error().context));
  TermCollector terms;
  set->declare(terms);
  auto pass = terms.compile();
  REQUIRE(pass.has_value());
  return {std::move(*set), std::move(*pass)};
}

std::vector<Story> stories_in(std::string_view source) {
  static const Stories stories = compiled();
  const std::string text = folded_text(source);
  std::vector<Hit> hits;
  REQUIRE(stories.pass->find(text, 0, 1000, std::chrono::steady_clock::now() + std::chrono::minutes(1), hits));
  UnitLayout unit = lay_out_text(text, hits);
  unit.told = hits;
  return StoryFinder(stories.set.of("record.discipline")).find(unit);
}

}  // namespace

TEST_CASE("stories: what makes one and what it weighs") {
  struct Case {
    const char* why;
    const char* text;
    double weight;  // 0: no story
  };
  const Case cases[] = {
      {"two concepts in a sentence", "He was sent home after the fight.", 1.0},
      {"and how long", "He was sent home for three days after the fight.", 1.4},
      {"a heavy one and a light one", "The fight was in the gym.", 0.7},
      {"two different words of a heavy one", "The fight began when he threw a chair.", 0.8},
      {"line ends within a sentence", "He was sent\nhome after the\nfight.", 1.0},
      {"the next sentence counts for less", "He was sent home. A fight, they say.", 0.8},
      {"one heavy concept", "He was sent home.", 0},
      {"the same word twice", "A fight is a fight.", 0},
      {"light ones only", "In the gym for three days.", 0},
      {"two sentences on", "He was sent home. It rained. A fight came.", 0},
      {"another paragraph", "He was sent home.\n\nA fight came.", 0},
      {"far apart in a text without sentences", "sent home ,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,"
       ",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,"
       ",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,"
       ",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,"
       ",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,, fight", 0},
      {"rules for everybody", "Students who fight are sent home.", 0},
      {"fiction", "In the play he is sent home after a fight.", 0},
      {"nothing", "", 0},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    double heaviest = 0;
    for (const Story& story : stories_in(c.text)) heaviest = std::max(heaviest, story.weight);
    CHECK(heaviest == doctest::Approx(c.weight));
  }
}

TEST_CASE("stories: whose they are") {
  struct Case {
    const char* why;
    const char* text;
    bool of_somebody;
  };
  const Case cases[] = {
      {"a pronoun", "After the fight on Friday we had her sent home.", true},
      {"your son", "After the fight on Friday we had your son sent home.", true},
      {"the subject left out", "Sent home after the fight.", true},
      {"nobody's", "There was a long talk about who was sent home after which fight.", false},
      {"many", "The rest of the boys were sent home after the fight.", false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const auto stories = stories_in(c.text);
    REQUIRE(stories.size() == 1);
    CHECK(stories[0].of_somebody == c.of_somebody);
  }
}

TEST_CASE("stories: what is wrong in a file is told with its place") {
  struct Case {
    const char* why;
    const char* text;
    const char* problem;
  };
  const Case cases[] = {
      {"no weight", "category = \"a\"\n[act]\nen = [\"x\"]\n", "weight"},
      {"a concept that common.toml lacks", "category = \"a\"\n[shared]\nmoon = 0.4\n", ":3:1: common.toml has no concept \"moon\""},
      {"an empty phrase", "category = \"a\"\n[act]\nweight = 0.5\nen = [\"\"]\n", "an empty phrase"},
      {"a weight over one", "category = \"a\"\n[act]\nweight = 5.0\n", "weight"},
      {"a word that is no language", "category = \"a\"\n[act]\nweight = 0.5\nenglish = [\"x\"]\n", "english"},
      {"no category", "[act]\nweight = 0.5\n", "category"},
      {"not TOML", "category = \n", "a.toml"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const TempDir dir;
    (void)dir.write("a.toml", c.text);
    const auto set = StorySet::load(dir.path());
    REQUIRE(!set.has_value());
    CHECK_MESSAGE(set.error().context.find(c.problem) != std::string::npos, set.error().context);
  }
  CHECK(StorySet::load("/nonexistent").has_value());
}

TEST_CASE("stories: no phrase that ships loses a form, and none has a bracket left over") {
  const auto set = StorySet::load(HALLPASS_SOURCE_DIR "/config/lexicons/stories");
  REQUIRE_MESSAGE(set.has_value(), (set ? "" : set.error().context));
  std::size_t phrases = 0;
  const auto check = [&](const StoryConcept& concept_) {
    for (const std::string& phrase : concept_.phrases) {
      const auto forms = with_choices(phrase);
      CHECK_MESSAGE(forms.size() < kChoicesMax, phrase);
      for (const std::string& form : forms) CHECK_MESSAGE((!form.empty() && form.find_first_of("()|?\\;") == std::string::npos), phrase);
      ++phrases;
    }
  };
  for (const auto& [category, words] : set->all()) {
    check(words.exclude);
    for (const StoryConcept& concept_ : words.concepts) check(concept_);
  }
  CHECK(phrases > 1000);
}

TEST_CASE("told: what is only told yields to what is named, and to what is told more surely") {
  const auto finding = [](const char* category, double confidence, bool told, PersonId subject) {
    Finding found;
    found.category = category;
    found.confidence = confidence;
    found.evidence = told ? std::string(kTold) + "'act'" : "'suspended'";
    found.subjects = {subject};
    return found;
  };
  struct Case {
    const char* why;
    std::vector<Finding> found;
    std::size_t left;
  };
  const Case cases[] = {
      {"named beside told", {finding("record.discipline", 0.9, false, 1), finding("record.health", 0.8, true, 1)}, 1},
      {"two told", {finding("record.discipline", 0.9, true, 1), finding("record.health", 0.8, true, 1)}, 1},
      {"two told alike", {finding("record.discipline", 0.8, true, 1), finding("record.health", 0.8, true, 1)}, 1},
      {"two named", {finding("record.discipline", 0.9, false, 1), finding("record.health", 0.8, false, 1)}, 2},
      {"named, but not for certain", {finding("record.discipline", 0.6, false, 1), finding("record.health", 0.8, true, 1)}, 2},
      {"of two people", {finding("record.discipline", 0.9, false, 1), finding("record.health", 0.8, true, 2)}, 2},
      {"beside a number, which is no record", {finding("pii.ssn", 0.9, false, 1), finding("record.health", 0.8, true, 1)}, 2},
      {"twice the same record", {finding("record.health", 0.9, true, 1), finding("record.health", 0.8, true, 1)}, 2},
      {"nothing", {}, 0},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    std::vector<Finding> found = c.found;
    leave_surest_told(found);
    CHECK(found.size() == c.left);
  }
}

}  // namespace hallpass::test
