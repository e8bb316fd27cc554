// libmilter takes char* where it only reads; the casts stay in this file.
#include "milter/libmilter_mta.h"

#include <array>

namespace hallpass {
namespace {

char* text(const std::string& value) { return const_cast<char*>(value.c_str()); }

}  // namespace

std::string LibmilterMta::macro(const char* name) {
  const char* value = smfi_getsymval(context_, const_cast<char*>(name));
  return value ? value : "";
}

bool LibmilterMta::add_header(const std::string& name, const std::string& value) {
  return smfi_addheader(context_, text(name), text(with_space(value))) == MI_SUCCESS;
}

bool LibmilterMta::change_header(const std::string& name, int index, const std::string& value) {
  return smfi_chgheader(context_, text(name), index, text(with_space(value))) == MI_SUCCESS;
}

bool LibmilterMta::delete_header(const std::string& name, int index) {
  return smfi_chgheader(context_, text(name), index, nullptr) == MI_SUCCESS;
}

bool LibmilterMta::delete_recipient(const std::string& recipient) {
  return smfi_delrcpt(context_, text(recipient)) == MI_SUCCESS;
}

bool LibmilterMta::progress() { return smfi_progress(context_) == MI_SUCCESS; }

bool LibmilterMta::set_refusal(const char* code, const char* enhanced, const std::vector<std::string>& lines) {
  constexpr std::size_t kLinesMax = 6;  // libmilter: 32
  std::array<char*, kLinesMax> line{};
  for (std::size_t i = 0; i < lines.size() && i < kLinesMax; ++i) line[i] = text(lines[i]);
  static_assert(kLinesMax == 6, "one argument a line below");
  return smfi_setmlreply(context_, code, enhanced, line[0], line[1], line[2], line[3], line[4], line[5],
                         static_cast<char*>(nullptr)) == MI_SUCCESS;
}

}  // namespace hallpass
