// Workbooks in binary form (xlsb, [MS-XLSB]): the members of the zip are streams of records, what they say
// is what an xlsx says in XML. Called by ooxml.cc member by member.
#pragma once

#include <string_view>

#include "message/readers/workbook.h"

namespace hallpass {

class ZipWalk;

// Is `member` one that sheets need? Then it must be read before them.
[[nodiscard]] bool is_binary_book_part(std::string_view member);
void read_binary_book_part(ZipWalk& walk, Workbook& book, Sink& sink);

void read_binary_sheet(ZipWalk& walk, Workbook& book, UnitKind kind, Sink& sink);
void read_binary_comments(ZipWalk& walk, Sink& sink);

}  // namespace hallpass
