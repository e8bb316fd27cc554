// What a confidence is worth: of the findings on the labelled mail that were reported at c, about c are right.
// Cedar is what we learn from and Larch what we look at while we learn; on Juniper nothing is tuned; all three count.
#include <cstdio>

#include "tests/corpus/labelled_district.h"

namespace hallpass {
namespace {

using Bins = std::array<CalibrationBin, 5>;

void add(const Bins& from, Bins& to) {
  for (std::size_t i = 0; i < to.size(); ++i) {
    to[i].from = from[i].from;
    to[i].findings += from[i].findings;
    to[i].right += from[i].right;
    to[i].confidence_sum += from[i].confidence_sum;
  }
}

// "0.8-0.9   31 findings  said 0.86  right 0.90  ##################"
std::string row_of(const CalibrationBin& bin) {
  char row[120];
  const double n = static_cast<double>(std::max<std::uint64_t>(bin.findings, 1));
  const double said = bin.confidence_sum / n, right = static_cast<double>(bin.right) / n;
  std::snprintf(row, sizeof row, "%.1f-%.1f %5llu findings  said %.2f  right %.2f  ", bin.from, bin.from + 0.1,
                static_cast<unsigned long long>(bin.findings), said, right);
  return row + std::string(static_cast<std::size_t>(right * 20), '#') + "\n";
}

double share_right(const Bins& bins, double from) {
  std::uint64_t findings = 0, right = 0;
  for (const CalibrationBin& bin : bins) {
    if (bin.from < from - 0.01) continue;
    findings += bin.findings;
    right += bin.right;
  }
  return findings == 0 ? 1 : static_cast<double>(right) / static_cast<double>(findings);
}

TEST_CASE("calibration: findings are right as often as they say") {
  Bins all{};
  for (const char* district : {"cedar", "larch", "juniper"}) {
    const Score score = sum_up(test::outcomes_of(district));
    add(score.calibration, all);
  }
  std::string curve = "confidence on the labelled mail\n";
  for (const CalibrationBin& bin : all) curve += row_of(bin);
  MESSAGE(curve);
  CHECK(share_right(all, 0.9) >= 0.90);
  CHECK(share_right(all, 0.8) >= 0.80);
  CHECK(share_right(all, 0.7) >= 0.70);
  for (const CalibrationBin& bin : all) {
    CAPTURE(bin.from);
    // A handful of findings says nothing; more of them may miss what they say by a quarter.
    if (bin.findings >= 10) CHECK(static_cast<double>(bin.right) / static_cast<double>(bin.findings) >= bin.from - 0.25);
  }
}

}  // namespace
}  // namespace hallpass
