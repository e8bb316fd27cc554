// A code is read for its placeholders only: colours, conditions, currency and text literals matter just
// as far as they are part of a mask of digits.
#include "message/readers/number_format.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace hallpass {
namespace {

constexpr std::size_t kCodeBytesMax = 1'000;
constexpr double kWholeMax = 9.0e15;  // whole numbers are exact up to here

// Days from 1970-01-01 to a civil date.
struct Civil {
  long year;
  unsigned month, day;
};
Civil civil_from_days(long z) {
  z += 719468;
  const long era = (z >= 0 ? z : z - 146096) / 146097;
  const auto doe = static_cast<unsigned long>(z - era * 146097);
  const unsigned long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const unsigned long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const unsigned long mp = (5 * doy + 2) / 153;
  const auto day = static_cast<unsigned>(doy - (153 * mp + 2) / 5 + 1);
  const auto month = static_cast<unsigned>(mp < 10 ? mp + 3 : mp - 9);
  return {static_cast<long>(yoe) + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

// The code's first section without quotes, escapes, colours and padding: what was literal stays.
struct Section {
  std::string plain;      // placeholders and literals
  std::string literal;    // for each character of plain: 'l' where it was quoted or escaped
  double below = -1;
};

Section first_section(std::string_view code, std::size_t& at) {
  Section out;
  const auto put = [&out](char c, bool literal) {
    out.plain.push_back(c);
    out.literal.push_back(literal ? 'l' : ' ');
  };
  for (; at < code.size() && code[at] != ';'; ++at) {
    const char c = code[at];
    if (c == '"') {
      for (++at; at < code.size() && code[at] != '"'; ++at) put(code[at], true);
    } else if (c == '\\' && at + 1 < code.size()) {
      put(code[++at], true);
    } else if ((c == '_' || c == '*') && at + 1 < code.size()) {
      ++at;
    } else if (c == '[') {
      const std::size_t close = code.find(']', at);
      if (close == std::string_view::npos) break;
      const std::string_view inside = code.substr(at + 1, close - at - 1);
      if (inside.starts_with("<=")) out.below = std::atof(std::string(inside.substr(2)).c_str());
      if (inside == "h" || inside == "hh" || inside == "m" || inside == "mm" || inside == "s" || inside == "ss") put(inside[0], false);
      at = close;
    } else {
      put(c, false);
    }
  }
  if (at < code.size()) ++at;
  return out;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string fill_mask(const std::string& mask, std::string digits) {
  std::string out;
  for (std::size_t i = mask.size(); i-- > 0;) {
    const char c = mask[i];
    if (c != '0' && c != '#') {
      out.push_back(c);
    } else if (!digits.empty()) {
      out.push_back(digits.back());
      digits.pop_back();
    } else if (c == '0') {
      out.push_back('0');
    }
  }
  out.append(digits.rbegin(), digits.rend());
  return {out.rbegin(), out.rend()};
}

}  // namespace

NumberFormat::NumberFormat(std::string_view code) {
  code = code.substr(0, kCodeBytesMax);
  std::size_t at = 0;
  const Section section = first_section(code, at);
  if (section.plain.starts_with("General") || section.plain.starts_with("GENERAL")) return;
  bool day = false, hour = false, month = false, other = false, point = false;
  int digits = 0, decimals = 0;
  for (std::size_t i = 0; i < section.plain.size(); ++i) {
    if (section.literal[i] == 'l') continue;
    const char c = lower(section.plain[i]);
    if (c == 'y' || c == 'd' || c == 'e') day = true;
    else if (c == 'h' || c == 's') hour = true;
    else if (c == 'm') month = true;
    else if (c == '.') point = true;
    else if (c == '0' || c == '#' || c == '?') ++(point ? decimals : digits);
    else if (c == '%') percent_ = true;
    else if (c == ',' || c == '/' || c == 'g') other = true;
    if (c == 'e' && (digits || decimals)) {  // 0.00E+00, no year
      day = false;
      other = true;
    }
  }
  const bool numeric = digits + decimals > 0;
  if (!numeric && (day || hour || month)) {
    kind_ = hour && (day || (month && section.plain.find("mmm") != std::string::npos)) ? Kind::date_time
            : hour ? Kind::time : Kind::date;
  } else if (numeric && !other && (point || percent_)) {
    kind_ = Kind::fixed;
    decimals_ = decimals > 10 ? 10 : decimals;
  } else if (numeric && !other) {
    read_mask(section.plain, section.literal, section.below);
    if (section.below >= 0 && at < code.size()) {
      const Section second = first_section(code, at);
      masks_[1] = {second.plain, -1};
    }
  } else if (day && hour && numeric) {
    kind_ = Kind::date_time;  // "h:mm:ss.0 d"
  } else if (hour && numeric) {
    kind_ = Kind::time;
  }
}

void NumberFormat::read_mask(std::string_view section, std::string literal, double below) {
  int zeros = 0, literals = 0;
  for (std::size_t i = 0; i < section.size(); ++i) {
    if (literal[i] != 'l' && section[i] == '0') ++zeros;
    else if (section[i] != '#') ++literals;
  }
  if (zeros < 2 && literals == 0) return;  // "0", "#": nothing to add
  kind_ = Kind::mask;
  masks_[0] = {std::string(section), below};
}

NumberFormat NumberFormat::builtin(unsigned id) {
  struct Row {
    unsigned id;
    std::string_view code;
  };
  static constexpr std::array kRows{
      Row{2, "0.00"}, Row{4, "0.00"}, Row{9, "0%"}, Row{10, "0.00%"}, Row{14, "m/d/yyyy"}, Row{15, "d-mmm-yy"}, Row{16, "d-mmm"},
      Row{17, "mmm-yy"}, Row{18, "h:mm"}, Row{19, "h:mm:ss"}, Row{20, "h:mm"}, Row{21, "h:mm:ss"}, Row{22, "m/d/yy h:mm"},
      Row{45, "mm:ss"}, Row{46, "[h]:mm:ss"}, Row{47, "mm:ss"},
  };
  for (const Row& row : kRows) {
    if (row.id == id) return NumberFormat(row.code);
  }
  if ((id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return NumberFormat("m/d/yyyy");
  return {};
}

std::string plain_number(double value) {
  char text[64];
  if (std::isfinite(value) && std::fabs(value) < kWholeMax && value == std::floor(value)) {
    std::snprintf(text, sizeof text, "%.0f", value);
  } else {
    std::snprintf(text, sizeof text, "%.11g", value);
  }
  return text;
}

std::string NumberFormat::show(double value, bool date1904) const {
  char text[96];
  switch (kind_) {
    case Kind::general: return plain_number(value);
    case Kind::fixed:
      if (std::fabs(value) > kWholeMax) return plain_number(value);
      std::snprintf(text, sizeof text, "%.*f%s", decimals_, percent_ ? value * 100 : value, percent_ ? "%" : "");
      return text;
    case Kind::mask: {
      if (!(value >= 0 && value < kWholeMax)) return plain_number(value);
      const Mask& mask = masks_[0].below >= 0 && value > masks_[0].below && !masks_[1].pattern.empty() ? masks_[1] : masks_[0];
      const std::string digits = plain_number(std::floor(value + 0.5));
      return fill_mask(mask.pattern, digits == "0" ? std::string() : digits);
    }
    case Kind::date:
    case Kind::time:
    case Kind::date_time: break;
  }
  if (!(value >= 0 && value < 2'958'466 + 1)) return plain_number(value);  // to the end of 9999
  const double seconds_all = std::floor(value * 86400 + 0.5);
  const auto days = static_cast<long>(seconds_all / 86400);
  const auto seconds = static_cast<long>(seconds_all - static_cast<double>(days) * 86400);
  // day 60 of the 1900 system is a 29 February that never was
  const long since_1970 = date1904 ? days - 24107 : days - (days < 60 ? 25568 : 25569);
  const Civil date = civil_from_days(since_1970);
  const long hour = seconds / 3600, minute = seconds / 60 % 60, second = seconds % 60;
  std::string out;
  if (kind_ != Kind::time) {
    std::snprintf(text, sizeof text, "%04ld-%02u-%02u", date.year, date.month, date.day);
    out = text;
  }
  if (kind_ != Kind::date) {
    std::snprintf(text, sizeof text, second ? "%02ld:%02ld:%02ld" : "%02ld:%02ld", hour, minute, second);
    if (!out.empty()) out.push_back(' ');
    out += text;
  }
  return out;
}

}  // namespace hallpass
