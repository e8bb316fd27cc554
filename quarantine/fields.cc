#include "quarantine/fields.h"

namespace hallpass::quarantine {

void append_number(std::string& out, std::uint64_t value) {
  for (int i = 0; i < 8; ++i) out += static_cast<char>(value >> (8 * i));
}

std::uint64_t number_at(std::string_view eight_bytes) {
  std::uint64_t value = 0;
  for (int i = 7; i >= 0; --i) value = value << 8 | static_cast<unsigned char>(eight_bytes[static_cast<std::size_t>(i)]);
  return value;
}

FieldWriter& FieldWriter::text(std::string_view bytes) {
  append_number(out_, bytes.size());
  out_ += bytes;
  return *this;
}

FieldWriter& FieldWriter::number(std::uint64_t value) {
  std::string bytes;
  append_number(bytes, value);
  return text(bytes);
}

FieldWriter& FieldWriter::list(const std::vector<std::string>& values) {
  FieldWriter inner;
  for (const std::string& value : values) inner.text(value);
  return text(inner.take());
}

std::string_view FieldReader::text() {
  const std::uint64_t size = ok_ && rest_.size() >= 8 ? number_at(rest_) : ~std::uint64_t{0};
  if (!ok_ || rest_.size() < 8 || size > rest_.size() - 8) {
    ok_ = false;
    return {};
  }
  const std::string_view bytes = rest_.substr(8, size);
  rest_.remove_prefix(8 + size);
  return bytes;
}

std::uint64_t FieldReader::number() {
  const std::string_view bytes = text();
  if (bytes.size() != 8) ok_ = false;
  return ok_ ? number_at(bytes) : 0;
}

std::vector<std::string> FieldReader::list() {
  std::vector<std::string> values;
  FieldReader inner(text());
  while (inner.ok() && !inner.at_end()) values.emplace_back(inner.text());
  if (!inner.ok()) ok_ = false;
  return ok_ ? values : std::vector<std::string>{};
}

}  // namespace hallpass::quarantine
