// Parameters of Content-Type and Content-Disposition. Values may be quoted, continued (name*0, name*1*),
// percent-encoded with a charset (name*), or hold encoded words where they must not; all are read.
#include <algorithm>
#include <charconv>
#include <map>

#include "base/utf8.h"
#include "message/charset.h"
#include "message/header_text.h"

namespace hallpass {
namespace {

constexpr std::size_t kParametersMax = 256;
constexpr std::size_t kHeaderValueMax = 64u << 10;

struct Piece {
  std::string value;
  bool encoded = false;
};

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    if (text[i] == '%' && i + 2 < text.size() + 0 &&
        std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16).ptr == text.data() + i + 3) {
      out.push_back(static_cast<char>(value));
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

// Reads a value from text[at] on; at is then behind it.
std::string read_value(std::string_view text, std::size_t& at) {
  std::string out;
  if (at < text.size() && text[at] == '"') {
    for (++at; at < text.size() && text[at] != '"'; ++at) {
      if (text[at] == '\\' && at + 1 < text.size()) ++at;
      if (text[at] != '\r' && text[at] != '\n') out.push_back(text[at]);
    }
    if (at < text.size()) ++at;
    while (at < text.size() && text[at] != ';') ++at;
    return out;
  }
  const std::size_t end = std::min(text.find(';', at), text.size());
  out = trimmed(text.substr(at, end - at));
  at = end;
  return out;
}

}  // namespace

std::string_view HeaderValue::parameter(std::string_view name) const {
  const auto found = std::ranges::find(parameters, name, [](const auto& p) { return std::string_view(p.first); });
  return found == parameters.end() ? std::string_view() : std::string_view(found->second);
}

HeaderValue parse_parameters(std::string_view raw) {
  raw = raw.substr(0, kHeaderValueMax);
  HeaderValue out;
  std::size_t at = std::min(raw.find(';'), raw.size());
  out.value = lower_ascii(trimmed(raw.substr(0, at)));
  if (const std::size_t blank = out.value.find_first_of(" \t\r\n("); blank != std::string::npos) out.value.resize(blank);
  std::vector<std::pair<std::string, std::map<unsigned, Piece>>> pieces;
  for (std::size_t count = 0; at < raw.size() && count < kParametersMax; ++count) {
    ++at;  // the ';'
    const std::size_t equals = raw.find_first_of("=;", at);
    if (equals == std::string_view::npos) break;
    std::string name = lower_ascii(trimmed(raw.substr(at, equals - at)));
    at = equals;
    if (raw[at] == ';') continue;
    ++at;
    while (at < raw.size() && (raw[at] == ' ' || raw[at] == '\t' || raw[at] == '\r' || raw[at] == '\n')) ++at;
    Piece piece{read_value(raw, at), false};
    unsigned section = 0;
    bool continued = false;
    if (!name.empty() && name.back() == '*') {
      piece.encoded = true;
      name.pop_back();
    }
    if (const std::size_t star = name.rfind('*'); star != std::string::npos) {
      const char* end = name.data() + name.size();
      continued = std::from_chars(name.data() + star + 1, end, section).ptr == end;
      if (continued) name.resize(star);
    }
    auto known = std::ranges::find(pieces, name, [](const auto& p) { return std::string_view(p.first); });
    if (known == pieces.end()) known = pieces.insert(pieces.end(), {name, {}});
    // name* (charset given) is better than a plain name beside it
    const unsigned slot = continued || piece.encoded ? section + 1 : 0;
    if (!known->second.emplace(slot, piece).second) out.repeated = true;
  }
  for (auto& [name, sections] : pieces) {
    if (sections.size() > 1) sections.erase(0);
    std::string charset, bytes;
    bool encoded = false;
    for (auto& [slot, piece] : sections) {
      if (!piece.encoded) {
        bytes += piece.value;
        continue;
      }
      std::string_view value = piece.value;
      if (!encoded && slot <= 1) {
        const std::size_t q1 = value.find('\'');
        const std::size_t q2 = q1 == std::string_view::npos ? q1 : value.find('\'', q1 + 1);
        if (q2 != std::string_view::npos) {
          charset = lower_ascii(value.substr(0, q1));
          value.remove_prefix(q2 + 1);
        }
      }
      encoded = true;
      bytes += percent_decoded(value);
    }
    out.parameters.emplace_back(name, encoded ? to_utf8(bytes, charset) : decode_header(bytes));
  }
  return out;
}

}  // namespace hallpass
