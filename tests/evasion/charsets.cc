// T1: charsets: rare, without a label, with a wrong one.
#include "tests/evasion/evasion.h"

namespace hallpass::test {
namespace {

std::string labelled(const std::string& charset, const std::string& bytes) {
  return mail("Content-Type: text/plain; charset=" + charset + "\r\nContent-Transfer-Encoding: base64\r\n", base64(bytes));
}

std::string unlabelled(const std::string& bytes) { return mail("Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n", base64(bytes)); }

std::string wide(const Plant& p) {  // full-width forms, which Asian charsets hold
  return p.before + each(p.secret, [](char c) { return utf8(c > ' ' && c < 0x7f ? static_cast<char32_t>(c) - 0x21 + 0xff01 : static_cast<char32_t>(c)); }) + p.after;
}

std::string utf7(const Plant& p) {
  std::string words = base64(in_charset(p.secret, "UTF-16BE"), 0);
  while (words.back() == '=') words.pop_back();
  return p.before + "+" + words + "-" + p.after;
}

}  // namespace

std::vector<Transform> charsets() {
  return {
      {"UTF-16 little-endian with its mark", [](const Plant& p) { return labelled("utf-16", "\xff\xfe" + in_charset(p.text(), "UTF-16LE")); }},
      {"UTF-16 big-endian with its mark", [](const Plant& p) { return labelled("utf-16", "\xfe\xff" + in_charset(p.text(), "UTF-16BE")); }},
      {"UTF-16 little-endian without mark or label", [](const Plant& p) { return unlabelled(in_charset(p.text(), "UTF-16LE")); }},
      {"UTF-16 big-endian without mark or label", [](const Plant& p) { return unlabelled(in_charset(p.text(), "UTF-16BE")); }},
      {"UTF-16 that says it is UTF-8", [](const Plant& p) { return labelled("utf-8", in_charset(p.text(), "UTF-16LE")); }},
      {"UTF-16 of the other byte order than said", [](const Plant& p) { return labelled("utf-16be", in_charset(p.text(), "UTF-16LE")); }},
      {"UTF-32 with its mark", [](const Plant& p) { return labelled("utf-32", std::string("\xff\xfe\0\0", 4) + in_charset(p.text(), "UTF-32LE")); }},
      {"UTF-32 without mark or label", [](const Plant& p) { return unlabelled(in_charset(p.text(), "UTF-32LE")); }},
      {"UTF-32 big-endian without mark or label", [](const Plant& p) { return unlabelled(in_charset(p.text(), "UTF-32BE")); }},
      {"ASCII that says it is UTF-16", [](const Plant& p) { return labelled("utf-16", p.text()); }},
      {"ASCII that says it is UTF-32", [](const Plant& p) { return labelled("utf-32", p.text()); }},
      {"UTF-7", [](const Plant& p) { return labelled("utf-7", utf7(p)); }},
      {"UTF-7 that nobody says", [](const Plant& p) { return plain_mail(utf7(p)); }},
      {"UTF-7 in the subject", [](const Plant& p) { return mail("", "hello\r\n", "=?utf-7?Q?" + utf7(p) + "?="); }},
      {"EBCDIC", [](const Plant& p) { return labelled("ibm037", in_charset(p.text(), "ibm-37")); }},
      {"EBCDIC of another name", [](const Plant& p) { return labelled("cp1047", in_charset(p.text(), "ibm-1047")); }},
      {"EBCDIC that nobody says", [](const Plant& p) { return unlabelled(in_charset(p.text(), "ibm-37")); }},
      {"ASCII that says it is EBCDIC", [](const Plant& p) { return labelled("ibm037", p.text()); }},
      {"full width in ISO-2022-JP", [](const Plant& p) { return labelled("iso-2022-jp", in_charset(wide(p), "ISO-2022-JP")); }},
      {"full width in ISO-2022-JP that nobody says", [](const Plant& p) { return unlabelled(in_charset(wide(p), "ISO-2022-JP")); }},
      {"full width in ISO-2022-KR", [](const Plant& p) { return labelled("iso-2022-kr", in_charset(wide(p), "ISO-2022-KR")); }},
      {"full width in Shift_JIS", [](const Plant& p) { return labelled("shift_jis", in_charset(wide(p), "windows-31j")); }},
      {"full width in EUC-JP", [](const Plant& p) { return labelled("euc-jp", in_charset(wide(p), "EUC-JP")); }},
      {"full width in GB18030", [](const Plant& p) { return labelled("gb2312", in_charset(wide(p), "GB18030")); }},
      {"full width in Big5", [](const Plant& p) { return labelled("big5", in_charset(wide(p), "Big5")); }},
      {"full width in EUC-KR", [](const Plant& p) { return labelled("euc-kr", in_charset(wide(p), "windows-949")); }},
      {"full width in HZ", [](const Plant& p) { return labelled("hz-gb-2312", in_charset(wide(p), "HZ-GB-2312")); }},
      {"full width in UTF-8 that says US-ASCII", [](const Plant& p) { return labelled("us-ascii", wide(p)); }},
      {"full width in UTF-8 that says ISO-8859-1", [](const Plant& p) { return labelled("iso-8859-1", wide(p)); }},
      {"full width in UTF-8 that says KOI8-R", [](const Plant& p) { return labelled("koi8-r", wide(p)); }},
      {"a charset nobody knows", [](const Plant& p) { return labelled("x-secret", p.text()); }},
      {"a charset nobody knows, bytes above ASCII", [](const Plant& p) { return labelled("x-secret", "\xe9t\xe9 " + p.text()); }},
      {"a label in two pairs of quotes", [](const Plant& p) { return labelled("\"'utf-16'\"", in_charset(p.text(), "UTF-16LE")); }},
      {"two charsets", [](const Plant& p) { return labelled("us-ascii; charset=utf-7", utf7(p)); }},
      {"overlong UTF-8", [](const Plant& p) { return labelled("utf-8", p.before + each(p.secret, [](char c) { return std::string(1, static_cast<char>(0xc0 | c >> 6)) + static_cast<char>(0x80 | (c & 0x3f)); }) + p.after); }},
      {"bytes that are no UTF-8 between", [](const Plant& p) { return labelled("utf-8", p.before + spaced(p.secret, "\xff") + p.after); }},
      {"zeros between", [](const Plant& p) { return labelled("us-ascii", p.before + spaced(p.secret, std::string(1, '\0')) + p.after); }},
      {"control characters between", [](const Plant& p) { return labelled("us-ascii", p.before + spaced(p.secret, "\x01") + p.after); }},
      {"backspaces between", [](const Plant& p) { return labelled("us-ascii", p.before + spaced(p.secret, "x\b") + p.after); }},
      {"terminal colours between", [](const Plant& p) { return labelled("us-ascii", p.before + spaced(p.secret, "\x1b[31m") + p.after); }},
  };
}

}  // namespace hallpass::test
