// RecordDetector: what all record detectors (and those of personnel) share. A category is its lexicon: each
// term that occurs adds its weight, times how surely its place is about a person, to that person's score;
// the score is the confidence. A story (detectors/stories) weighs beside the terms. Words that take the sense away silence the terms of their sentence; a unit
// that says it is a sample or a blank form has no records of unknown people in it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "detectors/registry.h"
#include "detectors/stories/story_finder.h"
#include "detectors/subjects.h"
#include "detectors/terms/term_set.h"

namespace hallpass {

// nobody: the text itself is the secret, whoever is named in it.
enum class SubjectRole : std::uint8_t { student, staff, nobody };

// How one category differs from the others beside its words.
struct RecordTraits {
  std::string_view category;  // static storage
  SubjectRole role = SubjectRole::student;
  double unknown_factor = 0.85;  // times the score of people the roster does not know, or of nobody
  double table_weight = kStrong; // of a column head
};

class RecordDetector : public Detector {
 public:
  RecordDetector(const RecordTraits& traits, const DetectorContext& context);

  std::string_view id() const override { return traits_.category; }
  void terms(TermSink& sink) override;
  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override;

 protected:
  // A term found, or something a category sees by its shape.
  struct Sign {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    double weight = 0;
    std::uint32_t word = 0;  // index of what was asked for: equal ones count once a person
    bool column = false;     // a head over a column
    bool story = false;      // of detectors/stories
    bool of_somebody = false;
  };
  // Shapes that no word list can tell (a column of letter grades). Adds to `signs`.
  virtual void add_shapes(const UnitLayout& unit, std::vector<Sign>& signs) const;
  // Do the cells under a head hold what the category has there? By default: anything.
  virtual bool fits_column(const UnitLayout& unit, const Table& table, std::uint16_t column) const;

  static constexpr std::uint32_t kShapeWords = 0xf0000000;  // shapes that have no words

 private:
  enum class TermRole : std::uint8_t { none, sign, column, exclude, sample, standing };
  struct TermUse {
    double weight = 0;
    std::uint32_t word = 0;
    bool sign = false, column = false, exclude = false, sample = false, standing = false;
  };
  void use(TermSink& sink, std::string_view phrase, TermRole role, double weight);
  void use(TermId id, std::uint32_t word, TermRole role, double weight);
  std::string describe(const std::vector<std::uint32_t>& words, std::size_t people, TieKind tie) const;
  bool heads_column(const UnitLayout& unit, const Hit& hit) const;
  std::vector<Sign> signs_in(const UnitLayout& unit, bool with_stories) const;
  void add_stories(const UnitLayout& unit, std::vector<Sign>& signs) const;
  static void silence_standing_text(const UnitLayout& unit, const std::vector<Hit>& standing, std::vector<Sign>& signs);
  void inspect_unit(const Layout& layout, std::size_t index, std::vector<Finding>& out) const;
  static void keep_densest(std::vector<Sign>& signs);
  Tie tie_of(const Layout& layout, std::size_t unit, const Sign& sign) const;

  RecordTraits traits_;
  Lexicon lexicon_;
  StoryFinder stories_;
  std::uint32_t story_words_ = 0;   // index in words_ of the first concept
  bool tolerant_;  // of misspelt words
  std::vector<std::string> sample_words_;
  std::vector<std::string> standing_words_;
  std::vector<TermUse> uses_;       // by term id
  TermSet used_;
  std::vector<std::string> words_;  // as the lexicon has them, for evidence
};

}  // namespace hallpass
