// T2: characters that leave no mark on the page, put between those of the secret.
#include <algorithm>

#include "tests/evasion/evasion.h"

namespace hallpass::test {
namespace {

Transform between(const std::string& name, char32_t c) {
  return {name, [c](const Plant& p) { return plain_mail(p.before + spaced(p.secret, utf8(c)) + p.after); }};
}

std::string backwards(const Plant& p) { return {p.secret.rbegin(), p.secret.rend()}; }

}  // namespace

std::vector<Transform> invisible_characters() {
  return {
      between("zero width space", 0x200b),
      between("zero width non-joiner", 0x200c),
      between("zero width joiner", 0x200d),
      between("word joiner", 0x2060),
      between("zero width no-break space", 0xfeff),
      between("soft hyphen", 0xad),
      between("left-to-right mark", 0x200e),
      between("right-to-left mark", 0x200f),
      between("Arabic letter mark", 0x61c),
      between("left-to-right embedding", 0x202a),
      between("pop directional formatting", 0x202c),
      between("first strong isolate", 0x2068),
      between("function application", 0x2061),
      between("invisible times", 0x2062),
      between("invisible separator", 0x2063),
      between("invisible plus", 0x2064),
      between("Mongolian vowel separator", 0x180e),
      between("Mongolian variation selector", 0x180b),
      between("variation selector 16", 0xfe0f),
      between("variation selector supplement", 0xe0101),
      between("combining grapheme joiner", 0x34f),
      between("Hangul choseong filler", 0x115f),
      between("Hangul filler", 0x3164),
      between("half-width Hangul filler", 0xffa0),
      between("Khmer inherent vowel", 0x17b4),
      between("tag characters", 0xe0041),
      between("language tag", 0xe0001),
      between("interlinear annotation anchor", 0xfff9),
      between("object replacement character", 0xfffc),
      between("deprecated shaping control", 0x206d),
      between("musical symbol begin beam", 0x1d173),
      between("combining low line", 0x332),
      between("combining long stroke", 0x336),
      between("combining enclosing keycap", 0x20e3),
      between("combining acute accent", 0x301),
      between("Egyptian hieroglyph joiner", 0x13430),
      between("private use character", 0xe000),
      between("C1 control character", 0x9d),
      between("replacement character", 0xfffd),
      {"marks heaped on each character", [](const Plant& p) { return plain_mail(p.before + spaced(p.secret, utf8(0x30d) + utf8(0x311) + utf8(0x35c) + utf8(0x489)) + p.after); }},
      {"three kinds of zero width in turn", [](const Plant& p) { return plain_mail(p.before + spaced(p.secret, utf8(0x200b) + utf8(0x2060) + utf8(0x200d)) + p.after); }},
      {"right-to-left override", [](const Plant& p) { return plain_mail(p.before + utf8(0x202e) + backwards(p) + utf8(0x202c) + p.after); }},
      {"right-to-left override without an end", [](const Plant& p) { const std::string rest = p.secret + p.after; return plain_mail(p.before + utf8(0x202e) + std::string(rest.rbegin(), rest.rend())); }},
      {"right-to-left isolate and override", [](const Plant& p) { return plain_mail(p.before + utf8(0x2067) + utf8(0x202e) + backwards(p) + utf8(0x202c) + utf8(0x2069) + p.after); }},
      {"the text hidden in tag characters", [](const Plant& p) { return plain_mail("Hello" + each(p.text(), [](char c) { return utf8(0xe0000u + static_cast<unsigned char>(c)); }) + " there"); }},
      {"soft hyphens as entities", [](const Plant& p) { return html_mail(p.before + spaced(p.secret, "&shy;") + p.after); }},
      {"zero width as entities", [](const Plant& p) { return html_mail(p.before + spaced(p.secret, "&#8203;") + p.after); }},
      {"zero width joiners as named entities", [](const Plant& p) { return html_mail(p.before + spaced(p.secret, "&zwj;&zwnj;") + p.after); }},
  };
}

}  // namespace hallpass::test
