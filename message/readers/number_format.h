// How spreadsheets show numbers, as far as it matters for what a number is: dates and times, leading
// zeros and masks ("000-00-0000"), percentages, fixed decimals. Shared by xlsx and xls.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hallpass {

class NumberFormat {
 public:
  NumberFormat() = default;  // General
  // The format of a code such as "m/d/yyyy" or "000\-00\-0000".
  explicit NumberFormat(std::string_view code);
  // One of the formats that have a number and no code in the file; General where there is none.
  static NumberFormat builtin(unsigned id);

  // `date1904`: days count from 1904. Dates come as 2012-03-04, 18:15 or both.
  std::string show(double value, bool date1904) const;
  bool general() const { return kind_ == Kind::general; }

 private:
  enum class Kind : unsigned char { general, date, time, date_time, fixed, mask };
  struct Mask {
    std::string pattern;        // '0' a digit or zero, '#' a digit or nothing, else itself
    double below = -1;          // "[<=9999999]": for values up to this; negative: all
  };
  void read_mask(std::string_view section, std::string plain, double below);

  Kind kind_ = Kind::general;
  bool percent_ = false;
  int decimals_ = 0;
  Mask masks_[2];
};

// A number as the file would print it: 83.6, 310151, 1e+20.
[[nodiscard]] std::string plain_number(double value);

}  // namespace hallpass
