// How well labelled mail was judged: one message at a time (score_label), then all together (sum_up). The
// counting rules are those of the labels' own scorer, to the digit:
//
//   a category in `must` is a hit or a miss; a category found that is in neither `must` nor `may` is a false
//   alarm; a message's expected verdict is the strongest of its recipients'. Leak recall: of the messages that
//   must not go out as they are (encrypt and stronger) those that got at least what they should. False hold: of
//   those that may go (allow, tag) the ones held or refused. Students of findings that are only in `may` are
//   never wrong, students of a message without `must` never missed.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/manifest.h"
#include "hallpass/report.h"

namespace hallpass {

// What was said of a message: the part of a Report that labels speak about.
struct Answer {
  struct Found {
    std::string category;
    double confidence = 0;
    std::vector<std::string> students;
  };
  Action verdict = Action::allow;
  std::map<std::string, Action> recipients;  // by address in lower case
  std::vector<Found> findings;
};
[[nodiscard]] Answer answer_of(const Report& report);

struct RecipientOutcome {
  std::string address;
  Action want = Action::allow;
  std::optional<Action> got;   // none: unanswered
};

// What one message came to.
struct LabelOutcome {
  std::string id, title, file, why;
  bool missing = false;        // there was no answer: counts as allowed with nothing found
  std::set<std::string> hit, missed, extra;  // categories
  Action want = Action::allow;
  Action got = Action::allow;
  std::vector<RecipientOutcome> recipients;
  std::set<std::string> students_hit, students_missed, students_extra;
  std::vector<std::pair<double, bool>> findings;  // confidence of each category that is not in `may`, and was it right
};

// `answer` null: there is none. `row.expect` is there.
[[nodiscard]] LabelOutcome score_label(const ManifestRow& row, const Answer* answer);

struct Counts {
  std::uint64_t hit = 0, extra = 0, missed = 0;
  [[nodiscard]] std::optional<double> precision() const;
  [[nodiscard]] std::optional<double> recall() const;
  [[nodiscard]] std::optional<double> f1() const;
  Counts& operator+=(const Counts& other);
};

struct Share {
  std::uint64_t number = 0, of = 0;
  [[nodiscard]] std::optional<double> share() const;
  void add(bool counts) { ++of, number += counts; }
};

struct CalibrationBin {
  double from = 0;
  std::uint64_t findings = 0, right = 0;
  double confidence_sum = 0;
};

struct Score {
  std::uint64_t messages = 0, missing = 0;
  std::map<std::string, Counts> categories, families;
  Counts micro, students;
  std::uint64_t macro_categories = 0;  // those with at least one label
  std::optional<double> macro_precision, macro_recall, macro_f1;
  std::array<std::array<std::uint64_t, 5>, 5> confusion{};  // [expected][got]
  Share verdict_accuracy, leak_recall, leak_stopped_at_all, false_hold;
  Share recipient_accuracy, recipient_leak_recall, recipient_false_hold;
  std::uint64_t recipients_unanswered = 0;
  std::uint64_t recipients_answered = 0;   // messages with a verdict for any recipient
  std::array<CalibrationBin, 5> calibration{};  // 0.5-0.6 ... 0.9-1.0
};
[[nodiscard]] Score sum_up(const std::vector<LabelOutcome>& outcomes);

// Indices of the outcomes with a fault, worst first: leaks, false holds, then the rest.
[[nodiscard]] std::vector<std::size_t> worst_first(const std::vector<LabelOutcome>& outcomes);

// The figures that bars are set on, by name: "macro_f1", "leak_recall", "false_hold", ...
[[nodiscard]] std::span<const std::string_view> figure_names();
// Those that can be measured on what was scored.
[[nodiscard]] std::map<std::string, double> figures_of(const Score& score);

}  // namespace hallpass
