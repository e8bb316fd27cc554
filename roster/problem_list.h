// What was found wrong with an export: the first thousand problems in words, all of them counted.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "hallpass/roster_build.h"

namespace hallpass {

inline constexpr std::size_t kProblemsKeptMax = 1'000;

struct ProblemList {
  std::vector<RosterProblem> items;
  std::uint64_t count = 0;
  bool fatal = false;

  void add(RosterProblem problem) {
    ++count;
    fatal = fatal || problem.fatal;
    if (items.size() < kProblemsKeptMax || problem.fatal) items.push_back(std::move(problem));
  }
};

}  // namespace hallpass
