// personnel.payroll: pay, garnishments, direct deposit, benefits, leave of a named employee. All of it is vocabulary:
// config/lexicons/personnel.payroll.toml.
#include "detectors/records/record_detector.h"

namespace hallpass {

std::unique_ptr<Detector> make_personnel_payroll(const DetectorContext& context) {
  constexpr RecordTraits kTraits{.category = "personnel.payroll", .role = SubjectRole::staff};
  return std::make_unique<RecordDetector>(kTraits, context);
}

}  // namespace hallpass
