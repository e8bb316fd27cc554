// The detectors there are. A new one is a file with its make_ function, a row in registry.cc and its tests.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "detectors/lexicon/lexicon.h"
#include "detectors/patterns/district_pattern.h"
#include "detectors/stories/story_words.h"
#include "hallpass/detector.h"
#include "hallpass/district.h"
#include "hallpass/forms.h"

namespace hallpass {

// What a detector may keep copies of while it is made.
struct DetectorContext {
  const LexiconSet& lexicons;
  const District& district;
  const DistrictPatterns* patterns = nullptr;
  std::shared_ptr<const FormLibrary> forms = nullptr;
  const StorySet* stories = nullptr;
};

using MakeDetector = std::unique_ptr<Detector> (*)(const DetectorContext&);

struct DetectorRow {
  std::string_view id;
  std::string_view summary;  // one line, printed by `hallpass detectors`
  MakeDetector make;
};

[[nodiscard]] std::span<const DetectorRow> detector_rows();

}  // namespace hallpass
