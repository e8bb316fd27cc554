// record.health: diagnoses, medication, immunisations, nurse visits. All of it is vocabulary:
// config/lexicons/record.health.toml.
#include "detectors/records/record_detector.h"

namespace hallpass {

std::unique_ptr<Detector> make_record_health(const DetectorContext& context) {
  constexpr RecordTraits kTraits{.category = "record.health"};
  return std::make_unique<RecordDetector>(kTraits, context);
}

}  // namespace hallpass
