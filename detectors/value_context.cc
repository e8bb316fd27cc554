#include "detectors/value_context.h"

#include <algorithm>

#include "detectors/lexicon/choices.h"

namespace hallpass {
namespace {

constexpr std::size_t kParagraphLinesMax = 40;  // on either side

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

// Reads words beside the value; two that begin with a capital and go on in lower case are a name.
int capitalised_words(std::string_view text) {
  int count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool starts = i == 0 || text[i - 1] == ' ' || text[i - 1] == ',';
    if (starts && is_upper(text[i]) && i + 1 < text.size() && is_lower(text[i + 1])) ++count;
  }
  return count;
}

template <typename Counts>
bool has_term_that(const UnitLayout& unit, const TermSorts& terms, std::uint32_t sorts, std::uint32_t begin, std::uint32_t end, Counts&& counts) {
  if ((terms.all_in(unit) & sorts) == 0) return false;
  for (auto hit = std::ranges::lower_bound(unit.hits, begin, {}, &Hit::begin); hit != unit.hits.end() && hit->begin < end; ++hit) {
    if ((terms.of(hit->term) & sorts) && counts(*hit)) return true;
  }
  return false;
}

bool is_alnum(char c) { return (c >= '0' && c <= '9') || is_lower(c); }

// A dot or an at-sign with no blank joins it to what stands before or behind.
bool part_of_address(std::string_view text, const Hit& hit) {
  const auto joins = [&](std::size_t sign, std::size_t beyond) { return sign < text.size() && (text[sign] == '@' || text[sign] == '.') && beyond < text.size() && is_alnum(text[beyond]); };
  return (hit.begin > 1 && joins(hit.begin - 1, hit.begin - 2)) || joins(hit.end, hit.end + 1);
}

// In the head of the value's column, or near it in its paragraph or row.
template <typename Counts>
bool has_term_around(const UnitLayout& unit, const TermSorts& terms, std::uint32_t sorts, std::uint32_t begin, std::uint32_t end,
                     std::uint32_t before, std::uint32_t after, Counts&& counts) {
  if ((terms.all_in(unit) & sorts) == 0) return false;
  if (!unit.tables.empty()) {
    if (const Head head = head_over(unit, begin); !head.empty() && has_term_that(unit, terms, sorts, head.begin, head.end, counts)) return true;
  }
  if (!has_term_that(unit, terms, sorts, begin > before ? begin - before : 0, end + after, counts)) return false;
  const Stretch around = paragraph_around(unit, begin);
  const std::uint32_t from = std::max(around.begin, begin > before ? begin - before : 0);
  const std::uint32_t to = std::min(around.end, end + after);
  return has_term_that(unit, terms, sorts, from, to, counts);
}

}  // namespace

void TermSorts::read(const Lexicon& lexicon, const Sorts& sorts) {
  const auto take = [&](const std::string& words, std::uint32_t sort) {
    if (sort == 0) return;
    for (std::string& form : with_choices(words)) words_.emplace_back(std::move(form), sort);
  };
  for (const auto& phrase : lexicon.phrases) {
    take(phrase.words, phrase.weight >= kStrong ? sorts.strong : phrase.weight >= kMedium ? sorts.medium : sorts.weak);
  }
  for (const std::string& head : lexicon.columns) take(head, sorts.columns);
  for (const std::string& word : lexicon.excludes) take(word, sorts.exclude);
}

void TermSorts::declare(TermSink& sink) {
  for (const auto& [words, sort] : words_) add(sink.phrase(words), sort);
  words_.clear();
}

std::uint32_t TermSorts::all_in(const UnitLayout& unit) const {
  return unit.terms_present.remembered(this, [&] {
    std::uint32_t sorts = 0;
    if (unit.terms_present.has_bits()) {
      for (const TermId id : ids_) sorts |= unit.terms_present.has(id) ? sorts_[id] : 0;
    } else {
      for (const Hit& hit : unit.hits) sorts |= of(hit.term);
    }
    return sorts;
  });
}

Head head_over(const UnitLayout& unit, std::uint32_t at) {
  const std::size_t index = unit.line_at(at);
  if (index >= unit.lines.size()) return {};
  const Line& line = unit.lines[index];
  if (line.table < 0 || line.row == 0) return {};
  const Table& table = unit.tables[static_cast<std::size_t>(line.table)];
  for (const Cell& cell : table.rows[line.row].cells) {
    if (at < cell.begin || at >= std::max(cell.end, cell.begin + 1)) continue;
    const Cell* head = table.cell(0, cell.column);
    return head ? Head{head->begin, head->end} : Head{};
  }
  return {};
}

bool has_term(const UnitLayout& unit, const TermSorts& terms, std::uint32_t sorts, std::uint32_t begin,
              std::uint32_t end) {
  return has_term_that(unit, terms, sorts, begin, end, [](const Hit&) { return true; });
}

Stretch paragraph_around(const UnitLayout& unit, std::uint32_t at) {
  const std::size_t index = unit.line_at(at);
  if (index >= unit.lines.size()) return {at, at};
  const auto lines = std::ranges::equal_range(unit.lines, unit.lines[index].paragraph, {}, &Line::paragraph);
  const auto first = static_cast<std::size_t>(lines.begin() - unit.lines.begin());
  const auto last = static_cast<std::size_t>(lines.end() - unit.lines.begin()) - 1;
  return {unit.lines[index - std::min(index - first, kParagraphLinesMax)].begin, unit.lines[index + std::min(last - index, kParagraphLinesMax)].end};
}

bool in_context(const UnitLayout& unit, const TermSorts& terms, std::uint32_t sorts, std::uint32_t begin,
                std::uint32_t end, std::uint32_t before, std::uint32_t after) {
  return has_term_around(unit, terms, sorts, begin, end, before, after, [](const Hit&) { return true; });
}

bool called_sample(const UnitLayout& unit, const TermSorts& terms, std::uint32_t sorts, std::uint32_t begin,
                   std::uint32_t end, std::uint32_t before, std::uint32_t after) {
  return has_term_around(unit, terms, sorts, begin, end, before, after, [&](const Hit& hit) { return !part_of_address(unit.text, hit); });
}

bool beside_a_name(std::string_view source, std::uint32_t begin, std::uint32_t end) {
  const std::size_t from = begin > 32 ? begin - 32 : 0;
  std::string_view before = source.substr(from, begin - from);
  if (const std::size_t stop = before.find_last_of(".:;\n\t!?"); stop != std::string_view::npos) before = before.substr(stop + 1);
  if (capitalised_words(before) >= 2) return true;
  std::string_view after = source.substr(std::min<std::size_t>(end, source.size()), 32);
  if (const std::size_t stop = after.find_first_of(".:;\n!?"); stop != std::string_view::npos) after = after.substr(0, stop);
  return capitalised_words(after) >= 2;
}

}  // namespace hallpass
