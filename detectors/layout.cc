// Rows come from the cells; what lies between tables is cut at line ends. A paragraph ends at a blank line
// (quoting marks do not make a line less blank) and at a table's border; every table row is its own.
#include "detectors/layout.h"

#include <algorithm>
#include <array>

#include "base/address.h"
#include "detectors/labels.h"
#include "detectors/text_tables.h"

namespace hallpass {
namespace {

bool is_blank(std::string_view line) {
  return std::ranges::all_of(line, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '>' || c == '|'; });
}

bool is_text(UnitKind kind) { return kind == UnitKind::body || kind == UnitKind::attachment || kind == UnitKind::hidden; }

std::vector<Table> tables_of(std::span<const Cell> cells) {
  std::vector<Table> tables;
  for (std::size_t i = 0; i < cells.size();) {
    std::size_t end = i;
    while (end < cells.size() && cells[end].table == cells[i].table && cells[end].row == cells[i].row) ++end;
    const bool new_table = tables.empty() || i == 0 || cells[i - 1].table != cells[i].table;
    if (new_table) tables.emplace_back();
    tables.back().rows.push_back({cells[i].begin, std::max(cells[i].begin, cells[end - 1].end), cells.subspan(i, end - i)});
    i = end;
  }
  return tables;
}

class LineCutter {
 public:
  explicit LineCutter(UnitLayout& unit) : unit_(unit) {}

  void cut() {
    std::uint32_t at = 0;
    for (std::size_t t = 0; t < unit_.tables.size(); ++t) {
      const Table& table = unit_.tables[t];
      cut_prose(at, table.rows.front().begin);
      for (std::uint32_t r = 0; r < table.rows.size(); ++r) {
        ++paragraph_;
        unit_.lines.push_back({table.rows[r].begin, table.rows[r].end, paragraph_, static_cast<std::int32_t>(t), r, 0, 0});
      }
      ++paragraph_;
      at = std::max(at, table.rows.back().end);
    }
    cut_prose(at, static_cast<std::uint32_t>(unit_.text.size()));
  }

 private:
  void cut_prose(std::uint32_t begin, std::uint32_t end) {
    while (begin < end) {
      const std::size_t found = unit_.text.find('\n', begin);
      const auto line_end = static_cast<std::uint32_t>(std::min<std::size_t>(found, end));
      if (is_blank(unit_.text.substr(begin, line_end - begin))) {
        ++paragraph_;
      } else {
        unit_.lines.push_back({begin, line_end, paragraph_, -1, 0, 0, 0});
      }
      begin = line_end + 1;
    }
    ++paragraph_;
  }

  UnitLayout& unit_;
  std::uint32_t paragraph_ = 0;
};

std::uint32_t count_named_rows(std::string_view text, const Table& table) {
  if (table.name_column < 0) return 0;
  std::uint32_t count = 0;
  for (std::size_t row = 1; row < table.rows.size(); ++row) count += names_somebody(text, table, row);
  return count;
}

// Which mentions tell whom a text is about: names and numbers, and a student's own address.
bool identifies(const Mention& mention) {
  switch (mention.kind) {
    case MentionKind::number:
    case MentionKind::state_number:
    case MentionKind::employee_number:
    case MentionKind::full_name:
    case MentionKind::email: return !mention.people.empty();
    default: return false;
  }
}

// "> From: Dana Hill", "Cc: ...": who wrote to whom, not whom it is about.
bool in_quoted_header(std::string_view text, std::uint32_t at) {
  std::size_t begin = at > 0 ? text.rfind('\n', at - 1) : std::string_view::npos;
  begin = begin == std::string_view::npos ? 0 : begin + 1;
  while (begin < at && (text[begin] == '>' || text[begin] == ' ' || text[begin] == '*')) ++begin;
  const std::string_view line = text.substr(begin, at - begin);
  return std::ranges::any_of(std::array<std::string_view, 7>{"from:", "to:", "cc:", "bcc:", "de:", "para:", "sender:"},
                             [&](std::string_view field) { return line.starts_with(field); }) ||
         (line.starts_with("on ") && text.substr(at, 200).substr(0, text.substr(at, 200).find('\n')).find("wrote:") != std::string_view::npos);
}

void sort_people(const Evidence& evidence, Layout& layout) {
  const std::string sender = normalize_address(evidence.envelope.sender);
  const auto senders = evidence.roster.find(RosterField::email, sender);
  for (const Mention& mention : evidence.mentions) {
    if (!identifies(mention) || mention.unit >= layout.units.size()) continue;
    UnitLayout& unit = layout.units[mention.unit];
    const Seen seen{mention.begin, mention.end, mention.people.front(), mention.confidence, mention.kind};
    switch (evidence.roster.person(seen.person).role) {
      case PersonRole::student:
        if (mention.kind != MentionKind::email) unit.students.push_back(seen);
        break;
      case PersonRole::staff:
        // The sender's own name is a signature.
        if (std::ranges::find(senders, seen.person) != senders.end() || in_quoted_header(unit.text, seen.begin)) break;
        unit.staff.push_back(seen);
        break;
      case PersonRole::guardian: unit.guardians.push_back(seen); break;
    }
  }
}

void assign_students(UnitLayout& unit) {
  std::uint32_t at = 0;
  for (Line& line : unit.lines) {
    while (at < unit.students.size() && unit.students[at].begin < line.begin) ++at;
    line.first_student = at;
    while (at < unit.students.size() && unit.students[at].begin < line.end) ++at;
    line.last_student = at;
  }
}

void keep_distinct(std::vector<PersonId>& people) {
  std::ranges::sort(people);
  people.erase(std::unique(people.begin(), people.end()), people.end());
}

// Address headers name who writes to whom, not whom the message is about.
bool is_address_header(const UnitLayout& unit) {
  return unit.kind == UnitKind::header && unit.path != "header/Subject" && unit.path != "header/subject";
}

}  // namespace

const Cell* Table::cell(std::size_t row, std::uint16_t column) const {
  if (row >= rows.size()) return nullptr;
  const auto found = std::ranges::find(rows[row].cells, column, &Cell::column);
  return found == rows[row].cells.end() ? nullptr : &*found;
}

std::size_t Table::column_count() const {
  return rows.empty() || rows.front().cells.empty() ? 0 : rows.front().cells.back().column + std::size_t{1};
}

std::size_t UnitLayout::line_at(std::uint32_t at) const {
  const auto after = std::ranges::upper_bound(lines, at, {}, &Line::begin);
  return after == lines.begin() ? lines.size() : static_cast<std::size_t>(after - lines.begin()) - 1;
}

UnitLayout lay_out_text(std::string_view text, std::span<const Hit> hits) {
  UnitLayout unit;
  unit.text = text;
  unit.hits = hits;
  LineCutter(unit).cut();
  return unit;
}

Layout lay_out(const Evidence& evidence) {
  Layout layout;
  layout.units.resize(evidence.folded.size());
  auto hit = evidence.hits.begin();
  for (std::size_t i = 0; i < evidence.folded.size(); ++i) {
    UnitLayout& unit = layout.units[i];
    unit.kind = evidence.message.units[i].kind;
    unit.path = evidence.message.units[i].path;
    unit.text = evidence.folded[i].text;
    const std::vector<Cell>& cells = evidence.folded[i].cells;
    if (cells.empty() && is_text(unit.kind)) unit.text_cells = find_text_tables(unit.text);
    unit.tables = tables_of(cells.empty() ? unit.text_cells : cells);
    LineCutter(unit).cut();
    for (Table& table : unit.tables) {
      table.name_column = find_name_column(unit.text, table);
      table.named_rows = count_named_rows(unit.text, table);
    }
    unit.labelled = find_labelled_names(unit);
    const auto first = hit;
    while (hit != evidence.hits.end() && hit->unit == i) ++hit;
    unit.hits = {first, hit};
    unit.terms_present.note_all(unit.hits);
  }
  sort_people(evidence, layout);
  for (UnitLayout& unit : layout.units) {
    assign_students(unit);
    if (is_address_header(unit)) continue;
    for (const Seen& seen : unit.students) {
      // The figures in a file's properties are dates and versions.
      if (unit.kind != UnitKind::metadata || seen.kind == MentionKind::full_name) layout.students.push_back(seen.person);
    }
    for (const Seen& seen : unit.staff) layout.staff.push_back(seen.person);
    if (unit.kind == UnitKind::header || unit.kind == UnitKind::file_name) {
      for (const Seen& seen : unit.students) layout.subject_students.push_back(seen.person);
    }
  }
  keep_distinct(layout.students);
  keep_distinct(layout.subject_students);
  keep_distinct(layout.staff);
  return layout;
}

}  // namespace hallpass
