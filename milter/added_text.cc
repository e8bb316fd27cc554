#include "milter/added_text.h"

#include <algorithm>
#include <cstdint>

namespace hallpass {
namespace {

constexpr std::size_t kHeaderColumns = 76;
constexpr std::size_t kReplyLineBytes = 400;  // RFC 5321: 512 with code, enhanced code and CRLF

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string text;
  for (const auto& word : words) {
    if (!text.empty()) text += between;
    text += word;
  }
  return text;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    const std::size_t have = std::min<std::size_t>(3, bytes.size() - i);
    for (std::size_t k = 0; k < 3; ++k) {
      group = group << 8 | (k < have ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    }
    for (std::size_t k = 0; k < 4; ++k) out += k <= have ? kDigits[group >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c >= 0x20 && c < 0x7f; });
}

std::string reply_line(std::string_view text) {
  std::string line;
  for (const unsigned char c : text) {
    if (line.size() >= kReplyLineBytes) break;
    if (c == '%') line += '%';
    line += c >= 0x20 && c < 0x7f ? static_cast<char>(c) : '?';
  }
  return line;
}

}  // namespace

std::string header_list(const std::vector<std::string>& words) {
  std::string text;
  std::size_t column = kFindingsHeader.size() + 2;
  for (const auto& word : words) {
    if (!text.empty()) {
      text += ',';
      const bool fold = column + word.size() + 2 > kHeaderColumns;
      text += fold ? "\n\t" : " ";
      column = fold ? 8 : column + 2;
    }
    text += word;
    column += word.size();
  }
  return text;
}

std::string prefixed_subject(std::string_view subject, std::string_view prefix) {
  while (subject.starts_with(' ') || subject.starts_with('\t')) subject.remove_prefix(1);
  const std::string shown = is_ascii(prefix) ? std::string(prefix) : "=?UTF-8?B?" + base64(prefix) + "?=";
  if (subject.starts_with(shown)) return std::string(subject);
  return shown + " " + std::string(subject);
}

std::vector<std::string> refusal_lines(std::string_view reject_text, const std::vector<std::string>& rules,
                                       const std::vector<std::string>& clauses, std::string_view reference) {
  std::vector<std::string> lines;
  lines.push_back(reply_line("Not sent: " + std::string(reject_text) + "."));
  std::string why = joined(rules, ", ");
  if (!clauses.empty()) why += (why.empty() ? "" : "; ") + joined(clauses, ", ");
  if (!why.empty()) lines.push_back(reply_line("Rules: " + why + "."));
  lines.push_back(reply_line("Nobody received it. Take the protected data out and send it again,"));
  lines.push_back(reply_line("or ask the district's privacy office, reference " + std::string(reference) + "."));
  return lines;
}

}  // namespace hallpass
