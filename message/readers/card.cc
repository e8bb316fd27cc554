// Calendars and contact cards (RFC 5545, RFC 6350): folded lines put together, escapes undone, quoted-
// printable of older cards decoded; "NAME: value" a line, a blank line after each entry.
#include "message/charset.h"
#include "message/header_text.h"
#include "message/readers/readers.h"
#include "message/transfer.h"
#include "message/unit_writer.h"

namespace hallpass {
namespace {

constexpr std::size_t kLineBytesMax = 1u << 20;

std::string unescaped(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] != '\\' || i + 1 == value.size()) {
      out.push_back(value[i] == ';' ? ' ' : value[i]);
      continue;
    }
    const char c = value[++i];
    out.push_back(c == 'n' || c == 'N' ? '\n' : c);
  }
  return out;
}

void write_line(std::string_view line, UnitWriter& out) {
  std::size_t colon = 0;
  for (bool quoted = false; colon < line.size() && (line[colon] != ':' || quoted); ++colon) quoted ^= line[colon] == '"';
  if (colon == line.size()) return out.paragraph(line);
  const std::string_view head = line.substr(0, colon);
  std::string value(line.substr(colon + 1));
  const std::string options = lower_ascii(head);
  if (options.find("quoted-printable") != std::string::npos) value = to_utf8(decode_quoted_printable(value), {});
  if (options.find("encoding=b") != std::string::npos || options.starts_with("photo")) return;  // a picture
  const std::string_view name = head.substr(0, head.find(';'));
  if (options == "end") return out.line_end();
  if (options == "begin" || options == "version" || options == "prodid") return;
  out.text(name);
  out.text(": ");
  out.paragraph(unescaped(value));
}

}  // namespace

Likeness looks_like_card(std::string_view bytes) {
  const std::size_t begin = bytes.find_first_not_of(" \r\n\t\xef\xbb\xbf");
  if (begin == std::string_view::npos) return Likeness::no;
  const std::string head = lower_ascii(bytes.substr(begin, 16));
  return head.starts_with("begin:vcalendar") || head.starts_with("begin:vcard") ? Likeness::certain : Likeness::no;
}

void read_card(const Document& document, Sink& sink) {
  const std::string text = document_text(document, sink);
  UnitWriter out(sink, document.kind);
  std::string line;
  for (std::size_t at = 0; at < text.size() && out.ok() && sink.in_time();) {
    std::size_t end = text.find('\n', at);
    if (end == std::string::npos) end = text.size();
    std::string_view piece = std::string_view(text).substr(at, end - at);
    if (piece.ends_with('\r')) piece.remove_suffix(1);
    at = end + 1;
    if (!piece.empty() && (piece[0] == ' ' || piece[0] == '\t') && line.size() < kLineBytesMax) {
      line.append(piece.substr(1));
      continue;
    }
    if (line.ends_with('=') && lower_ascii(line.substr(0, 200)).find("quoted-printable") != std::string::npos) {
      line.pop_back();
      line.append(piece);
      continue;
    }
    if (!line.empty()) write_line(line, out);
    line = piece;
  }
  if (!line.empty()) write_line(line, out);
}

}  // namespace hallpass
