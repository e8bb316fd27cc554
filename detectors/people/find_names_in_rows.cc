// Rosters and grade books often give given and family name a column each. Where the first row names such
// columns they are paired; where it does not, neighbouring cells that hold nothing but name words are.
#include <algorithm>
#include <array>

#include "detectors/people/person_search.h"

namespace hallpass {
namespace {

constexpr double kNamedColumns = 0.97;
constexpr double kNeighbours = 0.90;

using Row = std::span<const Cell>;

bool has_word(std::string_view text, std::span<const std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

constexpr std::array<std::string_view, 7> kGivenHeads{"first", "given", "forename", "nombre", "fname", "preferred", "prenom"};
constexpr std::array<std::string_view, 5> kFamilyHeads{"last", "family", "surname", "apellido", "lname"};

struct NameColumns {
  int given = -1;
  int family = -1;
};

class RowReader {
 public:
  RowReader(UnitSearch& unit, const Roster& roster) : unit_(unit), roster_(roster) {}

  void read_table(Row cells) {
    NameColumns columns;
    for (std::size_t i = 0; i < cells.size();) {
      std::size_t end = i;
      while (end < cells.size() && cells[end].row == cells[i].row) ++end;
      const Row row = cells.subspan(i, end - i);
      if (i == 0) columns = columns_of(row);
      columns.given >= 0 && columns.family >= 0 && i > 0 ? read_columns(row, columns) : read_neighbours(row);
      i = end;
    }
  }

 private:
  std::string_view text_of(const Cell& cell) const { return unit_.text.substr(cell.begin, cell.end - cell.begin); }

  NameColumns columns_of(Row head) const {
    NameColumns columns;
    for (const Cell& cell : head) {
      const std::string_view text = text_of(cell);
      if (text.size() > 40) continue;
      if (columns.family < 0 && has_word(text, kFamilyHeads)) columns.family = cell.column;
      else if (columns.given < 0 && has_word(text, kGivenHeads)) columns.given = cell.column;
    }
    return columns;
  }

  // The letters of a cell that holds one to four name words and nothing else; else empty.
  std::string name_in(const Cell& cell) const {
    const auto first = std::ranges::lower_bound(unit_.words, cell.begin, {}, &PersonWord::begin);
    std::string letters;
    int words = 0;
    for (auto word = first; word != unit_.words.end() && word->begin < cell.end; ++word) {
      if (words > 0 && is_name_suffix(unit_.text.substr(word->begin, word->end - word->begin))) continue;
      if (++words > 4 || (!word->name_part && !word->initial)) return {};
      if (!word->initial) append_letters(letters, unit_.text, *word);
    }
    return letters;
  }

  bool add(const Cell& given, const Cell& family, double certainty) {
    const std::string first = name_in(given);
    const std::string last = name_in(family);
    if (first.empty() || last.empty()) return false;
    auto people = roster_.find(RosterField::full_name, first + last);
    if (people.empty()) {
      people = roster_.find(RosterField::nickname_name, first + last);
      certainty -= 0.06;
    }
    if (people.empty()) return false;
    const Cell& left = given.begin < family.begin ? given : family;
    const Cell& right = given.begin < family.begin ? family : given;
    const bool together = right.column == left.column + 1;
    unit_.found.push_back({.begin = left.begin, .end = together ? right.end : left.end, .kind = MentionKind::full_name,
                           .people = people, .certainty = certainty,
                           .given_begin = given.begin, .given_end = given.end});
    return true;
  }

  void read_columns(Row row, NameColumns columns) {
    const auto given = std::ranges::find(row, columns.given, &Cell::column);
    const auto family = std::ranges::find(row, columns.family, &Cell::column);
    if (given != row.end() && family != row.end()) add(*given, *family, kNamedColumns);
  }

  void read_neighbours(Row row) {
    for (std::size_t i = 0; i + 1 < row.size(); ++i) {
      if (row[i + 1].column != row[i].column + 1) continue;
      if (add(row[i], row[i + 1], kNeighbours) || add(row[i + 1], row[i], kNeighbours)) ++i;
    }
  }

  UnitSearch& unit_;
  const Roster& roster_;
};

}  // namespace

void find_names_in_rows(UnitSearch& unit, const Roster& roster) {
  const Row cells(unit.folded->cells);
  RowReader reader(unit, roster);
  for (std::size_t i = 0; i < cells.size();) {
    std::size_t end = i;
    while (end < cells.size() && cells[end].table == cells[i].table) ++end;
    reader.read_table(cells.subspan(i, end - i));
    i = end;
  }
}

}  // namespace hallpass
