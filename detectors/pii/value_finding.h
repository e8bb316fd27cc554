// ValueFindings: gathers values of one category into one finding a unit.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "detectors/subjects.h"
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

  void emit(std::string_view noun, std::vector<Finding>& out) {
    if (finding_.count == 0) return;
    finding_.evidence.append(std::to_string(finding_.count)).append(" ").append(noun);
    if (!why_.empty()) finding_.evidence.append(", ").append(why_);
    out.push_back(std::move(finding_));
  }

 private:
  Finding finding_;
  std::string_view why_;
};

}  // namespace hallpass
