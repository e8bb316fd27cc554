#include "detectors/records/record_detector.h"

#include <algorithm>
#include <map>

namespace hallpass {
namespace {

// What one person has gathered in one unit.
struct Score {
  double sum = 0;
  double person_confidence = 0;
  TieKind best = TieKind::none;
  double best_strength = 0;
  std::map<TermId, double> terms;  // the most each term gave

  void add(TermId term, double value, double confidence, TieKind kind, double strength) {
    double& given = terms[term];
    if (value > given) {
      sum += value - given;
      given = value;
    }
    person_confidence = std::max(person_confidence, confidence);
    if (strength > best_strength) {
      best_strength = strength;
      best = kind;
    }
  }
};

// A name the roster is unsure of pulls the finding down with it.
double certainty_of_person(double confidence) { return confidence >= 0.8 ? 1 : confidence / 0.8; }

bool is_column_head(const UnitLayout& unit, const Hit& hit) {
  const std::size_t line = unit.line_at(hit.begin);
  return line < unit.lines.size() && unit.lines[line].table >= 0 && unit.lines[line].row == 0;
}

std::string describe(std::size_t terms, std::size_t people, TieKind tie) {
  std::string words = std::to_string(terms);
  words.append(terms == 1 ? " term, " : " terms, ").append(in_words(tie));
  if (people > 1) words.append(", ").append(std::to_string(people)).append(" people");
  return words;
}

}  // namespace

RecordDetector::RecordDetector(const RecordTraits& traits, const DetectorContext& context)
    : traits_(traits), lexicon_(context.lexicons.of(traits.category)) {
  for (const auto& phrase : context.lexicons.of("common.sample").phrases) sample_words_.push_back(phrase.words);
}

void RecordDetector::use(TermId id, TermRole role, double weight) {
  if (uses_.size() <= id) uses_.resize(id + std::size_t{1});
  TermUse& term = uses_[id];
  switch (role) {
    case TermRole::sign:
      term.sign = true;
      term.weight = std::max(term.weight, weight);
      break;
    case TermRole::column: term.column = true; break;
    case TermRole::exclude: term.exclude = true; break;
    case TermRole::sample: term.sample = true; break;
    case TermRole::none: break;
  }
}

void RecordDetector::terms(TermSink& sink) {
  for (const auto& phrase : lexicon_.phrases) use(sink.phrase(phrase.words), TermRole::sign, phrase.weight);
  for (const auto& pattern : lexicon_.patterns) use(sink.pattern(pattern.re2, pattern.start), TermRole::sign, pattern.weight);
  for (const auto& column : lexicon_.columns) use(sink.phrase(column), TermRole::column, 0);
  for (const auto& exclude : lexicon_.excludes) use(sink.phrase(exclude), TermRole::exclude, 0);
  for (const auto& word : sample_words_) use(sink.phrase(word), TermRole::sample, 0);
}

void RecordDetector::add_shapes(const UnitLayout&, std::vector<Sign>&) const {}

std::vector<RecordDetector::Sign> RecordDetector::signs_in(const UnitLayout& unit) const {
  std::vector<Sign> signs;
  std::vector<Hit> excludes;
  for (const Hit& hit : unit.hits) {
    if (hit.term >= uses_.size()) continue;
    const TermUse& term = uses_[hit.term];
    if (term.exclude) excludes.push_back(hit);
    const bool column = term.column && is_column_head(unit, hit);
    if (column) signs.push_back({hit.begin, hit.end, std::max(term.weight, traits_.table_weight), hit.term, true});
    else if (term.sign) signs.push_back({hit.begin, hit.end, term.weight, hit.term, false});
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

Tie RecordDetector::tie_of(const Layout& layout, std::size_t unit, const Sign& sign) const {
  switch (traits_.role) {
    case SubjectRole::student: return tie_to_students(layout, unit, sign.begin, sign.end);
    case SubjectRole::staff: return tie_to_staff(layout, unit, sign.begin, sign.end);
    case SubjectRole::nobody: break;
  }
  return Tie{.kind = TieKind::letter, .strength = 1, .people = {}, .unknown = 1};
}

void RecordDetector::inspect_unit(const Layout& layout, std::size_t index, std::vector<Finding>& out) const {
  const UnitLayout& unit = layout.units[index];
  const std::vector<Sign> signs = signs_in(unit);
  if (signs.empty()) return;
  const bool sample = std::ranges::any_of(unit.hits, [&](const Hit& hit) { return hit.term < uses_.size() && uses_[hit.term].sample; });

  std::map<PersonId, Score> known;
  Score unknown;
  std::uint32_t unknown_people = 0;
  for (const Sign& sign : signs) {
    const Tie tie = tie_of(layout, index, sign);
    for (const TiedPerson& person : tie.people) {
      known[person.person].add(sign.term, sign.weight * tie.strength, person.confidence, tie.kind, tie.strength);
    }
    if (tie.unknown > 0) {
      unknown.add(sign.term, sign.weight * tie.strength * traits_.unknown_factor, 1, tie.kind, tie.strength);
      unknown_people = std::max(unknown_people, tie.unknown);
    }
  }

  Finding finding;
  finding.category = traits_.category;
  finding.where = unit.path;
  const Score* best = nullptr;
  for (const auto& [person, score] : known) {
    const double confidence = confidence_of(score.sum) * certainty_of_person(score.person_confidence);
    if (confidence < kPossible) continue;
    finding.subjects.push_back(person);
    if (confidence > finding.confidence) best = &score;
    finding.confidence = std::max(finding.confidence, confidence);
  }
  if (const double confidence = confidence_of(unknown.sum); !sample && confidence >= kPossible) {
    finding.unknown_subjects = traits_.role == SubjectRole::nobody ? 0 : unknown_people;
    if (confidence > finding.confidence) best = &unknown;
    finding.confidence = std::max(finding.confidence, confidence);
  }
  if (!best) return;
  finding.count = static_cast<std::uint32_t>(signs.size());
  finding.evidence = describe(best->terms.size(), finding.subjects.size() + finding.unknown_subjects, best->best);
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
