// Wording: a category that is told by its words alone, whoever it is about. Every different term of its
// lexicon that occurs in the subject, body or attachments adds its weight once; a word of the lexicon's
// `exclude` that occurs anywhere takes half of the score away.
#pragma once

#include <string_view>
#include <vector>

#include "detectors/registry.h"

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
  struct TermUse {
    TermId term;
    double weight;  // 0: a word of `exclude`
  };
  const TermUse* use_of(TermId term) const;

  std::string_view category_;
  Least least_;
  Lexicon lexicon_;
  std::vector<TermUse> uses_;  // sorted by term
};

}  // namespace hallpass
