// Layout: how one message lies on the page, and who stands where in it. Units are cut into lines (a table
// row is a line), lines into paragraphs; the people recognised are sorted into them. Built once a message by
// detect(), read by every detector. Offsets are those of the folded text.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "detectors/terms/misspellings.h"
#include "hallpass/evidence.h"

namespace hallpass {

// A person recognised at a place.
struct Seen {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  PersonId person = kNobody;
  double confidence = 0;
  MentionKind kind = MentionKind::full_name;
};

// A name after a label ("Student: ...") or a name cell, whether the roster knows it or not.
enum class LabelKind : std::uint8_t { student, employee };
struct Labelled {
  std::uint32_t begin = 0;  // of the name
  std::uint32_t end = 0;
  LabelKind kind = LabelKind::student;
};

struct Line {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t paragraph = 0;
  std::int32_t table = -1;   // index into UnitLayout::tables; -1: not a table row
  std::uint32_t row = 0;
  std::uint32_t first_student = 0;  // UnitLayout::students[first_student, last_student)
  std::uint32_t last_student = 0;
};

struct Row {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::span<const Cell> cells;  // in order of columns
};

struct Table {
  std::vector<Row> rows;
  std::int32_t name_column = -1;  // headed as people's names; -1: none
  std::uint32_t named_rows = 0;   // rows with somebody's name in that column

  const Cell* cell(std::size_t row, std::uint16_t column) const;
  std::size_t column_count() const;
};

// Which terms have a hit in a unit, as bits; and what a detector made of them, remembered. Of one message, and so of one
// thread.
class TermsPresent {
 public:
  static constexpr std::size_t kHitsMin = 256;  // with fewer the hits themselves are looked through
  void note_all(std::span<const Hit> hits) {
    if (hits.size() < kHitsMin) return;
    for (const Hit& hit : hits) {
      if (hit.term & kMisspeltBit) continue;
      if (present_.size() <= hit.term) present_.resize(hit.term + std::size_t{1}, false);
      present_[hit.term] = true;
    }
  }
  bool has_bits() const { return !present_.empty(); }
  bool has(TermId term) const { return term < present_.size() && present_[term]; }

  // What make() returned when `asker` first asked.
  template <typename Make>
  std::uint32_t remembered(const void* asker, Make&& make) const {
    for (const auto& [known, value] : remembered_) {
      if (known == asker) return value;
    }
    return remembered_.emplace_back(asker, make()).second;
  }

 private:
  std::vector<bool> present_;
  mutable std::vector<std::pair<const void*, std::uint32_t>> remembered_;
};

struct UnitLayout {
  UnitKind kind = UnitKind::body;
  std::string_view path;
  std::string_view text;         // folded
  std::vector<Line> lines;       // in order; blank lines left out
  std::vector<Cell> text_cells;  // of tables typed into plain text; the reader's cells are the message's
  std::vector<Table> tables;
  std::vector<Seen> students;    // by name or number, sorted by begin
  std::vector<Seen> staff;
  std::vector<Seen> guardians;
  std::vector<Labelled> labelled;
  std::span<const Hit> hits;     // of this unit
  std::vector<Hit> told;         // of `hits`, those of stories (detectors/stories); detect() sorts them out
  TermsPresent terms_present;    // by `hits`

  // The line that holds `at`, or the last one before it; lines.size() where there is none.
  std::size_t line_at(std::uint32_t at) const;
  std::string_view line_text(std::size_t line) const { return text.substr(lines[line].begin, lines[line].end - lines[line].begin); }
};

struct Layout {
  std::vector<UnitLayout> units;          // one for each of evidence.folded
  std::vector<PersonId> students;         // everybody recognised anywhere but in address headers, ascending
  std::vector<PersonId> subject_students; // in the Subject or in a file name
  std::vector<PersonId> staff;
};

// A text by itself: no people in it, no tables. `text` and `hits` outlive it.
[[nodiscard]] UnitLayout lay_out_text(std::string_view text, std::span<const Hit> hits);

// Linear in text, cells and mentions.
[[nodiscard]] Layout lay_out(const Evidence& evidence);

}  // namespace hallpass
