// pii.student_id: a number the roster knows, or one in the district's format that is called a student's
// number by a word or a column head.
#include <algorithm>

#include "detectors/pii/value_finding.h"
#include "detectors/registry.h"
#include "detectors/terms/tokens.h"
#include "detectors/value_context.h"

namespace hallpass {
namespace {

enum Sort : std::uint32_t { kLabel = 1, kOther = 2 };

class StudentId final : public Detector {
 public:
  explicit StudentId(const DetectorContext& context)
      : local_format_(context.district.student_number_format), state_format_(context.district.state_number_format) {
    terms_.read(context.lexicons.of("pii.student_id"), {.strong = kLabel, .exclude = kOther});
  }

  std::string_view id() const override { return "pii.student_id"; }

  void terms(TermSink& sink) override {
    terms_.declare(sink);
    local_ = sink.pattern("(?:" + local_format_ + R"()\b)", PatternStart::digit);
    state_ = sink.pattern("(?:" + state_format_ + R"()\b)", PatternStart::digit);
  }

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    const Layout& layout = *evidence.layout;
    for (std::size_t i = 0; i < layout.units.size(); ++i) {
      const UnitLayout& unit = layout.units[i];
      if (unit.kind == UnitKind::header && unit.path != "header/Subject") continue;
      ValueFindings found(id(), unit.path);
      add_known(unit, found);
      add_unknown(unit, found);
      found.emit("numbers", out);
    }
  }

 private:
  bool labelled(const UnitLayout& unit, std::uint32_t begin, std::uint32_t end) const {
    if (begin > 0 && unit.text[begin - 1] == '#') return true;
    return in_context(unit, terms_, kLabel, begin, end, 24, 0);
  }

  void add_known(const UnitLayout& unit, ValueFindings& found) const {
    for (const Seen& seen : unit.students) {
      if (seen.kind != MentionKind::number && seen.kind != MentionKind::state_number) continue;
      if (seen.begin > 0 && unit.text[seen.begin - 1] == '$') continue;
      double confidence = seen.confidence;
      if (labelled(unit, seen.begin, seen.end) || named_beside(unit, seen)) confidence = std::max(confidence, 0.95);
      else if (in_context(unit, terms_, kOther, seen.begin, seen.end, 30, 0)) confidence = std::min(confidence, 0.4);
      else confidence = std::min(confidence, 0.7);
      found.add(confidence, Tie{TieKind::row, 1, {{seen.person, seen.confidence}}, 0}, "in the roster");
    }
  }

  // Does the student's name stand in the same line or row?
  static bool named_beside(const UnitLayout& unit, const Seen& number) {
    const std::size_t line = unit.line_at(number.begin);
    if (line >= unit.lines.size()) return false;
    for (std::uint32_t i = unit.lines[line].first_student; i < unit.lines[line].last_student; ++i) {
      if (unit.students[i].person == number.person && unit.students[i].kind == MentionKind::full_name) return true;
    }
    return false;
  }

  void add_unknown(const UnitLayout& unit, ValueFindings& found) const {
    for (const Hit& hit : unit.hits) {
      if (hit.term != local_ && hit.term != state_) continue;
      const auto known = std::ranges::lower_bound(unit.students, hit.begin, {}, &Seen::begin);
      if (known != unit.students.end() && known->begin == hit.begin) continue;
      const std::string_view digits = unit.text.substr(hit.begin, hit.end - hit.begin);
      if (std::ranges::all_of(digits, [&](char c) { return c == digits[0]; })) continue;
      if (hit.end < unit.text.size() && (unit.text[hit.end] == '-' || unit.text[hit.end] == '.') && hit.end + 1 < unit.text.size() &&
          is_word_byte(unit.text[hit.end + 1])) continue;
      if (hit.begin > 0 && (unit.text[hit.begin - 1] == '-' || unit.text[hit.begin - 1] == '$' || unit.text[hit.begin - 1] == '.')) continue;
      if (!said_to_be_students(unit, hit)) continue;
      found.add(0.8, Tie{}, "in the district's format");
    }
  }

  // Stricter than labelled(): nothing but the label vouches for the number.
  bool said_to_be_students(const UnitLayout& unit, const Hit& hit) const {
    const Head head = head_over(unit, hit.begin);
    const bool in_table = !head.empty();
    const std::uint32_t from = in_table ? head.begin : hit.begin > 28 ? hit.begin - 28 : 0;
    const std::uint32_t to = in_table ? head.end : hit.begin;
    const std::string_view around = unit.text.substr(from, to - from);
    if (!in_table && !ends_as_label(around)) return false;
    const bool names_student = around.find("stu") != std::string_view::npos || around.find("pupil") != std::string_view::npos ||
                               around.find("alumn") != std::string_view::npos || around.find("local id") != std::string_view::npos ||
                               around.find("state id") != std::string_view::npos || around.find("ssid") != std::string_view::npos ||
                               around.find("learner") != std::string_view::npos || around.find("estudiante") != std::string_view::npos;
    return names_student && has_term(unit, terms_, kLabel, from, to) && !has_term(unit, terms_, kOther, from, to);
  }

  // "ID", "no.", "#", ":" right before the number.
  static bool ends_as_label(std::string_view before) {
    while (!before.empty() && (before.back() == ' ' || before.back() == '.' || before.back() == '\t')) before.remove_suffix(1);
    return before.ends_with(':') || before.ends_with('#') || before.ends_with(" id") || before.ends_with(" no") ||
           before.ends_with("number") || before.ends_with(" num") || before.ends_with("numero");
  }

  std::string local_format_, state_format_;
  TermId local_ = 0, state_ = 0;
  TermSorts terms_;
};

}  // namespace

std::unique_ptr<Detector> make_pii_student_id(const DetectorContext& context) {
  return std::make_unique<StudentId>(context);
}

}  // namespace hallpass
