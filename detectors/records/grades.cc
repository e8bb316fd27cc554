// record.grades: marks, scores, GPA, class rank. Beside its words it knows a gradebook by its columns: a
// column of letter grades is one whatever stands over it.
#include "detectors/records/record_detector.h"

#include <algorithm>

namespace hallpass {
namespace {

constexpr RecordTraits kGrades{.category = "record.grades"};

std::string_view trimmed(std::string_view cell) {
  while (!cell.empty() && cell.front() == ' ') cell.remove_prefix(1);
  while (!cell.empty() && (cell.back() == ' ' || cell.back() == '\r')) cell.remove_suffix(1);
  return cell;
}

// "88", "79.5", "83.6%", "17/20", "3"; "2481" is a scale score.
bool is_number_grade(std::string_view cell) {
  cell = trimmed(cell);
  if (cell.empty() || cell.size() > 8 || cell.front() == '$') return false;
  const std::size_t whole = std::min(cell.find_first_not_of("0123456789"), cell.size());
  if (whole > 3 || (whole == 3 && cell[0] != '1')) return false;
  return std::ranges::all_of(cell, [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == '%' || c == '/'; });
}

bool is_letter_grade(std::string_view cell) {
  cell = trimmed(cell);
  if (cell.empty() || cell.size() > 2) return false;
  const bool letter = (cell[0] >= 'a' && cell[0] <= 'd') || cell[0] == 'f';
  return letter && (cell.size() == 1 || cell[1] == '+' || cell[1] == '-');
}

// A single letter that no mark is: positions, teams, sizes and groups have them.
bool is_other_letter(std::string_view cell) {
  cell = trimmed(cell);
  return cell.size() == 1 && cell[0] >= 'a' && cell[0] <= 'z' && std::string_view("abcdefinopsuw").find(cell[0]) == std::string_view::npos;
}

class Grades final : public RecordDetector {
 public:
  explicit Grades(const DetectorContext& context) : RecordDetector(kGrades, context) {}

 protected:
  bool fits_column(const UnitLayout& unit, const Table& table, std::uint16_t column) const override {
    std::size_t marks = 0, filled = 0;
    for (std::size_t row = 1; row < table.rows.size(); ++row) {
      const Cell* cell = table.cell(row, column);
      if (!cell || cell->begin == cell->end) continue;
      const std::string_view text = unit.text.substr(cell->begin, cell->end - cell->begin);
      ++filled;
      marks += is_letter_grade(text) || is_number_grade(text) || text == "inc" || text == "p" || text == "np";
    }
    return marks * 2 >= filled && marks > 0;
  }

  void add_shapes(const UnitLayout& unit, std::vector<Sign>& signs) const override {
    for (const Table& table : unit.tables) {
      const std::size_t columns = std::min<std::size_t>(table.column_count(), 200);
      for (std::uint16_t column = 0; column < columns; ++column) add_letter_column(unit, table, column, signs);
    }
  }

 private:
  static void add_letter_column(const UnitLayout& unit, const Table& table, std::uint16_t column, std::vector<Sign>& signs) {
    std::size_t letters = 0, filled = 0, kinds = 0;
    char last = 0;
    for (std::size_t row = 1; row < table.rows.size(); ++row) {
      const Cell* cell = table.cell(row, column);
      if (!cell || cell->begin == cell->end) continue;
      const std::string_view text = unit.text.substr(cell->begin, cell->end - cell->begin);
      ++filled;
      if (is_other_letter(text)) return;
      if (!is_letter_grade(text)) continue;
      ++letters;
      kinds += text.front() != last;
      last = text.front();
    }
    if (filled < 2 || letters * 3 < filled * 2 || kinds < 2) return;
    const Row& head = table.rows.front();
    signs.push_back({head.begin, head.begin + 1, kStrong, kShapeWords, true});
  }
};

}  // namespace

std::unique_ptr<Detector> make_record_grades(const DetectorContext& context) { return std::make_unique<Grades>(context); }

}  // namespace hallpass
