// Rows are read field by field into strings that are kept, so that a file of a million lines costs no
// allocation a line. A quoted field that never ends is bounded: the row is reported and reading goes on at
// the line after its first, not at the end of the file.
#include "roster/csv_table.h"

#include <algorithm>

#include "base/utf8.h"

namespace hallpass {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_word(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

bool is_secret_column(std::string_view name) {
  constexpr std::string_view kPassword = "password";
  return !std::ranges::search(name, kPassword, {}, lower).empty();
}

CsvTable::CsvTable(std::string name, std::string_view bytes, ProblemList& problems)
    : name_(std::move(name)), bytes_(bytes), problems_(problems) {
  if (bytes_.starts_with("\xEF\xBB\xBF")) bytes_.remove_prefix(3);
  read_header();
}

void CsvTable::read_header() {
  if (bytes_.starts_with("\xFF\xFE") || bytes_.starts_with("\xFE\xFF")) {
    bytes_ = {};
    return report(-1, "is UTF-16; export it as UTF-8", true);
  }
  if (read_row() != Row::read) return report(-1, "has no header line", true);
  for (std::size_t i = 0; i < field_count_; ++i) header_.emplace_back(trimmed(fields_[i]));
  for (const std::string& name : header_) secret_.push_back(is_secret_column(name));
  if (header_.size() > 1) return;
  if (header_[0].find_first_of(";\t|") != std::string::npos) {
    report(-1, "fields are not separated by commas; export it as comma-separated", true);
  }
}

int CsvTable::column(std::string_view name) const {
  for (std::size_t i = 0; i < header_.size(); ++i) {
    if (!secret_[i] && same_word(header_[i], name)) return static_cast<int>(i);
  }
  return -1;
}

int CsvTable::required_column(std::string_view name) {
  const int found = column(name);
  if (found < 0) {
    problems_.add({name_, 1, 0, "column '" + std::string(name) + "' is missing", true});
  }
  return found;
}

std::string_view CsvTable::field(int column) const {
  if (column < 0 || static_cast<std::size_t>(column) >= field_count_) return {};
  return trimmed(fields_[static_cast<std::size_t>(column)]);
}

std::uint64_t CsvTable::lines_in_file() const {
  return static_cast<std::uint64_t>(std::count(bytes_.begin(), bytes_.end(), '\n'));
}

void CsvTable::report(int column, std::string what, bool fatal) {
  problems_.add({name_, row_line_, static_cast<std::uint32_t>(column + 1), std::move(what), fatal});
}

void CsvTable::reject(int column, std::string what) {
  ++bad_rows_;
  report(column, std::move(what));
}

bool CsvTable::next() {
  for (;;) {
    const Row row = read_row();
    if (row == Row::end) return false;
    ++rows_;
    if (row == Row::skipped) continue;
    if (field_count_ == 1 && trimmed(fields_[0]).empty()) {  // a blank line
      --rows_;
      continue;
    }
    if (field_count_ == header_.size()) return true;
    reject(-1, std::to_string(field_count_) + " fields where the header has " + std::to_string(header_.size()));
  }
}

CsvTable::Row CsvTable::read_row() {
  if (at_ >= bytes_.size()) return Row::end;
  row_begin_ = at_;
  row_line_ = line_;
  const Row row = read_fields();
  if (row != Row::read) return row;
  for (std::size_t i = 0; i < field_count_; ++i) {
    if (fields_[i].find('\0') != std::string::npos || !is_valid_utf8(fields_[i])) {
      reject(static_cast<int>(i), "is not UTF-8 text");
      return Row::skipped;
    }
  }
  return row;
}

CsvTable::Row CsvTable::read_fields() {
  field_count_ = 0;
  for (;;) {
    const std::size_t index = field_count_++;
    if (index >= kCsvColumnsMax) return give_up(index, "has too many fields");
    if (fields_.size() <= index) fields_.emplace_back();
    fields_[index].clear();
    if (at_ < bytes_.size() && bytes_[at_] == '"') {
      if (!read_quoted(index)) return give_up(index, "a quote is not closed, or the field is too long");
    } else {
      const std::size_t end = std::min(bytes_.find_first_of(",\n", at_), bytes_.size());
      if (end - at_ > kCsvFieldBytesMax) return give_up(index, "the field is too long");
      fields_[index].assign(bytes_.substr(at_, end - at_));
      at_ = end;
      const bool row_ends = at_ == bytes_.size() || bytes_[at_] == '\n';
      if (row_ends && fields_[index].ends_with('\r')) fields_[index].pop_back();
    }
    if (index < secret_.size() && secret_[index]) fields_[index].clear();
    if (bytes_.substr(at_).starts_with("\r\n")) ++at_;
    if (at_ >= bytes_.size()) return Row::read;
    const char separator = bytes_[at_++];
    if (separator == '\n') {
      ++line_;
      return Row::read;
    }
    if (separator != ',') return give_up(index, "text after a closing quote");
  }
}

bool CsvTable::read_quoted(std::size_t index) {
  std::string& field = fields_[index];
  for (++at_; at_ < bytes_.size() && field.size() <= kCsvFieldBytesMax; ++at_) {
    const char c = bytes_[at_];
    if (c == '"') {
      if (at_ + 1 >= bytes_.size() || bytes_[at_ + 1] != '"') {
        ++at_;
        return true;
      }
      ++at_;
    }
    if (c == '\n') ++line_;
    field += c;
  }
  return false;
}

CsvTable::Row CsvTable::give_up(std::size_t index, const char* what) {
  reject(static_cast<int>(index), what);
  at_ = row_begin_;
  line_ = row_line_;
  skip_line();
  return Row::skipped;
}

void CsvTable::skip_line() {
  const auto end = bytes_.find('\n', at_);
  at_ = end == std::string_view::npos ? bytes_.size() : end + 1;
  ++line_;
}

}  // namespace hallpass
