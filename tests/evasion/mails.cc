// Mails and spellings that the tricks are put together from.
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include "base/utf8.h"
#include "tests/evasion/evasion.h"

namespace hallpass::test {

std::string mail(const std::string& fields, const std::string& body, const std::string& subject) {
  return "From: Marcus Oyelaran <marcus.oyelaran@aldercreek.example>\r\nTo: manager@burgerstop.example\r\nSubject: " + subject +
         "\r\nDate: Tue, 13 Oct 2026 09:08:00 -0600\r\nMessage-ID: <evasion@aldercreek.example>\r\nMIME-Version: 1.0\r\n" + fields + "\r\n" + body;
}

std::string plain_mail(const std::string& body) { return mail("Content-Type: text/plain; charset=utf-8\r\n", body + "\r\n"); }
std::string html_mail(const std::string& body) { return mail("Content-Type: text/html; charset=utf-8\r\n", "<html><body>" + body + "</body></html>\r\n"); }

std::string multipart(const std::vector<std::string>& parts, const std::string& kind) {
  std::string out = "Content-Type: multipart/" + kind + "; boundary=\"=_b\"\r\n\r\n";
  for (const std::string& part : parts) out += "--=_b\r\n" + part + "\r\n";
  return out + "--=_b--\r\n";
}

std::string mail_with(const std::string& file_name, const std::string& bytes, const std::string& type) {
  const std::string all = multipart({"Content-Type: text/plain\r\n\r\nSee the file.",
                                     "Content-Type: " + type + "; name=\"" + file_name + "\"\r\nContent-Disposition: attachment; filename=\"" + file_name +
                                         "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64(bytes)});
  const std::size_t end = all.find("\r\n\r\n");
  return mail(all.substr(0, end + 2), all.substr(end + 4));
}

std::string base64(const std::string& bytes, std::size_t line, const std::string& line_end) {
  static constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::size_t column = 0;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    unsigned bits = 0;
    for (std::size_t j = 0; j < 3; ++j) bits = bits << 8 | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0u);
    for (std::size_t j = 0; j < 4; ++j) {
      out += i + j > bytes.size() ? '=' : kAlphabet[bits >> (18 - 6 * j) & 63];
      if (line > 0 && ++column % line == 0) out += line_end;
    }
  }
  return out;
}

std::string quoted_printable(const std::string& bytes) {
  std::string out;
  std::size_t column = 0;
  for (const char c : bytes) {
    out += hex(std::string(1, c), "=");
    if ((column += 3) > 70) out += "=\r\n", column = 0;
  }
  return out;
}

std::string hex(const std::string& bytes, const std::string& before, const std::string& after) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += before;
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
    out += after;
  }
  return out;
}

std::string utf8(char32_t c) {
  std::string out;
  append_utf8(out, c);
  return out;
}

std::string each(const std::string& text, const std::function<std::string(char)>& change) {
  std::string out;
  for (const char c : text) out += change(c);
  return out;
}

std::string spaced(const std::string& text, const std::string& between) {
  std::string out;
  for (const char c : text) out += (out.empty() ? "" : between) + std::string(1, c);
  return out;
}

std::string in_charset(const std::string& text, const char* charset) {
  std::string out(text.size() * 8 + 16, '\0');
  const icu::UnicodeString wide = icu::UnicodeString::fromUTF8(text);
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(charset, &status);
  const auto size = ucnv_fromUChars(converter, out.data(), static_cast<std::int32_t>(out.size()), wide.getBuffer(), wide.length(), &status);
  ucnv_close(converter);
  out.resize(static_cast<std::size_t>(size));
  return out;
}

}  // namespace hallpass::test
