// A cell beside several rows stands in each of them (readers/html_page.h), or was typed so: what is beside it can be
// one number in groups, or a clause word for word. A number takes a label, a clause two names and what they did.
#include <algorithm>

#include "message/views/edits.h"

namespace hallpass {
namespace {

constexpr std::size_t kRowsMax = 12;
constexpr std::size_t kDigitsMin = 6, kDigitsMax = 10;
constexpr std::size_t kNames = 2, kWordsMin = 4;

struct Rows {  // that follow each other with the same text before their last cell
  std::string_view label = {};
  std::size_t begin = 0, end = 0, count = 0, digits = 0;
  bool number = true, clause = true;
  std::string groups = {}, words = {};
};

void take(Rows& rows, std::string_view cell, std::size_t end) {
  rows.number = rows.number && !cell.empty() && std::ranges::all_of(cell, is_digit);
  rows.clause = rows.clause && !cell.empty() && std::ranges::all_of(cell, is_letter) && is_upper(cell[0]) == (rows.count < kNames);
  rows.groups.append(rows.groups.empty() ? "" : "-").append(cell);
  rows.words.append(rows.words.empty() ? "" : " ").append(cell);
  rows.digits += cell.size();
  rows.end = end;
  ++rows.count;
}

void close(std::string_view text, Rows& rows, Edits& edits) {
  if (rows.count > 1 && rows.number && rows.digits >= kDigitsMin && rows.digits <= kDigitsMax && labelled_before(text, rows.begin)) {
    if (rows.count != 3 || rows.digits != 9) std::erase(rows.groups, '-');
    edits.push_back({rows.begin, rows.end, rows.groups, false});
  } else if (rows.count >= kWordsMin && rows.clause) {
    edits.push_back({rows.begin, rows.end, rows.words, false});
  }
  rows = {};
}

}  // namespace

void undo_spanned_cells(std::string_view text, Edits& edits) {
  Rows rows;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::size_t tab = text.substr(begin, end - begin).rfind('\t');
    const std::string_view label = tab == std::string_view::npos ? std::string_view() : text.substr(begin, tab);
    if (rows.count > 0 && (label != rows.label || rows.count >= kRowsMax)) close(text, rows, edits);
    if (!label.empty()) {
      if (rows.count == 0) rows.label = label, rows.begin = begin + tab + 1;
      take(rows, text.substr(begin + tab + 1, end - begin - tab - 1), end);
    }
    begin = end + 1;
  }
  close(text, rows, edits);
}

}  // namespace hallpass
