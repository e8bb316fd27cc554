// The one printer: a command says what it has, the printer writes text for people or JSON for programs.
#pragma once

#include <cstdio>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace hallpass::cli {

class Printer {
 public:
  bool json = false;            // --json
  std::FILE* out = stdout;

  // One JSON object, a line. Text never mixes with JSON on standard output.
  void object(const nlohmann::json& value) const;

  // A line for people; nothing under --json.
  void line(std::string_view text) const;

  // Columns for people, as wide as their widest cell (the last one is free); nothing under --json.
  void table(const std::vector<std::string>& heads, const std::vector<std::vector<std::string>>& rows) const;

  // Is standard output a terminal that wants colour (NO_COLOR is honoured)?
  bool colour() const;
};

// "12 of 143 messages" on standard error, rewritten in place, at most ten times a second and only on a
// terminal. The destructor clears the line.
class Progress {
 public:
  Progress(std::string_view what, std::size_t total);  // total 0: unknown
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void advance(std::size_t by = 1);

 private:
  std::string what_;
  std::size_t total_ = 0;
  std::size_t done_ = 0;
  bool shown_ = false;
  bool terminal_ = false;
  long long begun_ms_ = 0;
  long long last_ms_ = 0;
};

}  // namespace hallpass::cli
