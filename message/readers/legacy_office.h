// The formats inside a compound file: each reads the streams of one folder of it. `folder` is "" for the
// document itself; an embedded one is read under its own folder. `suffix` leads its units' paths.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "message/readers/compound_file.h"
#include "message/sink.h"

namespace hallpass {

struct LegacyPlace {
  const CompoundFile& file;
  std::string folder;
  std::string suffix;
  UnitKind kind;
  Sink& sink;

  // Empty where there is no such stream.
  std::string stream(std::string_view name) const;
};

// A file that was dropped into a document (the stream "\1Ole10Native" behind its length): its names, then its
// bytes. (ole.cc)
[[nodiscard]] std::optional<Member> dropped_file(std::string_view bytes);

void read_word_streams(const LegacyPlace& place);         // word_binary.cc: WordDocument, 0Table, 1Table
void read_excel_stream(const LegacyPlace& place, std::string_view stream);  // excel_binary.cc: Workbook, Book
void read_powerpoint_stream(const LegacyPlace& place);    // powerpoint_binary.cc
void read_outlook_streams(const LegacyPlace& place);      // outlook_message.cc
void read_property_set(const LegacyPlace& place, std::string_view stream);  // property_set.cc: SummaryInformation

}  // namespace hallpass
