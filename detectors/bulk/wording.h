// Wording: a category that is told by its words alone, whoever it is about. What counts is the stretch of
// text in which most of them come together, with the subject line's: every phrase of the lexicon adds its
// weight once, all weak ones together no more than kWeakTogether. A word of the lexicon's `exclude` that
// occurs anywhere takes half of the score away.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "detectors/registry.h"
#include "detectors/terms/term_set.h"

namespace hallpass {

class WordingDetector : public Detector {
 public:
  // `category` refers to static storage. At least so many different terms that are not weak, and so high
  // a score, are needed.
  struct Least {
    std::size_t terms = 1;
    double score = 0;
  };
  WordingDetector(std::string_view category, Least least, const DetectorContext& context);

  std::string_view id() const override { return category_; }
  void terms(TermSink& sink) override;
  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override;

 private:
  struct Word {
    std::string text;  // as the lexicon has it, for evidence; empty: a pattern
    double weight = 0; // 0: a word of `exclude`
  };
  struct TermUse {
    TermId term;
    std::uint32_t word;
  };
  class Stretch;
  void use(TermSink& sink, std::string_view phrase, double weight);
  const TermUse* use_of(TermId term) const;
  std::vector<std::uint32_t> words_in_subject(const Evidence& evidence) const;
  Stretch fullest_stretch(std::span<const Hit> hits, std::span<const std::uint32_t> subject) const;
  std::string describe(const Stretch& stretch) const;

  std::string_view category_;
  Least least_;
  Lexicon lexicon_;
  std::vector<Word> words_;
  std::vector<TermUse> uses_;  // sorted by term
  TermSet used_;
};

}  // namespace hallpass
