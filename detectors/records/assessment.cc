// record.assessment: results of standardised and diagnostic tests. All of it is vocabulary:
// config/lexicons/record.assessment.toml.
#include "detectors/records/record_detector.h"

namespace hallpass {

std::unique_ptr<Detector> make_record_assessment(const DetectorContext& context) {
  constexpr RecordTraits kTraits{.category = "record.assessment"};
  return std::make_unique<RecordDetector>(kTraits, context);
}

}  // namespace hallpass
