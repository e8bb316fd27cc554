// Character references: &#233; &#xe9; &eacute; and, as browsers do, &eacute without its semicolon.
#include <algorithm>
#include <array>
#include <charconv>

#include "base/utf8.h"
#include "message/readers/html_entities.h"

namespace hallpass {
namespace {

struct Entity {
  std::string_view name;
  char32_t code_point;
};

constexpr std::array kEntities{
    Entity{"AElig", 198},   Entity{"Aacute", 193},  Entity{"Acirc", 194},   Entity{"Agrave", 192},  Entity{"Aring", 197},
    Entity{"Atilde", 195},  Entity{"Auml", 196},    Entity{"Ccedil", 199},  Entity{"Eacute", 201},  Entity{"Ecirc", 202},
    Entity{"Egrave", 200},  Entity{"Euml", 203},    Entity{"Iacute", 205},  Entity{"Ntilde", 209},  Entity{"NewLine", 10},
    Entity{"Oacute", 211},  Entity{"Ouml", 214},    Entity{"Tab", 9},       Entity{"Uacute", 218},  Entity{"Uuml", 220},
    Entity{"ZeroWidthSpace", 0x200b},
    Entity{"aacute", 225},  Entity{"acirc", 226},   Entity{"aelig", 230},   Entity{"agrave", 224},  Entity{"amp", 38},
    Entity{"apos", 39},     Entity{"ast", 42},      Entity{"aring", 229},   Entity{"atilde", 227},  Entity{"auml", 228},
    Entity{"bull", 0x2022}, Entity{"ccedil", 231},  Entity{"cent", 162},    Entity{"colon", 58},    Entity{"comma", 44},
    Entity{"commat", 64},   Entity{"copy", 169},    Entity{"dash", 0x2010}, Entity{"deg", 176},     Entity{"dollar", 36},
    Entity{"eacute", 233},  Entity{"ecirc", 234},   Entity{"egrave", 232},  Entity{"emsp", 0x2003}, Entity{"ensp", 0x2002},
    Entity{"equals", 61},   Entity{"euml", 235},    Entity{"euro", 0x20ac}, Entity{"excl", 33},     Entity{"frac12", 189},
    Entity{"gt", 62},       Entity{"hellip", 0x2026}, Entity{"hyphen", 0x2010}, Entity{"iacute", 237}, Entity{"icirc", 238},
    Entity{"iexcl", 161},   Entity{"igrave", 236},  Entity{"iquest", 191},  Entity{"iuml", 239},    Entity{"laquo", 171},
    Entity{"ldquo", 0x201c}, Entity{"lpar", 40},    Entity{"lsquo", 0x2018}, Entity{"lt", 60},      Entity{"mdash", 0x2014},
    Entity{"middot", 183},  Entity{"minus", 0x2212}, Entity{"nbsp", 160},   Entity{"ndash", 0x2013}, Entity{"ntilde", 241},
    Entity{"num", 35},      Entity{"oacute", 243},  Entity{"ocirc", 244},   Entity{"ograve", 242},  Entity{"ouml", 246},
    Entity{"period", 46},   Entity{"plus", 43},     Entity{"pound", 163},   Entity{"quot", 34},     Entity{"raquo", 187},
    Entity{"rdquo", 0x201d}, Entity{"reg", 174},    Entity{"rpar", 41},     Entity{"rsquo", 0x2019}, Entity{"sect", 167},
    Entity{"semi", 59},     Entity{"shy", 173},     Entity{"sol", 47},      Entity{"szlig", 223},   Entity{"thinsp", 0x2009},
    Entity{"times", 215},   Entity{"trade", 0x2122}, Entity{"uacute", 250}, Entity{"ucirc", 251},   Entity{"ugrave", 249},
    Entity{"uuml", 252},    Entity{"yacute", 253},  Entity{"zwj", 0x200d},  Entity{"zwnj", 0x200c},
};

}  // namespace

std::size_t append_entity(std::string_view text, std::string& out) {
  if (text.size() > 2 && text[1] == '#') {
    const bool hex = text[2] == 'x' || text[2] == 'X';
    const char* begin = text.data() + (hex ? 3 : 2);
    const char* limit = text.data() + std::min<std::size_t>(text.size(), 16);
    std::uint32_t value = 0;
    const auto [end, error] = begin < limit ? std::from_chars(begin, limit, value, hex ? 16 : 10) : std::from_chars_result{begin, std::errc::invalid_argument};
    if (end == begin || error != std::errc()) return 0;
    append_utf8(out, value == 0 || value > 0x10ffff || (value >= 0xd800 && value < 0xe000) ? U'\ufffd' : static_cast<char32_t>(value));
    const auto used = static_cast<std::size_t>(end - text.data());
    return used + (used < text.size() && text[used] == ';');
  }
  std::size_t end = 1;
  while (end < text.size() && end < 20 && ((text[end] | 32) >= 'a' && (text[end] | 32) <= 'z')) ++end;
  if (end + 1 < text.size() && text[end] == '1' && text[end + 1] == '2') end += 2;  // frac12
  const auto found = std::ranges::find(kEntities, text.substr(1, end - 1), &Entity::name);
  if (found == kEntities.end()) return 0;
  append_utf8(out, found->code_point);
  return end + (end < text.size() && text[end] == ';');
}

}  // namespace hallpass
