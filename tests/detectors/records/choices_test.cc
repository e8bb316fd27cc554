#include <doctest/doctest.h>

#include "detectors/lexicon/choices.h"
#include "detectors/lexicon/lexicon.h"

namespace hallpass {

TEST_CASE("with_choices: a phrase with choices stands for all its forms") {
  struct Case {
    const char* why;
    std::string_view phrase;
    std::vector<std::string> want;
  };
  const Case cases[] = {
      {"no choice", "sent home", {"sent home"}},
      {"two choices", "(is|was) late", {"is late", "was late"}},
      {"an empty choice leaves the word out", "out (sick|) again", {"out sick again", "out again"}},
      {"at the end", "sent (home|)", {"sent home", "sent"}},
      {"two brackets", "(a|b) (c|d)", {"a c", "a d", "b c", "b d"}},
      {"words may be several", "(no longer|not) enrolled", {"no longer enrolled", "not enrolled"}},
      {"a mark of an open end stays", "(suspend|expel)*", {"suspend*", "expel*"}},
      {"unclosed: as it stands", "grade (of", {"grade (of"}},
      {"nothing between the brackets", "a () b", {"a b"}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CHECK(with_choices(c.phrase) == c.want);
  }
}

TEST_CASE("with_choices: a phrase has so many forms and no more") {
  std::string phrase;
  for (int i = 0; i < 10; ++i) phrase += "(a|b) ";
  CHECK(with_choices(phrase).size() == kChoicesMax);
  CHECK(with_choices(phrase + "(a|b)").size() == kChoicesMax);
}

TEST_CASE("with_choices: no phrase that ships loses a form, and none has a bracket left over") {
  const auto lexicons = LexiconSet::load(HALLPASS_SOURCE_DIR "/config/lexicons");
  REQUIRE(lexicons.has_value());
  std::size_t phrases = 0;
  const auto check = [&](const std::string& words) {
    CAPTURE(words);
    const auto forms = with_choices(words);
    CHECK(forms.size() < kChoicesMax);
    for (const std::string& form : forms) CHECK(form.find_first_of("()|") == std::string::npos);
    ++phrases;
  };
  for (const auto& [category, lexicon] : lexicons->all()) {
    for (const auto& phrase : lexicon.phrases) check(phrase.words);
    for (const auto& exclude : lexicon.excludes) check(exclude);
  }
  CHECK(phrases > 1000);
}

}  // namespace hallpass
