// ValueShape: what a value of ours must look like and stand beside, where RE2 cannot say it: the same delimiter
// twice (back-reference), not inside a longer number (look-around). Confirms a candidate that the one pass has
// found; never searches. PCRE2, which backtracks: for patterns written in this repository, never for one that
// came from a file.
//
// Immutable once made: any number of threads may ask at once, each has match data of its own. Bytes, not UTF-8.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct pcre2_real_code_8;
struct pcre2_real_match_context_8;

namespace hallpass {

inline constexpr std::size_t kShapeLookBytes = 16;  // seen before and behind a candidate, for look-around

// What one question may cost. The shipped shapes take some 50 steps.
struct ShapeLimits {
  std::uint32_t match_steps = 2'000;
  std::uint32_t depth = 200;      // of backtracking
  std::uint32_t heap_kib = 64;    // PCRE2 allots 20 KiB at first
  // Compiled to machine code where the system lets us. It has the limit of steps; for depth and heap stand the
  // 32 KiB of stack it has. false: interpreted.
  bool jit = true;
};

// over_limit: not decided within the limits. A caller keeps such a value and says so: never a "no".
enum class Fit : std::uint8_t { no, yes, over_limit };

class ValueShape {
 public:
  // A mistake in `pcre2` is ours: it ends the program, which every test would see.
  explicit ValueShape(std::string_view pcre2, const ShapeLimits& limits = {});

  // Is [begin, end) of `text` a whole match?
  [[nodiscard]] Fit fit(std::string_view text, std::size_t begin, std::size_t end) const;

 private:
  struct Free {
    void operator()(pcre2_real_code_8* code) const;
    void operator()(pcre2_real_match_context_8* context) const;
  };
  std::unique_ptr<pcre2_real_code_8, Free> code_;
  std::unique_ptr<pcre2_real_match_context_8, Free> limits_;
};

}  // namespace hallpass
