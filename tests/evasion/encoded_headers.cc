// T1: header fields: encoded words and parameters in all their spellings.
#include "tests/evasion/evasion.h"

namespace hallpass::test {
namespace {

std::string subject(const std::string& value) { return mail("Content-Type: text/plain\r\n", "See above.\r\n", value); }
std::string field(const std::string& line) { return mail(line + "\r\nContent-Type: text/plain\r\n", "See above.\r\n"); }
std::string word(const std::string& text, const std::string& charset = "utf-8") { return "=?" + charset + "?B?" + base64(text, 0) + "?="; }
std::string q(const std::string& text) { return "=?utf-8?Q?" + hex(text, "=") + "?="; }

std::string words(const std::string& text, std::size_t size, const std::string& between) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += size) out += (out.empty() ? "" : between) + word(text.substr(at, size));
  return out;
}

// An attachment whose name says it: the parameters as given.
std::string named(const std::string& disposition, const std::string& type = "application/octet-stream") {
  const std::string all = multipart({"\r\nSee the file.", "Content-Type: " + type + "\r\nContent-Disposition: attachment" + disposition + "\r\n\r\nx"});
  const std::size_t end = all.find("\r\n\r\n");
  return mail(all.substr(0, end + 2), all.substr(end + 4));
}

std::string continued(const std::string& text, const std::string& sign, bool backwards) {
  std::vector<std::string> pieces;
  for (std::size_t at = 0; at < text.size(); at += 7) {
    const std::string piece = text.substr(at, 7);
    const std::string n = std::to_string(at / 7);
    pieces.push_back(";\r\n filename*" + n + sign + "=" + (sign.empty() ? "\"" + piece + "\"" : (at == 0 ? "utf-8''" : "") + hex(piece, "%")));
  }
  std::string out;
  for (const std::string& piece : pieces) out = backwards ? piece + out : out + piece;
  return out;
}

}  // namespace

std::vector<Transform> encoded_headers() {
  return {
      {"the subject as it is", [](const Plant& p) { return subject(p.text()); }},
      {"the subject in base64", [](const Plant& p) { return subject(word(p.text())); }},
      {"the subject in Q", [](const Plant& p) { return subject(q(p.text())); }},
      {"the subject in many words", [](const Plant& p) { return subject(words(p.text(), 20, "\r\n ")); }},
      {"a word for each character", [](const Plant& p) { return subject(p.before + words(p.secret, 1, " ") + p.after); }},
      {"words without a blank between", [](const Plant& p) { return subject(p.before + words(p.secret, 2, "") + p.after); }},
      {"words inside words of text", [](const Plant& p) { return subject(p.before + p.secret.substr(0, 2) + word(p.secret.substr(2)) + p.after); }},
      {"words of two charsets", [](const Plant& p) { return subject(p.before + word(p.secret.substr(0, 3)) + " " + word(p.secret.substr(3), "iso-8859-1") + p.after); }},
      {"a word of a charset nobody knows", [](const Plant& p) { return subject(word(p.text(), "x-secret")); }},
      {"a word without its charset", [](const Plant& p) { return subject("=??B?" + base64(p.text(), 0) + "?="); }},
      {"a word with a language", [](const Plant& p) { return subject(word(p.text(), "utf-8*en")); }},
      {"a word cut by a line end", [](const Plant& p) { return subject("=?utf-8?B?" + base64(p.text(), 20, "\r\n ") + "?="); }},
      {"a word in UTF-16", [](const Plant& p) { return subject(word(in_charset(p.text(), "UTF-16BE"), "utf-16be")); }},
      {"a word in small letters", [](const Plant& p) { return subject("=?UTF-8?b?" + base64(p.text(), 0) + "?="); }},
      {"a word without its end", [](const Plant& p) { return subject("=?utf-8?B?" + base64(p.text(), 0)); }},
      {"a word in a word", [](const Plant& p) { return subject(word(word(p.text()))); }},
      {"a word with blanks in it", [](const Plant& p) { return subject("=?utf-8?Q?" + each(p.text(), [](char c) { return std::string(1, c); }) + "?="); }},
      {"a subject folded in the secret", [](const Plant& p) { return subject(p.before + spaced(p.secret, "\r\n ") + p.after); }},
      {"raw bytes above ASCII", [](const Plant& p) { return subject(p.before + each(p.secret, [](char c) { return utf8(static_cast<char32_t>(c) + (c > ' ' ? 0xfee0 : 0)); }) + p.after); }},
      {"a second subject", [](const Plant& p) { return field("Subject: " + p.text()); }},
      {"a Comments field", [](const Plant& p) { return field("Comments: " + p.text()); }},
      {"an X- field", [](const Plant& p) { return field("X-Notes: " + word(p.text())); }},
      {"the name of a field", [](const Plant& p) { return field("X-" + each(p.text(), [](char c) { return std::string(1, c == ' ' ? '_' : c == ':' ? '.' : c); }) + ": x"); }},
      {"the name before an address", [](const Plant& p) { return field("Cc: \"" + p.text() + "\" <a@burgerstop.test>"); }},
      {"a comment in an address", [](const Plant& p) { return field("Cc: a@burgerstop.test (" + p.text() + ")"); }},
      {"a comment in a comment", [](const Plant& p) { return field("Received: from x (y (" + p.text() + ")) by z"); }},
      {"Content-Description", [](const Plant& p) { return field("Content-Description: " + word(p.text())); }},
      {"a parameter of Content-Type", [](const Plant& p) { return mail("Content-Type: text/plain; x=\"" + p.text() + "\"\r\n", "See above.\r\n"); }},
      {"an unknown field of a part", [](const Plant& p) { return mail_with("a.txt", "x", "text/plain\r\nX-Part: " + word(p.text()) + "\r\nX-Type: text/plain"); }},
      {"a file name", [](const Plant& p) { return named("; filename=\"" + p.text() + "\""); }},
      {"a file name in an encoded word", [](const Plant& p) { return named("; filename=\"" + word(p.text()) + "\""); }},
      {"a file name in percent signs", [](const Plant& p) { return named("; filename*=utf-8''" + hex(p.text(), "%")); }},
      {"a file name in pieces", [](const Plant& p) { return named(continued(p.text(), "", false)); }},
      {"a file name in encoded pieces", [](const Plant& p) { return named(continued(p.text(), "*", false)); }},
      {"a file name in pieces, last first", [](const Plant& p) { return named(continued(p.text(), "", true)); }},
      {"a second file name", [](const Plant& p) { return named("; filename=a.txt", "application/octet-stream; name=\"" + p.text() + "\""); }},
      {"a file name twice", [](const Plant& p) { return named("; filename=a.txt; filename=\"" + p.text() + "\""); }},
      {"a Content-ID", [](const Plant& p) { return mail_with("a.txt", "x", "text/plain\r\nContent-ID: <" + p.text() + ">\r\nX-Type: text/plain"); }},
      {"the preamble of a folded nothing", [](const Plant& p) { return field("X-Empty:\r\n \r\n " + p.text()); }},
      {"a continuation line before any field", [](const Plant& p) { return " " + p.text() + "\r\n" + plain_mail("hello"); }},
      {"a message-id", [](const Plant& p) { return field("References: <" + p.text() + "@x>"); }},
      {"a link to unsubscribe", [](const Plant& p) { return field("List-Unsubscribe: <mailto:a@burgerstop.test?body=" + hex(p.text(), "%") + ">"); }},
  };
}

}  // namespace hallpass::test
