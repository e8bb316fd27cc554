// operations.security: emergency plans, alarm and door codes, network configuration, camera and floor plans. All of it is vocabulary:
// config/lexicons/operations.security.toml.
#include "detectors/records/record_detector.h"

namespace hallpass {

std::unique_ptr<Detector> make_operations_security(const DetectorContext& context) {
  constexpr RecordTraits kTraits{.category = "operations.security", .role = SubjectRole::nobody, .unknown_factor = 0.55};
  return std::make_unique<RecordDetector>(kTraits, context);
}

}  // namespace hallpass
