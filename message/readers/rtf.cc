// RTF: a tokenizer and a stack of group states, no tree. Text in any code page of the font, tables by \cell
// and \row, what is hidden (\v, comments, field codes) apart; objects and pictures become parts; fonts skipped.
#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <vector>

#include "base/utf8.h"
#include "message/charset.h"
#include "message/readers/readers.h"
#include "message/readers/rtf_object.h"
#include "message/readers/table_flow.h"

namespace hallpass {
namespace {

constexpr std::size_t kGroupsDeepMax = 1'000;
constexpr std::size_t kFontsMax = 10'000;
constexpr std::size_t kStretchMax = 64u << 10;

enum class Target : unsigned char { text, hidden, metadata, fonts, object, picture, skip };

struct Destination {
  std::string_view word;
  Target target;
};

// Control words that open a destination; sorted. An unknown one after \* is text that no program shows.
constexpr std::array kDestinations{
    Destination{"annotation", Target::hidden},  Destination{"atnauthor", Target::hidden}, Destination{"atnid", Target::skip},
    Destination{"author", Target::metadata},    Destination{"bkmkend", Target::skip},     Destination{"bkmkstart", Target::skip},
    Destination{"blipuid", Target::skip},       Destination{"category", Target::metadata}, Destination{"colortbl", Target::skip},
    Destination{"comment", Target::metadata},   Destination{"company", Target::metadata}, Destination{"datafield", Target::skip},
    Destination{"datastore", Target::skip},     Destination{"do", Target::text},          Destination{"doccomm", Target::metadata},
    Destination{"docvar", Target::hidden},      Destination{"filetbl", Target::skip},     Destination{"fldinst", Target::hidden},
    Destination{"fonttbl", Target::fonts},      Destination{"footnote", Target::text},    Destination{"htmltag", Target::skip},
    Destination{"info", Target::metadata},      Destination{"keywords", Target::metadata}, Destination{"listoverridetable", Target::skip},
    Destination{"listpicture", Target::skip},   Destination{"listtable", Target::skip},   Destination{"manager", Target::metadata},
    Destination{"mhtmltag", Target::skip},      Destination{"nonshppict", Target::skip},  Destination{"objdata", Target::object},
    Destination{"operator", Target::metadata},  Destination{"pict", Target::picture},        Destination{"pntext", Target::skip},
    Destination{"pntxta", Target::skip},        Destination{"pntxtb", Target::skip},      Destination{"rsidtbl", Target::skip},
    Destination{"shpinst", Target::text},       Destination{"shprslt", Target::skip},     Destination{"shptxt", Target::text},
    Destination{"sn", Target::skip},            Destination{"stylesheet", Target::skip},  Destination{"subject", Target::metadata},
    Destination{"sv", Target::hidden},          Destination{"themedata", Target::skip},   Destination{"title", Target::metadata},
    Destination{"xmlnstbl", Target::skip},
};

struct Character {
  std::string_view word;
  std::string_view text;
};
constexpr std::array kCharacters{
    Character{"bullet", "\xe2\x80\xa2"}, Character{"emdash", "\xe2\x80\x94"}, Character{"emspace", " "}, Character{"endash", "\xe2\x80\x93"},
    Character{"enspace", " "}, Character{"ldblquote", "\xe2\x80\x9c"}, Character{"lquote", "\xe2\x80\x98"}, Character{"qmspace", " "},
    Character{"rdblquote", "\xe2\x80\x9d"}, Character{"rquote", "\xe2\x80\x99"}, Character{"tab", "\t"},
};

// Of a font's \fcharset.
std::string charset_of(int number) {
  switch (number) {
    case 77: return "macintosh";
    case 128: return "shift_jis";
    case 129: return "windows-949";
    case 134: return "gb18030";
    case 136: return "big5";
    case 161: return "windows-1253";
    case 162: return "windows-1254";
    case 163: return "windows-1258";
    case 177: return "windows-1255";
    case 178: return "windows-1256";
    case 186: return "windows-1257";
    case 204: return "windows-1251";
    case 222: return "windows-874";
    case 238: return "windows-1250";
    default: return {};
  }
}

class RtfReader {
 public:
  RtfReader(const Document& document, Sink& sink)
      : bytes_(document.bytes), sink_(sink), out_(sink, document.kind), hidden_(sink, UnitKind::hidden), metadata_(sink, UnitKind::metadata, "#info"), flow_(out_) {}

  void read() {
    groups_.push_back({});
    while (at_ < bytes_.size() && out_.ok() && sink_.in_time()) step();
    flush();
    if (is_digits(group().target)) end_digits(group().target);  // cut off
    flow_.finish();
  }

 private:
  struct Group {
    Target target = Target::text;
    int font = 0;
    int skip_after_unicode = 1;
    bool hidden = false;
    bool starred = false;  // \* was just read
  };
  Group& group() { return groups_.back(); }

  void step() {
    const char c = bytes_[at_++];
    switch (c) {
      case '{':
        flush();
        if (groups_.size() < kGroupsDeepMax) groups_.push_back(group());
        else ++too_deep_;
        group().starred = false;
        break;
      case '}':
        flush();
        if (too_deep_) --too_deep_;
        else if (groups_.size() > 1) close_group();
        break;
      case '\\': control(); break;
      case '\r': case '\n': case '\0': break;
      default: put_byte(c);
    }
  }

  void close_group() {
    const Target target = group().target;
    groups_.pop_back();
    if (is_digits(target) && group().target != target) end_digits(target);
    if (target == Target::hidden && group().target != target) hidden_.line_end();
  }

  static bool is_digits(Target target) { return target == Target::object || target == Target::picture; }

  void append_digits(std::string_view binary) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    for (const char c : binary) digits_.append({kDigits[static_cast<unsigned char>(c) >> 4], kDigits[static_cast<unsigned char>(c) & 15]});
  }

  void end_digits(Target target) {
    std::string digits;
    digits.swap(digits_);
    if (target == Target::object) queue_rtf_object(digits, sink_);
    else queue_rtf_picture(digits, sink_);
  }

  void control() {
    if (at_ >= bytes_.size()) return;
    const char c = bytes_[at_];
    if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z')) {
      ++at_;
      return symbol(c);
    }
    const std::size_t begin = at_;
    while (at_ < bytes_.size() && at_ - begin < 64 && ((bytes_[at_] >= 'a' && bytes_[at_] <= 'z') || (bytes_[at_] >= 'A' && bytes_[at_] <= 'Z'))) ++at_;
    const std::string_view name = bytes_.substr(begin, at_ - begin);
    const std::size_t digits = at_;
    if (at_ < bytes_.size() && bytes_[at_] == '-') ++at_;
    while (at_ < bytes_.size() && at_ - digits < 12 && bytes_[at_] >= '0' && bytes_[at_] <= '9') ++at_;
    int number = 0;
    const bool numbered = std::from_chars(bytes_.data() + digits, bytes_.data() + at_, number).ec == std::errc() && at_ > digits;
    if (at_ < bytes_.size() && bytes_[at_] == ' ') ++at_;
    word(name, number, numbered);
  }

  void symbol(char c) {
    switch (c) {
      case '\'': {
        unsigned value = 0;
        const std::string_view hex = bytes_.substr(at_, 2);
        const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
        at_ += static_cast<std::size_t>(end - hex.data());
        if (error == std::errc()) put_byte(static_cast<char>(value));
        break;
      }
      case '*': group().starred = true; break;
      case '~': put(" "); break;
      case '_': put("-"); break;
      case '-': break;  // an optional hyphen is not seen
      case '\r': case '\n': put_line(); break;
      default: put_byte(c);
    }
  }

  void word(std::string_view name, int number, bool numbered) {
    if (name == "u" && numbered) return unicode(number);
    flush();
    if (name == "bin" && numbered) {
      const std::string_view binary = bytes_.substr(at_, static_cast<std::size_t>(std::max(number, 0)));
      at_ += binary.size();
      if (is_digits(group().target)) append_digits(binary);
      return;
    }
    const auto destination = std::ranges::lower_bound(kDestinations, name, {}, &Destination::word);
    const bool known = destination != kDestinations.end() && destination->word == name;
    if (known && group().target == Target::metadata) metadata_.line_end();
    if (known && group().target != Target::skip) group().target = destination->target;
    else if (group().starred && group().target != Target::skip) group().target = Target::hidden;
    group().starred = false;
    const auto character = std::ranges::lower_bound(kCharacters, name, {}, &Character::word);
    if (character != kCharacters.end() && character->word == name) return put(character->text);
    if (name == "par" || name == "line" || name == "sect" || name == "page" || name == "softline") put_line();
    else if (name == "cell" || name == "nestcell") cell();
    else if (name == "row" || name == "nestrow") row();
    else format(name, number, numbered);
  }

  void format(std::string_view name, int number, bool numbered) {
    if (name == "f" && group().target == Target::fonts) defining_font_ = number;
    else if (name == "f") group().font = number;
    else if (name == "fcharset" && fonts_.size() < kFontsMax) fonts_[defining_font_] = charset_of(number);
    else if (name == "ansicpg") charset_ = number == 65001 ? "utf-8" : "windows-" + std::to_string(number);
    else if (name == "mac") charset_ = "macintosh";
    else if (name == "uc") group().skip_after_unicode = std::clamp(number, 0, 8);
    else if (name == "v" || name == "deleted") group().hidden = !numbered || number != 0;
    else if (name == "plain") group().hidden = false;
    else if (name == "deff") default_font_ = number;
    else if (name == "trowd") row_open_ = true;
    else if (name == "intbl") in_table_ = true;
    else if (name == "pard") in_table_ = false;
  }

  void unicode(int number) {
    flush();
    const auto unit = static_cast<char32_t>(number < 0 ? number + 65536 : number) & 0xffff;
    if (unit >= 0xd800 && unit < 0xdc00) high_ = unit;
    else if (unit >= 0xdc00 && unit < 0xe000) {
      if (high_) put_point(0x10000 + ((high_ - 0xd800) << 10) + (unit - 0xdc00));
      high_ = 0;
    } else {
      put_point(unit);
    }
    to_skip_ = group().skip_after_unicode;
  }

  void put_point(char32_t point) {
    std::string text;
    append_utf8(text, point);
    put(text);
  }

  void put_byte(char c) {
    if (to_skip_ > 0) {
      --to_skip_;
      return;
    }
    if (is_digits(group().target)) return digits_.push_back(c);
    if (group().target == Target::skip || group().target == Target::fonts) return;
    pending_.push_back(c);
    if (pending_.size() >= kStretchMax) flush();
  }

  // Bytes gathered since the last control word, in the font's code page.
  void flush() {
    to_skip_ = 0;
    if (pending_.empty()) return;
    std::string bytes;
    bytes.swap(pending_);
    const bool ascii = std::ranges::none_of(bytes, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (ascii) return put(bytes);
    const auto font = fonts_.find(group().font ? group().font : default_font_);
    put(to_utf8(bytes, font != fonts_.end() && !font->second.empty() ? font->second : charset_));
  }

  void put(std::string_view text) {
    if (!pending_.empty()) flush();
    switch (group().target) {
      case Target::skip: case Target::fonts: case Target::object: case Target::picture: return;
      case Target::hidden: return hidden_.text(text);
      case Target::metadata: return metadata_.text(text);
      case Target::text: break;
    }
    if (group().hidden) return hidden_.text(text);
    if (in_table_ || row_open_) {
      if (!flow_.in_table()) flow_.begin_table();
    } else if (flow_.in_table()) {
      flow_.end_table();
    }
    flow_.text(text);
  }

  void put_line() {
    flush();
    if (group().target == Target::hidden || group().hidden) return hidden_.line_end();
    if (group().target != Target::text) return;
    if (flow_.in_table() && !in_table_ && !row_open_) flow_.end_table();
    flow_.line_end();
  }

  void cell() {
    flush();
    if (group().target != Target::text) return;
    if (!flow_.in_cell()) flow_.begin_cell();
    flow_.end_cell();
  }

  void row() {
    if (group().target != Target::text) return;
    flow_.end_row();
    row_open_ = false;
  }

  std::string_view bytes_;
  Sink& sink_;
  UnitWriter out_;
  UnitWriter hidden_;
  UnitWriter metadata_;
  TableFlow flow_;
  std::size_t at_ = 0;
  std::vector<Group> groups_;
  std::size_t too_deep_ = 0;
  std::map<int, std::string> fonts_;
  std::string charset_ = "windows-1252";
  std::string pending_;
  std::string digits_;  // of an object or a picture
  int defining_font_ = 0;
  int default_font_ = 0;
  int to_skip_ = 0;
  char32_t high_ = 0;
  bool in_table_ = false;
  bool row_open_ = false;
};

}  // namespace

static_assert(std::ranges::is_sorted(kDestinations, {}, &Destination::word) && std::ranges::is_sorted(kCharacters, {}, &Character::word),
              "keep the tables sorted by word");

Likeness looks_like_rtf(std::string_view bytes) { return bytes.substr(0, 64).find("{\\rtf") == std::string_view::npos ? Likeness::no : Likeness::certain; }

void read_rtf(const Document& document, Sink& sink) { RtfReader(document, sink).read(); }

}  // namespace hallpass
