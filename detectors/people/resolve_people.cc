// Evidence in order of strength: another value of the same person on the line; a value of theirs anywhere in
// the message; being the sender, a recipient or a recipient's child; being taught by the sender; going to
// the sender's school. Where nothing helps the mention keeps everybody and counts for less.
#include "detectors/people/resolve_people.h"

#include <algorithm>
#include <deque>

#include "detectors/people/grade_clue.h"
#include "detectors/people/name_shape.h"

namespace hallpass {
namespace {

constexpr double kTogether = 0.99;      // a name and a value of the same person on one line
constexpr double kLabelled = 0.92;      // a number under "student id"
constexpr double kKnown = 0.85;         // from here on a value tells homonyms elsewhere apart
constexpr double kHomonyms = 0.62;      // nothing tells them apart
constexpr double kNameBeside = 0.97;    // a number with part of its owner's name beside it
constexpr double kNameOfStranger = 0.78; // what a bare name is worth in mail from outside of the district
constexpr double kTitledNamesake = 0.6; // "Mr. Will Page", and only a student has that name
constexpr double kCorrespondent = 0.7;  // named as who wrote, not as who is written about
constexpr double kLoneNickname = 0.88;  // and one that leaves something out, with nothing about school near
constexpr double kPhoneAlone = 0.45;    // of what stands without anybody of the family: a number may be
constexpr double kAddressAlone = 0.70;  // another line's today, a house another family's
constexpr std::size_t kSeveralNames = 3; // so many students in one message are no coincidence
constexpr std::uint32_t kNearBytes = 240;
constexpr std::uint32_t kBesideBytes = 60;

bool names_somebody(MentionKind kind) { return kind == MentionKind::full_name; }

bool is_own_value(MentionKind kind) {
  return kind == MentionKind::number || kind == MentionKind::state_number || kind == MentionKind::employee_number ||
         kind == MentionKind::email;
}


using People = std::span<const PersonId>;  // ascending

class Resolver {
 public:
  Resolver(std::vector<UnitSearch>& units, const MessagePeople& around, const Roster& roster)
      : units_(units), around_(around), roster_(roster) {}

  std::vector<Mention> resolve() {
    for (UnitSearch& unit : units_) {
      std::ranges::stable_sort(unit.found, {}, &Candidate::begin);
      tie_lines(unit, lines_of(unit));
      tie_name_parts(unit);
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
        if (is_settled(one) && is_settled(other)) continue;
        const auto both = shared(one.people, other.people);
        if (both.empty()) continue;
        confirm(one, other.kind, both);
        confirm(other, one.kind, both);
      }
    }
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
    const auto line_begin = unit.text.rfind('\n', candidate.begin) + 1;  // npos + 1 is 0
    const auto line_end = std::min(unit.text.find('\n', candidate.end), unit.text.size());
    const auto from = std::max<std::size_t>(line_begin, candidate.begin > kBesideBytes ? candidate.begin - kBesideBytes : 0);
    auto word = std::ranges::lower_bound(unit.words, from, {}, &PersonWord::begin);
    std::string key;
    for (; word != unit.words.end() && word->end <= line_end && word->begin < candidate.end + kBesideBytes; ++word) {
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
  std::deque<std::vector<PersonId>> narrowed_;  // what Candidate::people may point to
  std::vector<PersonId> known_;  // identified by a value of their own
  std::vector<PersonId> mentioned_;  // named or numbered, homonyms included
  bool several_ = false;         // one unit names kSeveralNames students or more
};

}  // namespace

std::vector<Mention> resolve_people(std::vector<UnitSearch>& units, const MessagePeople& around, const Roster& roster) {
  return Resolver(units, around, roster).resolve();
}

}  // namespace hallpass
