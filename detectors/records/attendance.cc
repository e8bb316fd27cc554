// record.attendance: absences, tardies, truancy. All of it is vocabulary:
// config/lexicons/record.attendance.toml.
#include "detectors/records/record_detector.h"

namespace hallpass {

std::unique_ptr<Detector> make_record_attendance(const DetectorContext& context) {
  constexpr RecordTraits kTraits{.category = "record.attendance"};
  return std::make_unique<RecordDetector>(kTraits, context);
}

}  // namespace hallpass
