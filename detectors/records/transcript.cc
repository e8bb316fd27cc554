// record.transcript: transcripts and cumulative records. All of it is vocabulary:
// config/lexicons/record.transcript.toml.
#include "detectors/records/record_detector.h"

namespace hallpass {

std::unique_ptr<Detector> make_record_transcript(const DetectorContext& context) {
  constexpr RecordTraits kTraits{.category = "record.transcript"};
  return std::make_unique<RecordDetector>(kTraits, context);
}

}  // namespace hallpass
