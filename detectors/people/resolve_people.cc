// Evidence in order of strength: another value of the same person on the line; a value of theirs anywhere in
// the message; being the sender, a recipient or a recipient's child; being taught by the sender; going to
// the sender's school. Where nothing helps the mention keeps everybody and counts for less.
#include "detectors/people/resolve_people.h"

#include <algorithm>
#include <array>

#include "detectors/people/name_shape.h"

namespace hallpass {
namespace {

constexpr double kTogether = 0.99;      // a name and a value of the same person on one line
constexpr double kLabelled = 0.92;      // a number under "student id"
constexpr double kKnown = 0.85;         // from here on a value tells homonyms elsewhere apart
constexpr double kHomonyms = 0.62;      // nothing tells them apart
constexpr std::uint32_t kNearBytes = 240;

bool names_somebody(MentionKind kind) { return kind == MentionKind::full_name; }

bool is_own_value(MentionKind kind) {
  return kind == MentionKind::number || kind == MentionKind::state_number || kind == MentionKind::employee_number ||
         kind == MentionKind::email;
}

std::vector<PersonId> shared(std::span<const PersonId> a, std::span<const PersonId> b) {
  std::vector<PersonId> both;
  std::ranges::set_intersection(a, b, std::back_inserter(both));
  return both;
}

class Resolver {
 public:
  Resolver(std::vector<UnitSearch>& units, const MessagePeople& around, const Roster& roster)
      : units_(units), around_(around), roster_(roster) {}

  std::vector<Mention> resolve() {
    for (UnitSearch& unit : units_) {
      std::ranges::stable_sort(unit.found, {}, &Candidate::begin);
      lines_.push_back(lines_of(unit));
      tie_lines(unit, lines_.back());
    }
    keep_distinct(known_);
    std::vector<Mention> mentions;
    for (std::size_t u = 0; u < units_.size(); ++u) {
      for (std::size_t i = 0; i < units_[u].found.size(); ++i) settle(units_[u], i, mentions);
    }
    return mentions;
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

  static void keep_distinct(std::vector<PersonId>& people) {
    std::ranges::sort(people);
    people.erase(std::unique(people.begin(), people.end()), people.end());
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
        const auto both = shared(one.people, other.people);
        if (both.empty()) continue;
        confirm(one, other.kind, both);
        confirm(other, one.kind, both);
      }
    }
    for (const Candidate& candidate : unit.found) {
      const bool identifies = candidate.certainty >= kTogether || is_own_value(candidate.kind);
      if (candidate.people.size() == 1 && identifies && certainty_of(unit, candidate) >= kKnown) {
        known_.push_back(candidate.people.front());
      }
    }
  }

  // `by` is a value of all of `people`: homonyms who do not have it are out.
  void confirm(Candidate& candidate, MentionKind by, const std::vector<PersonId>& people) {
    const bool narrows = is_own_value(by) || names_somebody(by) || by == MentionKind::birth_date;
    if (!narrows && candidate.kind == MentionKind::full_name && candidate.people.size() > people.size()) {
      candidate.people = people;  // a shared address or phone still tells a student from a namesake
    } else if (narrows) {
      candidate.people = people;
    }
    if (narrows || candidate.kind == MentionKind::address || candidate.kind == MentionKind::phone) {
      candidate.certainty = kTogether;
    }
  }

  // Keeps those for whom `test` holds, unless that is nobody or everybody.
  template <typename Test>
  static bool narrow(std::vector<PersonId>& people, Test&& test) {
    std::vector<PersonId> kept;
    std::ranges::copy_if(people, std::back_inserter(kept), test);
    if (kept.empty() || kept.size() == people.size()) return false;
    people = std::move(kept);
    return true;
  }

  // Tells homonyms apart by who is around; the answer is how much to trust the result.
  double tell_apart(std::vector<PersonId>& people) {
    if (people.size() == 1) return 1;
    double trust = 1;
    const auto step = [&](double worth, auto&& test) {
      if (people.size() > 1 && narrow(people, test)) trust = std::min(trust, worth);
    };
    step(0.97, [&](PersonId p) { return holds(known_, p); });
    step(0.95, [&](PersonId p) { return holds(around_.senders, p) || holds(around_.recipients, p); });
    step(0.93, [&](PersonId p) { return holds(around_.children, p); });
    step(0.92, [&](PersonId p) { return around_.teaches(roster_, p); });
    step(0.90, [&](PersonId p) { return roster_.person(p).active; });
    if (people.size() == 1) return trust;
    step(0.85, [&](PersonId p) { return std::ranges::binary_search(around_.schools, roster_.person(p).school); });
    if (people.size() == 1) return trust;
    std::ranges::stable_sort(people, {}, [&](PersonId p) { return roster_.person(p).role; });
    return kHomonyms;
  }

  double certainty_of(const UnitSearch& unit, const Candidate& candidate) const {
    const bool together = candidate.certainty >= kTogether;
    switch (candidate.kind) {
      case MentionKind::number:
      case MentionKind::state_number:
      case MentionKind::employee_number:
        return !together && has_number_label(unit, candidate) ? std::max(candidate.certainty, kLabelled) : candidate.certainty;
      case MentionKind::full_name:
        return together ? candidate.certainty : candidate.certainty * name_shape_factor(unit, candidate, roster_);
      case MentionKind::birth_date: return together ? candidate.certainty : 0;
      default: return candidate.certainty;
    }
  }

  void settle(const UnitSearch& unit, std::size_t index, std::vector<Mention>& mentions) {
    const Candidate& candidate = unit.found[index];
    const double certainty = certainty_of(unit, candidate);
    if (certainty < 0.3 || candidate.people.empty()) return;
    Mention mention{.unit = unit.unit, .begin = candidate.begin, .end = candidate.end, .kind = candidate.kind,
                    .people = candidate.people, .confidence = certainty};
    const bool own = candidate.kind == MentionKind::full_name || is_own_value(candidate.kind);
    if (own) {
      mention.confidence *= tell_apart(mention.people);
    } else {
      std::ranges::stable_sort(mention.people, {}, [&](PersonId p) { return roster_.person(p).role; });
    }
    mentions.push_back(std::move(mention));
  }

  std::vector<UnitSearch>& units_;
  const MessagePeople& around_;
  const Roster& roster_;
  std::vector<std::vector<std::uint32_t>> lines_;
  std::vector<PersonId> known_;  // identified by a value of their own
};

}  // namespace

std::vector<Mention> resolve_people(std::vector<UnitSearch>& units, const MessagePeople& around, const Roster& roster) {
  return Resolver(units, around, roster).resolve();
}

}  // namespace hallpass
