#include "detectors/people/tie_candidates.h"

#include <algorithm>

#include "detectors/people/name_shape.h"

namespace hallpass {
namespace {

constexpr std::uint32_t kNearBytes = 240;   // over line ends
constexpr std::uint32_t kBesideBytes = 60;  // on one line

using People = std::span<const PersonId>;  // ascending

class UnitTies {
 public:
  UnitTies(const Roster& roster, std::deque<std::vector<PersonId>>& narrowed) : roster_(roster), narrowed_(narrowed) {}

  void tie(UnitSearch& unit) {
    tie_lines(unit, lines_of(unit));
    tie_name_parts(unit);
  }

 private:
  // Which line of the unit each candidate stands on.
  static std::vector<std::uint32_t> lines_of(const UnitSearch& unit) {
    std::vector<std::uint32_t> lines;
    std::uint32_t line = 0;
    std::size_t at = 0;
    for (const Candidate& candidate : unit.found) {
      line += static_cast<std::uint32_t>(std::count(unit.text.begin() + static_cast<std::ptrdiff_t>(at),
                                                    unit.text.begin() + candidate.begin, '\n'));
      at = candidate.begin;
      lines.push_back(line);
    }
    return lines;
  }

  // Whom both hold. Most answers are one person or all of the shorter list: they need no memory of their own.
  People shared(People a, People b) {
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() > a.size() * 16) return shared_by_search(a, b);
    std::vector<PersonId> both;
    std::size_t k = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
      while (k < b.size() && b[k] < a[i]) ++k;
      if (k == b.size()) break;
      if (b[k] == a[i]) {
        if (a.size() == 1) return a;
        both.push_back(a[i]);
      }
    }
    return kept(a, std::move(both));
  }

  People shared_by_search(People few, People many) {
    if (few.size() == 1) return std::ranges::binary_search(many, few.front()) ? few : People{};
    std::vector<PersonId> both;
    std::ranges::copy_if(few, std::back_inserter(both), [&](PersonId p) { return std::ranges::binary_search(many, p); });
    return kept(few, std::move(both));
  }

  People kept(People from, std::vector<PersonId> some) {
    if (some.empty()) return {};
    if (some.size() == from.size()) return from;
    if (some.size() == 1) {
      const auto at = std::ranges::lower_bound(from, some.front());
      return from.subspan(static_cast<std::size_t>(at - from.begin()), 1);
    }
    return narrowed_.emplace_back(std::move(some));
  }

  // Candidates of one line that share people confirm each other.
  void tie_lines(UnitSearch& unit, const std::vector<std::uint32_t>& lines) {
    constexpr std::size_t kTiedMax = 64;  // of one line: a line of thousands is no sentence
    for (std::size_t i = 0; i < unit.found.size(); ++i) {
      Candidate& one = unit.found[i];
      for (std::size_t k = i + 1; k < unit.found.size() && k < i + kTiedMax; ++k) {
        Candidate& other = unit.found[k];
        const bool near = lines[k] == lines[i] || (lines[k] <= lines[i] + 2 && other.begin - one.end < kNearBytes);
        if (!near) break;
        if (one.kind == other.kind) continue;
        if (is_settled(one) && is_settled(other)) continue;
        const auto both = shared(one.people, other.people);
        if (both.empty()) continue;
        confirm(one, other.kind, both);
        confirm(other, one.kind, both);
      }
    }
  }

  // "LOPEZ GENESIS 287434", "H. Stewart, 182235", "Siobhan W., born 3/1/2010": part of the owner's name beside a
  // number or a birth date confirms it.
  void tie_name_parts(UnitSearch& unit) {
    for (Candidate& candidate : unit.found) {
      const bool date = candidate.kind == MentionKind::birth_date;
      const bool number = candidate.kind == MentionKind::number || candidate.kind == MentionKind::employee_number;
      if ((!date && !number) || candidate.certainty >= kNameBeside) continue;
      const People owners = owners_beside(unit, candidate, date ? RosterField::given_name : RosterField::name_part);
      if (owners.empty() || (date && owners.size() > 1)) continue;
      candidate.people = owners;
      candidate.certainty = date ? kKnown : kNameBeside;
    }
  }

  // Those of candidate.people whose name (part) stands on the same line, near.
  People owners_beside(const UnitSearch& unit, const Candidate& candidate, RosterField field) {
    const LinePart line = line_around(unit.text, candidate.begin, candidate.end, kBesideBytes);
    auto word = std::ranges::lower_bound(unit.words, line.begin, {}, &PersonWord::begin);
    std::string key;
    for (; word != unit.words.end() && word->end <= line.end; ++word) {
      if (!word->name_part) continue;
      key.clear();
      append_letters(key, unit.text, *word);
      const People owners = shared(candidate.people, roster_.find(field, key));
      if (!owners.empty()) return owners;
    }
    return {};
  }

  static bool is_settled(const Candidate& candidate) { return candidate.people.size() == 1 && candidate.certainty >= kTogether; }

  // `by` is a value of all of `people`: homonyms who do not have it are out.
  static void confirm(Candidate& candidate, MentionKind by, People people) {
    const bool narrows = is_own_value(by) || by == MentionKind::full_name || by == MentionKind::birth_date;
    if (!narrows && candidate.kind == MentionKind::full_name && candidate.people.size() > people.size()) {
      candidate.people = people;  // a shared address or phone still tells a student from a namesake
    } else if (narrows) {
      candidate.people = people;
    }
    if (narrows || candidate.kind == MentionKind::address || candidate.kind == MentionKind::phone) {
      candidate.certainty = kTogether;
    }
  }

  const Roster& roster_;
  std::deque<std::vector<PersonId>>& narrowed_;
};

}  // namespace

bool is_own_value(MentionKind kind) {
  return kind == MentionKind::number || kind == MentionKind::state_number || kind == MentionKind::employee_number ||
         kind == MentionKind::email;
}

void CandidateTies::tie(UnitSearch& unit) { UnitTies(roster_, narrowed_).tie(unit); }

}  // namespace hallpass
