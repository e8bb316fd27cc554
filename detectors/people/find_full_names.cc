// A window of up to five words slides over runs of words that occur in names. In each run the longest
// reading wins, and what it covers is not read again: "Ana Maria De la Cruz" is one person, not two.
#include <algorithm>
#include <optional>

#include "detectors/people/name_shape.h"

namespace hallpass {
namespace {

constexpr std::size_t kNameWordsMax = 6;

// Shapes from strong to weak.
constexpr double kWhole = 0.96;
constexpr double kMiddleSkipped = 0.90;
constexpr double kNickname = 0.82;
constexpr double kOverLineEnd = 0.86;
constexpr double kFamilyFirstInCell = 0.88;   // "LOPEZ GENESIS", no comma
constexpr double kFamilyFirstCapitals = 0.80;
constexpr double kInListOfNames = 0.70;       // "Smith, Davis, Reed": the comma may divide people

struct Reading {
  std::size_t last = 0;  // index of the last word
  std::span<const PersonId> people;
  double certainty = 0;
  std::size_t given_first = 0;  // words of the given name
  std::size_t given_last = 0;
};

class NameReader {
 public:
  NameReader(const UnitSearch& unit, const Roster& roster) : unit_(unit), words_(unit.words), roster_(roster) {}

  // The best name that begins at word `first`.
  std::optional<Reading> read(std::size_t first) {
    best_.reset();
    read_in_order(first);
    read_family_first(first);
    if (!best_) read_turned(first);
    return best_;
  }

 private:
  bool joined(std::size_t i) const { return words_[i].before == Gap::space || words_[i].before == Gap::hyphen; }
  bool fits(std::size_t i) const { return words_[i].name_part || words_[i].initial; }

  void offer(const Reading& reading) {
    if (reading.people.empty()) return;
    const bool better = !best_ || reading.certainty > best_->certainty + 0.05 ||
                        (reading.last > best_->last && reading.certainty + 0.05 >= best_->certainty);
    if (better) best_ = reading;
  }

  std::string letters(std::size_t first, std::size_t last) const {
    std::string key;
    for (std::size_t i = first; i <= last; ++i) append_letters(key, unit_.text, words_[i]);
    return key;
  }

  void look_up(const std::string& key, Reading reading) {
    reading.people = roster_.find(RosterField::full_name, key);
    if (reading.people.empty()) {
      reading.people = roster_.find(RosterField::nickname_name, key);
      reading.certainty = std::min(reading.certainty, kNickname);
    }
    offer(reading);
  }

  // "hunter stewart", "hunter j. stewart", "hunter james stewart"; once over a line end.
  void read_in_order(std::size_t first) {
    std::string key;
    append_letters(key, unit_.text, words_[first]);
    double certainty = kWhole;
    for (std::size_t i = first + 1; i < words_.size() && i < first + kNameWordsMax && fits(i); ++i) {
      if (!joined(i)) {
        if (words_[i].before != Gap::line_end || certainty < kWhole) break;
        certainty = kOverLineEnd;
      }
      append_letters(key, unit_.text, words_[i]);
      if (words_[i].initial) continue;
      look_up(key, {i, {}, certainty, first, first});
      if (i >= first + 2 && is_middle(first, i)) skip_middle(first, i, certainty);
    }
    read_around_nickname(first);
    if (first + 2 < words_.size() && joined(first + 1) && joined(first + 2) && words_[first + 2].name_part &&
        is_strange_middle_name(first + 1)) {
      skip_middle(first, first + 2, certainty);
    }
  }

  // William "Will" Page, Robert (Bob) Nguyen: the name around it counts, whatever stands inside.
  void read_around_nickname(std::size_t first) {
    const std::size_t after = first + 2;
    if (after >= words_.size() || words_[first + 1].before != Gap::opens || words_[after].before != Gap::closes) return;
    std::string key = letters(first, first);
    for (std::size_t i = after; i < words_.size() && i < after + 3 && words_[i].name_part && (i == after || joined(i)); ++i) {
      append_letters(key, unit_.text, words_[i]);
      look_up(key, {i, {}, kMiddleSkipped, first, first});
    }
  }

  // A middle name that is nobody's in the roster ("Hunter Xavierson Stewart"), and no "Hunter and Stewart".
  bool is_strange_middle_name(std::size_t i) const {
    if (fits(i) || words_[i].kind != WordKind::letters || words_[i].end - words_[i].begin < 4) return false;
    return is_capitalised(unit_, words_[i]);
  }

  // Are the words between two of a name written as large as it is? "Robert will page Larkin" has none.
  bool is_middle(std::size_t first, std::size_t last) const {
    if (!is_capitalised(unit_, words_[first])) return true;
    for (std::size_t i = first + 1; i < last; ++i) {
      if (!is_capitalised(unit_, words_[i])) return false;
    }
    return true;
  }

  void skip_middle(std::size_t first, std::size_t last, double certainty) {
    look_up(letters(first, first) + letters(last, last), {last, {}, std::min(certainty, kMiddleSkipped), first, first});
  }

  // "stewart, hunter", "de la cruz, ana maria", "stewart, hunter j.", "stewart jr., hunter"
  void read_family_first(std::size_t first) {
    std::size_t comma = first + 1;
    while (comma < words_.size() && comma < first + 4 && joined(comma) && words_[comma].name_part) ++comma;
    const std::size_t family_end = comma;
    if (comma < words_.size() && is_suffix(comma) && (joined(comma) || words_[comma].before == Gap::comma)) ++comma;
    if (comma >= words_.size() || !words_[comma].name_part) return;
    const bool slash = words_[comma].before == Gap::slash && capitals(first, comma);
    if (words_[comma].before != Gap::comma && !slash) return;
    const double certainty = is_listed(first) ? kInListOfNames : kWhole;
    const std::string family = letters(first, family_end - 1);
    std::string given;
    for (std::size_t i = comma; i < words_.size() && i < comma + 3; ++i) {
      if (i > comma && (!joined(i) || !fits(i))) break;
      append_letters(given, unit_.text, words_[i]);
      look_up(given + family, {i, {}, certainty, comma, comma});
      if (i > comma) look_up(letters(comma, comma) + family, {i, {}, std::min(certainty, kMiddleSkipped), comma, comma});
    }
  }

  // Family name first without a comma: a cell of its own, a file's name, or capitals throughout.
  void read_turned(std::size_t first) {
    std::size_t last = first;
    while (last + 1 < words_.size() && last < first + 3 && joined(last + 1) && words_[last + 1].name_part) ++last;
    if (last == first) return;
    const bool cell = unit_.source->kind == UnitKind::file_name || is_whole_cell(unit_, words_[first].begin, words_[last].end);
    if (!cell && !capitals(first, last)) return;
    const double certainty = cell ? kFamilyFirstInCell : kFamilyFirstCapitals;
    for (std::size_t given = first + 1; given <= last; ++given) {
      look_up(letters(given, last) + letters(first, given - 1), {last, {}, certainty, given, last});
    }
  }

  bool is_suffix(std::size_t i) const { return is_name_suffix(unit_.text.substr(words_[i].begin, words_[i].end - words_[i].begin)); }

  // Does another single name stand before, divided by a comma too?
  bool is_listed(std::size_t first) const {
    return first > 0 && words_[first].before == Gap::comma && words_[first - 1].name_part;
  }

  bool capitals(std::size_t first, std::size_t last) const {
    for (std::size_t i = first; i <= last; ++i) {
      if (!is_written_large(unit_, words_[i])) return false;
    }
    return true;
  }

  const UnitSearch& unit_;
  const std::vector<PersonWord>& words_;
  const Roster& roster_;
  std::optional<Reading> best_;
};

}  // namespace

void find_full_names(UnitSearch& unit, const Roster& roster) {
  NameReader reader(unit, roster);
  const auto& words = unit.words;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (!words[i].name_part || words[i + 1].before == Gap::other) continue;
    const auto reading = reader.read(i);
    if (!reading) continue;
    unit.found.push_back({.begin = words[i].begin, .end = words[reading->last].end, .kind = MentionKind::full_name,
                          .people = reading->people, .certainty = reading->certainty,
                          .given_begin = words[reading->given_first].begin, .given_end = words[reading->given_last].end});
    i = reading->last;
  }
}

}  // namespace hallpass
