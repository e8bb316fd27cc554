// record.meal_status: meal eligibility and household income. All of it is vocabulary:
// config/lexicons/record.meal_status.toml.
#include "detectors/records/record_detector.h"

namespace hallpass {

std::unique_ptr<Detector> make_record_meal_status(const DetectorContext& context) {
  constexpr RecordTraits kTraits{.category = "record.meal_status"};
  return std::make_unique<RecordDetector>(kTraits, context);
}

}  // namespace hallpass
