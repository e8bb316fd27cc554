// T1: transfer encodings, right, odd, wrongly labelled and doubled.
#include "tests/evasion/evasion.h"

namespace hallpass::test {
namespace {

std::string encoded(const std::string& encoding, const std::string& body) {
  return mail("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: " + encoding + "\r\n", body + "\r\n");
}

std::string uuencoded(const std::string& bytes, char zero) {
  std::string out = "begin 644 a.txt\r\n";
  for (std::size_t at = 0; at < bytes.size(); at += 45) {
    const std::string line = bytes.substr(at, 45);
    const auto sign = [zero](unsigned value) { return value == 0 ? zero : static_cast<char>(32 + value); };
    out += sign(static_cast<unsigned>(line.size()));
    for (std::size_t i = 0; i < line.size(); i += 3) {
      unsigned bits = 0;
      for (std::size_t j = 0; j < 3; ++j) bits = bits << 8 | (i + j < line.size() ? static_cast<unsigned char>(line[i + j]) : 0u);
      for (int shift = 18; shift >= 0; shift -= 6) out += sign(bits >> shift & 63);
    }
    out += "\r\n";
  }
  return out + zero + "\r\nend\r\n";
}

std::string yenc(const std::string& bytes) {
  std::string out = "=ybegin line=128 size=" + std::to_string(bytes.size()) + " name=a.txt\r\n";
  for (const char c : bytes) {
    const auto shifted = static_cast<char>(c + 42);
    if (shifted == '=' || shifted == '\r' || shifted == '\n' || shifted == '\0') out += std::string("=") + static_cast<char>(shifted + 64);
    else out += shifted;
  }
  return out + "\r\n=yend size=" + std::to_string(bytes.size()) + "\r\n";
}

std::string url_alphabet(std::string text) {
  for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
  return text;
}

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

}  // namespace

std::vector<Transform> transfer_encodings() {
  return {
      {"base64", [](const Plant& p) { return encoded("base64", base64(p.text())); }},
      {"base64 on one line", [](const Plant& p) { return encoded("base64", base64(p.text(), 0)); }},
      {"base64, four characters a line", [](const Plant& p) { return encoded("base64", base64(p.text(), 4)); }},
      {"base64, an empty line between", [](const Plant& p) { return encoded("base64", base64(p.text(), 16, "\r\n\r\n")); }},
      {"base64 without padding", [](const Plant& p) { std::string b = base64(p.text(), 0); while (b.back() == '=') b.pop_back(); return encoded("base64", b); }},
      {"base64 in padded pieces", [](const Plant& p) { return encoded("base64", base64(p.before + p.secret.substr(0, 2)) + base64(p.secret.substr(2) + p.after)); }},
      {"base64 with the URL alphabet", [](const Plant& p) { return encoded("base64", url_alphabet(base64("\xc2\xbf\xc2\xbe" + p.text()))); }},
      {"base64 with signs that are none between", [](const Plant& p) { return encoded("base64", spaced(base64(p.text(), 0), "!")); }},
      {"base64 with blanks between", [](const Plant& p) { return encoded("base64", spaced(base64(p.text(), 0), " ")); }},
      {"base64 with text behind it", [](const Plant& p) { return encoded("base64", base64("Hello there", 0) + "\r\n\r\n" + p.text()); }},
      {"base64 said in capitals, with a blank", [](const Plant& p) { return encoded("BASE64 ", base64(p.text())); }},
      {"base64 said in quotes", [](const Plant& p) { return encoded("\"base64\"", base64(p.text())); }},
      {"base64 said after a comment", [](const Plant& p) { return encoded("(really) base64", base64(p.text())); }},
      {"base64 said on a folded line", [](const Plant& p) { return encoded("\r\n base64", base64(p.text())); }},
      {"base64 said with a semicolon", [](const Plant& p) { return encoded("base64;", base64(p.text())); }},
      {"base64 under a false name of its own", [](const Plant& p) { return encoded("x-base64", base64(p.text())); }},
      {"base64 that nobody says", [](const Plant& p) { return encoded("7bit", base64(p.text())); }},
      {"base64 said, plain text given", [](const Plant& p) { return encoded("base64", p.text()); }},
      {"base64 twice", [](const Plant& p) { return encoded("base64", base64(base64(p.text()))); }},
      {"base64 three times", [](const Plant& p) { return encoded("base64", base64(base64(base64(p.text())))); }},
      {"quoted-printable in base64", [](const Plant& p) { return encoded("base64", base64(quoted_printable(p.text()))); }},
      {"quoted-printable", [](const Plant& p) { return encoded("quoted-printable", quoted_printable(p.text())); }},
      {"quoted-printable in small letters", [](const Plant& p) { return encoded("quoted-printable", lower(quoted_printable(p.text()))); }},
      {"quoted-printable, a soft break in the secret", [](const Plant& p) { return encoded("quoted-printable", p.before + spaced(p.secret, "=\r\n") + p.after); }},
      {"quoted-printable, blanks behind the soft break", [](const Plant& p) { return encoded("quoted-printable", p.before + spaced(p.secret, "= \t\r\n") + p.after); }},
      {"quoted-printable that nobody says", [](const Plant& p) { return encoded("7bit", p.before + quoted_printable(p.secret) + p.after); }},
      {"quoted-printable soft breaks that nobody says", [](const Plant& p) { return encoded("7bit", p.before + spaced(p.secret, "=\r\n") + p.after); }},
      {"quoted-printable twice", [](const Plant& p) { return encoded("quoted-printable", quoted_printable(quoted_printable(p.text()))); }},
      {"quoted-printable with a wrong sequence", [](const Plant& p) { return encoded("quoted-printable", "=ZZ=" + quoted_printable(p.text()) + "=4"); }},
      {"an encoding nobody knows", [](const Plant& p) { return encoded("x-none", p.text()); }},
      {"two encodings, the second true", [](const Plant& p) { return encoded("7bit\r\nContent-Transfer-Encoding: base64", base64(p.text())); }},
      {"two encodings, the first true", [](const Plant& p) { return encoded("base64\r\nContent-Transfer-Encoding: 7bit", base64(p.text())); }},
      {"two encodings, quoted-printable second", [](const Plant& p) { return encoded("8bit\r\nContent-Transfer-Encoding: quoted-printable", quoted_printable(p.text())); }},
      {"uuencode in the text", [](const Plant& p) { return plain_mail("hello\r\n" + uuencoded(p.text(), '`')); }},
      {"uuencode with blanks", [](const Plant& p) { return plain_mail(uuencoded(p.text(), ' ')); }},
      {"uuencode as transfer encoding", [](const Plant& p) { return encoded("x-uuencode", uuencoded(p.text(), '`')); }},
      {"yEnc in the text", [](const Plant& p) { return mail("", yenc(p.text())); }},
      {"8bit said, base64 attached", [](const Plant& p) {
         const std::string all = multipart({"\r\nSee the file.", "Content-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment; filename=a.txt\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" +
                                            base64(p.text() + std::string(160, ' '))});
         return mail(all.substr(0, all.find("\r\n\r\n") + 2), all.substr(all.find("\r\n\r\n") + 4));
       }},
  };
}

}  // namespace hallpass::test
