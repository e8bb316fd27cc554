// Misspelt keywords: what counts as one, what the real words beside them are, and what a letter makes of it.
#include "detectors/terms/misspellings.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/fold.h"
#include "detectors/lexicon/keywords.h"
#include "tests/detectors/small_district.h"

namespace hallpass {
namespace {

const Misspellings& shipped_misspellings() {
  static const auto misspellings = [] {
    auto lexicons = LexiconSet::load(HALLPASS_SOURCE_DIR "/config/lexicons");
    REQUIRE(lexicons.has_value());
    return misspellings_of(*lexicons);
  }();
  return *misspellings;
}

std::string meant_by(std::string_view word) {
  std::string result;
  shipped_misspellings().visit_meant(word, [&](std::string_view keyword) {
    if (!result.empty()) result += ' ';
    result += keyword;
  });
  return result;
}

struct Pair {
  const char* word;
  const char* keyword;
  bool misspelt;
  const char* why;
};

constexpr Pair kPairs[] = {
    {"suspention", "suspension", true, "a wrong letter"},
    {"discplinary", "disciplinary", true, "a letter missing"},
    {"suspenssion", "suspension", true, "a letter doubled"},
    {"evalaution", "evaluation", true, "two letters swapped"},
    {"suspensino", "suspension", false, "another last letter, be it by a swap"},
    {"psycologist", "psychologist", true, "a letter missing early"},
    {"sspension", "suspension", true, "the second letter missing"},
    {"suspension", "suspension", false, "rightly spelt"},
    {"suspensions", "suspension", false, "a plural, not a mistake"},
    {"suspensio", "suspension", false, "cut off at the end"},
    {"uspension", "suspension", false, "cut off at the beginning"},
    {"evaluates", "evaluated", false, "another form of the word"},
    {"xvaluation", "evaluation", false, "another first letter: most likely another word"},
    {"usspension", "suspension", false, "the first two letters swapped: too rare to be worth the risk"},
    {"suspenton", "suspension", false, "two mistakes"},
    {"discpilnary", "disciplinary", false, "two mistakes, one of them a swap"},
};

TEST_CASE("misspellings: one edit inside the word, and no more") {
  for (const Pair& pair : kPairs) {
    INFO(pair.why);
    CAPTURE(pair.word);
    CHECK(is_misspelt(pair.word, pair.keyword) == pair.misspelt);
  }
}

struct Meaning {
  const char* word;
  const char* meant;  // "": nothing
  const char* why;
};

constexpr Meaning kMeanings[] = {
    {"discplinary", "disciplinary", "as people write it"},
    {"psycologist", "psychologist", "as people write it"},
    {"accomodations", "accommodations", "as people write it"},
    {"evalution", "evaluation", "as people write it"},
    {"medicaton", "medication", "as people write it"},
    {"atendance", "attendance", "as people write it"},
    {"counceling", "counseling", "as people write it"},
    {"counsellor", "counselor", "the British spelling is the same word"},
    {"counselling", "", "a keyword itself"},
    {"attendence", "", "a keyword itself: a lexicon may spell out mistakes"},
    {"dicipline", "discipline", "as people write it"},
    {"excelled", "", "a real word beside expelled"},
    {"excelling", "", "a real word beside expelling"},
    {"disciple", "", "a real word, two letters from discipline"},
    {"disciples", "", "a real word beside discipline"},
    {"meditation", "", "a real word beside medication and mediation"},
    {"mediation", "", "a real word beside medication"},
    {"dedication", "", "a real word beside medication"},
    {"evacuation", "", "a real word beside evaluation"},
    {"valuation", "", "a real word beside evaluation"},
    {"assignment", "", "far from assessment"},
    {"attendants", "", "a real word beside attendance"},
    {"attendees", "", "a real word beside attended"},
    {"detection", "", "a real word beside detention"},
    {"retention", "", "a real word beside detention"},
    {"artistic", "", "a real word beside autistic"},
    {"addition", "", "a real word beside addiction"},
    {"alteration", "", "a real word beside altercation"},
    {"contusion", "", "a real word beside concussion"},
    {"diversion", "", "a real word of the kind"},
    {"deportment", "", "a real word beside department"},
    {"referees", "", "a real word beside referrals"},
    {"pronation", "", "a real word beside probation"},
    {"suspended", "", "a keyword itself"},
    {"suspensions", "", "a keyword's plural"},
    {"transcripts", "", "a keyword's plural"},
    {"suspense", "", "a real word"},
    {"aplacacion", "", "a Spanish word beside aplicacion"},
    {"probation", "", "a keyword itself"},
    {"custody", "", "too short to be asked"},
    {"absense", "", "too short to be asked"},
    {"supercalifragilisticexpialidocious", "", "too long to be asked"},
    {"aaaaaaaaaaaaaaaaaaaaaaaa", "", "nothing at all, at the greatest length"},
};

TEST_CASE("misspellings: which word stands for which of the shipped keywords") {
  for (const Meaning& meaning : kMeanings) {
    INFO(meaning.why);
    CAPTURE(meaning.word);
    CHECK(meant_by(meaning.word) == meaning.meant);
  }
}

// Spellings of a keyword that a word list has too.
constexpr std::string_view kSameWords[] = {
    "admision", "altercacion", "apologise", "authorisation", "authorisations", "authorised", "behavioural", "canceling", "concusion",
    "conviccion", "counsellor", "counsellors", "crystalized", "crystallised", "dependancy", "dependant", "dependants", "diarrhoea", "diciplina",
    "disorganised", "enrolment", "enrolments", "excusion", "finalised", "haemophilia", "hospitalisation", "hospitalisations", "immunised",
    "insubordinacion", "kindergartener", "leucenia", "leukaemia", "licencing", "mariguana", "medicacion", "misdemeanour", "misdemeanours",
    "neighbour", "neighbours", "orthopaedic", "orthopaedist", "orthopaedists", "paediatric", "paediatrician", "permision", "plagiarised",
    "porfolio", "porfolios", "probacion", "profesional", "readmision", "resignacion", "stabilisation", "standardised", "trascripcion",
    "vandalised"};

// Where Debian's word lists are installed every one of their words is asked: what is missing belongs into
// config/lexicons/common.real_words.toml (or above, where it is the keyword in another spelling).
TEST_CASE("misspellings: no word of the installed word lists counts as a misspelt one") {
  std::size_t words = 0;
  std::string missing;
  for (const char* list : {"american-english-large", "american-english", "british-english", "spanish"}) {
    std::ifstream file(std::filesystem::path("/usr/share/dict") / list);
    for (std::string line; std::getline(file, line); ++words) {
      const std::string word = folded_text(line);
      const bool plain = std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
      if (plain && !meant_by(word).empty() && std::ranges::find(kSameWords, word) == std::end(kSameWords)) missing += "\"" + word + "\", ";
    }
  }
  if (words == 0) MESSAGE("no word lists installed (wamerican-large, wbritish, wspanish)");
  CHECK(missing == "");
}

struct Letter {
  const char* text;
  const char* found;
  const char* why;
};

// Marisol Quintero, Devon Ashworth: students of the small district.
constexpr Letter kLetters[] = {
    {"Devon Ashworth: suspensoin letter, discplinary hearing after the altercaton.", "record.discipline", "two misspelt words beside a student"},
    {"Marisol Quintero sees a psychatrist; counceling notes and the hospitalizaton are on file.", "record.counseling", "two misspelt words beside a student"},
    {"Marisol Quintero likes meditation.", "", "a real word beside medication"},
    {"Devon Ashworth excelled in chess.", "", "a real word beside expelled"},
    {"Devon Ashworth was one of the disciples in the play.", "", "a real word beside discipline"},
    {"Marisol Quintero will work on the detection of light in addition to the lab.", "", "real words beside detention and addiction"},
    {"Devon Ashworth is artistic and studies deportment.", "", "real words beside autistic and department"},
    {"The discplinary hearing room is booked for the PTA.", "", "nobody in it"},
    {"The suspenson bridge that Devon Ashworth built for physics held 40 pounds.", "", "an exclusion holds for what is misspelt in it"},
    {"Our accomodations at the hotel were lovely, says Devon Ashworth.", "", "a misspelt word alone does not hold"},
    {"Marisol Quintero and the evacuation drill; valuation of the old gym.", "", "real words beside evaluation"},
    {"Valuations, contusions and alterations: see Devon Ashworth's poem.", "", "real words only"},
};

TEST_CASE("misspellings: misspelt keywords beside a student, and real words that are not") {
  for (const Letter& letter : kLetters) {
    INFO(letter.why);
    CAPTURE(letter.text);
    CHECK(test::categories_in(letter.text, "record. personnel.") == letter.found);
  }
}

}  // namespace
}  // namespace hallpass
