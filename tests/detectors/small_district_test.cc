#include "tests/detectors/small_district.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <sstream>

#include "base/fold.h"

namespace hallpass::test {
namespace {

std::set<std::string> words_of(std::string_view text) {
  std::istringstream stream{std::string(text)};
  std::set<std::string> words;
  for (std::string word; stream >> word;) words.insert(word);
  return words;
}

bool is_word(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); }

void add_mentions(std::string_view text, std::uint32_t unit, std::string_view needle, MentionKind kind, PersonId person,
                  double confidence, std::vector<Mention>& out) {
  if (needle.empty()) return;
  for (std::size_t at = text.find(needle); at != std::string_view::npos; at = text.find(needle, at + 1)) {
    const std::size_t end = at + needle.size();
    if ((at > 0 && is_word(text[at - 1])) || (end < text.size() && is_word(text[end]))) continue;
    out.push_back({unit, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end), kind, {person}, confidence});
  }
}

void add_cells(Unit& unit) {
  std::uint32_t at = 0;
  std::uint16_t table = 0;
  std::uint32_t row = 0;
  bool in_table = false;
  for (std::size_t line = 0; line < unit.text.size();) {
    std::size_t end = unit.text.find('\n', line);
    if (end == std::string::npos) end = unit.text.size();
    const std::string_view text = std::string_view(unit.text).substr(line, end - line);
    if (text.find('\t') == std::string_view::npos) {
      if (in_table) ++table;
      in_table = false;
    } else {
      row = in_table ? row + 1 : 0;
      in_table = true;
      std::uint16_t column = 0;
      at = static_cast<std::uint32_t>(line);
      for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && text[i] != '\t') continue;
        const auto cell_end = static_cast<std::uint32_t>(line + i);
        unit.cells.push_back({at, cell_end, row, column++, table});
        at = cell_end + 1;
      }
    }
    line = end + 1;
  }
}

}  // namespace

const DetectorSet& shipped_detectors() {
  static const auto set = [] {
    auto built = build_detectors(HALLPASS_SOURCE_DIR "/config/lexicons", District{});
    if (!built) throw std::runtime_error(built.error().context);
    return *built;
  }();
  return *set;
}

Message message_of(std::string_view text, UnitKind kind) {
  Message message;
  message.parts.emplace_back().path = "1";
  if (text.starts_with("Subject: ")) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    Unit subject;
    subject.kind = UnitKind::header;
    subject.path = "header/Subject";
    subject.text = text.substr(9, end - 9);
    message.units.push_back(std::move(subject));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  Unit unit;
  unit.kind = kind;
  unit.path = "1";
  unit.text = text;
  add_cells(unit);
  message.units.push_back(std::move(unit));
  return message;
}

std::vector<Mention> mentions_in(const Message& message, std::span<const FoldedUnit> folded) {
  std::vector<Mention> mentions;
  for (std::uint32_t u = 0; u < message.units.size(); ++u) {
    const std::string_view text = folded[u].text;
    for (PersonId person = 0; person < std::size(kPeople); ++person) {
      const Invented& who = kPeople[person];
      const std::string given = folded_text(who.given), family = folded_text(who.family);
      add_mentions(text, u, given + " " + family, MentionKind::full_name, person, 0.95, mentions);
      add_mentions(text, u, family + ", " + given, MentionKind::full_name, person, 0.95, mentions);
      add_mentions(text, u, family + "\t" + given, MentionKind::full_name, person, 0.95, mentions);
      add_mentions(text, u, who.number, who.role == PersonRole::staff ? MentionKind::employee_number : MentionKind::number, person, 0.7, mentions);
      add_mentions(text, u, who.birth_date, MentionKind::birth_date, person, 0.8, mentions);
    }
  }
  std::ranges::sort(mentions, [](const Mention& a, const Mention& b) { return std::pair(a.unit, a.begin) < std::pair(b.unit, b.begin); });
  return mentions;
}

std::vector<Finding> findings_in(const Message& message) { return findings_in(shipped_detectors(), message); }

std::vector<Finding> findings_in(const DetectorSet& set, const Message& source) {
  Message message = source;
  const std::vector<FoldedUnit> folded = fold_units(message, message.notes);
  const auto later = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  const std::vector<Hit> hits = find_hits(set, folded, Limits{}, later, message.notes);
  const std::vector<Mention> mentions = mentions_in(message, folded);
  const SmallRoster roster;
  const EmptyWorld world;
  return detect(set, world.evidence(message, folded, hits, mentions, roster));
}

std::vector<Finding> findings_in(std::string_view text) { return findings_in(message_of(text)); }

std::string categories_in(std::string_view text, std::string_view prefixes) {
  std::set<std::string> found;
  for (const Finding& finding : findings_in(text)) {
    const auto wanted = words_of(prefixes);
    const bool show = wanted.empty() || std::ranges::any_of(wanted, [&](const std::string& prefix) { return finding.category.starts_with(prefix); });
    if (show) found.insert(finding.category);
  }
  std::string list;
  for (const std::string& category : found) list.append(list.empty() ? "" : " ").append(category);
  return list;
}

std::string subjects_in(std::string_view text, std::string_view category) {
  std::set<PersonId> people;
  for (const Finding& finding : findings_in(text)) {
    if (finding.category == category) people.insert(finding.subjects.begin(), finding.subjects.end());
  }
  std::string list;
  for (PersonId person : people) list.append(list.empty() ? "" : " ").append(std::to_string(person));
  return list;
}

void check_texts(std::span<const TextCase> cases) {
  for (const TextCase& c : cases) {
    CAPTURE(std::string(c.why));
    const std::set<std::string> found = words_of(categories_in(c.text)), must = words_of(c.must), may = words_of(c.may);
    for (const std::string& category : must) CHECK_MESSAGE(found.contains(category), category, " not found: ", c.text);
    for (const std::string& category : found) {
      const bool expected = must.contains(category) || may.contains(category) || category.starts_with("recipient.");
      CHECK_MESSAGE(expected, category, " found: ", c.text);
    }
  }
}

}  // namespace hallpass::test
