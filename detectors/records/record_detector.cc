#include "detectors/records/record_detector.h"

#include <algorithm>
#include <map>

#include "detectors/lexicon/choices.h"
#include "detectors/sentence.h"
#include "detectors/stories/told.h"

namespace hallpass {
namespace {

constexpr double kFromAfar = 0.4;
constexpr double kMisspeltFactor = 0.5;  // alone beside a student: only possible
constexpr std::uint32_t kTogetherBytes = 600;
constexpr std::uint32_t kStandingBytesMax = 600;  // of a notice, from its first words
constexpr double kLongText = 0.6;        // a story some way from the name, in a text of more than a few lines
constexpr std::uint32_t kNoteBytesMax = 1'500;
constexpr double kNobodysStory = 0.6;    // a story that does not say whom it is about, some way from the name
constexpr double kLesserPart = 0.4;      // terms and stories are often the same words

// What one person has gathered in one unit.
struct Score {
  double sum = 0;
  double story = 0;  // of the best story
  bool joined = false;  // it stands beside the name, or in a note: terms and story are of one piece
  double weak = 0;  // of the sum, what weak words gave
  double person_confidence = 0;
  TieKind best = TieKind::none;
  double best_strength = 0;
  std::map<std::uint32_t, double> words;  // the most each gave

  void add(std::uint32_t word, double weight, const Tie& tie, double factor, double confidence, bool form) {
    double value = weight * tie.strength * factor;
    // From afar a loose word says little; in a form everything below the name is about its bearer.
    const bool loose = weight < kStrong && (tie.kind == TieKind::before || tie.kind == TieKind::letter) && !form;
    if (loose) value *= kFromAfar;
    if (weight <= kWeak) {
      if (words.contains(word)) return;
      value = std::min(value, kWeakTogether - weak);
      weak += value;
    }
    double& given = words[word];
    if (value > given) {
      sum += value - given;
      given = value;
    }
    person_confidence = std::max(person_confidence, confidence);
    if (tie.strength > best_strength) {
      best_strength = tie.strength;
      best = tie.kind;
    }
  }

  void add_story(std::uint32_t word, double value, const Tie& tie, double confidence, bool joins) {
    story = std::max(story, value);
    joined |= joins;
    words[word] = std::max(words[word], value);
    person_confidence = std::max(person_confidence, confidence);
    if (tie.strength <= best_strength) return;
    best_strength = tie.strength;
    best = tie.kind;
  }

  double total() const { return std::max(sum, story) + (joined ? kLesserPart * std::min(sum, story) : 0); }

  // The words that gave most, at most three.
  std::vector<std::uint32_t> best_words() const {
    std::vector<std::pair<double, std::uint32_t>> ranked;
    for (const auto& [word, value] : words) ranked.emplace_back(-value, word);
    std::ranges::sort(ranked);
    std::vector<std::uint32_t> result;
    for (std::size_t i = 0; i < ranked.size() && i < 3; ++i) result.push_back(ranked[i].second);
    return result;
  }
};

// A name the roster is unsure of pulls the finding down with it.
double certainty_of_person(double confidence) { return confidence >= 0.8 ? 1 : confidence / 0.8; }

bool is_beside(const Tie& tie) { return tie.kind == TieKind::row || tie.kind == TieKind::sentence; }

double story_value(const Tie& tie, double weight, bool of_somebody, bool note) {
  if (is_beside(tie)) return weight * tie.strength;
  return weight * tie.strength * (of_somebody ? 1 : kNobodysStory) * (note ? 1 : kLongText);
}

// "$504" is no plan.
bool is_amount(std::string_view text, std::uint32_t at) {
  return at > 0 && text[at - 1] == '$' && text[at] >= '0' && text[at] <= '9';
}

}  // namespace

RecordDetector::RecordDetector(const RecordTraits& traits, const DetectorContext& context)
    : traits_(traits), lexicon_(context.lexicons.of(traits.category)),
      stories_(context.stories ? context.stories->of(traits.category) : StoryWords{}),
      tolerant_(lexicon_.misspelt && traits.role != SubjectRole::nobody) {
  for (const auto& phrase : context.lexicons.of("common.sample").phrases) sample_words_.push_back(phrase.words);
  for (const auto& phrase : context.lexicons.of("common.standing_text").phrases) standing_words_.push_back(phrase.words);
}

void RecordDetector::use(TermSink& sink, std::string_view phrase, TermRole role, double weight) {
  const auto word = static_cast<std::uint32_t>(words_.size());
  const std::vector<std::string> choices = with_choices(phrase);
  words_.push_back(choices.front());
  for (const std::string& choice : choices) {
    for (const std::string& form : with_plural(choice)) use(sink.phrase(form), word, role, weight);
  }
}

void RecordDetector::use(TermId id, std::uint32_t word, TermRole role, double weight) {
  if (uses_.size() <= id) uses_.resize(id + std::size_t{1});
  used_.add(id);
  TermUse& term = uses_[id];
  switch (role) {
    case TermRole::sign:
      if (!term.sign && !term.column) term.word = word;
      term.sign = true;
      term.weight = std::max(term.weight, weight);
      break;
    case TermRole::column:
      if (!term.sign && !term.column) term.word = word;
      term.column = true;
      break;
    case TermRole::exclude: term.exclude = true; break;
    case TermRole::sample: term.sample = true; break;
    case TermRole::standing: term.standing = true; break;
    case TermRole::none: break;
  }
}

void RecordDetector::terms(TermSink& sink) {
  for (const auto& phrase : lexicon_.phrases) use(sink, phrase.words, TermRole::sign, phrase.weight);
  for (const auto& column : lexicon_.columns) use(sink, column, TermRole::column, 0);
  for (const auto& exclude : lexicon_.excludes) use(sink, exclude, TermRole::exclude, 0);
  for (const auto& word : sample_words_) use(sink, word, TermRole::sample, 0);
  for (const auto& word : standing_words_) use(sink, word, TermRole::standing, 0);
  for (const auto& pattern : lexicon_.patterns) {
    use(sink.pattern(pattern.re2, pattern.start), static_cast<std::uint32_t>(words_.size()), TermRole::sign, pattern.weight);
    words_.emplace_back();  // has no words of its own
  }
  story_words_ = static_cast<std::uint32_t>(words_.size());
  words_.insert(words_.end(), stories_.names().begin(), stories_.names().end());
}

// "'days absent', 'unexcused', same row, 4 people"
std::string RecordDetector::describe(const std::vector<std::uint32_t>& words, std::size_t people, TieKind tie) const {
  std::string text;
  bool shaped = false;
  for (std::uint32_t word : words) {
    if (word >= words_.size()) text.append("the shape of a column, ");
    else if (!words_[word].empty()) text.append("'").append(words_[word]).append("', ");
    else shaped = true;
  }
  if (shaped) text.append("figures as such records have them, ");
  text.append(in_words(tie));
  if (people > 1) text.append(", ").append(std::to_string(people)).append(" people");
  return text;
}

void RecordDetector::add_shapes(const UnitLayout&, std::vector<Sign>&) const {}
bool RecordDetector::fits_column(const UnitLayout&, const Table&, std::uint16_t) const { return true; }

bool RecordDetector::heads_column(const UnitLayout& unit, const Hit& hit) const {
  const std::size_t line = unit.line_at(hit.begin);
  if (line >= unit.lines.size() || unit.lines[line].table < 0 || unit.lines[line].row != 0) return false;
  const Table& table = unit.tables[static_cast<std::size_t>(unit.lines[line].table)];
  const auto head = std::ranges::find_if(table.rows[0].cells, [&](const Cell& cell) { return hit.begin >= cell.begin && hit.begin < cell.end; });
  return head != table.rows[0].cells.end() && fits_column(unit, table, head->column);
}

std::vector<RecordDetector::Sign> RecordDetector::signs_in(const UnitLayout& unit, bool with_stories) const {
  std::vector<Sign> signs;
  std::vector<Hit> excludes, standing;
  for (const Hit& hit : unit.hits) {
    const bool misspelt = (hit.term & kMisspeltBit) != 0;
    const TermId id = hit.term & ~kMisspeltBit;
    if (!used_.has(id) || is_amount(unit.text, hit.begin)) continue;
    const TermUse& term = uses_[id];
    if (term.exclude) excludes.push_back(hit);
    if (term.standing && !misspelt) standing.push_back(hit);
    if (misspelt) {
      if (term.sign && tolerant_) signs.push_back({hit.begin, hit.end, term.weight * kMisspeltFactor, term.word, false});
      continue;
    }
    const bool column = term.column && heads_column(unit, hit);
    if (column) signs.push_back({hit.begin, hit.end, std::max(term.weight, traits_.table_weight), term.word, true});
    else if (term.sign) signs.push_back({hit.begin, hit.end, term.weight, term.word, false});
  }
  add_shapes(unit, signs);
  std::ranges::sort(signs, [](const Sign& a, const Sign& b) {
    return std::pair(a.begin, ~a.end) < std::pair(b.begin, ~b.end);
  });
  // A term inside a longer one that weighs as much says nothing new.
  std::uint32_t covered = 0;
  double covering = 0;
  std::erase_if(signs, [&](const Sign& sign) {
    if (sign.end <= covered && sign.weight <= covering) return true;
    if (sign.end > covered) {
      covered = sign.end;
      covering = sign.weight;
    }
    return false;
  });
  if (with_stories) add_stories(unit, signs);
  silence_standing_text(unit, standing, signs);
  std::erase_if(signs, [&](const Sign& sign) {
    const auto near = std::ranges::lower_bound(excludes, sign.begin, {}, &Hit::begin);
    const auto silences = [&](const Hit& hit) {
      if (hit.begin <= sign.begin && sign.end <= hit.end) return true;
      const std::uint32_t from = std::min(hit.end, sign.end), to = std::max(hit.begin, sign.begin);
      if (from > to) return true;
      return to - from < 300 && unit.line_at(hit.begin) == unit.line_at(sign.begin) && same_sentence(unit.text, from, to);
    };
    return (near != excludes.end() && silences(*near)) || (near != excludes.begin() && silences(*(near - 1)));
  });
  return signs;
}

// A notice goes on for a few lines, and what is said before its first words in their sentence is its own too. Of all
// notices the last before a sign and the first behind it are the nearest: where they do not reach it, none does.
void RecordDetector::silence_standing_text(const UnitLayout& unit, const std::vector<Hit>& standing, std::vector<Sign>& signs) {
  if (standing.empty()) return;
  std::erase_if(signs, [&](const Sign& sign) {
    const auto reaches = [&](const Hit& hit) {
      const std::size_t line = unit.line_at(hit.begin), other = unit.line_at(sign.begin);
      if (line >= unit.lines.size() || other >= unit.lines.size() || unit.lines[line].paragraph != unit.lines[other].paragraph) return false;
      if (sign.begin >= hit.begin) return sign.begin - hit.begin < kStandingBytesMax;
      return sign.end > hit.begin || same_sentence(unit.text, sign.end, hit.begin);
    };
    const auto behind = std::ranges::upper_bound(standing, sign.begin, {}, &Hit::begin);
    return (behind != standing.end() && reaches(*behind)) || (behind != standing.begin() && reaches(*(behind - 1)));
  });
}

void RecordDetector::add_stories(const UnitLayout& unit, std::vector<Sign>& signs) const {
  for (const Story& story : stories_.find(unit)) {
    signs.push_back({story.begin, story.end, story.weight, story_words_ + story.heaviest, false, true, story.of_somebody});
  }
}

// Of what has no subject, only what stands together counts: the stretch of kTogetherBytes that weighs most.
void RecordDetector::keep_densest(std::vector<Sign>& signs) {
  std::size_t best = 0, best_end = 0, first = 0;
  double best_sum = 0, sum = 0;
  for (std::size_t last = 0; last < signs.size(); ++last) {
    sum += signs[last].weight;
    while (signs[last].begin - signs[first].begin > kTogetherBytes) sum -= signs[first++].weight;
    if (sum <= best_sum) continue;
    best_sum = sum;
    best = first;
    best_end = last + 1;
  }
  signs = std::vector<Sign>(signs.begin() + static_cast<std::ptrdiff_t>(best), signs.begin() + static_cast<std::ptrdiff_t>(best_end));
}

Tie RecordDetector::tie_of(const Layout& layout, std::size_t unit, const Sign& sign) const {
  if (traits_.role != SubjectRole::nobody) {
    Tie tie = traits_.role == SubjectRole::student ? tie_to_students(layout, unit, sign.begin, sign.end)
                                                   : tie_to_staff(layout, unit, sign.begin, sign.end);
    // A subject line's words are looser than a text's: "write-up", "report".
    if (layout.units[unit].kind == UnitKind::header && tie.kind == TieKind::letter) tie.strength *= 0.7;
    return tie;
  }
  return Tie{.kind = TieKind::letter, .strength = 1, .people = {}, .unknown = 1};
}

void RecordDetector::inspect_unit(const Layout& layout, std::size_t index, std::vector<Finding>& out) const {
  const UnitLayout& unit = layout.units[index];
  // A story needs somebody of the roster whom it could be about.
  const bool somebody = traits_.role == SubjectRole::student ? !layout.students.empty() : traits_.role == SubjectRole::staff && !layout.staff.empty();
  std::vector<Sign> signs = signs_in(unit, somebody);
  if (traits_.role == SubjectRole::nobody) keep_densest(signs);
  if (signs.empty()) return;
  const bool sample = std::ranges::any_of(unit.hits, [&](const Hit& hit) { return used_.has(hit.term) && uses_[hit.term].sample; });

  const bool form = !unit.labelled.empty();

  std::map<PersonId, Score> known;
  Score unknown;
  std::uint32_t unknown_people = 0;
  for (const Sign& sign : signs) {
    const Tie tie = tie_of(layout, index, sign);
    if (sign.story) {
      const bool note = unit.kind != UnitKind::hidden && unit.text.size() <= kNoteBytesMax;
      const double value = story_value(tie, sign.weight, sign.of_somebody, note);
      for (const TiedPerson& person : tie.people) {
        known[person.person].add_story(sign.word, value, tie, person.confidence, note || is_beside(tie));
      }
      continue;  // of people known by a label alone a form speaks, and forms tell no stories
    }
    for (const TiedPerson& person : tie.people) {
      known[person.person].add(sign.word, sign.weight, tie, 1, person.confidence, form);
    }
    if (tie.unknown > 0) {
      unknown.add(sign.word, sign.weight, tie, traits_.unknown_factor, 1, form);
      unknown_people = std::max(unknown_people, tie.unknown);
    }
  }

  Finding finding;
  finding.category = traits_.category;
  finding.where = unit.path;
  const Score* best = nullptr;
  for (const auto& [person, score] : known) {
    const double confidence = confidence_of(score.total()) * certainty_of_person(score.person_confidence);
    if (confidence < kPossible) continue;
    finding.subjects.push_back(person);
    if (confidence > finding.confidence) best = &score;
    finding.confidence = std::max(finding.confidence, confidence);
  }
  if (const double confidence = confidence_of(unknown.total()); !sample && confidence >= kPossible) {
    finding.unknown_subjects = traits_.role == SubjectRole::nobody ? 0 : unknown_people;
    if (confidence > finding.confidence) best = &unknown;
    finding.confidence = std::max(finding.confidence, confidence);
  }
  if (!best) return;
  finding.count = static_cast<std::uint32_t>(signs.size());
  const bool told = confidence_of(best->sum) < kPossible;
  finding.evidence = (told ? std::string(kTold) : "") + describe(best->best_words(), finding.subjects.size() + finding.unknown_subjects, best->best);
  out.push_back(std::move(finding));
}

void RecordDetector::inspect(const Evidence& evidence, std::vector<Finding>& out) const {
  for (std::size_t i = 0; i < evidence.layout->units.size(); ++i) {
    const UnitLayout& unit = evidence.layout->units[i];
    if (unit.kind == UnitKind::header && unit.path != "header/Subject") continue;
    inspect_unit(*evidence.layout, i, out);
  }
}

}  // namespace hallpass
