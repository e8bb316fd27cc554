#include "detectors/people/name_shape.h"

#include <algorithm>
#include <array>

namespace hallpass {
namespace {

constexpr std::uint32_t kLabelBytesMax = 32;
constexpr std::uint32_t kContextBytes = 80;

constexpr std::array<std::string_view, 13> kNumberLabels{"#",      "id",   "identifier", "lasid", "lunch",  "matricula", "no.",
                                                         "number", "num.", "perm",       "pupil", "ssid",   "student"};

constexpr std::array<std::string_view, 24> kStudentWords{
    "absen",    "accommodat", "attend",  "behavior", "class",   "daughter", "detention", "dob",      "freshman", "gpa",  "grade", "iep",
    "homeroom", "junior",     "meeting", "parent",   "pupil",   "referral", "scored",    "senior",   "son",      "student", "suspen", "teacher"};

bool is_upper(std::string_view source, std::uint32_t at) { return at < source.size() && source[at] >= 'A' && source[at] <= 'Z'; }

bool is_word_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool has_whole_word(std::string_view text, std::string_view word, bool open_end) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !is_word_character(text[at - 1]) || !is_word_character(word[0]);
    const std::size_t end = at + word.size();
    const bool ends = open_end || end == text.size() || !is_word_character(text[end]) || !is_word_character(word.back());
    if (begins && ends) return true;
  }
  return false;
}

// Does the name follow a full stop, a greeting's line end, or nothing at all?
bool begins_sentence(std::string_view text, std::uint32_t begin) {
  std::uint32_t at = begin;
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '"' || text[at - 1] == '>' || text[at - 1] == '*')) --at;
  return at == 0 || std::string_view(".!?\n:").find(text[at - 1]) != std::string_view::npos;
}

const Cell* cell_around(const UnitSearch& unit, std::uint32_t at) {
  const auto& cells = unit.folded->cells;
  const auto after = std::ranges::upper_bound(cells, at, {}, &Cell::begin);
  if (after == cells.begin()) return nullptr;
  const Cell& cell = *(after - 1);
  return at < cell.end ? &cell : nullptr;
}

bool is_capitalised(const UnitSearch& unit, const Candidate& candidate) {
  const std::string_view source = unit.source->text;
  bool all = true;
  const auto first = std::ranges::lower_bound(unit.words, candidate.begin, {}, &PersonWord::begin);
  for (auto word = first; word != unit.words.end() && word->begin < candidate.end; ++word) {
    all = all && is_upper(source, unit.folded->source(word->begin));
  }
  return all;
}

bool has_student_word(const UnitSearch& unit, const Candidate& candidate) {
  const std::uint32_t begin = candidate.begin > kContextBytes ? candidate.begin - kContextBytes : 0;
  const std::string_view before = unit.text.substr(begin, candidate.begin - begin);
  const std::string_view after = unit.text.substr(candidate.end, kContextBytes);
  return std::ranges::any_of(kStudentWords, [&](std::string_view word) {
    return has_whole_word(before, word, true) || has_whole_word(after, word, true);
  });
}

}  // namespace

double name_shape_factor(const UnitSearch& unit, const Candidate& candidate, const Roster& roster) {
  const bool common = std::ranges::any_of(candidate.people, [&](PersonId p) { return roster.person(p).common_word_name; });
  if (!common) return 1;
  if (cell_around(unit, candidate.begin)) return 1;
  const bool capitals = is_capitalised(unit, candidate);
  const bool student_word = has_student_word(unit, candidate);
  if (!capitals) return student_word ? 0.65 : 0.35;
  if (begins_sentence(unit.text, candidate.begin)) return student_word ? 0.90 : 0.65;
  return student_word ? 1.0 : 0.90;
}

bool has_number_label(const UnitSearch& unit, const Candidate& candidate) {
  const auto labelled = [](std::string_view text) {
    return std::ranges::any_of(kNumberLabels, [&](std::string_view word) { return has_whole_word(text, word, false); });
  };
  if (const Cell* cell = cell_around(unit, candidate.begin)) {
    for (const Cell& head : unit.folded->cells) {
      if (head.table != cell->table || head.column != cell->column) continue;
      if (head.row == 0) return labelled(unit.text.substr(head.begin, head.end - head.begin));
      break;
    }
  }
  const std::uint32_t begin = candidate.begin > kLabelBytesMax ? candidate.begin - kLabelBytesMax : 0;
  std::string_view before = unit.text.substr(begin, candidate.begin - begin);
  if (const auto line = before.rfind('\n'); line != std::string_view::npos) before.remove_prefix(line + 1);
  return labelled(before);
}

}  // namespace hallpass
