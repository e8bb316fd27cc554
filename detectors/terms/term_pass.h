// TermPass: all terms of all detectors in one linear walk over folded text. The first letter of a word, the
// first digit of a number and every '@' try the patterns that can begin there, behind an automaton over their
// first bytes; phrases are looked for by their rarest word. Immutable once compiled; safe from any number of threads.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "detectors/terms/misspellings.h"
#include "hallpass/reader.h"
#include "hallpass/result.h"
#include "hallpass/terms.h"

namespace hallpass {

// A pattern sees at most so many bytes from its start on.
inline constexpr std::size_t kPatternReachBytes = 512;

class TermPass;

// Collects terms; compile() makes the pass.
class TermCollector final : public TermSink {
 public:
  TermId phrase(std::string_view words) override;
  TermId pattern(std::string_view re2, PatternStart start) override;

  // With `misspellings`, phrases are also found where their rarest word is misspelt: hits with kMisspeltBit.
  // Errors: bad_config, every pattern RE2 refuses, a line each.
  [[nodiscard]] Result<std::shared_ptr<const TermPass>> compile(std::shared_ptr<const Misspellings> misspellings = nullptr) const;

  struct Term {
    std::string text;
    bool is_pattern = false;
    PatternStart start = PatternStart::any;
  };
  const std::vector<Term>& terms() const { return terms_; }

 private:
  TermId add(std::string_view text, bool is_pattern, PatternStart start);
  std::vector<Term> terms_;
  std::map<std::string, TermId, std::less<>> phrases_;  // normal form -> id
  std::map<std::string, TermId, std::less<>> patterns_;
};

class TermPass {
 public:
  virtual ~TermPass() = default;

  // Appends the hits in `text` (of unit `unit`), sorted by begin then term. False where it left some out: past
  // `hits_max` hits in `out`, or past the deadline.
  virtual bool find(std::string_view text, std::uint32_t unit, std::size_t hits_max, Deadline deadline,
                    std::vector<Hit>& out) const = 0;
};

}  // namespace hallpass
