// A label is a known word or two before a colon, at the front of a line or after a wide gap; what follows
// must look like a name: two to four words of letters. A head is a cell of a table's first row that has
// such a word in it.
#include "detectors/labels.h"

#include <algorithm>
#include <array>

#include "detectors/terms/tokens.h"

namespace hallpass {
namespace {

constexpr std::array<std::string_view, 26> kStudentLabels{
    "alumna", "alumno", "applicant child", "camper", "child", "child name", "child's name", "estudiante", "learner",
    "learner name", "name of child", "name of pupil", "name of student", "name of the student", "nino", "nina",
    "nombre del alumno", "nombre del estudiante", "patient", "patient name", "pupil", "pupil name", "student", "student name",
    "student's name", "student/pupil"};
constexpr std::array<std::string_view, 12> kEmployeeLabels{
    "applicant", "candidate", "employee", "employee name", "employee's name", "empleada", "empleado", "name of employee",
    "staff member", "teacher evaluated", "teacher's name", "evaluatee"};

constexpr std::array<std::string_view, 33> kNameHeads{
    "alumna", "alumno", "apellido", "apellidos", "athlete", "buddy", "camper", "child", "employee", "estudiante", "first",
    "firstname", "fname", "kid", "last", "lastname", "learner", "lname", "name", "names", "nino", "nombre", "player",
    "pupil", "rider", "scholar", "singer", "staff", "student", "students", "teacher", "participant", "patient"};

// On a blank form the next label stands where the name would: "Student: Date of Birth".
constexpr std::array<std::string_view, 33> kFormWords{
    "address", "age", "and", "birth", "date", "goal", "goals", "iep", "progress", "scores", "services", "test", "work", "district", "dob", "grade", "guardian", "if", "is", "meeting", "name", "number", "of", "or",
    "parent", "phone", "school", "sex", "signature", "student", "teacher", "the", "your"};

// Nobody is called so: the people of samples, layouts and dummy rows.
constexpr std::array<std::string_view, 14> kSampleNames{"doe", "dummy", "ejemplo", "example", "fulano", "placeholder", "prueba",
                                                        "sample", "student1", "student2", "test", "test1", "test2", "testing"};

constexpr std::array<std::string_view, 24> kGroupWords{
    "all", "asian", "black", "boys", "disabilities", "ell", "female", "girls", "grade", "grades", "group", "hispanic", "iep", "kindergarten",
    "learners", "male", "multiracial", "native", "other", "school", "student", "students", "total", "white"};

bool is_name_text(std::string_view text) {
  std::size_t words = 0, letters = 0, others = 0;
  for_each_word(text, [&](std::size_t begin, std::size_t end) {
    ++words;
    const std::string_view word = text.substr(begin, end - begin);
    if (std::ranges::find(kFormWords, word) != kFormWords.end() || std::ranges::find(kSampleNames, word) != kSampleNames.end()) ++others;
    letters += end - begin;
    for (std::size_t i = begin; i < end; ++i) others += is_digit(text[i]);
  });
  return words >= 2 && words <= 5 && letters >= 4 && others == 0 && text.find('_') == std::string_view::npos &&
         text.find('[') == std::string_view::npos && text.find('<') == std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t' || text.front() == '\r' || text.front() == '>')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

// The label that ends before `colon`: back to a wide gap, a tab or a sentence's punctuation.
std::string_view label_before(std::string_view line, std::size_t colon) {
  std::size_t begin = colon;
  while (begin > 0 && colon - begin < 24) {
    const char c = line[begin - 1];
    if (c == '\t' || c == '.' || c == ';' || c == '>' || c == '|' || c == '(' || c == ',') break;
    if (c == ' ' && begin >= 2 && line[begin - 2] == ' ') break;
    --begin;
  }
  return trimmed(line.substr(begin, colon - begin));
}

// What stands after `colon` up to a wide gap, a tab, a bracket or the next label.
std::string_view value_after(std::string_view line, std::size_t colon) {
  std::size_t begin = colon + 1;
  while (begin < line.size() && (line[begin] == ' ' || line[begin] == '\t')) ++begin;
  std::size_t end = begin;
  std::size_t commas = 0;
  while (end < line.size() && end - begin < 60) {
    const char c = line[end];
    if (c == '\t' || c == '(' || c == ';' || c == '|' || c == '#' || is_digit(c)) break;
    if (c == ',' && ++commas == 2) break;
    if (c == ' ' && end + 1 < line.size() && line[end + 1] == ' ') break;
    ++end;
  }
  std::string_view value = trimmed(line.substr(begin, end - begin));
  for (std::string_view stop : {", grade", " grade", ", age", " dob", " age", " teacher"}) {
    if (const std::size_t found = value.find(stop); found != std::string_view::npos) value = value.substr(0, found);
  }
  return value;
}

bool is_name_cell(std::string_view cell) {
  std::size_t letters = 0, words = 0;
  bool group = cell.find('_') != std::string_view::npos || cell.find(':') != std::string_view::npos || trimmed(cell).starts_with('(');
  for_each_word(cell, [&](std::size_t begin, std::size_t end) {
    letters += end - begin;
    const std::string_view word = cell.substr(begin, end - begin);
    ++words;
    group |= std::ranges::find(kGroupWords, word) != kGroupWords.end() || std::ranges::find(kFormWords, word) != kFormWords.end() ||
             std::ranges::find(kSampleNames, word) != kSampleNames.end() || std::ranges::any_of(word, is_digit);
  });
  return letters >= 2 && words <= 5 && !group;
}

// Underscores, "Y / N" and tick boxes wait to be filled in.
bool is_filled(std::string_view cell) {
  return std::ranges::any_of(cell, is_word_byte) && trimmed(cell) != "y / n" && trimmed(cell) != "yes / no" && trimmed(cell) != "y/n";
}

}  // namespace

std::int32_t find_name_column(std::string_view text, const Table& table) {
  if (table.rows.size() < 2) return -1;
  for (const Cell& cell : table.rows.front().cells) {
    const std::string_view head = text.substr(cell.begin, cell.end - cell.begin);
    if (head.size() > 40) continue;
    bool names = false;
    for_each_word(head, [&](std::size_t begin, std::size_t end) {
      names |= std::ranges::find(kNameHeads, head.substr(begin, end - begin)) != kNameHeads.end();
    });
    if (names && head.find("id") == std::string_view::npos) return cell.column;
    if (names && head.find("name") != std::string_view::npos) return cell.column;
  }
  return -1;
}

bool names_somebody(std::string_view text, const Table& table, std::size_t row) {
  const auto of = [&](const Cell& cell) { return text.substr(cell.begin, cell.end - cell.begin); };
  const std::span<const Cell> cells = table.rows[row].cells;
  const auto name = std::ranges::find(cells, table.name_column, &Cell::column);
  if (name == cells.end() || !is_name_cell(of(*name))) return false;
  return table.column_count() < 2 || std::ranges::any_of(cells, [&](const Cell& cell) { return cell.column != table.name_column && is_filled(of(cell)); });
}

std::vector<Labelled> find_labelled_names(const UnitLayout& unit) {
  std::vector<Labelled> result;
  for (const Line& at : unit.lines) {
    const std::string_view line = unit.text.substr(at.begin, at.end - at.begin);
    for (std::size_t colon = line.find(':'); colon != std::string_view::npos; colon = line.find(':', colon + 1)) {
      const std::string_view label = label_before(line, colon);
      const bool student = std::ranges::find(kStudentLabels, label) != kStudentLabels.end();
      const bool employee = !student && std::ranges::find(kEmployeeLabels, label) != kEmployeeLabels.end();
      if (!student && !employee) continue;
      const std::string_view value = value_after(line, colon);
      if (!is_name_text(value)) continue;
      const auto begin = static_cast<std::uint32_t>(value.data() - unit.text.data());
      result.push_back({begin, begin + static_cast<std::uint32_t>(value.size()), student ? LabelKind::student : LabelKind::employee});
    }
  }
  return result;
}

}  // namespace hallpass
