// record.english_learner: EL status and language-proficiency results. All of it is vocabulary:
// config/lexicons/record.english_learner.toml.
#include "detectors/records/record_detector.h"

namespace hallpass {

std::unique_ptr<Detector> make_record_english_learner(const DetectorContext& context) {
  constexpr RecordTraits kTraits{.category = "record.english_learner"};
  return std::make_unique<RecordDetector>(kTraits, context);
}

}  // namespace hallpass
