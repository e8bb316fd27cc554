// Where the tests keep a roster: an export in `dir`/export becomes `dir`/roster.idx, with `dir`/roster.key.
#pragma once

#include "hallpass/roster_build.h"
#include "tests/support/paths.h"

namespace hallpass::test {

inline RosterBuildOptions roster_files(const TempDir& dir) {
  RosterBuildOptions options;
  options.source = dir.file("export");
  options.index_path = dir.file("roster.idx");
  options.key_path = dir.file("roster.key");
  return options;
}

}  // namespace hallpass::test
