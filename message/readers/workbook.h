// Workbook: what the sheets of an xlsx file share: their names, the strings, the number formats.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "message/readers/number_format.h"
#include "message/sink.h"
#include "message/unit_writer.h"

namespace hallpass {

struct SheetInfo {
  std::string name;
  std::string relation;
  bool hidden = false;
};

class SharedStrings {
 public:
  // Bounded by Limits::text_bytes_max; false: no room.
  bool add(std::string_view text, const Limits& limits);
  // Marks it as used. Empty where there is no such string.
  std::string_view use(std::size_t index);
  // Strings that no cell shows: what was deleted from the sheets often stays here.
  void write_unused(UnitWriter& out) const;
  std::size_t size() const { return ends_.size(); }

 private:
  std::string_view at(std::size_t index) const;
  std::string text_;
  std::vector<std::uint32_t> ends_;
  std::vector<bool> used_;
};

struct Workbook {
  bool date1904 = false;
  std::vector<SheetInfo> sheets;
  std::map<std::string, std::string, std::less<>> targets;  // relation id -> "xl/worksheets/sheet1.xml"
  std::vector<NumberFormat> formats;
  std::vector<std::uint32_t> style_format;  // cell style -> index into formats
  SharedStrings strings;
  std::map<std::string, std::size_t, std::less<>> sheet_by_member;

  // After the workbook's parts were read: joins names and members.
  void link_sheets();
  const SheetInfo* sheet_at(std::string_view member) const;
  const NumberFormat& format_of(std::size_t style) const;
};

// Is `member` one of the parts that sheets need? Then it must be read before them.
[[nodiscard]] bool is_workbook_part(std::string_view member);

class ZipWalk;
// Reads the member that `walk` stands at.
void read_workbook_part(ZipWalk& walk, Workbook& book, Sink& sink);

// Reads a sheet's member: cells by row and column, hidden rows and columns apart.
void read_sheet(ZipWalk& walk, Workbook& book, UnitKind kind, Sink& sink);

}  // namespace hallpass
