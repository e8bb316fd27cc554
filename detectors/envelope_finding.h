// Findings of the detectors that look at envelope and habits: about one recipient, or the message as a whole.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "hallpass/finding.h"

namespace hallpass {

// `evidence`: why, in words of ours.
[[nodiscard]] inline Finding recipient_finding(std::string_view category, double confidence,
                                               std::uint32_t recipient, std::string evidence) {
  Finding finding;
  finding.category = category;
  finding.confidence = confidence;
  finding.where = "envelope";
  finding.recipient = recipient;
  finding.evidence = std::move(evidence);
  return finding;
}

[[nodiscard]] inline Finding message_finding(std::string_view category, double confidence, std::size_t count,
                                             std::string_view where, std::string evidence) {
  Finding finding;
  finding.category = category;
  finding.confidence = confidence;
  finding.count = static_cast<std::uint32_t>(count < 0xffffffff ? count : 0xffffffff);
  finding.where = where;
  finding.evidence = std::move(evidence);
  return finding;
}

}  // namespace hallpass
