// Fields: the one encoding inside item files and index rows. A field is its length (8 bytes, little
// endian) and its bytes; a list is a field that holds fields. Nothing else, so that any bytes fit and a
// reader needs one bound.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hallpass::quarantine {

class FieldWriter {
 public:
  FieldWriter& text(std::string_view bytes);
  FieldWriter& number(std::uint64_t value);
  FieldWriter& list(const std::vector<std::string>& values);
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

// Reads in the order written. After the first field that does not fit, ok() is false and every value is
// empty: check once at the end. Views refer to the bytes given.
class FieldReader {
 public:
  explicit FieldReader(std::string_view bytes) : rest_(bytes) {}
  [[nodiscard]] std::string_view text();
  [[nodiscard]] std::uint64_t number();
  [[nodiscard]] std::vector<std::string> list();
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return ok_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

// Little-endian, 8 bytes.
void append_number(std::string& out, std::uint64_t value);
[[nodiscard]] std::uint64_t number_at(std::string_view eight_bytes);

}  // namespace hallpass::quarantine
