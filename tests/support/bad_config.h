// Wrong configuration as tests: tests/bad_config/KIND-NN-topic.toml with NN-topic.expect beside it, which
// holds every problem as "line:column: what; suggestion", a line each. Dropping in a pair adds a test.
#pragma once

#include <functional>
#include <string>

#include "hallpass/result.h"

namespace hallpass::test {

// Runs `load` on every file of `kind` and compares all it says; fails the test case on the first difference
// of each file, and where there are no files. `load` gives the error, or an empty context.
void check_bad_configs(const std::string& directory, const std::string& kind,
                       const std::function<Error(const std::string& path)>& load);

}  // namespace hallpass::test
