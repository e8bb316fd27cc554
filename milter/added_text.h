// The words that leave with a message or with a refusal: header values, the subject's prefix, the reply.
// They are copied into bounces and into other hosts' logs, so nothing of the message is in them. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hallpass {

inline constexpr std::string_view kVerdictHeader = "X-Hallpass-Verdict";
inline constexpr std::string_view kFindingsHeader = "X-Hallpass-Findings";
inline constexpr std::string_view kRouteHeader = "X-Hallpass-Route";
inline constexpr std::string_view kRouteRequireTls = "require-tls";  // milter_header_checks looks for it

// "a, b, c", folded before it grows past 76 columns.
[[nodiscard]] std::string header_list(const std::vector<std::string>& words);

// `subject` (as it stands in the header, white space at its front) with `prefix` before it; the prefix is
// RFC 2047-encoded unless it is ASCII. A subject that has it already stays.
[[nodiscard]] std::string prefixed_subject(std::string_view subject, std::string_view prefix);

// The lines of a 550 reply: why, by which rules, and what to do now. At most four, each within RFC 5321's
// bound, '%' doubled as libmilter wants it, without line ends.
[[nodiscard]] std::vector<std::string> refusal_lines(std::string_view reject_text, const std::vector<std::string>& rules,
                                                     const std::vector<std::string>& clauses,
                                                     std::string_view reference);

}  // namespace hallpass
