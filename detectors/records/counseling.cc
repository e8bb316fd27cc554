// record.counseling: counselling, mental health, self-harm, abuse reports, social-work notes. All of it is vocabulary:
// config/lexicons/record.counseling.toml.
#include "detectors/records/record_detector.h"

namespace hallpass {

std::unique_ptr<Detector> make_record_counseling(const DetectorContext& context) {
  constexpr RecordTraits kTraits{.category = "record.counseling"};
  return std::make_unique<RecordDetector>(kTraits, context);
}

}  // namespace hallpass
