// T3: HTML that a person reads as one number or name, and that is written in pieces.
#include <algorithm>

#include "tests/evasion/evasion.h"

namespace hallpass::test {
namespace {

// Each character of the secret between two pieces of HTML.
Transform wrapped(const std::string& name, const std::string& open, const std::string& close) {
  return {name, [open, close](const Plant& p) { return html_mail("<p>" + p.before + each(p.secret, [&](char c) { return open + (c == ' ' ? "&nbsp;" : std::string(1, c)) + close; }) + p.after + "</p>"); }};
}

Transform page(const std::string& name, const std::function<std::string(const Plant&)>& body) {
  return {name, [body](const Plant& p) { return html_mail(body(p)); }};
}

std::string entities(const std::string& text, const std::string& before, bool hexadecimal, const std::string& after) {
  return each(text, [&](char c) { return before + (hexadecimal ? hex(std::string(1, c)) : std::to_string(static_cast<int>(c))) + after; });
}

std::string backwards(const std::string& text) { return {text.rbegin(), text.rend()}; }

// The groups of the secret (between hyphens and blanks) with something between.
std::string groups(const std::string& secret, const std::string& open, const std::string& close) {
  std::string out = open;
  for (const char c : secret) out += c == '-' || c == ' ' ? close + open : std::string(1, c);
  return out + close;
}

// A row for each of several cells; the first row is open already.
std::string rows_of(std::string cells) {
  const std::string end = "</td>", turn = "</td></tr><tr>";
  for (std::size_t at = cells.find(end); at != std::string::npos && at + end.size() < cells.size(); at = cells.find(end, at + turn.size())) cells.replace(at, end.size(), turn);
  return cells + "</tr>";
}

}  // namespace

std::vector<Transform> html_layout() {
  return {
      wrapped("a span around each", "<span>", "</span>"),
      wrapped("bold and italic around each", "<b><i>", "</i></b>"),
      wrapped("a font tag around each", "<font color=red>", "</font>"),
      wrapped("an empty element before each", "<span></span>", ""),
      wrapped("a comment before each", "<!-- x -->", ""),
      wrapped("an empty comment before each", "<!---->", ""),
      wrapped("a comment that ends in --!>", "<!-- x --!>", ""),
      wrapped("a processing instruction before each", "<?x y?>", ""),
      wrapped("a place to break before each", "<wbr>", ""),
      wrapped("an unknown tag around each", "<x-y z=1>", "</x-y>"),
      wrapped("an empty link around each", "<a name=x>", "</a>"),
      wrapped("a tag with line ends in it", "<span\r\nclass = 'a>b'\r\n>", "</span\r\n>"),
      wrapped("tags in capitals", "<SPAN>", "</SPAN>"),
      wrapped("a closing tag without an opening one", "</b>", ""),
      wrapped("a picture of nothing before each", "<img src=x width=0>", ""),
      wrapped("an input of nothing before each", "<input type=hidden>", ""),
      wrapped("a hidden letter after each", "", "<span style='display:none'>x</span>"),
      wrapped("a tiny letter after each", "", "<span style='font-size:0'>7</span>"),
      wrapped("a white letter after each", "", "<span style='color:#fff'>7</span>"),
      wrapped("a digit out of the page after each", "", "<span style='position:absolute;left:-9999px'>7</span>"),
      wrapped("a digit of no opacity after each", "", "<span style='opacity:0'>7</span>"),
      wrapped("a div shown inline around each", "<div style='display:inline'>", "</div>"),
      wrapped("a floating div around each", "<div style='float:left'>", "</div>"),
      wrapped("an inline paragraph around each", "<p style='display:inline-block;margin:0'>", "</p>"),
      wrapped("a table around each", "<table style='display:inline'><tr><td>", "</td></tr></table>"),
      wrapped("a ruby text around each", "<ruby>", "<rt></rt></ruby>"),
      wrapped("a button around each", "<button>", "</button>"),
      wrapped("vector text", "<svg width=9><text>", "</text></svg>"),
      wrapped("a line break after each", "", "<br>"),
      wrapped("a paragraph for each", "<p>", "</p>"),
      wrapped("a div for each", "<div>", "</div>"),
      wrapped("a list item for each", "<li>", "</li>"),
      page("a cell for each", [](const Plant& p) { return p.before + "<table><tr>" + each(p.secret, [](char c) { return "<td>" + std::string(1, c) + "</td>"; }) + "</tr></table>" + p.after; }),
      page("a row for each", [](const Plant& p) { return p.before + "<table>" + each(p.secret, [](char c) { return "<tr><td>" + (c == ' ' ? "&nbsp;" : std::string(1, c)) + "</td></tr>"; }) + "</table>" + p.after; }),
      page("a cell for each group", [](const Plant& p) { return p.before + "<table><tr>" + groups(p.secret, "<td>", "</td>") + "</tr></table>" + p.after; }),
      page("a cell for each group, beside its label", [](const Plant& p) { return "<table><tr><td>" + p.before + "</td>" + groups(p.secret, "<td>", "</td>") + "<td>" + p.after + "</td></tr></table>"; }),
      page("a row for each group, beside a label that spans them", [](const Plant& p) { return "<table><tr><td rowspan=5>" + p.before + "</td>" + rows_of(groups(p.secret, "<td>", "</td>")) + "</table>" + p.after; }),
      page("in the second row beside a label that spans both", [](const Plant& p) { return "<table><tr><td rowspan=2>" + p.before + "</td><td>x</td></tr><tr><td>" + p.secret + p.after + "</td></tr></table>"; }),
      page("under a head of two rows", [](const Plant& p) { return "<table><tr><th rowspan=2>Day</th><th colspan=2>" + p.before + "</th></tr><tr><th>first</th><th>second</th></tr><tr><td>Monday</td><td>-</td><td>" + p.secret + p.after + "</td></tr></table>"; }),
      page("a div for each group", [](const Plant& p) { return p.before + groups(p.secret, "<div>", "</div>") + p.after; }),
      page("all in a nested table", [](const Plant& p) { return "<table><tr><td><table><tr><td><table><tr><td>" + p.text() + "</td></tr></table></td></tr></table></td></tr></table>"; }),
      page("decimal entities", [](const Plant& p) { return p.before + entities(p.secret, "&#", false, ";") + p.after; }),
      page("decimal entities with zeros", [](const Plant& p) { return p.before + entities(p.secret, "&#00000", false, ";") + p.after; }),
      page("decimal entities without their end", [](const Plant& p) { return p.before + entities(p.secret, "&#", false, "<b></b>") + p.after; }),
      page("hexadecimal entities", [](const Plant& p) { return p.before + entities(p.secret, "&#x", true, ";") + p.after; }),
      page("hexadecimal entities, capital X", [](const Plant& p) { return p.before + entities(p.secret, "&#X0", true, ";") + p.after; }),
      page("all in entities", [](const Plant& p) { return entities(p.text(), "&#", false, ";"); }),
      page("entities of entities", [](const Plant& p) { return p.before + entities(p.secret, "&amp;#", false, ";") + p.after; }),
      page("named entities between", [](const Plant& p) { return p.before + spaced(p.secret, "&thinsp;") + p.after; }),
      page("no-break entities between", [](const Plant& p) { return p.before + spaced(p.secret, "&nbsp;") + p.after; }),
      page("named dashes", [](const Plant& p) { return p.before + each(p.secret, [](char c) { return c == '-' ? "&ndash;" : c == ' ' ? "&ensp;" : std::string(1, c); }) + p.after; }),
      page("right to left by <bdo>", [](const Plant& p) { return p.before + "<bdo dir=rtl>" + backwards(p.secret) + "</bdo>" + p.after; }),
      page("right to left by style", [](const Plant& p) { return p.before + "<span style='unicode-bidi:bidi-override; direction:rtl'>" + backwards(p.secret) + "</span>" + p.after; }),
      page("right to left by entity", [](const Plant& p) { return p.before + "&#8238;" + backwards(p.secret) + "&#8236;" + p.after; }),
      page("backwards by row-reverse", [](const Plant& p) { return p.before + "<span style='display:inline-flex;flex-direction:row-reverse'>" + each(backwards(p.secret), [](char c) { return "<i>" + std::string(1, c) + "</i>"; }) + "</span>" + p.after; }),
      page("mirrored by transform", [](const Plant& p) { return p.before + "<span style='display:inline-block;transform:scaleX(-1)'>" + backwards(p.secret) + "</span>" + p.after; }),
      page("spread by letter-spacing", [](const Plant& p) { return p.before + "<span style='letter-spacing:1em'>" + p.secret + "</span>" + p.after; }),
      page("one character wide", [](const Plant& p) { return p.before + "<div style='width:1ch;word-break:break-all'>" + p.secret + "</div>" + p.after; }),
      page("vertical writing", [](const Plant& p) { return p.before + "<span style='writing-mode:vertical-rl'>" + p.secret + "</span>" + p.after; }),
      page("never closed", [](const Plant& p) { return "<div><p><b><table><tr><td>" + p.text(); }),
      page("a quote that never closes", [](const Plant& p) { return "<p title='x>" + p.text(); }),
      page("a comment that never closes", [](const Plant& p) { return "<p>x</p><!-- " + p.text(); }),
      page("in <plaintext>", [](const Plant& p) { return "<plaintext>" + p.text(); }),
      page("in a marked section", [](const Plant& p) { return "<![CDATA[" + p.text() + "]]>"; }),
      page("in a text area", [](const Plant& p) { return "<textarea>" + p.text() + "</textarea>"; }),
      page("as options of a list", [](const Plant& p) { return "<select><option>" + p.text() + "</option></select>"; }),
      page("three hundred elements deep", [](const Plant& p) { return each(std::string(300, 'x'), [](char) { return "<div>"; }) + p.text(); }),
      page("two hundred tables deep", [](const Plant& p) { return each(std::string(200, 'x'), [](char) { return "<table><tr><td>"; }) + p.text(); }),
      {"zeros in the tags", [](const Plant& p) { return html_mail(p.before + each(p.secret, [](char c) { return std::string("<s\0pan>", 7) + c + "</span>"; }) + p.after); }},
      {"HTML that says it is plain", [](const Plant& p) { return mail("Content-Type: text/plain\r\n", "<html><body>" + p.before + each(p.secret, [](char c) { return "<b>" + std::string(1, c) + "</b>"; }) + p.after + "</body></html>"); }},
      {"HTML without a type", [](const Plant& p) { return mail("", "<div>" + p.before + each(p.secret, [](char c) { return "<b>" + std::string(1, c) + "</b>"; }) + p.after + "</div>"); }},
      {"HTML as rich text", [](const Plant& p) { return mail("Content-Type: text/enriched\r\n", p.before + each(p.secret, [](char c) { return "<bold>" + std::string(1, c) + "</bold>"; }) + p.after); }},
      {"XHTML", [](const Plant& p) { return mail("Content-Type: application/xhtml+xml\r\n", "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body>" + p.before + each(p.secret, [](char c) { return "<b>" + std::string(1, c) + "</b>"; }) + p.after + "</body></html>"); }},
      {"HTML in UTF-7 that only the page says", [](const Plant& p) {
         std::string digits = base64(in_charset(p.secret, "UTF-16BE"), 0);
         while (digits.back() == '=') digits.pop_back();
         return mail("Content-Type: text/html\r\n", "<html><head><meta http-equiv=content-type content='text/html; charset=utf-7'></head><body>" + p.before + "+" + digits + "-" + p.after + "</body></html>");
       }},
      {"HTML in UTF-16", [](const Plant& p) { return mail("Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n", base64("\xff\xfe" + in_charset("<html><body>" + p.text() + "</body></html>", "UTF-16LE"))); }},
      {"HTML with quoted-printable breaks in the tags", [](const Plant& p) { return mail("Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n", p.before + each(p.secret, [](char c) { return "<sp=\r\nan>" + std::string(1, c) + "</s=\r\npan>"; }) + p.after); }},
  };
}

}  // namespace hallpass::test
