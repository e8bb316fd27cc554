#include "detectors/people/school_clues.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "detectors/people/name_shape.h"

namespace hallpass {
namespace {

constexpr std::uint32_t kBeforeBytes = 24;
constexpr std::uint32_t kAfterBytes = 40;

struct GradeName {
  std::string_view word;
  int grade;
};
constexpr auto kGradeNames = std::to_array<GradeName>({{"freshman", 9}, {"junior", 11}, {"kinder", 0}, {"kindergarten", 0},
                                                       {"kindergartener", 0}, {"kindergartner", 0}, {"senior", 12}, {"sophomore", 10}});
constexpr auto kOrdinals = std::to_array<GradeName>({{"eighth", 8}, {"eleventh", 11}, {"fifth", 5}, {"first", 1}, {"fourth", 4}, {"ninth", 9},
                                                     {"second", 2}, {"seventh", 7}, {"sixth", 6}, {"tenth", 10}, {"third", 3}, {"twelfth", 12}});

int named(std::span<const GradeName> names, std::string_view word) {
  const auto found = std::ranges::find(names, word, &GradeName::word);
  return found == names.end() ? kNoGrade : found->grade;
}

// "7", "07", "7th", "12th"; `ordinal` tells whether an ending stood there.
int level(std::string_view word, bool& ordinal) {
  int value = 0;
  const auto end = std::from_chars(word.data(), word.data() + word.size(), value);
  const std::string_view rest = word.substr(static_cast<std::size_t>(end.ptr - word.data()));
  ordinal = rest == "th" || rest == "st" || rest == "nd" || rest == "rd";
  return end.ec == std::errc{} && (rest.empty() || ordinal) && value >= 1 && value <= 12 ? value : kNoGrade;
}

bool says_grade(std::string_view word) {
  return word == "grade" || word == "gr" || word == "grader" || word == "graders" || word == "grado" || word == "gd";
}

class GradeReader {
 public:
  explicit GradeReader(const UnitSearch& unit) : unit_(unit) {}

  int in_row(const Cell& own) const {
    const auto& cells = unit_.folded->cells;
    const auto row = std::ranges::equal_range(cells, std::pair(own.table, own.row), {},
                                              [](const Cell& cell) { return std::pair(cell.table, cell.row); });
    for (const Cell& cell : row) {
      const Cell* const head = head_of(unit_, cell);
      if (!head) continue;
      const auto first = std::ranges::lower_bound(unit_.words, head->begin, {}, &PersonWord::begin);
      if (first == unit_.words.end() || first->begin >= head->end || !says_grade(text_of(*first))) continue;
      const auto word = std::ranges::lower_bound(unit_.words, cell.begin, {}, &PersonWord::begin);
      if (word == unit_.words.end() || word->begin >= cell.end) return kNoGrade;
      bool ordinal = false;
      return text_of(*word) == "k" || text_of(*word) == "kg" ? 0 : level(text_of(*word), ordinal);
    }
    return kNoGrade;
  }

  int on_line(std::uint32_t begin, std::uint32_t end) const {
    const int after = in_words(end, line_around(unit_.text, begin, end, kAfterBytes).end, true);
    return after != kNoGrade ? after : in_words(line_around(unit_.text, begin, end, kBeforeBytes).begin, begin, false);
  }

 private:
  std::string_view text_of(const PersonWord& word) const { return unit_.text.substr(word.begin, word.end - word.begin); }

  int in_words(std::uint32_t from, std::uint32_t to, bool after) const {
    const auto first = std::ranges::lower_bound(unit_.words, from, {}, &PersonWord::begin);
    for (auto word = first; word != unit_.words.end() && word->end <= to; ++word) {
      if (const int grade = grade_at(word, after && word == first); grade != kNoGrade) return grade;
    }
    return kNoGrade;
  }

  // A grade that is read from this word and the next; right after the name "7th" and "(11)" will do.
  int grade_at(std::vector<PersonWord>::const_iterator word, bool right_after) const {
    const std::string_view text = text_of(*word);
    const std::string_view next = word + 1 != unit_.words.end() ? text_of(*(word + 1)) : std::string_view{};
    bool ordinal = false;
    if (says_grade(text)) return next == "k" ? 0 : level(next, ordinal);
    if (text.starts_with("gr") && text.size() <= 4) return level(text.substr(2), ordinal);
    const int name = named(kGradeNames, text);
    if (name != kNoGrade && right_after) return name;
    if (const int grade = named(kOrdinals, text); grade != kNoGrade) return says_grade(next) ? grade : kNoGrade;
    const int grade = level(text, ordinal);
    if (grade == kNoGrade) return kNoGrade;
    if (says_grade(next) || (ordinal && right_after)) return grade;
    const bool bracketed = word->begin > 0 && unit_.text[word->begin - 1] == '(' && word->end < unit_.text.size() &&
                           unit_.text[word->end] == ')';
    return right_after && bracketed ? grade : kNoGrade;
  }

  const UnitSearch& unit_;
};

}  // namespace

std::span<const PersonId> school_beside(const UnitSearch& unit, const Candidate& candidate, const Roster& roster) {
  constexpr std::uint32_t kReach = 160;  // over line ends: letters name the school in their head or signature
  constexpr std::size_t kSchoolWordsMax = 4;
  const std::uint32_t begin = candidate.begin > kReach ? candidate.begin - kReach : 0;
  std::span<const PersonId> found;
  std::uint32_t nearest = kReach + 1;
  std::string key;
  for (auto first = std::ranges::lower_bound(unit.words, begin, {}, &PersonWord::begin);
       first != unit.words.end() && first->begin < candidate.end + kReach; ++first) {
    if (first->begin < candidate.end && first->end > candidate.begin) continue;
    const std::uint32_t distance = first->begin >= candidate.end ? first->begin - candidate.end : candidate.begin - first->end;
    if (distance >= nearest) continue;
    key.clear();
    for (auto last = first; last != unit.words.end() && last < first + kSchoolWordsMax; ++last) {
      if (last != first && last->before != Gap::space && last->before != Gap::hyphen) break;
      if (last->begin < candidate.end && last->end > candidate.begin) break;
      append_letters(key, unit.text, *last);
      const auto people = roster.find(RosterField::school, key);
      if (!people.empty()) found = people, nearest = distance;
    }
  }
  return found;
}

int grade_beside(const UnitSearch& unit, const Candidate& candidate) {
  const GradeReader reader(unit);
  if (const Cell* cell = cell_around(unit, candidate.begin)) {
    if (const int grade = reader.in_row(*cell); grade != kNoGrade) return grade;
  }
  return reader.on_line(candidate.begin, candidate.end);
}

}  // namespace hallpass
