// The walk. Each byte is looked at once by the tokenizer, which hashes words as it goes. A word costs one
// bitmap probe for "does a phrase begin here" and one table probe for each phrase under way; a place where
// a pattern may begin costs one table lookup for each of its first bytes (an AND of "which patterns allow
// this byte here") and RE2 runs, anchored and over at most kPatternReachBytes, only for those left over.
// Patterns that can begin anywhere share one RE2::Set that tells whether any of them is there at all.
#include "detectors/terms/term_pass.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <chrono>
#include <tuple>

#include "detectors/terms/anchored_patterns.h"
#include "detectors/terms/tokens.h"
#include "detectors/terms/word_trie.h"

namespace hallpass {
namespace {

constexpr std::size_t kOpenPhrasesMax = 64;          // phrases under way at one place
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
    std::vector<int> present;
    if (!set_->Match(re2::StringPiece(text.data(), text.size()), &present)) return;
    for (int index : present) {
      const CompiledPattern& pattern = patterns_[static_cast<std::size_t>(index)];
      const re2::StringPiece whole(text.data(), text.size());
      re2::StringPiece match;
      for (std::size_t at = 0; at < text.size() && out.size() < hits_max &&
                               pattern.re2->Match(whole, at, text.size(), RE2::UNANCHORED, &match, 1);) {
        const auto begin = static_cast<std::size_t>(match.data() - text.data());
        const std::size_t end = begin + match.size();
        if (end > begin) out.push_back({pattern.term, unit, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
        at = std::max(end, at + 1);
      }
    }
  }

 private:
  std::unique_ptr<RE2::Set> set_;
  std::vector<CompiledPattern> patterns_;
};

struct Compiled {
  WordTrie words;
  AnchoredPatterns at_digit{true}, at_word{false}, at_sign{false};
  FloatingPatterns anywhere;
};

// One walk over one text.
class Walk {
 public:
  Walk(const Compiled& compiled, std::string_view text, std::uint32_t unit, std::vector<Hit>& out)
      : compiled_(compiled), text_(text), unit_(unit), out_(out) {}

  bool run(std::size_t hits_max, Deadline deadline) {
    std::size_t check_at = kDeadlineEveryBytes;
    while (at_ < text_.size()) {
      step();
      if (out_.size() >= hits_max) return false;
      if (at_ >= check_at) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        check_at = at_ + kDeadlineEveryBytes;
      }
    }
    return true;
  }

 private:
  struct Open {
    std::uint32_t node;
    std::uint32_t begin;
  };

  void step() {
    const ByteKind kind = byte_kind(text_[at_]);
    switch (kind) {
      case ByteKind::letter:
        compiled_.at_word.match_at(text_, at_, unit_, out_);
        take_word();
        break;
      case ByteKind::digit:
        compiled_.at_digit.match_at(text_, at_, unit_, out_);
        take_word();
        break;
      case ByteKind::at_sign:
        compiled_.at_sign.match_at(text_, at_, unit_, out_);
        ++at_;
        break;
      case ByteKind::line_end:
        if (++line_ends_ > 1) open_.clear();
        ++at_;
        break;
      default: at_ += separator_bytes(kind);
    }
  }

  void take_word() {
    line_ends_ = 0;
    const std::size_t begin = at_;
    const WordTrie& words = compiled_.words;
    const std::size_t was_open = open_.size();
    bool prefixes_wanted = false;
    for (std::size_t i = 0; i < was_open; ++i) prefixes_wanted |= words.node(open_[i].node).has_prefixes;

    WordHash hash = kWordHashStart;
    for (; at_ < text_.size() && is_word_byte(text_[at_]); ++at_) {
      hash = hash_byte(hash, static_cast<unsigned char>(text_[at_]));
      if (words.maybe_first_prefix(hash)) enter(WordTrie::kRoot, begin, hash, true);
      if (prefixes_wanted) {
        for (std::size_t i = 0; i < was_open; ++i) {
          const Open open = open_[i];
          if (words.node(open.node).has_prefixes) enter(open.node, open.begin, hash, true);
        }
      }
    }
    if (words.maybe_first(hash)) enter(WordTrie::kRoot, begin, hash, false);
    for (std::size_t i = 0; i < was_open; ++i) {
      const Open open = open_[i];
      enter(open.node, open.begin, hash, false);
    }
    // A prefix took the rest of its word with it: its hits end where the word ends.
    for (std::size_t i = ends_open_; i < out_.size(); ++i) {
      if (out_[i].end == kOpenEnd) out_[i].end = static_cast<std::uint32_t>(at_);
    }
    ends_open_ = out_.size();
    open_.erase(open_.begin(), open_.begin() + static_cast<std::ptrdiff_t>(was_open));
    if (open_.size() > kOpenPhrasesMax) open_.resize(kOpenPhrasesMax);
  }

  void enter(std::uint32_t from, std::size_t phrase_begin, WordHash hash, bool prefix) {
    const std::uint32_t child = compiled_.words.child(from, hash, prefix);
    if (child == WordTrie::kNone) return;
    const WordTrie::Node& node = compiled_.words.node(child);
    if (node.term != kNoTerm) out_.push_back({node.term, unit_, static_cast<std::uint32_t>(phrase_begin), kOpenEnd});
    if (node.goes_on) open_.push_back({child, static_cast<std::uint32_t>(phrase_begin)});
  }

  static constexpr std::uint32_t kOpenEnd = 0xffffffff;

  const Compiled& compiled_;
  std::string_view text_;
  std::uint32_t unit_;
  std::vector<Hit>& out_;
  std::size_t at_ = 0;
  std::size_t ends_open_ = 0;
  unsigned line_ends_ = 0;
  std::vector<Open> open_;
};

class CompiledPass final : public TermPass {
 public:
  bool find(std::string_view text, std::uint32_t unit, std::size_t hits_max, Deadline deadline,
            std::vector<Hit>& out) const override {
    const std::size_t before = out.size();
    const bool whole = Walk(compiled_, text, unit, out).run(hits_max, deadline);
    if (whole) compiled_.anywhere.match(text, unit, hits_max, out);
    std::sort(out.begin() + static_cast<std::ptrdiff_t>(before), out.end(), [](const Hit& a, const Hit& b) {
      return std::tie(a.begin, a.term, a.end) < std::tie(b.begin, b.term, b.end);
    });
    if (out.size() > hits_max) out.resize(hits_max);
    return whole;
  }

  Compiled compiled_;
};

}  // namespace

Result<std::shared_ptr<const TermPass>> TermCollector::compile() const {
  auto pass = std::make_shared<CompiledPass>();
  Compiled& compiled = pass->compiled_;
  std::string problems;
  for (TermId id = 0; id < terms_.size(); ++id) {
    const Term& term = terms_[id];
    if (!term.is_pattern) {
      compiled.words.add(term.text, id);
      continue;
    }
    auto re2 = std::make_unique<RE2>(term.text, re2_options());
    if (!re2->ok()) {
      if (!problems.empty()) problems += '\n';
      problems.append("pattern \"").append(term.text).append("\": ").append(re2->error());
      continue;
    }
    switch (term.start) {
      case PatternStart::digit: compiled.at_digit.add(id, term.text, std::move(re2)); break;
      case PatternStart::word: compiled.at_word.add(id, term.text, std::move(re2)); break;
      case PatternStart::at_sign: compiled.at_sign.add(id, term.text, std::move(re2)); break;
      case PatternStart::any: compiled.anywhere.add(id, term.text, std::move(re2)); break;
    }
  }
  if (!problems.empty()) return fail(ErrorCode::bad_config, problems);
  compiled.words.finish();
  if (!compiled.anywhere.compile()) return fail(ErrorCode::bad_config, "patterns that start anywhere are too large together");
  return std::shared_ptr<const TermPass>(std::move(pass));
}

}  // namespace hallpass
