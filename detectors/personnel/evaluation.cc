// personnel.evaluation: evaluations, coaching memos, improvement plans. All of it is vocabulary:
// config/lexicons/personnel.evaluation.toml.
#include "detectors/records/record_detector.h"

namespace hallpass {

std::unique_ptr<Detector> make_personnel_evaluation(const DetectorContext& context) {
  constexpr RecordTraits kTraits{.category = "personnel.evaluation", .role = SubjectRole::staff};
  return std::make_unique<RecordDetector>(kTraits, context);
}

}  // namespace hallpass
