// record.discipline: referrals, suspensions, expulsions, incidents. All of it is vocabulary:
// config/lexicons/record.discipline.toml.
#include "detectors/records/record_detector.h"

namespace hallpass {

std::unique_ptr<Detector> make_record_discipline(const DetectorContext& context) {
  constexpr RecordTraits kTraits{.category = "record.discipline"};
  return std::make_unique<RecordDetector>(kTraits, context);
}

}  // namespace hallpass
