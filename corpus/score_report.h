// A Score for people, for programs and for the web browser.
#pragma once

#include <string>
#include <vector>

#include "corpus/score.h"

namespace hallpass {

struct ScoreReport {
  const Score& score;
  const std::vector<LabelOutcome>& outcomes;
  std::size_t worst_max = 20;    // how many faulty messages are listed
  std::string title;             // of the manifest
  std::string engine;            // whose verdicts these are
};

[[nodiscard]] std::string score_text(const ScoreReport& report);

// One JSON object on one line, with the keys of the labels' own scorer and "calibration" and "figures" besides.
[[nodiscard]] std::string score_json(const ScoreReport& report);

// A page that needs nothing but itself.
[[nodiscard]] std::string score_html(const ScoreReport& report);

// What was wrong with one message: "expected quarantine, got allow; missed record.grades; ...".
[[nodiscard]] std::vector<std::string> faults_of(const LabelOutcome& outcome);

}  // namespace hallpass
