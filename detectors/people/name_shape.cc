#include "detectors/people/name_shape.h"

#include <algorithm>
#include <array>
#include <span>

#include "detectors/terms/tokens.h"

namespace hallpass {
namespace {

constexpr std::uint32_t kLabelBytesMax = 32;
constexpr std::uint32_t kContextBytes = 80;

// What says that a number is a student's or an employee's, and what says no more than that it is a number. The latter
// counts unless a word beside it says of what.
constexpr auto kPersonLabels = std::to_array<std::string_view>({"emp", "employee", "lasid", "localid", "lunch", "matricula", "perm", "pupil", "sid",
                                                                "ssid", "stu", "student", "studentid", "studentnumber"});
constexpr auto kNumberLabels = std::to_array<std::string_view>({"id", "identifier", "number"});
constexpr auto kThingWords = std::to_array<std::string_view>({"account", "asset", "batch", "bid", "bill", "budget", "bus", "case", "catalog", "check", "claim",
                                                              "confirmation", "contract", "control", "customer", "document", "edition", "fax", "flight", "form", "grant",
                                                              "invoice", "isbn", "item", "job", "license", "lot", "meeting", "model", "order", "part", "permit",
                                                              "phone", "po", "policy", "pos", "post", "product", "project", "purchase", "quote", "receipt", "ref",
                                                              "reference", "request", "reservation", "rev", "revision", "room", "route", "serial", "shipment", "sku",
                                                              "suite", "tag", "ticket", "tracking", "transaction", "upc", "vendor", "version", "warrant",
                                                              "webinar", "work", "zoom"});
static_assert(std::ranges::is_sorted(kPersonLabels) && std::ranges::is_sorted(kNumberLabels) && std::ranges::is_sorted(kThingWords));

constexpr std::array<std::string_view, 24> kStudentWords{
    "absen",    "accommodat", "attend",  "behavior", "class",   "daughter", "detention", "dob",      "freshman", "gpa",  "grade", "iep",
    "homeroom", "junior",     "meeting", "parent",   "pupil",   "referral", "scored",    "senior",   "son",      "student", "suspen", "teacher"};

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

bool is_any(std::span<const std::string_view> sorted, std::string_view word) { return std::ranges::binary_search(sorted, word); }

// Words before a number: who or what they name decides; "id", "no." and # say only that it is a number.
NumberOf label_of(std::string_view text, std::string_view number) {
  NumberOf of = text.find('#') != std::string_view::npos ? NumberOf::person : NumberOf::unknown;
  bool person = false, thing = false;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_word_character(text[end])) ++end;
    const std::string_view word = text.substr(at, end - at);
    person = person || is_any(kPersonLabels, word);
    thing = thing || is_any(kThingWords, word);
    const bool stop = end < text.size() && text[end] == '.';
    if (is_any(kNumberLabels, word) || (stop && (word == "no" || word == "num"))) of = NumberOf::person;
    at = end + 1;
  }
  if (person) return NumberOf::person;
  if (thing) return NumberOf::thing;
  return is_like_date(number) ? NumberOf::unknown : of;
}

}  // namespace

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

const Cell* head_of(const UnitSearch& unit, const Cell& cell) {
  const auto& cells = unit.folded->cells;
  auto at = std::ranges::lower_bound(cells, cell.table, {}, &Cell::table);
  for (; at != cells.end() && at->table == cell.table && at->row == 0; ++at) {
    if (at->column == cell.column) return at->row == cell.row ? nullptr : &*at;
  }
  return nullptr;
}

bool is_whole_cell(const UnitSearch& unit, std::uint32_t begin, std::uint32_t end) {
  const Cell* const cell = cell_around(unit, begin);
  if (!cell || end > cell->end) return false;
  const auto blank = [&](std::uint32_t from, std::uint32_t to) {
    return unit.text.substr(from, to - from).find_first_not_of(" \"'") == std::string_view::npos;
  };
  return blank(cell->begin, begin) && blank(end, cell->end);
}

bool is_capitalised(const UnitSearch& unit, const PersonWord& word) {
  const std::uint32_t at = unit.folded->source(word.begin);
  const std::string_view source = unit.source->text;
  if (at >= source.size()) return false;
  const auto c = static_cast<unsigned char>(source[at]);
  return (c >= 'A' && c <= 'Z') || c >= 0x80;  // beyond ASCII the case is not looked at
}

bool is_written_large(const UnitSearch& unit, const PersonWord& word) {
  const std::string_view source = unit.source->text;
  const std::uint32_t begin = unit.folded->source(word.begin), end = unit.folded->source(word.end - 1) + 1;
  if (end > source.size() || begin >= end) return false;
  return std::ranges::none_of(source.substr(begin, end - begin), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool has_student_word(const UnitSearch& unit, std::uint32_t begin, std::uint32_t end) {
  const std::uint32_t from = begin > kContextBytes ? begin - kContextBytes : 0;
  const std::string_view before = unit.text.substr(from, begin - from);
  const std::string_view after = unit.text.substr(std::min<std::size_t>(end, unit.text.size()), kContextBytes);
  return std::ranges::any_of(kStudentWords, [&](std::string_view word) {
    return has_whole_word(before, word, true) || has_whole_word(after, word, true);
  });
}

double name_shape_factor(const UnitSearch& unit, const Candidate& candidate, const Roster& roster) {
  const bool common = std::ranges::any_of(candidate.people, [&](PersonId p) { return roster.person(p).common_word_name; });
  if (!common || cell_around(unit, candidate.begin)) return 1;
  bool capitals = true;
  for (auto word = std::ranges::lower_bound(unit.words, candidate.begin, {}, &PersonWord::begin);
       word != unit.words.end() && word->begin < candidate.end; ++word) {
    capitals = capitals && is_capitalised(unit, *word);
  }
  const bool student_word = has_student_word(unit, candidate.begin, candidate.end);
  if (!capitals) return student_word ? 0.65 : 0.35;
  if (begins_sentence(unit.text, candidate.begin)) return student_word ? 0.90 : 0.65;
  return student_word ? 1.0 : 0.90;
}

bool has_title(const UnitSearch& unit, std::uint32_t begin) {
  constexpr auto kTitles = std::to_array<std::string_view>({"coach", "doctor", "dr", "maestra", "maestro", "miss", "mr", "mrs", "ms", "nurse",
                                                            "officer", "pastor", "principal", "prof", "professor", "senor", "senora",
                                                            "sr", "sra", "superintendent"});
  const auto word = std::ranges::lower_bound(unit.words, begin, {}, &PersonWord::begin);
  if (word == unit.words.begin() || begin - (word - 1)->end > 2) return false;
  const PersonWord& before = *(word - 1);
  const std::string_view between = unit.text.substr(before.end, begin - before.end);
  if (between != " " && between != ". " && between != ".") return false;
  return std::ranges::find(kTitles, unit.text.substr(before.begin, before.end - before.begin)) != kTitles.end();
}

LinePart line_around(std::string_view text, std::uint32_t begin, std::uint32_t end, std::uint32_t reach) {
  const std::uint32_t from = begin > reach ? begin - reach : 0;
  const auto before = text.substr(from, begin - from).rfind('\n');
  const std::string_view after = text.substr(end, reach);
  return {before == std::string_view::npos ? from : from + static_cast<std::uint32_t>(before) + 1,
          end + static_cast<std::uint32_t>(std::min(after.find('\n'), after.size()))};
}

bool is_correspondence_line(std::string_view text, std::uint32_t at) {
  constexpr std::uint32_t kReach = 160;
  const LinePart part = line_around(text, at, at, kReach);
  const std::string_view line = text.substr(part.begin, part.end - part.begin);
  const auto first = line.find_first_not_of("> \t*");
  if (first == std::string_view::npos) return false;
  const std::string_view words = line.substr(first);
  const bool header = words.starts_with("from:") || words.starts_with("de:") || words.starts_with("sent:") || words.starts_with("cc:");
  if (header) return true;
  if (words.starts_with("to:") && words.find('@') != std::string_view::npos) return true;
  const auto last = line.find_last_not_of(" \r:");
  return last != std::string_view::npos && line.substr(0, last + 1).ends_with(" wrote") && words.starts_with("on ");
}

bool is_like_date(std::string_view digits) {
  if (digits.size() != 6 && digits.size() != 8) return false;
  if (!std::ranges::all_of(digits, is_digit)) return false;
  const auto two = [&](std::size_t at) { return (digits[at] - '0') * 10 + (digits[at + 1] - '0'); };
  const bool year = digits.starts_with("19") || digits.starts_with("20");
  return year && two(4) >= 1 && two(4) <= 12 && (digits.size() == 6 || (two(6) >= 1 && two(6) <= 31));
}

NumberOf number_of(const UnitSearch& unit, const Candidate& candidate) {
  const std::string_view number = unit.text.substr(candidate.begin, candidate.end - candidate.begin);
  if (const Cell* cell = cell_around(unit, candidate.begin)) {
    if (const Cell* head = head_of(unit, *cell)) return label_of(unit.text.substr(head->begin, head->end - head->begin), number);
  }
  const std::uint32_t begin = candidate.begin > kLabelBytesMax ? candidate.begin - kLabelBytesMax : 0;
  std::string_view before = unit.text.substr(begin, candidate.begin - begin);
  if (const auto line = before.rfind('\n'); line != std::string_view::npos) before.remove_prefix(line + 1);
  return label_of(before, number);
}

}  // namespace hallpass
