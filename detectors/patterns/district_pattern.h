// DistrictPattern: what a district looks for beside what ships, from the file named in [policy] patterns of
// hallpass.toml. Words or a shape, what must stand near it and what must not, a check on the value, and texts
// that it finds and leaves alone: a file whose own examples do not hold is refused. config/patterns.toml
// explains every key.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "detectors/patterns/validators.h"
#include "hallpass/result.h"
#include "hallpass/terms.h"

namespace hallpass {

// Whom a place must be about to count.
enum class About : std::uint8_t { anybody, student, staff };

struct DistrictPattern {
  std::string id;
  std::string category;            // taxonomy.md, or "custom.NAME"
  std::vector<std::string> words;  // phrases, as in lexicons
  std::string re2;                 // over folded text; empty: words alone
  std::vector<PatternStart> starts;  // where `re2` may begin
  double confidence = 0.8;
  const Validator* validator = nullptr;
  std::vector<std::string> near;      // one of them must stand near
  std::vector<std::string> not_near;  // none of them may
  std::uint32_t within_bytes = 100;   // what near is
  std::uint32_t places_min = 1;       // in one text, to count at all
  About about = About::anybody;
};

struct DistrictPatterns {
  std::vector<DistrictPattern> patterns;
  std::string digest;  // of the file; empty: there is none
};

// Lints every pattern and runs its examples. An empty path: no patterns. Errors: not_found; bad_config, every
// problem as "file:line:column: what; suggestion", a line each.
[[nodiscard]] Result<DistrictPatterns> load_patterns(const std::string& path);

}  // namespace hallpass
