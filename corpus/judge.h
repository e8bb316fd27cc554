// What the offline tools judge messages with: an engine and the confined readers, made of the settings and
// gone without a trace.
#pragma once

#include <memory>
#include <string>

#include "hallpass/reader.h"
#include "hallpass/result.h"
#include "hallpass/scan.h"
#include "hallpass/settings.h"

namespace hallpass {

struct JudgeOptions {
  Settings settings;
  std::string district;   // a district folder (district_folder.h); empty: the settings' own roster
  unsigned jobs = 2;      // messages judged at once
};

struct Judge {
  std::shared_ptr<const Engine> engine;
  std::unique_ptr<Reader> reader;
};

// Starts the readers and builds the engine; what that needs on disk is removed before it returns. Call
// before any other thread exists. Errors: those of start_confined_readers, build_roster and build_engine.
[[nodiscard]] Result<Judge> make_judge(const JudgeOptions& options);

// The engine alone, for a second configuration judged with the same readers.
[[nodiscard]] Result<std::shared_ptr<const Engine>> make_judging_engine(const JudgeOptions& options);

// The readers alone.
[[nodiscard]] Result<std::unique_ptr<Reader>> make_judging_reader(const Settings& settings, unsigned jobs);

}  // namespace hallpass
