// A labelled district of corpus/, judged as `hallpass evaluate` judges it: in confined readers, with the
// shipped policy and lexicons.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "corpus/evaluate.h"
#include "corpus/run.h"

namespace hallpass::test {

inline std::string folder_of(const std::string& district) { return HALLPASS_SOURCE_DIR "/corpus/" + district; }

inline Result<Judge> judge_of(const std::string& district) {
  auto settings = load_settings(HALLPASS_SOURCE_DIR "/config/hallpass.toml");
  if (!settings) return tl::unexpected(settings.error());
  settings->reader_program = HALLPASS_BUILD_DIR "/hallpass-reader";
  return make_judge({.settings = *settings, .district = folder_of(district) + "/district"});
}

inline SourceOptions mail_of(const std::string& district) {
  SourceOptions options;
  options.manifest = folder_of(district) + "/manifest.jsonl";
  return options;
}

inline std::vector<LabelOutcome> outcomes_of(const std::string& district) {
  auto judge = judge_of(district);
  REQUIRE_MESSAGE(judge.has_value(), (judge ? "" : judge.error().context));
  const auto rows = labelled_rows(mail_of(district).manifest);
  REQUIRE(rows.has_value());
  return evaluate_rows(*rows, mail_of(district), *judge, 2, {});
}

}  // namespace hallpass::test
