// Only words that stand alone are looked at: no name part beside them, no greeting, no signature. A given name
// that the sender or a recipient shares stands for them rather than for a student.
#include "detectors/people/short_names.h"

#include <algorithm>
#include <array>
#include <map>

#include "detectors/people/name_shape.h"
#include "hallpass/finding.h"

namespace hallpass {
namespace {

constexpr double kNamedElsewhere = 0.86;
constexpr double kGuardiansChild = 0.84;
constexpr double kSendersPupil = 0.66;     // with a word about school near; in the Subject
constexpr std::size_t kPupilsMax = 400;    // who has more is no teacher of theirs
constexpr std::size_t kStudentsMax = 200;  // a message about more is a list: given names tell nobody there

constexpr auto kGreetings = std::to_array<std::string_view>({"aloha", "bonjour", "buenas", "buenos", "ciao", "dear", "estimada", "estimado", "good",
                                                             "greetings", "hallo", "hello", "hey", "hi", "hola", "morning", "querida",
                                                             "querido", "thanks", "thank", "ms", "mr", "mrs", "coach", "principal", "dr"});
constexpr auto kTimes = std::to_array<std::string_view>({"april", "august", "autumn", "dawn", "july", "june", "may", "summer", "winter"});
// Given names that are words of a school's mail: where nothing but the sender's class vouches for them.
constexpr auto kWordNames = std::to_array<std::string_view>({"ace", "angel", "april", "art", "august", "autumn", "bill", "chance", "chase", "chip", "christian",
                                                            "chuck", "dawn", "dean", "drew", "earnest", "faith", "frank", "gene", "grace", "grant", "harmony",
                                                            "hope", "hunter", "iris", "jack", "joy", "june", "justice", "king", "lane", "major", "mark", "may",
                                                            "miles", "olive", "page", "parker", "pat", "patience", "peace", "penny", "pilot", "prince",
                                                            "princess", "ray", "reed", "rich", "river", "rob", "rose", "royal", "ruby", "sandy", "skip", "sky",
                                                            "star", "storm", "summer", "sunny", "trinity", "victor", "violet", "will", "winter", "wren"});
static_assert(std::ranges::is_sorted(kWordNames));
constexpr auto kBeforeTimes = std::to_array<std::string_view>({"by", "early", "in", "last", "late", "next", "of", "on", "since", "the",
                                                               "this", "until"});

struct Known {
  std::vector<PersonId> named;     // students named elsewhere in the message, ascending
  std::vector<double> confidence;  // how surely, same order
  std::vector<PersonId> children;  // students whose guardian gets the message, ascending
  std::vector<PersonId> pupils;    // students of the sending staff, ascending
};

class GivenNameReader {
 public:
  GivenNameReader(const UnitSearch& unit, const Known& known, const MessagePeople& around, const Roster& roster)
      : unit_(unit), known_(known), around_(around), roster_(roster) {}

  void read(std::vector<Mention>& mentions) {
    auto taken = unit_.found.begin();
    for (std::size_t i = 0; i < unit_.words.size(); ++i) {
      const PersonWord& word = unit_.words[i];
      if (!word.name_part) continue;
      while (taken != unit_.found.end() && taken->end <= word.begin) ++taken;
      const bool inside = taken != unit_.found.end() && taken->begin <= word.begin;
      if (inside || !stands_alone(i) || !is_capitalised(unit_, word) || is_address(i) || is_signature(i)) continue;
      add(word, mentions);
    }
  }

 private:
  std::string_view text_of(std::size_t i) const {
    return unit_.text.substr(unit_.words[i].begin, unit_.words[i].end - unit_.words[i].begin);
  }

  static bool is_inside_name(const PersonWord& word) { return word.before == Gap::space || word.before == Gap::hyphen; }

  bool stands_alone(std::size_t i) const {
    const PersonWord& word = unit_.words[i];
    if (i > 0 && is_inside_name(word) && unit_.words[i - 1].name_part && is_capitalised(unit_, unit_.words[i - 1]) &&
        !begins_sentence(unit_.text, unit_.words[i - 1].begin)) {
      return false;
    }
    if (i + 1 == unit_.words.size() || !is_inside_name(unit_.words[i + 1])) return true;
    const PersonWord& next = unit_.words[i + 1];
    const bool could_be_family = next.kind == WordKind::letters && (next.initial ? text_of(i + 1) != "i" : next.end - next.begin > 2);
    return !could_be_family || !is_capitalised(unit_, next);
  }

  // "Hi Hunter," and "Thanks Hunter" speak to him, "in May" and "Ms. Hunter" of something else.
  bool is_address(std::size_t i) const {
    if (i == 0) return false;
    const PersonWord& before = unit_.words[i - 1];
    if (unit_.words[i].begin - before.end > 2) return false;
    return std::ranges::find(kGreetings, text_of(i - 1)) != kGreetings.end() ||
           (std::ranges::find(kBeforeTimes, text_of(i - 1)) != kBeforeTimes.end() &&
            std::ranges::find(kTimes, text_of(i)) != kTimes.end());
  }

  // Alone on its line, or at its beginning with a comma and nothing after.
  bool is_signature(std::size_t i) const {
    if (unit_.source->kind == UnitKind::header || cell_around(unit_, unit_.words[i].begin)) return false;
    const PersonWord& word = unit_.words[i];
    const bool first = word.begin == 0 || unit_.text[word.begin - 1] == '\n';
    const std::string_view rest = unit_.text.substr(word.end);
    const auto end = rest.find_first_not_of(" ,.!");
    return first && (end == std::string_view::npos || rest[end] == '\n');
  }

  static std::vector<PersonId> among(std::span<const PersonId> people, std::span<const PersonId> some) {
    std::vector<PersonId> both;
    for (const PersonId person : some) {
      if (holds(people, person)) both.push_back(person);
    }
    return both;
  }

  double confidence_in(PersonId student) const {
    const auto at = std::ranges::lower_bound(known_.named, student);
    return known_.confidence[static_cast<std::size_t>(at - known_.named.begin())];
  }

  // The only pupil of the sender with that name, where the Subject names them or the text speaks of school; a name that
  // is a common word or may be a colleague's, too, is nobody's alone.
  std::vector<PersonId> senders_pupil(const PersonWord& word, std::span<const PersonId> people) const {
    auto pupil = among(people, known_.pupils);
    const std::string_view written = unit_.text.substr(word.begin, word.end - word.begin);
    if (pupil.size() != 1 || std::ranges::binary_search(kWordNames, written)) return {};
    const bool colleague = std::ranges::any_of(people, [&](PersonId p) { return roster_.person(p).role == PersonRole::staff; });
    const bool about_school = unit_.source->kind == UnitKind::header || has_student_word(unit_, word.begin, word.end);
    return !colleague && about_school ? pupil : std::vector<PersonId>{};
  }

  void add(const PersonWord& word, std::vector<Mention>& mentions) const {
    std::string key;
    append_letters(key, unit_.text, word);
    const auto people = roster_.find(RosterField::given_name, key);
    if (people.empty()) return;
    auto who = among(people, known_.named);
    double confidence = kNamedElsewhere;
    if (who.empty()) {
      who = among(people, known_.children);
      confidence = kGuardiansChild;
    } else {
      confidence *= confidence_in(who.front());
    }
    if (who.empty()) {
      who = senders_pupil(word, people);
      confidence = kSendersPupil;
    }
    if (who.empty() || who.size() > 3) return;
    if (!among(people, around_.senders).empty() || !among(people, around_.recipients).empty()) return;
    if (who.size() > 1) confidence *= 0.7;
    if (begins_sentence(unit_.text, word.begin) && roster_.person(who.front()).common_word_name) confidence *= 0.8;
    mentions.push_back({.unit = unit_.unit, .begin = word.begin, .end = word.end, .kind = MentionKind::full_name,
                        .people = std::move(who), .confidence = confidence});
  }

  const UnitSearch& unit_;
  const Known& known_;
  const MessagePeople& around_;
  const Roster& roster_;
};

Known known_students(const MessagePeople& around, const Roster& roster, const std::vector<Mention>& mentions) {
  std::map<PersonId, double> named;
  for (const Mention& mention : mentions) {
    const PersonId person = mention.people.front();
    const bool own = mention.kind <= MentionKind::full_name;
    if (!own || mention.confidence < kPossible || roster.person(person).role != PersonRole::student) continue;
    double& best = named[person];
    best = std::max(best, mention.confidence);
  }
  Known known;
  for (const auto& [person, confidence] : named) {
    known.named.push_back(person);
    known.confidence.push_back(confidence);
  }
  std::ranges::copy_if(around.children, std::back_inserter(known.children),
                       [&](PersonId p) { return roster.person(p).role == PersonRole::student; });
  for (const PersonId sender : around.senders) {
    const auto pupils = roster.students_of(sender);
    if (known.pupils.size() + pupils.size() <= kPupilsMax) known.pupils.insert(known.pupils.end(), pupils.begin(), pupils.end());
  }
  std::ranges::sort(known.pupils);
  known.pupils.erase(std::unique(known.pupils.begin(), known.pupils.end()), known.pupils.end());
  return known;
}

}  // namespace

void add_given_names(const std::vector<UnitSearch>& units, const MessagePeople& around, const Roster& roster,
                     std::vector<Mention>& mentions) {
  const Known known = known_students(around, roster, mentions);
  if ((known.named.empty() && known.children.empty() && known.pupils.empty()) || known.named.size() + known.children.size() > kStudentsMax) return;
  const std::size_t before = mentions.size();
  for (const UnitSearch& unit : units) GivenNameReader(unit, known, around, roster).read(mentions);
  if (mentions.size() == before) return;
  std::ranges::stable_sort(mentions, {}, [](const Mention& mention) { return std::pair(mention.unit, mention.begin); });
}

}  // namespace hallpass
