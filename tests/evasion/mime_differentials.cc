// T6: structure that two programs read in two ways.
#include "tests/evasion/evasion.h"

namespace hallpass::test {
namespace {

const std::string kHello = "Content-Type: text/plain\r\n\r\nHello\r\n";

std::string part(const std::string& text) { return "Content-Type: text/plain\r\n\r\n" + text + "\r\n"; }
std::string mixed(const std::string& body, const std::string& parameter = "boundary=b") { return mail("Content-Type: multipart/mixed; " + parameter + "\r\n", body); }
std::string encoded(const Plant& p) { return "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64(p.text()) + "\r\n"; }

std::string with_line_ends(std::string text, const std::string& end) {
  for (std::size_t at = 0; (at = text.find("\r\n", at)) != std::string::npos; at += end.size()) text.replace(at, 2, end);
  return text;
}

std::string nested(const Plant& p, std::size_t depth, bool base64_too) {
  std::string inner = "Subject: x\r\n" + part(p.text());
  for (std::size_t i = 0; i < depth; ++i) inner = base64_too ? "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64(inner) : "Content-Type: message/rfc822\r\n\r\n" + inner;
  const std::size_t line = inner.find("\r\n\r\n");
  return mail(inner.substr(0, line + 2), inner.substr(line + 4));
}

std::string deep(const Plant& p, std::size_t depth) {
  std::string head, body;
  for (std::size_t i = 0; i < depth; ++i) {
    const std::string b = "b" + std::to_string(i);
    (i == 0 ? head : body) += "Content-Type: multipart/mixed; boundary=" + b + "\r\n" + (i == 0 ? "" : "\r\n");
    body += "--" + b + "\r\n";
  }
  return mail(head, body + part(p.text()));
}

}  // namespace

std::vector<Transform> mime_differentials() {
  return {
      {"text before the first boundary", [](const Plant& p) { return mixed(p.text() + "\r\n--b\r\n" + kHello + "--b--\r\n"); }},
      {"text behind the last boundary", [](const Plant& p) { return mixed("--b\r\n" + kHello + "--b--\r\n" + p.text()); }},
      {"a part behind the last boundary", [](const Plant& p) { return mixed("--b\r\n" + kHello + "--b--\r\n--b\r\n" + encoded(p) + "--b--\r\n"); }},
      {"an encoded part before the first boundary", [](const Plant& p) { return mixed(encoded(p) + "--b\r\n" + kHello + "--b--\r\n"); }},
      {"quoted-printable before the first boundary", [](const Plant& p) { return mixed(quoted_printable(p.text()) + "\r\n--b\r\n" + kHello + "--b--\r\n"); }},
      {"no last boundary", [](const Plant& p) { return mixed("--b\r\n" + encoded(p)); }},
      {"no first boundary", [](const Plant& p) { return mixed(encoded(p) + "--b--\r\n"); }},
      {"no boundary at all", [](const Plant& p) { return mixed(encoded(p)); }},
      {"no boundary parameter", [](const Plant& p) { return mixed("--b\r\n" + encoded(p) + "--b--\r\n", "x=y"); }},
      {"an empty boundary", [](const Plant& p) { return mixed("--\r\n" + encoded(p) + "----\r\n", "boundary=\"\""); }},
      {"two boundaries, the first used", [](const Plant& p) { return mixed("--a\r\n" + encoded(p) + "--a--\r\n", "boundary=a; boundary=b"); }},
      {"two boundaries, the second used", [](const Plant& p) { return mixed("--b\r\n" + encoded(p) + "--b--\r\n", "boundary=a; boundary=b"); }},
      {"a boundary in pieces", [](const Plant& p) { return mixed("--ab\r\n" + encoded(p) + "--ab--\r\n", "boundary*0=a; boundary*1=b"); }},
      {"a boundary in percent signs", [](const Plant& p) { return mixed("--b\r\n" + encoded(p) + "--b--\r\n", "boundary*=us-ascii''%62"); }},
      {"a boundary in an encoded word", [](const Plant& p) { return mixed("--b\r\n" + encoded(p) + "--b--\r\n", "boundary=\"=?utf-8?Q?b?=\""); }},
      {"a boundary with a comment", [](const Plant& p) { return mixed("--b\r\n" + encoded(p) + "--b--\r\n", "boundary=b (comment)"); }},
      {"a boundary with an escape", [](const Plant& p) { return mixed("--b\r\n" + encoded(p) + "--b--\r\n", "boundary=\"\\b\""); }},
      {"a boundary without its closing quote", [](const Plant& p) { return mixed("--b\r\n" + encoded(p) + "--b--\r\n", "boundary=\"b"); }},
      {"a boundary with a blank at its end", [](const Plant& p) { return mixed("--b \r\n" + encoded(p) + "--b-- \r\n"); }},
      {"a boundary said with a blank at its end", [](const Plant& p) { return mixed("--b\r\n" + encoded(p) + "--b--\r\n", "boundary=\"b \""); }},
      {"a boundary that another begins with", [](const Plant& p) { return mixed("--b\r\n" + kHello + "--bb\r\n" + encoded(p) + "--b--\r\n"); }},
      {"a boundary in other letters", [](const Plant& p) { return mixed("--B\r\n" + encoded(p) + "--B--\r\n"); }},
      {"a boundary of 300 characters", [](const Plant& p) { const std::string b(300, 'b'); return mixed("--" + b + "\r\n" + encoded(p) + "--" + b + "--\r\n", "boundary=" + b); }},
      {"a boundary with a zero in it", [](const Plant& p) { return mixed(std::string("--b\0c\r\n", 7) + encoded(p), std::string("boundary=\"b\0c\"", 14)); }},
      {"a last boundary in the middle", [](const Plant& p) { return mixed("--b\r\n" + kHello + "--b--\r\n\r\n--b\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted_printable(p.text())); }},
      {"two Content-Types, the second a multipart", [](const Plant& p) { return mail("Content-Type: text/plain\r\nContent-Type: multipart/mixed; boundary=b\r\n", "--b\r\n" + encoded(p) + "--b--\r\n"); }},
      {"two Content-Types, the first a multipart", [](const Plant& p) { return mail("Content-Type: multipart/mixed; boundary=b\r\nContent-Type: text/plain\r\n", "--b\r\n" + encoded(p) + "--b--\r\n"); }},
      {"two Content-Types of two boundaries", [](const Plant& p) { return mail("Content-Type: multipart/mixed; boundary=a\r\nContent-Type: multipart/mixed; boundary=b\r\n", "--a\r\n" + kHello + "--b\r\n" + encoded(p) + "--b--\r\n--a--\r\n"); }},
      {"a multipart in a multipart of the same boundary", [](const Plant& p) { return mixed("--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + encoded(p) + "--b--\r\n--b--\r\n"); }},
      {"a multipart that says it is base64", [](const Plant& p) { return mail("Content-Type: multipart/mixed; boundary=b\r\nContent-Transfer-Encoding: base64\r\n", base64("--b\r\n" + encoded(p) + "--b--\r\n")); }},
      {"a multipart that says base64 and is not", [](const Plant& p) { return mail("Content-Type: multipart/mixed; boundary=b\r\nContent-Transfer-Encoding: base64\r\n", "--b\r\n" + encoded(p) + "--b--\r\n"); }},
      {"a multipart without parts", [](const Plant& p) { return mixed(p.text() + "\r\n--b--\r\n"); }},
      {"a multipart in capitals", [](const Plant& p) { return mail("CONTENT-TYPE: MULTIPART/MIXED; BOUNDARY=b\r\n", "--b\r\n" + encoded(p) + "--b--\r\n"); }},
      {"a type in a comment", [](const Plant& p) { return mail("Content-Type: (text/plain) multipart/mixed; boundary=b\r\n", "--b\r\n" + encoded(p) + "--b--\r\n"); }},
      {"a type with blanks", [](const Plant& p) { return mail("Content-Type: multipart / mixed; boundary=b\r\n", "--b\r\n" + encoded(p) + "--b--\r\n"); }},
      {"a type in quotes", [](const Plant& p) { return mail("Content-Type: \"multipart/mixed\"; boundary=b\r\n", "--b\r\n" + encoded(p) + "--b--\r\n"); }},
      {"a type without its half", [](const Plant& p) { return mail("Content-Type: multipart; boundary=b\r\n", "--b\r\n" + encoded(p) + "--b--\r\n"); }},
      {"no semicolon before the boundary", [](const Plant& p) { return mail("Content-Type: multipart/mixed boundary=b\r\n", "--b\r\n" + encoded(p) + "--b--\r\n"); }},
      {"a type that follows after another field's continuation", [](const Plant& p) { return mail("X: y\r\n z\r\nContent-Type:\r\n multipart/mixed;\r\n\tboundary=b\r\n", "--b\r\n" + encoded(p) + "--b--\r\n"); }},
      {"a blank before the colon", [](const Plant& p) { return mail("Content-Type : multipart/mixed; boundary=b\r\n", "--b\r\n" + encoded(p) + "--b--\r\n"); }},
      {"a field name with a zero", [](const Plant& p) { return mail(std::string("Content\0-Transfer-Encoding: 7bit\r\nContent-Transfer-Encoding: base64\r\n", 69), base64(p.text())); }},
      {"a field that is none first", [](const Plant& p) { return mail("no field at all\r\nContent-Transfer-Encoding: base64\r\n", base64(p.text())); }},
      {"the fields after an empty line of blanks", [](const Plant& p) { return mail(" \r\nContent-Transfer-Encoding: base64\r\n", base64(p.text())); }},
      {"no empty line before the body", [](const Plant& p) { const std::string m = plain_mail("x"); return m.substr(0, m.find("\r\n\r\n") + 2) + p.text() + "\r\n"; }},
      {"fields below the body", [](const Plant& p) { return mail("", "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64(p.text())); }},
      {"no fields at all", [](const Plant& p) { return "\r\n" + p.text() + "\r\n"; }},
      {"a mailbox's From line first", [](const Plant& p) { return "From x@y Tue Oct 13 09:08:00 2026\r\n" + mail("Content-Transfer-Encoding: base64\r\n", base64(p.text())); }},
      {"line feeds alone", [](const Plant& p) { return with_line_ends(mixed("--b\r\n" + encoded(p) + "--b--\r\n"), "\n"); }},
      {"carriage returns alone", [](const Plant& p) { return with_line_ends(mixed("--b\r\n" + part(p.text()) + "--b--\r\n"), "\r"); }},
      {"carriage returns alone around base64", [](const Plant& p) { return with_line_ends(mixed("--b\r\n" + encoded(p) + "--b--\r\n"), "\r"); }},
      {"two carriage returns", [](const Plant& p) { return with_line_ends(mixed("--b\r\n" + encoded(p) + "--b--\r\n"), "\r\r\n"); }},
      {"carriage returns in the boundary line", [](const Plant& p) { return mixed("x\r--b\r" + with_line_ends(encoded(p), "\r") + "\r\n--b\r\n" + kHello + "--b--\r\n"); }},
      {"a line of 100 000 characters", [](const Plant& p) { return plain_mail(std::string(100'000, 'x') + " " + p.text()); }},
      {"a field of 100 000 characters", [](const Plant& p) { return mail("X-Long: " + std::string(100'000, 'x') + "\r\nX-Last: " + p.text() + "\r\n", "Hello\r\n"); }},
      {"ten thousand fields first", [](const Plant& p) { std::string fields; for (int i = 0; i < 10'000; ++i) fields += "X: y\r\n"; return mail(fields + "Content-Transfer-Encoding: base64\r\n", base64(p.text())); }},
      {"a mail in a mail", [](const Plant& p) { return nested(p, 1, false); }},
      {"ten mails deep", [](const Plant& p) { return nested(p, 10, false); }},
      {"a mail in base64", [](const Plant& p) { return nested(p, 1, true); }},
      {"three mails in base64 deep", [](const Plant& p) { return nested(p, 3, true); }},
      {"60 multiparts deep", [](const Plant& p) { return deep(p, 60); }},
      {"150 multiparts deep", [](const Plant& p) { return deep(p, 150); }},
      {"1 200 multiparts deep", [](const Plant& p) { return deep(p, 1'200); }},
      {"a digest", [](const Plant& p) { return mail("Content-Type: multipart/digest; boundary=b\r\n", "--b\r\n\r\nSubject: x\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64(p.text()) + "\r\n--b--\r\n"); }},
      {"a multipart nobody knows", [](const Plant& p) { return mail("Content-Type: multipart/x-other; boundary=b\r\n", "--b\r\n" + encoded(p) + "--b--\r\n"); }},
      {"a signed multipart whose signature is the text", [](const Plant& p) { return mail("Content-Type: multipart/signed; boundary=b; protocol=\"application/pgp-signature\"\r\n", "--b\r\n" + kHello + "--b\r\nContent-Type: application/pgp-signature\r\n\r\n" + p.text() + "\r\n--b--\r\n"); }},
      {"an encrypted multipart that is not", [](const Plant& p) { return mail("Content-Type: multipart/encrypted; boundary=b; protocol=\"application/pgp-encrypted\"\r\n", "--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--b\r\nContent-Type: application/octet-stream\r\n\r\n" + p.text() + "\r\n--b--\r\n"); }},
      {"a form", [](const Plant& p) { return mail("Content-Type: multipart/form-data; boundary=b\r\n", "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n" + p.text() + "\r\n--b--\r\n"); }},
      {"a form in a link's spelling", [](const Plant& p) { return mail("Content-Type: application/x-www-form-urlencoded\r\n", "a=b&text=" + each(p.text(), [](char c) { return c == ' ' ? "+" : c == ':' ? "%3A" : std::string(1, c); })); }},
      {"a zero after the header", [](const Plant& p) { return mail("", std::string(1, '\0') + p.text() + std::string(200, '\0')); }},
      {"a body that begins with zeros", [](const Plant& p) { return mail("", std::string(5'000, '\0') + p.text()); }},
      {"dots doubled for SMTP", [](const Plant& p) { return plain_mail("..\r\n." + p.text()); }},
      {"a line that quotes From", [](const Plant& p) { return plain_mail(">From here: " + p.text()); }},
  };
}

}  // namespace hallpass::test
