// record.custody: custody, protective orders, foster care, homelessness (McKinney-Vento). All of it is vocabulary:
// config/lexicons/record.custody.toml.
#include "detectors/records/record_detector.h"

namespace hallpass {

std::unique_ptr<Detector> make_record_custody(const DetectorContext& context) {
  constexpr RecordTraits kTraits{.category = "record.custody"};
  return std::make_unique<RecordDetector>(kTraits, context);
}

}  // namespace hallpass
