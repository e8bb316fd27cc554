// The ladder: each rung is tried in turn and the first that finds somebody answers.
#include "detectors/subjects.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "detectors/labels.h"
#include "detectors/sentence.h"

namespace hallpass {
namespace {

constexpr std::uint32_t kBeforeBytesMax = 800;     // how far back a topic reaches among several people
constexpr std::uint32_t kAloneBytesMax = 6'000;    // and where nobody else is named
constexpr std::uint32_t kParagraphBytesMax = 1'200;
constexpr std::uint32_t kNearBytes = 400;
constexpr std::size_t kListLinesMax = 2'000;
constexpr std::size_t kLinesToListMax = 4;         // between a list's heading and its first name

using People = std::vector<Seen>;

void add(Tie& tie, const Seen& seen) {
  const auto known = std::ranges::find(tie.people, seen.person, &TiedPerson::person);
  if (known == tie.people.end()) tie.people.push_back({seen.person, seen.confidence});
  else known->confidence = std::max(known->confidence, seen.confidence);
}

// Past a few people the linear search above would show; long lists are made distinct at the end.
void add_range(Tie& tie, const People& people, std::size_t first, std::size_t last) {
  if (last - first < 16) {
    for (std::size_t i = first; i < last; ++i) add(tie, people[i]);
    return;
  }
  for (std::size_t i = first; i < last; ++i) tie.people.push_back({people[i].person, people[i].confidence});
  std::ranges::sort(tie.people, [](const TiedPerson& a, const TiedPerson& b) {
    return std::pair(a.person, -a.confidence) < std::pair(b.person, -b.confidence);
  });
  const auto same = [](const TiedPerson& a, const TiedPerson& b) { return a.person == b.person; };
  tie.people.erase(std::unique(tie.people.begin(), tie.people.end(), same), tie.people.end());
}

std::pair<std::size_t, std::size_t> people_in(const People& people, std::uint32_t begin, std::uint32_t end) {
  const auto first = std::ranges::lower_bound(people, begin, {}, &Seen::begin);
  const auto last = std::ranges::lower_bound(people, end, {}, &Seen::begin);
  return {static_cast<std::size_t>(first - people.begin()), static_cast<std::size_t>(std::max(first, last) - people.begin())};
}

bool one_person(const People& people) {
  return !people.empty() && std::ranges::all_of(people, [&](const Seen& seen) { return seen.person == people.front().person; });
}

struct Span {
  std::uint32_t begin, end;
};

// Paragraphs ascend with the lines.
Span paragraph_of(const UnitLayout& unit, std::size_t line) {
  const auto lines = std::ranges::equal_range(unit.lines, unit.lines[line].paragraph, {}, &Line::paragraph);
  return {lines.front().begin, lines.back().end};
}

bool tie_in_table(const UnitLayout& unit, const Line& line, const People& people, Tie& tie) {
  const Table& table = unit.tables[static_cast<std::size_t>(line.table)];
  auto [first, last] = people_in(people, line.begin, line.end);
  if (first < last) {
    add_range(tie, people, first, last);
    tie.kind = TieKind::row;
    tie.strength = 1;
    return true;
  }
  if (line.row != 0 || table.rows.size() < 2) return false;
  std::tie(first, last) = people_in(people, table.rows[1].begin, table.rows.back().end + 1);
  if (first == last) return false;
  add_range(tie, people, first, last);
  tie.kind = TieKind::column;
  tie.strength = 1;
  return true;
}

bool tie_in_sentence(const UnitLayout& unit, Span span, Span paragraph, const People& people, Tie& tie) {
  const auto [first, last] = people_in(people, paragraph.begin, paragraph.end);
  for (std::size_t i = first; i < last; ++i) {
    const bool before = people[i].begin < span.begin;
    const std::uint32_t from = before ? people[i].end : span.end, to = before ? span.begin : people[i].begin;
    if (from > to || same_sentence(unit.text, from, to)) add(tie, people[i]);
  }
  if (tie.people.empty()) return false;
  tie.kind = TieKind::sentence;
  tie.strength = 1;
  return true;
}

// The people on the line of `people[at]`: who is listed together is spoken of together.
void add_line_of(const UnitLayout& unit, const People& people, std::size_t at, Tie& tie) {
  const std::size_t line = unit.line_at(people[at].begin);
  if (line >= unit.lines.size()) return add(tie, people[at]);
  const auto [first, last] = people_in(people, unit.lines[line].begin, unit.lines[line].end);
  for (std::size_t i = first; i < last; ++i) {
    const std::uint32_t from = std::min(people[i].end, people[at].end), to = std::max(people[i].begin, people[at].begin);
    if (from > to || same_sentence(unit.text, from, to)) add(tie, people[i]);
  }
}

bool tie_in_paragraph(const UnitLayout& unit, Span span, Span paragraph, const People& people, Tie& tie) {
  const auto [first, last] = people_in(people, paragraph.begin, paragraph.end);
  if (first == last) return false;
  const auto [begin, at] = people_in(people, paragraph.begin, span.begin);
  const bool before = at > begin;
  const std::size_t chosen = before ? at - 1 : first;
  const std::uint32_t distance = before ? span.begin - people[chosen].end : people[chosen].begin - span.begin;
  if (distance > kParagraphBytesMax && !one_person(people)) return false;
  add_line_of(unit, people, chosen, tie);
  tie.kind = TieKind::paragraph;
  tie.strength = distance > kNearBytes ? 0.75 : before ? 0.92 : 0.85;
  return true;
}

// A heading over a list of people: the lines after it, as long as somebody stands in them.
bool tie_to_list(const UnitLayout& unit, std::size_t line, Span paragraph, const People& people, Tie& tie) {
  const auto below = std::ranges::lower_bound(unit.lines, paragraph.end, {}, &Line::begin);
  std::size_t at = std::max(line + 1, static_cast<std::size_t>(below - unit.lines.begin())), empty = 0, listed = 0;
  for (; at < unit.lines.size() && listed < kListLinesMax && empty < kLinesToListMax; ++at) {
    const auto [first, last] = people_in(people, unit.lines[at].begin, unit.lines[at].end);
    if (first == last) {
      if (listed > 0) break;
      ++empty;
      continue;
    }
    add_range(tie, people, first, last);
    ++listed;
  }
  if (tie.people.empty()) return false;
  tie.kind = TieKind::list;
  tie.strength = 0.85;
  return true;
}

bool tie_to_before(const UnitLayout& unit, Span span, const People& people, Tie& tie) {
  const auto [begin, at] = people_in(people, 0, span.begin);
  if (begin == at) return false;
  const bool alone = one_person(people);
  const std::uint32_t distance = span.begin - people[at - 1].end;
  if (distance > (alone ? kAloneBytesMax : kBeforeBytesMax)) return false;
  add_line_of(unit, people, at - 1, tie);
  tie.kind = TieKind::before;
  tie.strength = !alone ? 0.75 : distance > kBeforeBytesMax ? 0.8 : 0.92;
  return true;
}

void tie_to_label(const UnitLayout& unit, std::size_t line, LabelKind kind, Tie& tie) {
  const bool labelled = std::ranges::any_of(unit.labelled, [&](const Labelled& name) { return name.kind == kind; });
  bool row = false;
  if (unit.lines[line].table >= 0) {
    const Table& table = unit.tables[static_cast<std::size_t>(unit.lines[line].table)];
    const bool named = names_somebody(unit.text, table, unit.lines[line].row);
    row = unit.lines[line].row == 0 ? table.named_rows > 0 : named;
    if (row) tie.unknown = unit.lines[line].row == 0 ? table.named_rows : 1;
  }
  if (!labelled && !row) return;
  if (labelled && !row) tie.unknown = 1;
  tie.kind = TieKind::label;
  tie.strength = row ? 0.7 : 0.85;
}

Tie climb(const UnitLayout& unit, Span span, const People& people) {
  Tie tie;
  if (people.empty()) return tie;
  const std::size_t at = unit.line_at(span.begin);
  if (at >= unit.lines.size()) return tie;
  const Line& line = unit.lines[at];
  if (line.table >= 0) {
    if (tie_in_table(unit, line, people, tie)) return tie;
    if (tie_to_before(unit, span, people, tie)) return tie;
    return tie;
  }
  const Span paragraph = paragraph_of(unit, at);
  if (tie_in_sentence(unit, span, paragraph, people, tie)) return tie;
  if (tie_in_paragraph(unit, span, paragraph, people, tie)) return tie;
  const bool heads_list = unit.text.substr(line.begin, line.end - line.begin).find_last_of(":") != std::string_view::npos &&
                          unit.text.substr(0, line.end).find_last_not_of(" \t\r") == unit.text.substr(0, line.end).rfind(':');
  if (heads_list && tie_to_list(unit, at, paragraph, people, tie)) return tie;
  if (tie_to_before(unit, span, people, tie)) return tie;
  tie_to_list(unit, at, paragraph, people, tie);
  return tie;
}

void tie_to_letter(const std::vector<PersonId>& named_above, const std::vector<PersonId>& all, Tie& tie) {
  const std::vector<PersonId>* chosen = !named_above.empty() ? &named_above : all.size() == 1 ? &all : nullptr;
  if (!chosen) return;
  for (PersonId person : *chosen) tie.people.push_back({person, 0.9});
  tie.kind = TieKind::letter;
  tie.strength = chosen == &all ? 0.78 : 0.85;
}

}  // namespace

std::string_view in_words(TieKind kind) {
  constexpr std::array<std::string_view, 9> kWords{"", "same row", "the column", "same sentence", "same paragraph",
                                                   "the list below", "the person named before", "the letter's subject",
                                                   "a labelled name"};
  return kWords[static_cast<std::size_t>(kind)];
}

Tie tie_to_students(const Layout& layout, std::size_t unit_index, std::uint32_t begin, std::uint32_t end) {
  const UnitLayout& unit = layout.units[unit_index];
  Tie tie = climb(unit, {begin, end}, unit.students);
  if (tie.kind != TieKind::none) return tie;
  const std::size_t line = unit.line_at(begin);
  if (line < unit.lines.size()) tie_to_label(unit, line, LabelKind::student, tie);
  if (tie.kind == TieKind::none || tie.unknown == 0) {
    if (unit.students.empty()) tie_to_letter(layout.subject_students, layout.students, tie);
  }
  return tie;
}

Tie tie_to_staff(const Layout& layout, std::size_t unit_index, std::uint32_t begin, std::uint32_t end) {
  const UnitLayout& unit = layout.units[unit_index];
  Tie tie = climb(unit, {begin, end}, unit.staff);
  if (tie.kind != TieKind::none) return tie;
  const std::size_t line = unit.line_at(begin);
  if (line < unit.lines.size()) tie_to_label(unit, line, LabelKind::employee, tie);
  if (tie.kind == TieKind::none && unit.staff.empty()) tie_to_letter({}, layout.staff, tie);
  return tie;
}

double confidence_of(double score) {
  constexpr std::array<std::pair<double, double>, 7> kCurve{
      {{0, 0}, {0.5, 0.42}, {0.6, 0.5}, {0.75, 0.72}, {1, 0.86}, {1.5, 0.93}, {2.5, 0.98}}};
  for (std::size_t i = 1; i < kCurve.size(); ++i) {
    const auto [x0, y0] = kCurve[i - 1];
    const auto [x1, y1] = kCurve[i];
    if (score <= x1) return y0 + (y1 - y0) * (score - x0) / (x1 - x0);
  }
  return kCurve.back().second;
}

}  // namespace hallpass
