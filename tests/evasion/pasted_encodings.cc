// T1: text that was encoded by hand and pasted into an ordinary body.
#include <zlib.h>

#include <algorithm>

#include "tests/evasion/evasion.h"

namespace hallpass::test {
namespace {

std::string pasted(const std::string& what) { return plain_mail("Hello,\r\n\r\nhere it is:\r\n" + what + "\r\n\r\nBye"); }

std::string base32(const std::string& bytes) {
  static constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  unsigned bits = 0, have = 0;
  for (const char c : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(c);
    for (have += 8; have >= 5; have -= 5) out += kAlphabet[bits >> (have - 5) & 31];
  }
  if (have > 0) out += kAlphabet[bits << (5 - have) & 31];
  while (out.size() % 8) out += '=';
  return out;
}

std::string ascii85(const std::string& bytes) {
  std::string out = "<~";
  for (std::size_t at = 0; at < bytes.size(); at += 4) {
    const std::size_t count = std::min<std::size_t>(4, bytes.size() - at);
    unsigned long word = 0;
    for (std::size_t i = 0; i < 4; ++i) word = word << 8 | (i < count ? static_cast<unsigned char>(bytes[at + i]) : 0u);
    std::string five;
    for (int i = 0; i < 5; ++i, word /= 85) five.insert(five.begin(), static_cast<char>('!' + word % 85));
    out += five.substr(0, count + 1);
  }
  return out + "~>";
}

std::string numbers(const std::string& text, int base, std::size_t width, const std::string& between, const std::string& before = {}) {
  std::string out;
  for (const char c : text) {
    std::string digits;
    for (int value = static_cast<unsigned char>(c); value > 0; value /= base) digits.insert(digits.begin(), "0123456789abcdef"[value % base]);
    digits.insert(0, width > digits.size() ? width - digits.size() : 0, '0');
    out += (out.empty() ? "" : between) + before + digits;
  }
  return out;
}

std::string rotated(std::string text) {
  for (char& c : text) {
    const char first = static_cast<char>(c & 0x60 ? (c | 32) : 0);
    if (first >= 'a' && first <= 'z') c = static_cast<char>(c + (first < 'n' ? 13 : -13));
  }
  return text;
}

std::string gzipped(const std::string& text) {
  std::string out(text.size() + 200, '\0');
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string url_alphabet(std::string text) {
  for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
  return text;
}

}  // namespace

std::vector<Transform> pasted_encodings() {
  return {
      {"base64 pasted on one line", [](const Plant& p) { return pasted(base64(p.text(), 0)); }},
      {"base64 pasted in lines", [](const Plant& p) { return pasted(base64(p.text(), 64)); }},
      {"base64 pasted in short lines", [](const Plant& p) { return pasted(base64(p.text(), 16)); }},
      {"base64 pasted as a quotation", [](const Plant& p) { return pasted("> " + base64(p.text(), 48, "\r\n> ")); }},
      {"base64 pasted, indented", [](const Plant& p) { return pasted("    " + base64(p.text(), 48, "\r\n    ")); }},
      {"base64 pasted in groups of four", [](const Plant& p) { return pasted(base64(p.text(), 4, " ")); }},
      {"base64 of the URL alphabet pasted", [](const Plant& p) { return pasted(url_alphabet(base64("?>?>" + p.text(), 0))); }},
      {"base64 pasted twice over", [](const Plant& p) { return pasted(base64(base64(p.text(), 0), 0)); }},
      {"base64 pasted into a sentence", [](const Plant& p) { return plain_mail("Decode this: " + base64(p.text(), 0) + " and tell me."); }},
      {"base64 of the secret alone", [](const Plant& p) { return plain_mail(p.before + base64(p.secret, 0) + p.after); }},
      {"base64 as a link to data", [](const Plant& p) { return pasted("data:text/plain;base64," + base64(p.text(), 0)); }},
      {"base64 of UTF-16 pasted", [](const Plant& p) { return pasted(base64(in_charset(p.text(), "UTF-16LE"), 0)); }},
      {"base64 of gzip pasted", [](const Plant& p) { return pasted(base64(gzipped(p.text()))); }},
      {"base64 between marks", [](const Plant& p) { return pasted("-----BEGIN DATA-----\r\n" + base64(p.text(), 64) + "\r\n-----END DATA-----"); }},
      {"hexadecimal pasted", [](const Plant& p) { return pasted(hex(p.text())); }},
      {"hexadecimal pasted, bytes apart", [](const Plant& p) { return pasted(hex(p.text(), "", " ")); }},
      {"hexadecimal with colons", [](const Plant& p) { return pasted(hex(p.text(), "", ":")); }},
      {"hexadecimal with commas and 0x", [](const Plant& p) { return pasted(hex(p.text(), "0x", ", ")); }},
      {"hexadecimal with \\x", [](const Plant& p) { return pasted(hex(p.text(), "\\x")); }},
      {"hexadecimal as a dump", [](const Plant& p) {
         std::string dump;
         for (std::size_t at = 0; at < p.text().size(); at += 16) dump += "000000" + hex(std::string(1, static_cast<char>(at))) + "  " + hex(p.text().substr(at, 16), "", " ") + "\r\n";
         return pasted(dump);
       }},
      {"percent signs for all", [](const Plant& p) { return pasted(hex(p.text(), "%")); }},
      {"percent signs for the secret", [](const Plant& p) { return plain_mail(p.before + hex(p.secret, "%") + p.after); }},
      {"percent signs twice", [](const Plant& p) { return pasted(hex(p.text(), "%25")); }},
      {"a link with the text in its query", [](const Plant& p) { return pasted("https://forms.burgerstop.test/f?entry=" + hex(p.text(), "%") + "&send=1"); }},
      {"a link with plus signs for blanks", [](const Plant& p) { return pasted("https://forms.burgerstop.test/f?entry=" + each(p.text(), [](char c) { return std::string(1, c == ' ' ? '+' : c); })); }},
      {"\\u escapes", [](const Plant& p) { return plain_mail(p.before + hex(p.secret, "\\u00") + p.after); }},
      {"U+ names", [](const Plant& p) { return plain_mail(p.before + hex(p.secret, "U+00", " ") + p.after); }},
      {"octal escapes", [](const Plant& p) { return plain_mail(p.before + numbers(p.secret, 8, 3, "", "\\") + p.after); }},
      {"decimal codes", [](const Plant& p) { return pasted(numbers(p.text(), 10, 1, " ")); }},
      {"decimal codes with commas", [](const Plant& p) { return pasted(numbers(p.text(), 10, 1, ", ")); }},
      {"octal codes", [](const Plant& p) { return pasted(numbers(p.text(), 8, 3, " ")); }},
      {"binary", [](const Plant& p) { return pasted(numbers(p.text(), 2, 8, " ")); }},
      {"binary without blanks", [](const Plant& p) { return pasted(numbers(p.text(), 2, 8, "")); }},
      {"base32", [](const Plant& p) { return pasted(base32(p.text())); }},
      {"ASCII85", [](const Plant& p) { return pasted(ascii85(p.text())); }},
      {"entities in plain text, decimal", [](const Plant& p) { return plain_mail(p.before + numbers(p.secret, 10, 1, ";", "&#") + ";" + p.after); }},
      {"entities in plain text, hexadecimal", [](const Plant& p) { return plain_mail(p.before + hex(p.secret, "&#x", ";") + p.after); }},
      {"an encoded word in the body", [](const Plant& p) { return pasted("=?utf-8?B?" + base64(p.text(), 0) + "?="); }},
      {"ROT13", [](const Plant& p) { return pasted(rotated("the list for the file is this: " + p.text())); }},
      {"ROT13 of the sentence alone", [](const Plant& p) { return pasted(rotated(p.text())); }},
      {"backwards", [](const Plant& p) { const std::string t = p.text(); return pasted(std::string(t.rbegin(), t.rend())); }},
      {"the secret backwards", [](const Plant& p) { return plain_mail(p.before + std::string(p.secret.rbegin(), p.secret.rend()) + p.after + " (read it backwards)"); }},
      {"JSON with escapes", [](const Plant& p) { return pasted("{\"text\": \"" + p.before + hex(p.secret, "\\u00") + p.after + "\"}"); }},
  };
}

}  // namespace hallpass::test
