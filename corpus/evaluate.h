// Judging a labelled manifest: every row with an `expect` comes back as what it came to.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "corpus/judge.h"
#include "corpus/score.h"
#include "corpus/sources.h"

namespace hallpass {

// The labelled rows of a manifest. Errors: those of load_manifest; bad_input where no row is labelled or a
// label's verdict is no verdict.
[[nodiscard]] Result<std::vector<ManifestRow>> labelled_rows(const std::string& manifest);

struct EvaluateCalls {
  std::function<void()> on_message = [] {};                    // progress
  std::function<void(const Error&)> on_error = [](const Error&) {};  // a message that could not be read
};

// Judges options.manifest and compares with `rows`, same order. A row whose message could not be read is
// an outcome without an answer.
[[nodiscard]] std::vector<LabelOutcome> evaluate_rows(const std::vector<ManifestRow>& rows, const SourceOptions& options,
                                                      const Judge& judge, unsigned jobs, const EvaluateCalls& calls);

}  // namespace hallpass
