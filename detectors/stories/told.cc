#include "detectors/stories/told.h"

#include <algorithm>

namespace hallpass {
namespace {

bool is_told(const Finding& finding) { return finding.evidence.starts_with(kTold); }

bool is_record(const Finding& finding) { return finding.category.starts_with("record.") || finding.category.starts_with("personnel."); }

bool about_the_same(const Finding& one, const Finding& other) {
  if (one.subjects.empty() || other.subjects.empty()) return one.subjects.empty() == other.subjects.empty();
  return std::ranges::find_first_of(one.subjects, other.subjects) != one.subjects.end();
}

}  // namespace

void leave_surest_told(std::vector<Finding>& found) {
  std::vector<bool> yields(found.size(), false);
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!is_told(found[i])) continue;
    for (std::size_t j = 0; j < found.size() && !yields[i]; ++j) {
      const Finding& other = found[j];
      if (i == j || !is_record(other) || other.category == found[i].category || !about_the_same(found[i], other)) continue;
      const bool surer = other.confidence > found[i].confidence || (other.confidence == found[i].confidence && j < i);
      yields[i] = is_told(other) ? surer : other.confidence >= kCertain;
    }
  }
  std::size_t at = 0;
  std::erase_if(found, [&](const Finding&) { return yields[at++]; });
}

}  // namespace hallpass
