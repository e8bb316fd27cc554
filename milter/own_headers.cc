#include "milter/own_headers.h"

#include "hallpass/store.h"

namespace hallpass {
namespace {

std::string lower_trimmed(std::string_view name) {
  while (!name.empty() && (name.back() == ' ' || name.back() == '\t')) name.remove_suffix(1);
  std::string lower(name);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string_view trimmed(std::string_view value) {
  constexpr std::string_view kSpace = " \t\r\n";
  const auto begin = value.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return value.substr(begin, value.find_last_not_of(kSpace) - begin + 1);
}

}  // namespace

bool is_own_header(std::string_view name) { return lower_trimmed(name).starts_with(lower_trimmed(kHeaderPrefix)); }

bool is_pass_header(std::string_view name) { return lower_trimmed(name) == lower_trimmed(kPassHeader); }

bool OwnHeaders::note(std::string_view name, std::string_view value) {
  if (!is_own_header(name)) return false;
  ++count_;
  if (too_many()) return true;
  if (is_pass_header(name) && passes_++ == 0) pass_ = trimmed(value);
  // "X-Hallpass-A" and "X-Hallpass-A " are two names to an MTA that keeps the white space.
  std::string key(name);
  for (char& c : key) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  Name& entry = names_[key];
  if (entry.times++ == 0) entry.as_written = name;
  return true;
}

bool OwnHeaders::remove_from(Mta& mta) const {
  for (const auto& [key, name] : names_) {
    for (int index = name.times; index >= 1; --index) {
      if (!mta.delete_header(name.as_written, index)) return false;
    }
  }
  return true;
}

}  // namespace hallpass
