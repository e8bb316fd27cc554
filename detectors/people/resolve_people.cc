// Evidence in order of strength: another value of the same person on the line; a value of theirs anywhere in
// the message; being the sender or a recipient; being taught by the sender, who writes about pupils of theirs, also
// where the letter goes to the family of the other; being a recipient's child; going to the sender's school. Where nothing helps the mention keeps everybody and counts for less.
#include "detectors/people/resolve_people.h"

#include <algorithm>

#include "detectors/people/school_clues.h"
#include "detectors/people/name_shape.h"
#include "detectors/people/tie_candidates.h"

namespace hallpass {
namespace {

constexpr double kLabelled = 0.92;      // a number under "student id"
constexpr double kNumberOfThing = 0.25; // "invoice number": nobody's, unless a name beside it says so
constexpr double kSomeStudent = 0.80;   // homonyms that nothing tells apart, students all: somebody's data it is
constexpr double kSomebody = 0.62;      // students and others
constexpr double kNameOfStranger = 0.78; // what a bare name is worth in mail from outside of the district
constexpr double kTitledNamesake = 0.6; // "Mr. Will Page", and only a student has that name
constexpr double kCorrespondent = 0.7;  // named as who wrote, not as who is written about
constexpr double kLoneNickname = 0.88;  // and one that leaves something out, with nothing about school near
constexpr double kPhoneAlone = 0.45;    // of what stands without anybody of the family: a number may be
constexpr double kAddressAlone = 0.70;  // another line's today, a house another family's
constexpr double kTaughtNotChild = 0.88; // the sender's pupil, and a namesake is a recipient's child
constexpr std::size_t kSeveralNames = 3; // so many students in one message are no coincidence

using People = std::span<const PersonId>;  // ascending

class Resolver {
 public:
  Resolver(std::vector<UnitSearch>& units, const MessagePeople& around, const Roster& roster)
      : units_(units), around_(around), roster_(roster), ties_(roster) {}

  std::vector<Mention> resolve() {
    for (UnitSearch& unit : units_) {
      std::ranges::stable_sort(unit.found, {}, &Candidate::begin);
      ties_.tie(unit);
      remember_known(unit);
    }
    keep_distinct(known_);
    keep_distinct(mentioned_);
    std::vector<Mention> mentions;
    for (std::size_t u = 0; u < units_.size(); ++u) {
      for (std::size_t i = 0; i < units_[u].found.size(); ++i) settle(units_[u], i, mentions);
    }
    return mentions;
  }

 private:
  static void keep_distinct(std::vector<PersonId>& people) {
    std::ranges::sort(people);
    people.erase(std::unique(people.begin(), people.end()), people.end());
  }

  void remember_known(const UnitSearch& unit) {
    std::vector<PersonId> named;
    for (const Candidate& candidate : unit.found) {
      const bool own = candidate.kind == MentionKind::full_name || is_own_value(candidate.kind);
      if (own) mentioned_.insert(mentioned_.end(), candidate.people.begin(), candidate.people.end());
      if (candidate.people.size() != 1) continue;
      const bool identifies = candidate.certainty >= kTogether || is_own_value(candidate.kind);
      if (identifies && certainty_of(unit, candidate) >= kKnown) known_.push_back(candidate.people.front());
      if (candidate.kind == MentionKind::full_name && candidate.certainty >= kKnown) named.push_back(candidate.people.front());
    }
    keep_distinct(named);
    several_ = several_ || named.size() >= kSeveralNames;
  }

  bool is_student(PersonId person) const { return roster_.person(person).role == PersonRole::student; }

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
  double tell_apart(const UnitSearch& unit, const Candidate& candidate, std::vector<PersonId>& people) const {
    if (people.size() == 1) return 1;
    double trust = 1;
    const auto step = [&](double worth, auto&& test) {
      if (people.size() > 1 && narrow(people, test)) trust = std::min(trust, worth);
    };
    step(0.97, [&](PersonId p) { return holds(known_, p); });
    if (people.size() > 1 && has_title(unit, candidate.begin)) step(0.95, [&](PersonId p) { return !is_student(p); });
    if (const int grade = people.size() > 1 ? grade_beside(unit, candidate) : kNoGrade; grade != kNoGrade) {
      step(0.95, [&](PersonId p) { return roster_.person(p).grade_level == grade; });
    }
    if (const auto school = people.size() > 1 ? school_beside(unit, candidate, roster_) : std::span<const PersonId>{}; !school.empty()) {
      step(0.95, [&](PersonId p) { return holds(school, p); });
    }
    step(0.95, [&](PersonId p) { return holds(around_.senders, p) || holds(around_.recipients, p); });
    const bool sent_to_family = std::ranges::any_of(people, [&](PersonId p) { return holds(around_.children, p); });
    step(0.92, [&](PersonId p) { return around_.teaches(roster_, p); });
    const bool to_their_own = std::ranges::any_of(people, [&](PersonId p) { return holds(around_.children, p); });
    if (sent_to_family && !to_their_own) trust = std::min(trust, kTaughtNotChild);
    step(0.93, [&](PersonId p) { return holds(around_.children, p); });
    step(0.90, [&](PersonId p) { return roster_.person(p).active; });
    if (people.size() == 1) return trust;
    step(0.85, [&](PersonId p) { return std::ranges::binary_search(around_.schools, roster_.person(p).school); });
    if (people.size() == 1) return trust;
    std::ranges::stable_sort(people, {}, [&](PersonId p) { return roster_.person(p).role; });
    return is_student(people.back()) ? kSomeStudent : kSomebody;
  }

  double certainty_of(const UnitSearch& unit, const Candidate& candidate) const {
    const bool together = candidate.certainty >= kTogether;
    switch (candidate.kind) {
      case MentionKind::number:
      case MentionKind::state_number:
      case MentionKind::employee_number:
        return together ? candidate.certainty : number_alone(unit, candidate);
      case MentionKind::full_name:
        return together ? candidate.certainty : name_alone(unit, candidate);
      case MentionKind::birth_date: return candidate.certainty >= kKnown ? candidate.certainty : 0;
      case MentionKind::phone: return together || is_family_mentioned(candidate) ? candidate.certainty : kPhoneAlone;
      case MentionKind::address: return together || is_family_mentioned(candidate) ? candidate.certainty : kAddressAlone;
      default: return candidate.certainty;
    }
  }

  // Is the person, a child or a guardian of theirs among `some`?
  bool is_family_of(PersonId person, People some) const {
    const auto among = [&](PersonId p) { return holds(some, p); };
    return among(person) || std::ranges::any_of(roster_.children_of(person), among) ||
           std::ranges::any_of(roster_.guardians_of(person), among);
  }

  bool is_family_mentioned(const Candidate& candidate) const {
    return std::ranges::any_of(candidate.people, [&](PersonId p) { return is_family_of(p, mentioned_); });
  }

  // Everybody named or numbered on the line of the candidate, ascending.
  static std::vector<PersonId> named_on_line(const UnitSearch& unit, std::size_t index) {
    constexpr std::size_t kLookedAtMax = 32;
    const std::uint32_t begin = unit.found[index].begin, end = unit.found[index].end;
    std::vector<PersonId> named;
    const auto take = [&](const Candidate& other, std::uint32_t from, std::uint32_t to) {
      if (from < to && unit.text.substr(from, to - from).find('\n') != std::string_view::npos) return false;
      const bool own = other.kind == MentionKind::full_name || is_own_value(other.kind);
      if (own) named.insert(named.end(), other.people.begin(), other.people.end());
      return true;
    };
    for (std::size_t i = index; i > 0 && index - i < kLookedAtMax && take(unit.found[i - 1], unit.found[i - 1].end, begin);) --i;
    for (std::size_t i = index + 1; i < unit.found.size() && i - index < kLookedAtMax && take(unit.found[i], end, unit.found[i].begin);) ++i;
    keep_distinct(named);
    return named;
  }

  static double number_alone(const UnitSearch& unit, const Candidate& candidate) {
    switch (number_of(unit, candidate)) {
      case NumberOf::person: return std::max(candidate.certainty, kLabelled);
      case NumberOf::thing: return std::min(candidate.certainty, kNumberOfThing);
      case NumberOf::unknown: break;
    }
    return candidate.certainty;
  }

  // A name that nothing beside it confirms.
  double name_alone(const UnitSearch& unit, const Candidate& candidate) const {
    double certainty = candidate.certainty * name_shape_factor(unit, candidate, roster_);
    if (is_correspondence_line(unit.text, candidate.begin)) certainty *= kCorrespondent;
    const bool only_students = std::ranges::all_of(candidate.people, [&](PersonId p) { return is_student(p); });
    if (only_students && has_title(unit, candidate.begin)) certainty *= kTitledNamesake;
    if (std::ranges::any_of(candidate.people, [&](PersonId p) { return holds(known_, p); })) return certainty;
    if (!around_.from_district && !several_) certainty *= kNameOfStranger;
    const bool short_form = candidate.certainty < 0.85;
    if (short_form && !has_student_word(unit, candidate.begin, candidate.end) && !is_near_sender(candidate.people)) {
      certainty *= kLoneNickname;
    }
    return certainty;
  }

  bool is_near_sender(std::span<const PersonId> people) const {
    return std::ranges::any_of(people, [&](PersonId p) {
      return holds(around_.children, p) || around_.teaches(roster_, p) ||
             std::ranges::binary_search(around_.schools, roster_.person(p).school);
    });
  }

  void settle(const UnitSearch& unit, std::size_t index, std::vector<Mention>& mentions) {
    const Candidate& candidate = unit.found[index];
    const double certainty = certainty_of(unit, candidate);
    if (certainty < 0.3 || candidate.people.empty()) return;
    Mention mention{.unit = unit.unit, .begin = candidate.begin, .end = candidate.end, .kind = candidate.kind,
                    .people = {candidate.people.begin(), candidate.people.end()}, .confidence = certainty};
    const bool own = candidate.kind == MentionKind::full_name || is_own_value(candidate.kind);
    if (own) {
      mention.confidence *= tell_apart(unit, candidate, mention.people);
    } else {
      const std::vector<PersonId> line = named_on_line(unit, index);
      std::ranges::stable_sort(mention.people, {}, [&](PersonId p) {
        const int distance = is_family_of(p, line) ? 0 : is_family_of(p, mentioned_) ? 1 : 2;
        return std::pair(distance, roster_.person(p).role);
      });
    }
    mentions.push_back(std::move(mention));
  }

  std::vector<UnitSearch>& units_;
  const MessagePeople& around_;
  const Roster& roster_;
  CandidateTies ties_;               // owns what narrowed candidates point to
  std::vector<PersonId> known_;      // identified by a value of their own
  std::vector<PersonId> mentioned_;  // named or numbered, homonyms included
  bool several_ = false;             // one unit names kSeveralNames students or more
};

}  // namespace

std::vector<Mention> resolve_people(std::vector<UnitSearch>& units, const MessagePeople& around, const Roster& roster) {
  return Resolver(units, around, roster).resolve();
}

}  // namespace hallpass
