// record.section_504: 504 plans and their accommodations. All of it is vocabulary:
// config/lexicons/record.section_504.toml.
#include "detectors/records/record_detector.h"

namespace hallpass {

std::unique_ptr<Detector> make_record_section_504(const DetectorContext& context) {
  constexpr RecordTraits kTraits{.category = "record.section_504"};
  return std::make_unique<RecordDetector>(kTraits, context);
}

}  // namespace hallpass
