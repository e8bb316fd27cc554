// The file key by key; then every pattern that reads well is linted and tried, alone, on its own examples and
// on an ordinary letter.
#include <algorithm>
#include <map>

#include "base/categories.h"
#include "base/digest.h"
#include "base/nearest_word.h"
#include "base/toml_reader.h"
#include "detectors/patterns/district_pattern.h"
#include "detectors/patterns/lint_pattern.h"
#include "detectors/patterns/try_pattern.h"
#include "detectors/terms/tokens.h"

namespace hallpass {
namespace {

constexpr std::size_t kPatternsMax = 500;
constexpr std::size_t kWordsMax = 5'000;        // of one pattern
constexpr std::size_t kWordBytesMax = 200;
constexpr std::size_t kExampleBytesMax = 4'000;
constexpr std::size_t kExamplesMax = 200;
constexpr std::uint32_t kWithinBytesMax = 1'000;

constexpr std::string_view kAbout[] = {"anybody", "student", "staff"};

bool is_id(std::string_view id) {
  return !id.empty() && id.size() <= 64 &&
         std::ranges::all_of(id, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

bool has_word(std::string_view text) { return std::ranges::any_of(text, is_word_byte); }

std::vector<std::string> read_words(TomlTable& table, std::string_view key) {
  std::vector<TomlText> texts;
  std::vector<std::string> words;
  if (!table.read(key, texts)) return words;
  if (texts.size() > kWordsMax) table.problem(key, "more than " + std::to_string(kWordsMax) + " entries; split the pattern");
  for (const TomlText& text : texts) {
    if (!has_word(text.text) || text.text.size() > kWordBytesMax) {
      table.problem_at(text.place, "an entry of '" + std::string(key) + "' wants 1 to 200 characters with a letter or digit in them");
    } else {
      words.push_back(text.text);
    }
  }
  return words;
}

void read_category(TomlTable& table, DistrictPattern& pattern) {
  TomlText category;
  if (!table.read("category", category, kRequired)) return;
  pattern.category = category.text;
  const auto known = known_categories();
  if (std::ranges::binary_search(known, category.text) || is_custom_category(category.text)) return;
  const std::vector<std::string> names(known.begin(), known.end());
  const std::string near = nearest_word(category.text, names);
  table.problem_at(category.place, "'" + category.text + "' is no category; " +
                                       (near.empty() ? "call your own custom.NAME, in small letters, digits and '_'" : "did you mean '" + near + "'?"));
}

// Records are about students and personnel matters about staff, unless the pattern says otherwise.
void read_about(TomlTable& table, DistrictPattern& pattern) {
  std::string about = pattern.category.starts_with("record.")      ? "student"
                      : pattern.category.starts_with("personnel.") ? "staff"
                                                                   : "anybody";
  table.read_word("about", about, kAbout);
  pattern.about = static_cast<About>(std::ranges::find(kAbout, about) - std::begin(kAbout));
}

void read_validator(TomlTable& table, DistrictPattern& pattern) {
  std::vector<std::string_view> names;
  for (const Validator& validator : validators()) names.push_back(validator.name);
  std::string name;
  if (!table.read_word("validator", name, names)) return;
  pattern.validator = &*std::ranges::find(validators(), name, &Validator::name);
}

struct Examples {
  std::vector<TomlText> finds, leaves;
};

std::vector<TomlText> read_examples(TomlTable& table, std::string_view key, std::string_view advice) {
  std::vector<TomlText> texts;
  if (!table.has(key) || (table.read(key, texts) && texts.empty())) table.problem("[[pattern]] has no '" + std::string(key) + "'; " + std::string(advice));
  if (texts.size() > kExamplesMax) table.problem(key, "more than 200 texts in '" + std::string(key) + "'; keep those that differ");
  for (const TomlText& text : texts) {
    if (text.text.size() > kExampleBytesMax) table.problem_at(text.place, "a text of '" + std::string(key) + "' is over 4000 bytes; cut it");
  }
  return texts;
}

// True where the pattern can be tried.
bool read_shape(TomlTable& table, DistrictPattern& pattern) {
  pattern.words = read_words(table, "words");
  TomlText re2;
  const bool shaped = table.read("re2", re2);
  if (!table.has("words") && !table.has("re2")) {
    table.problem("[[pattern]] looks for nothing; add words = [\"…\"] or re2 = '…'");
    return false;
  }
  if (!shaped) return !pattern.words.empty();
  if (std::string wrong = lint_pattern(re2.text); !wrong.empty()) {
    table.problem_at(re2.place, wrong);
    return false;
  }
  pattern.re2 = re2.text;
  pattern.starts = starts_of(re2.text);
  return true;
}

void try_examples(TomlTable& table, const DistrictPattern& pattern, const Examples& examples) {
  const PatternTrial trial(pattern);
  for (const TomlText& text : examples.finds) {
    if (const std::string why = trial.why_not(text.text); !why.empty()) {
      table.problem_at(text.place, "'" + pattern.id + "' does not find this example: " + why);
    }
  }
  for (const TomlText& text : examples.leaves) {
    if (trial.places_in(text.text) > 0) {
      table.problem_at(text.place, "'" + pattern.id + "' finds this counter-example; narrow it with 'near', 'not_near' or a validator");
    }
  }
  if (!pattern.re2.empty()) {
    if (const std::string wrong = trial.too_broad(); !wrong.empty()) table.problem("re2", wrong);
  }
}

DistrictPattern read_pattern(TomlTable table) {
  DistrictPattern pattern;
  TomlText id;
  if (table.read("id", id, kRequired) && !is_id(id.text)) {
    table.problem_at(id.place, "'id' wants small letters, digits and '-', at most 64; write \"lunch-account\"");
  }
  pattern.id = id.text;
  read_category(table, pattern);
  const bool complete = read_shape(table, pattern);
  table.read("confidence", pattern.confidence, 0.5, 1.0);
  read_validator(table, pattern);
  pattern.near = read_words(table, "near");
  pattern.not_near = read_words(table, "not_near");
  table.read_number("within", pattern.within_bytes, 1u, kWithinBytesMax);
  if (table.has("within") && pattern.near.empty() && pattern.not_near.empty()) {
    table.problem("within", "'within' without 'near' or 'not_near' says nothing; add one of them");
  }
  table.read_number("places_min", pattern.places_min, 1u, 1'000u);
  read_about(table, pattern);
  const Examples examples{read_examples(table, "examples", "write a text that it must find, with invented people and numbers"),
                          read_examples(table, "counter_examples", "write a text that looks alike and must be left alone")};
  if (complete) try_examples(table, pattern, examples);
  return pattern;
}

std::string digest_of_patterns(const std::vector<DistrictPattern>& patterns) {
  Hasher hasher;
  const auto add_all = [&](const std::vector<std::string>& words) {
    hasher.add_field(std::to_string(words.size()));
    for (const std::string& word : words) hasher.add_field(word);
  };
  for (const DistrictPattern& pattern : patterns) {
    hasher.add_field(pattern.id).add_field(pattern.category).add_field(pattern.re2).add_field(std::to_string(pattern.confidence));
    hasher.add_field(pattern.validator ? pattern.validator->name : "").add_field(std::to_string(pattern.within_bytes));
    hasher.add_field(std::to_string(pattern.places_min)).add_field(kAbout[static_cast<std::size_t>(pattern.about)]);
    for (const auto* words : {&pattern.words, &pattern.near, &pattern.not_near}) add_all(*words);
  }
  return to_hex(hasher.finish());
}

}  // namespace

Result<DistrictPatterns> load_patterns(const std::string& path) {
  DistrictPatterns loaded;
  if (path.empty()) return loaded;
  auto file = TomlFile::load(path);
  if (!file) return tl::unexpected(file.error());
  TomlTable root = file->root();
  std::map<std::string, std::uint32_t> lines;
  std::vector<TomlTable> tables = root.tables("pattern", kRequired);
  if (tables.size() > kPatternsMax) root.problem("pattern", "more than " + std::to_string(kPatternsMax) + " patterns; join some");
  for (TomlTable& table : tables) {
    DistrictPattern pattern = read_pattern(table);
    const auto [first, fresh] = lines.try_emplace(pattern.id, table.place().line);
    if (!fresh && !pattern.id.empty()) {
      table.problem("id", "the id '" + pattern.id + "' is taken by the pattern of line " + std::to_string(first->second) + "; give it another");
    }
    loaded.patterns.push_back(std::move(pattern));
  }
  if (auto good = file->finish(); !good) return tl::unexpected(good.error());
  loaded.digest = digest_of_patterns(loaded.patterns);
  return loaded;
}

}  // namespace hallpass
