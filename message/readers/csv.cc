// Tables as text (RFC 4180 and what programs make of it): the separator is found by looking, quotes may
// hold separators, line ends and doubled quotes, a quote that never closes ends with the file.
#include <algorithm>
#include <array>
#include <cstdint>

#include "message/readers/readers.h"
#include "message/unit_writer.h"

namespace hallpass {
namespace {

constexpr std::size_t kSniffBytes = 16u << 10;
constexpr std::size_t kSniffLines = 50;
constexpr std::array kSeparators{',', '\t', ';', '|'};
constexpr std::array kSeparatorOf = [] {  // its place among them, or one past
  std::array<std::uint8_t, 256> table{};
  table.fill(kSeparators.size());
  for (std::size_t s = 0; s < kSeparators.size(); ++s) table[static_cast<unsigned char>(kSeparators[s])] = static_cast<std::uint8_t>(s);
  return table;
}();

struct Dialect {
  char separator = ',';
  std::size_t columns = 1;  // of the first line
  bool steady = false;      // nearly all lines have as many
};

// Separators on each line outside quotes; the separator whose count is steadiest wins.
Dialect sniff(std::string_view text) {
  const bool cut = text.size() > kSniffBytes;
  text = text.substr(0, kSniffBytes);
  std::array<std::array<std::size_t, kSniffLines>, kSeparators.size()> counts{};
  std::size_t line = 0;
  bool quoted = false, content = false;
  for (std::size_t i = 0; i < text.size() && line < kSniffLines; ++i) {
    const char c = text[i];
    if (c == '"') quoted = !quoted;
    else if (c == '\n' && !quoted) {
      if (content) ++line;
      content = false;
      continue;
    } else if (const std::size_t s = kSeparatorOf[static_cast<unsigned char>(c)]; !quoted && s < kSeparators.size()) {
      ++counts[s][line < kSniffLines ? line : 0];
    }
    content = content || c > ' ';
  }
  if (content && !cut && line < kSniffLines) ++line;
  Dialect best;
  std::size_t best_score = 0;
  for (std::size_t s = 0; s < kSeparators.size(); ++s) {
    const std::size_t first = counts[s][0];
    if (first == 0) continue;
    const auto same = static_cast<std::size_t>(std::count(counts[s].begin(), counts[s].begin() + static_cast<std::ptrdiff_t>(line), first));
    const std::size_t score = same * 100 + std::min<std::size_t>(first, 50);
    if (score > best_score) {
      best_score = score;
      best = {kSeparators[s], first + 1, line >= 3 && same * 10 >= line * 9};
    }
  }
  return best;
}

class CsvReader {
 public:
  CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {}

  bool at_end() const { return at_ >= text_.size(); }

  // The next value; `row_ends` says whether it was its row's last.
  std::string_view value(bool& row_ends) {
    if (at_ < text_.size() && text_[at_] == '"') return quoted(row_ends);
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
    const std::string_view found = text_.substr(begin, at_ - begin);
    end_of_value(row_ends);
    return found;
  }

 private:
  std::string_view quoted(bool& row_ends) {
    buffer_.clear();
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] != '"') buffer_.push_back(text_[at_]);
      else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') buffer_.push_back(text_[++at_]);
      else break;
    }
    if (at_ < text_.size()) ++at_;
    while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r') buffer_.push_back(text_[at_++]);
    end_of_value(row_ends);
    return buffer_;
  }

  void end_of_value(bool& row_ends) {
    row_ends = at_ >= text_.size() || text_[at_] != separator_;
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (row_ends) {
      if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    } else {
      ++at_;
    }
  }

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::string buffer_;
};

}  // namespace

Likeness looks_like_csv(std::string_view bytes) {
  const std::size_t first = bytes.find_first_not_of(" \t\r\n");
  const bool page = first != std::string_view::npos && bytes[first] == '<';  // asked of every document: most are known sooner
  if (page || !looks_like_text(bytes)) return Likeness::no;
  const Dialect dialect = sniff(bytes);
  return dialect.steady && dialect.columns >= 2 ? Likeness::maybe : Likeness::no;
}

void read_csv(const Document& document, Sink& sink) {
  const std::string text = document_text(document, sink);
  std::string_view rest = text;
  char separator = document.type == "text/tab-separated-values" && rest.find('\t') != std::string_view::npos ? '\t' : sniff(rest).separator;
  if (rest.starts_with("sep=") && rest.size() > 5) {  // a spreadsheet program's own first line
    separator = rest[4];
    rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
  }
  UnitWriter out(sink, document.kind);
  out.begin_table();
  CsvReader reader(rest, separator);
  while (!reader.at_end() && out.ok() && sink.in_time()) {
    for (bool row_ends = false; !row_ends;) out.cell(reader.value(row_ends));
    out.end_row();
  }
  out.end_table();
}

}  // namespace hallpass
