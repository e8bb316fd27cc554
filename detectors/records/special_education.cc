// record.special_education: IEPs, eligibility, evaluations, services. All of it is vocabulary:
// config/lexicons/record.special_education.toml.
#include "detectors/records/record_detector.h"

namespace hallpass {

std::unique_ptr<Detector> make_record_special_education(const DetectorContext& context) {
  constexpr RecordTraits kTraits{.category = "record.special_education"};
  return std::make_unique<RecordDetector>(kTraits, context);
}

}  // namespace hallpass
