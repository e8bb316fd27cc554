// The walk. Each word, number and '@' is a place: an automaton over its first bytes (front_automaton.h) tells
// which patterns are worth asking there, and whether the word is one that phrases are looked for by. RE2 runs,
// anchored and over at most kPatternReachBytes, only for those; the phrase index goes right and left from its
// word. All other words are passed over. Patterns that can begin anywhere share one RE2::Set that tells
// whether any of them is there at all.
#include "detectors/terms/term_pass.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <chrono>
#include <span>
#include <tuple>

#include "detectors/terms/anchored_patterns.h"
#include "detectors/terms/tokens.h"
#include "detectors/terms/phrase_index.h"

namespace hallpass {
namespace {

constexpr std::size_t kDeadlineEveryBytes = 64u << 10;

// Patterns that may begin anywhere.
class FloatingPatterns {
 public:
  void add(TermId term, const std::string& text, std::unique_ptr<RE2> re2) {
    if (!set_) set_ = std::make_unique<RE2::Set>(re2_options(), RE2::UNANCHORED);
    set_->Add(text, nullptr);
    patterns_.push_back({term, std::move(re2)});
  }
  bool compile() { return !set_ || set_->Compile(); }

  void match(std::string_view text, std::uint32_t unit, std::size_t hits_max, std::vector<Hit>& out) const {
    if (!set_) return;
    for (int index : present_in(text)) {
      const CompiledPattern& pattern = patterns_[static_cast<std::size_t>(index)];
      const re2::StringPiece whole(text.data(), text.size());
      re2::StringPiece match;
      for (std::size_t at = 0; at < text.size() && out.size() <= hits_max &&
                               pattern.re2->Match(whole, at, text.size(), RE2::UNANCHORED, &match, 1);) {
        const auto begin = static_cast<std::size_t>(match.data() - text.data());
        const std::size_t end = begin + match.size();
        if (end > begin) out.push_back({pattern.term, unit, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
        at = std::max(end, at + 1);
      }
    }
  }

 private:
  // Which patterns match somewhere. All may where the set runs out of its memory: each is linear by itself.
  std::vector<int> present_in(std::string_view text) const {
    std::vector<int> present;
    RE2::Set::ErrorInfo error{RE2::Set::kNoError};
    if (set_->Match(re2::StringPiece(text.data(), text.size()), &present, &error) || error.kind == RE2::Set::kNoError) return present;
    present.clear();
    for (std::size_t i = 0; i < patterns_.size(); ++i) present.push_back(static_cast<int>(i));
    return present;
  }

  std::unique_ptr<RE2::Set> set_;
  std::vector<CompiledPattern> patterns_;
};

struct Compiled {
  PhraseIndex phrases;
  AnchoredPatterns anchored;
  FloatingPatterns anywhere;
  std::shared_ptr<const Misspellings> misspellings;  // may be null
};

// One walk over one text.
class Walk {
 public:
  Walk(const Compiled& compiled, std::string_view text, std::uint32_t unit, std::vector<Hit>& out)
      : compiled_(compiled), text_(text), unit_(unit), out_(out), words_(text), waiting_(compiled.anchored.size()), visit_{text, unit, waiting_, out} {}

  bool run(std::size_t hits_max, Deadline deadline) {
    std::size_t check_at = kDeadlineEveryBytes;
    std::size_t end = 0;  // of the last word
    for (std::size_t i = 0; words_.has(i); ++i) {
      if (words_[i].at_sign) take_at_signs(end, words_[i].begin);
      take_word(i);
      end = words_[i].end;
      if (out_.size() > hits_max) return false;
      if (end >= check_at) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        check_at = end + kDeadlineEveryBytes;
      }
    }
    take_at_signs(end, text_.size());
    return out_.size() <= hits_max;
  }

 private:
  WaitingPatterns::Place place(std::size_t at) const { return {static_cast<std::uint32_t>(at), word_}; }
  static PatternStart start_at(char c) { return is_digit(c) ? PatternStart::digit : PatternStart::word; }

  void take_at_signs(std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; (at = text_.find('@', at)) < end; ++at) (void)compiled_.anchored.visit(PatternStart::at_sign, place(at), visit_);
  }

  void take_word(std::size_t i) {
    const TextWord word = words_[i];
    if (word.begin == 0 || text_[word.begin - 1] != '_') ++word_;
    const bool prefixes = compiled_.anchored.visit(start_at(text_[word.begin]), place(word.begin), visit_);
    if (word.beyond_ascii) visit_within(word);
    const std::size_t before = out_.size();
    if (prefixes || compiled_.phrases.maybe_anchor(word.hash)) compiled_.phrases.match(words_, i, prefixes, unit_, out_);
    if (word.end - word.begin >= kMisspeltLettersMin && compiled_.misspellings && out_.size() == before) take_misspelt(i);
  }

  // For RE2's "\b", letters that are not of ASCII are no letters.
  void visit_within(const TextWord& word) {
    for (std::size_t at = word.begin + 1; at < word.end; ++at) {
      const bool behind = static_cast<unsigned char>(text_[at - 1]) >= 0x80 && static_cast<unsigned char>(text_[at]) < 0x80;
      if (behind) compiled_.anchored.visit_second(start_at(text_[at]), place(at), visit_);
    }
  }

  // The phrases that would be here if the word were spelt as it is meant.
  void take_misspelt(std::size_t i) {
    compiled_.misspellings->visit_meant(words_.spelling(i), [&](std::string_view meant) {
      const std::size_t before = out_.size();
      compiled_.phrases.match_meant(words_, i, meant, unit_, out_);
      for (Hit& hit : std::span(out_).subspan(before)) hit.term |= kMisspeltBit;
    });
  }

  const Compiled& compiled_;
  std::string_view text_;
  std::uint32_t unit_;
  std::vector<Hit>& out_;
  std::uint32_t word_ = 0;  // how many there were
  WordStream words_;
  WaitingPatterns waiting_;
  AnchoredPatterns::Visit visit_;
};

// Hits come nearly in order: what a phrase began is a few words late. Each moves back by as much, and where
// that is much, everything is sorted after all.
void sort_hits(std::span<Hit> hits) {
  const auto before = [](const Hit& a, const Hit& b) { return std::tie(a.begin, a.term, a.end) < std::tie(b.begin, b.term, b.end); };
  std::size_t moves_left = hits.size() * 8 + 64;
  for (std::size_t i = 1; i < hits.size(); ++i) {
    if (!before(hits[i], hits[i - 1])) continue;
    const Hit late = hits[i];
    std::size_t at = i;
    for (; at > 0 && before(late, hits[at - 1]) && moves_left > 0; --at, --moves_left) hits[at] = hits[at - 1];
    hits[at] = late;
    if (moves_left == 0) return std::sort(hits.begin(), hits.end(), before);
  }
}

class CompiledPass final : public TermPass {
 public:
  bool find(std::string_view text, std::uint32_t unit, std::size_t hits_max, Deadline deadline,
            std::vector<Hit>& out) const override {
    const std::size_t before = out.size();
    bool whole = Walk(compiled_, text, unit, out).run(hits_max, deadline);
    if (whole) compiled_.anywhere.match(text, unit, hits_max, out);
    whole = whole && out.size() <= hits_max;
    sort_hits(std::span(out).subspan(before));
    if (out.size() > hits_max) out.resize(hits_max);
    return whole;
  }

  Compiled compiled_;
};

void add_phrase(Compiled& compiled, const std::string& phrase, TermId id) {
  const std::string_view beginning = compiled.phrases.add(phrase, id);
  if (!beginning.empty()) compiled.anchored.add_anchor(beginning);
}

}  // namespace

Result<std::shared_ptr<const TermPass>> TermCollector::compile(std::shared_ptr<const Misspellings> misspellings) const {
  auto pass = std::make_shared<CompiledPass>();
  Compiled& compiled = pass->compiled_;
  compiled.misspellings = std::move(misspellings);
  std::string problems;
  for (TermId id = 0; id < terms_.size(); ++id) {
    const Term& term = terms_[id];
    if (!term.is_pattern) {
      add_phrase(compiled, term.text, id);
      continue;
    }
    auto re2 = std::make_unique<RE2>(term.text, re2_options());
    if (!re2->ok()) {
      if (!problems.empty()) problems += '\n';
      problems.append("pattern \"").append(term.text).append("\": ").append(re2->error());
      continue;
    }
    if (term.start == PatternStart::any) compiled.anywhere.add(id, term.text, std::move(re2));
    else compiled.anchored.add(id, term.start, term.text, std::move(re2));
  }
  if (!problems.empty()) return fail(ErrorCode::bad_config, problems);
  compiled.phrases.finish();
  compiled.anchored.finish();
  if (!compiled.anywhere.compile()) return fail(ErrorCode::bad_config, "patterns that start anywhere are too large together");
  return std::shared_ptr<const TermPass>(std::move(pass));
}

}  // namespace hallpass
