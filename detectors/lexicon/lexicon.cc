#include "detectors/lexicon/lexicon.h"

#include <algorithm>
#include <array>

#include "base/lexicon_folder.h"

namespace hallpass {
namespace {

constexpr std::array<std::string_view, 4> kWeightNames{"certain", "strong", "medium", "weak"};
constexpr std::array<std::string_view, 4> kStartNames{"digit", "word", "at_sign", "any"};
constexpr std::array<double, 4> kWeights{kCertainWeight, kStrong, kMedium, kWeak};

template <std::size_t N>
std::size_t index_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
}

void append(std::vector<std::string>& to, TomlTable& table, std::string_view key) {
  std::vector<std::string> words;
  table.read(key, words);
  to.insert(to.end(), words.begin(), words.end());
}

void read_language(TomlTable table, Lexicon& lexicon) {
  for (std::size_t i = 0; i < kWeightNames.size(); ++i) {
    std::vector<TomlText> words;
    table.read(kWeightNames[i], words);
    for (TomlText& word : words) {
      if (word.text.empty()) table.problem_at(word.place, "an empty phrase would match nothing");
      else lexicon.phrases.push_back({std::move(word.text), kWeights[i]});
    }
  }
  append(lexicon.columns, table, "columns");
  append(lexicon.excludes, table, "exclude");
}

void read_pattern(TomlTable table, Lexicon& lexicon) {
  Lexicon::Pattern pattern;
  std::string start = "word", weight = "strong";
  table.read("re2", pattern.re2, kRequired);
  table.read_word("start", start, kStartNames);
  table.read_word("weight", weight, kWeightNames);
  pattern.start = static_cast<PatternStart>(index_of(kStartNames, start));
  pattern.weight = kWeights[index_of(kWeightNames, weight)];
  lexicon.patterns.push_back(std::move(pattern));
}

Result<void> read_lexicon(TomlFile& file, std::map<std::string, Lexicon, std::less<>>& lexicons) {
  TomlTable root = file.root();
  std::string category;
  if (root.read("category", category, kRequired)) {
    Lexicon& lexicon = lexicons[category];
    lexicon.category = category;
    bool misspelt = true;
    root.read("misspelt", misspelt);
    lexicon.misspelt = lexicon.misspelt && misspelt;
    for (std::string_view language : kLexiconLanguages) {
      if (auto table = root.table(language)) read_language(*table, lexicon);
    }
    for (TomlTable pattern : root.tables("pattern")) read_pattern(pattern, lexicon);
  }
  return file.finish();
}

}  // namespace

std::vector<std::string> with_plural(std::string_view phrase) {
  std::vector<std::string> forms{std::string(phrase)};
  const char last = phrase.empty() ? '*' : phrase.back();
  const std::size_t space = phrase.find_last_of(' ');
  const std::size_t word = phrase.size() - (space == std::string_view::npos ? 0 : space + 1);
  if (last >= 'a' && last <= 'z' && last != 's' && word >= 4) forms.push_back(forms[0] + 's');
  return forms;
}

Result<LexiconSet> LexiconSet::load(const std::string& folder) {
  LexiconSet set;
  const auto read = read_lexicons(folder, [&](TomlFile& file) { return read_lexicon(file, set.lexicons_); });
  if (!read) return tl::unexpected(read.error());
  return set;
}

const Lexicon& LexiconSet::of(std::string_view category) const {
  static const Lexicon empty;
  const auto found = lexicons_.find(category);
  return found == lexicons_.end() ? empty : found->second;
}

}  // namespace hallpass
