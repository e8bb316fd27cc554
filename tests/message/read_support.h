// For tests of readers: one document or mail read in process, and short looks at the answer.
#pragma once

#include <algorithm>
#include <chrono>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/reader.h"

namespace hallpass::test {

inline Deadline in_ms(int ms) { return std::chrono::steady_clock::now() + std::chrono::milliseconds(ms); }

// `bytes` as the only attachment of an empty message, called `file_name`.
inline Message read_document(std::string_view bytes, std::string_view file_name = {}, const Limits& limits = {}) {
  static const auto reader = make_inline_reader();
  return reader->read_document({bytes}, file_name, limits, in_ms(60'000));
}

inline Message read_mail(std::string_view bytes, const Limits& limits = {}) {
  static const auto reader = make_inline_reader();
  return reader->read({bytes}, limits, in_ms(60'000));
}

// A file that stands below tests/message/readers: "pictures/english.png".
inline std::string sample_file(std::string_view name) {
  std::ifstream file(std::string(HALLPASS_SOURCE_DIR) + "/tests/message/readers/" + std::string(name), std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

// Does a note say this? Nothing is always said.
inline bool says(const Message& message, std::string_view detail) {
  return detail.empty() || std::ranges::any_of(message.notes, [detail](const Note& note) { return note.detail.find(detail) != std::string::npos; });
}

// "path: text\n" of every unit, in order; of one kind alone where asked.
inline std::string all_text(const Message& message) {
  std::string text;
  for (const Unit& unit : message.units) text += unit.path + ": " + unit.text + "\n";
  return text;
}

// The texts of the units of one kind, joined; file names left out unless asked for.
inline std::string text_of(const Message& message, UnitKind kind = UnitKind::attachment) {
  std::string text;
  for (const Unit& unit : message.units) {
    if (unit.kind == kind) text += unit.text;
  }
  return text;
}

inline bool has_note(const Message& message, std::string_view category) {
  return std::ranges::any_of(message.notes, [category](const Note& note) { return note.category == category; });
}

// Every cell as "table/row/column=text", in order.
inline std::vector<std::string> cells_of(const Message& message) {
  std::vector<std::string> out;
  for (const Unit& unit : message.units) {
    for (const Cell& cell : unit.cells) {
      out.push_back(std::to_string(cell.table) + "/" + std::to_string(cell.row) + "/" + std::to_string(cell.column) + "=" +
                    unit.text.substr(cell.begin, cell.end - cell.begin));
    }
  }
  return out;
}

}  // namespace hallpass::test
