// ValueFindings: gathers values of one category into one finding a unit; where the shape of one was not decided
// within its limits, content.over_limit beside it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "detectors/subjects.h"
#include "detectors/terms/value_shape.h"
#include "hallpass/finding.h"

namespace hallpass {

class ValueFindings {
 public:
  ValueFindings(std::string_view category, std::string_view where) {
    finding_.category = category;
    finding_.where = where;
    finding_.count = 0;
  }

  void add(double confidence, const Tie& tie, std::string_view why) {
    if (confidence < kPossible) return;
    ++finding_.count;
    for (const TiedPerson& person : tie.people) finding_.subjects.push_back(person.person);
    if (tie.people.empty()) ++finding_.unknown_subjects;
    if (confidence > finding_.confidence) {
      finding_.confidence = confidence;
      why_ = why;
    }
  }

  // Is [begin, end) of the unit's text in `shape`? Not decided counts as yes, and is told.
  bool fits(const ValueShape& shape, std::string_view text, std::uint32_t begin, std::uint32_t end) {
    const Fit fit = shape.fit(text, begin, end);
    undecided_ += fit == Fit::over_limit;
    return fit != Fit::no;
  }

  void emit(std::string_view noun, std::vector<Finding>& out) {
    if (undecided_ > 0) {
      Finding over;
      over.category = "content.over_limit";
      over.where = finding_.where;
      over.confidence = 1;
      over.count = undecided_;
      over.evidence = std::to_string(undecided_) + (undecided_ == 1 ? " value" : " values") + " whose shape was not decided within its limits";
      out.push_back(std::move(over));
    }
    if (finding_.count == 0) return;
    finding_.evidence.append(std::to_string(finding_.count)).append(" ").append(noun);
    if (!why_.empty()) finding_.evidence.append(", ").append(why_);
    out.push_back(std::move(finding_));
  }

 private:
  Finding finding_;
  std::string_view why_;
  std::uint32_t undecided_ = 0;
};

}  // namespace hallpass
