#include <algorithm>
#include <cstdio>

#include "base/mask.h"
#include "corpus/score_report.h"

namespace hallpass {
namespace {

constexpr std::size_t kNamesShown = 6;

std::string figure(std::optional<double> value) {
  char text[32] = "    -";
  if (value) std::snprintf(text, sizeof text, "%5.3f", *value);
  return text;
}

std::string share_text(const Share& share) {
  return figure(share.share()) + " (" + std::to_string(share.number) + " of " + std::to_string(share.of) + ")";
}

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

std::string right_aligned(std::uint64_t number, std::size_t width) {
  const std::string text = std::to_string(number);
  return std::string(width - std::min(width, text.size()), ' ') + text;
}

std::string counts_row(const std::string& name, const Counts& counts) {
  return padded(name, 30) + " " + figure(counts.precision()) + " " + figure(counts.recall()) + " " + figure(counts.f1()) +
         "   " + right_aligned(counts.hit, 5) + " " + right_aligned(counts.extra, 5) + " " + right_aligned(counts.missed, 5) + "\n";
}

std::string confusion_text(const Score& score) {
  std::string text = "expected \\ got  ";
  for (std::size_t got = 0; got < 5; ++got) {
    const std::string word(to_string(static_cast<Action>(got)));
    text += std::string(12 - std::min<std::size_t>(12, word.size()), ' ') + word;
  }
  text += "\n";
  for (std::size_t want = 0; want < 5; ++want) {
    if (std::ranges::all_of(score.confusion[want], [](auto n) { return n == 0; })) continue;
    text += padded(std::string(to_string(static_cast<Action>(want))), 16);
    for (const auto number : score.confusion[want]) text += right_aligned(number, 12);
    text += "\n";
  }
  return text;
}

std::string calibration_text(const Score& score) {
  std::string text = "confidence     findings   mean  right\n";
  for (const CalibrationBin& bin : score.calibration) {
    char range[24];
    std::snprintf(range, sizeof range, "%.1f to %.1f", bin.from, bin.from + 0.1);
    const auto number = static_cast<double>(bin.findings);
    text += padded(range, 15) + right_aligned(bin.findings, 8) + "  " +
            figure(bin.findings ? std::optional(bin.confidence_sum / number) : std::nullopt) + "  " +
            figure(bin.findings ? std::optional(static_cast<double>(bin.right) / number) : std::nullopt) + "\n";
  }
  return text;
}

std::string names(const std::set<std::string>& all) {
  std::string text;
  std::size_t shown = 0;
  for (const std::string& name : all) {
    if (shown++ == kNamesShown) return text + " and " + std::to_string(all.size() - kNamesShown) + " more";
    text += (text.empty() ? "" : ", ") + name;
  }
  return text;
}

}  // namespace

std::vector<std::string> faults_of(const LabelOutcome& outcome) {
  std::vector<std::string> faults;
  if (outcome.missing) faults.push_back("could not be read");
  if (outcome.want != outcome.got) {
    faults.push_back("expected " + std::string(to_string(outcome.want)) + ", got " + std::string(to_string(outcome.got)));
  }
  if (!outcome.missed.empty()) faults.push_back("missed " + names(outcome.missed));
  if (!outcome.extra.empty()) faults.push_back("extra " + names(outcome.extra));
  std::set<std::string> recipients;
  for (const RecipientOutcome& r : outcome.recipients) {
    if (r.got == r.want) continue;
    recipients.insert(printable(r.address) + ": " + std::string(to_string(r.want)) + " not " +
                      (r.got ? std::string(to_string(*r.got)) : std::string("unanswered")));
  }
  if (!recipients.empty()) faults.push_back("recipients " + names(recipients));
  if (!outcome.students_missed.empty()) faults.push_back("students missed " + names(outcome.students_missed));
  if (!outcome.students_extra.empty()) faults.push_back("students extra " + names(outcome.students_extra));
  return faults;
}

std::string score_text(const ScoreReport& report) {
  const Score& score = report.score;
  const std::string heads = "  prec   rec    f1      hit extra  miss\n";
  std::string text = std::to_string(score.messages) + " messages, " + std::to_string(score.missing) + " could not be read\n\n";
  text += padded("category", 30) + heads;
  for (const auto& [category, counts] : score.categories) text += counts_row(category, counts);
  text += "\n" + padded("family", 30) + heads;
  for (const auto& [family, counts] : score.families) text += counts_row(family + ".*", counts);
  text += "\n" + counts_row("micro", score.micro);
  text += padded("macro (" + std::to_string(score.macro_categories) + " categories)", 30) + " " +
          figure(score.macro_precision) + " " + figure(score.macro_recall) + " " + figure(score.macro_f1) + "\n\n";
  text += confusion_text(score) + "\n";
  text += "verdict accuracy      " + share_text(score.verdict_accuracy) + "\n";
  text += "leak recall           " + share_text(score.leak_recall) + "   at least encrypt: " + share_text(score.leak_stopped_at_all) + "\n";
  text += "false-hold rate       " + share_text(score.false_hold) + "\n";
  text += "per recipient         accuracy " + share_text(score.recipient_accuracy) + ", leak recall " +
          share_text(score.recipient_leak_recall) + ", false hold " + share_text(score.recipient_false_hold) + ", " +
          std::to_string(score.recipients_unanswered) + " unanswered\n";
  text += "student attribution   precision " + figure(score.students.precision()) + " recall " + figure(score.students.recall()) +
          " f1 " + figure(score.students.f1()) + " (hit " + std::to_string(score.students.hit) + ", extra " +
          std::to_string(score.students.extra) + ", missed " + std::to_string(score.students.missed) + ")\n\n";
  text += calibration_text(score);
  const auto worst = worst_first(report.outcomes);
  const std::size_t shown = std::min(worst.size(), report.worst_max);
  if (shown > 0) text += "\nworst " + std::to_string(shown) + " of " + std::to_string(worst.size()) + " messages with a fault\n";
  for (std::size_t i = 0; i < shown; ++i) {
    const LabelOutcome& outcome = report.outcomes[worst[i]];
    text += "- " + printable(outcome.id) + " \"" + printable(outcome.title) + "\":";
    const char* separator = " ";
    for (const std::string& fault : faults_of(outcome)) text += separator + fault, separator = "; ";
    text += "\n";
    if (!outcome.why.empty()) text += "    why: " + printable(outcome.why, 400) + "\n";
  }
  return text;
}

}  // namespace hallpass
