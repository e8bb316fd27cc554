// T2: characters of other blocks that look like digits and letters.
#include <map>

#include "tests/evasion/evasion.h"

namespace hallpass::test {
namespace {

// Digits from `zero` on; letters from `capital` and `small` on, where given.
Transform block(const std::string& name, char32_t zero, char32_t capital = 0, char32_t small = 0) {
  return {name, [=](const Plant& p) {
            return plain_mail(p.before + each(p.secret, [=](char c) {
                                if (zero != 0 && c >= '0' && c <= '9') return utf8(zero + static_cast<char32_t>(c - '0'));
                                if (capital != 0 && c >= 'A' && c <= 'Z') return utf8(capital + static_cast<char32_t>(c - 'A'));
                                if (small != 0 && c >= 'a' && c <= 'z') return utf8(small + static_cast<char32_t>(c - 'a'));
                                return std::string(1, c);
                              }) + p.after);
          }};
}

Transform swapped(const std::string& name, const std::map<char, std::string>& pairs) {
  return {name, [pairs](const Plant& p) {
            return plain_mail(p.before + each(p.secret, [&](char c) { const auto to = pairs.find(c); return to == pairs.end() ? std::string(1, c) : to->second; }) + p.after);
          }};
}

Transform dash(const std::string& name, const std::string& with) {
  return {name, [with](const Plant& p) {
            return plain_mail(p.before + each(p.secret, [&](char c) { return c == '-' || c == ' ' ? with : std::string(1, c); }) + p.after);
          }};
}

// 1 to 9 from `one` on, 0 apart: how circled and bracketed digits are laid out.
Transform ringed(const std::string& name, char32_t one, char32_t zero) {
  return {name, [=](const Plant& p) {
            return plain_mail(p.before + each(p.secret, [=](char c) {
                                return c == '0' && zero ? utf8(zero) : c >= '1' && c <= '9' ? utf8(one + static_cast<char32_t>(c - '1')) : std::string(1, c);
                              }) + p.after);
          }};
}

}  // namespace

std::vector<Transform> other_characters() {
  const std::map<char, std::string> cyrillic{{'a', "а"}, {'e', "е"}, {'o', "о"}, {'p', "р"}, {'c', "с"}, {'x', "х"}, {'y', "у"}, {'i', "і"}, {'s', "ѕ"}, {'M', "М"}, {'O', "О"}, {'3', "З"}, {'0', "О"}, {'6', "б"}};
  const std::map<char, std::string> greek{{'a', "α"}, {'e', "ε"}, {'o', "ο"}, {'i', "ι"}, {'u', "υ"}, {'M', "Μ"}, {'O', "Ο"}, {'0', "Ο"}};
  const std::map<char, std::string> all_cyrillic{{'a', "а"}, {'b', "Ь"}, {'c', "с"}, {'d', "ԁ"}, {'e', "е"}, {'h', "һ"}, {'i', "і"}, {'j', "ј"}, {'l', "ӏ"}, {'n', "ո"}, {'o', "о"}, {'p', "р"}, {'q', "ԛ"},
                                                 {'r', "г"}, {'s', "ѕ"}, {'u', "ս"}, {'v', "ѵ"}, {'w', "ԝ"}, {'x', "х"}, {'y', "у"}, {'M', "М"}, {'O', "О"}};
  return {
      block("full-width forms", 0xff10, 0xff21, 0xff41),
      block("Arabic-Indic digits", 0x660),
      block("extended Arabic-Indic digits", 0x6f0),
      block("Devanagari digits", 0x966),
      block("Bengali digits", 0x9e6),
      block("Thai digits", 0xe50),
      block("Tibetan digits", 0xf20),
      block("Khmer digits", 0x17e0),
      block("Mongolian digits", 0x1810),
      block("N'Ko digits", 0x7c0),
      block("Adlam digits", 0x1e950),
      block("mathematical bold", 0x1d7ce, 0x1d400, 0x1d41a),
      block("mathematical double-struck", 0x1d7d8, 0x1d538, 0x1d552),
      block("mathematical sans-serif", 0x1d7e2, 0x1d5a0, 0x1d5ba),
      block("mathematical sans-serif bold", 0x1d7ec, 0x1d5d4, 0x1d5ee),
      block("mathematical monospace", 0x1d7f6, 0x1d670, 0x1d68a),
      block("mathematical bold script", 0, 0x1d4d0, 0x1d4ea),
      block("segmented digits", 0x1fbf0),
      block("outlined letters and digits", 0x1ccf0, 0x1ccd6),
      block("subscript digits", 0x2080),
      swapped("superscript digits", {{'0', "⁰"}, {'1', "¹"}, {'2', "²"}, {'3', "³"}, {'4', "⁴"}, {'5', "⁵"}, {'6', "⁶"}, {'7', "⁷"}, {'8', "⁸"}, {'9', "⁹"}, {'a', "ᵃ"}, {'e', "ᵉ"}, {'i', "ⁱ"}, {'n', "ⁿ"}}),
      ringed("circled digits", 0x2460, 0x24ea),
      ringed("bracketed digits", 0x2474, 0),
      ringed("digits with a full stop", 0x2488, 0x1f100),
      ringed("digits with a comma", 0x1f102, 0x1f101),
      ringed("negative circled digits", 0x2776, 0x24ff),
      ringed("circled sans-serif digits", 0x2780, 0x1f10b),
      ringed("negative circled sans-serif digits", 0x278a, 0x1f10c),
      ringed("double circled digits", 0x24f5, 0),
      block("circled letters", 0, 0x24b6, 0x24d0),
      block("squared letters", 0, 0x1f130),
      block("negative squared letters", 0, 0x1f170),
      block("regional indicators", 0, 0x1f1e6),
      swapped("keycap emoji", {{'0', "0️⃣"}, {'1', "1️⃣"}, {'2', "2️⃣"}, {'3', "3️⃣"}, {'4', "4️⃣"}, {'5', "5️⃣"}, {'6', "6️⃣"}, {'7', "7️⃣"}, {'8', "8️⃣"}, {'9', "9️⃣"}}),
      swapped("Chinese numerals", {{'0', "〇"}, {'1', "一"}, {'2', "二"}, {'3', "三"}, {'4', "四"}, {'5', "五"}, {'6', "六"}, {'7', "七"}, {'8', "八"}, {'9', "九"}}),
      swapped("some letters Cyrillic", cyrillic),
      swapped("all letters Cyrillic", all_cyrillic),
      swapped("Greek letters", greek),
      swapped("small capitals", {{'a', "ᴀ"}, {'b', "ʙ"}, {'d', "ᴅ"}, {'e', "ᴇ"}, {'i', "ɪ"}, {'l', "ʟ"}, {'n', "ɴ"}, {'p', "ᴘ"}, {'r', "ʀ"}, {'s', "ꜱ"}, {'t', "ᴛ"}, {'u', "ᴜ"}, {'w', "ᴡ"}}),
      swapped("letters with marks", {{'a', "ä"}, {'e', "ệ"}, {'i', "ï"}, {'o', "ø"}, {'s', "ș"}, {'r', "ř"}, {'d', "ḑ"}, {'n', "ñ"}, {'w', "ẅ"}, {'u', "ů"}}),
      swapped("Cherokee letters", {{'M', "Ꮇ"}, {'a', "ꭺ"}, {'b', "Ᏼ"}, {'s', "ꮪ"}, {'w', "ꮃ"}, {'p', "Ꮲ"}, {'r', "ꮢ"}}),
      swapped("Latin letters of other alphabets", {{'a', "ɑ"}, {'g', "ɡ"}, {'i', "ı"}, {'l', "ⅼ"}, {'d', "ⅾ"}, {'s', "ꜱ"}, {'n', "ռ"}, {'e', "ҽ"}}),
      swapped("the letter O for zero", {{'0', "O"}}),
      swapped("letters for digits", {{'0', "O"}, {'1', "l"}, {'5', "S"}, {'8', "B"}}),
      swapped("digits for letters", {{'a', "4"}, {'e', "3"}, {'i', "1"}, {'o', "0"}, {'s', "5"}, {'t', "7"}}),
      swapped("signs for letters", {{'a', "@"}, {'i', "!"}, {'s', "$"}, {'e', "3"}}),
      dash("en dash", "–"),
      dash("em dash", "—"),
      dash("figure dash", "‒"),
      dash("minus sign", "−"),
      dash("non-breaking hyphen", "‑"),
      dash("hyphen bullet", "⁃"),
      dash("middle dot", "·"),
      dash("bullet", "•"),
      dash("hyphenation point", "‧"),
      dash("katakana prolonged sound mark", "ー"),
      dash("modifier letter minus", "˗"),
      dash("box drawing line", "─"),
      dash("full stop", "."),
      dash("underscore", "_"),
      dash("slash", "/"),
      dash("comma", ","),
      dash("colon", ":"),
      dash("tilde", "~"),
      dash("asterisk", "*"),
      dash("plus sign", "+"),
      dash("equals sign", "="),
      dash("vertical bar", "|"),
      dash("double hyphen", "--"),
      dash("hyphen between blanks", " - "),
      dash("no-break space", "\xc2\xa0"),
      dash("thin space", utf8(0x2009)),
      dash("figure space", utf8(0x2007)),
      dash("ideographic space", utf8(0x3000)),
      dash("Ogham space mark", utf8(0x1680)),
      dash("Braille blank", utf8(0x2800)),
      dash("Hangul filler as a space", utf8(0x3164)),
      dash("two blanks", "  "),
      dash("tab", "\t"),
      dash("line separator", utf8(0x2028)),
      dash("next line character", utf8(0x85)),
  };
}

}  // namespace hallpass::test
