#include "detectors/stories/story_words.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "base/toml_reader.h"
#include "detectors/lexicon/choices.h"
#include "detectors/lexicon/lexicon.h"

namespace hallpass {
namespace {

constexpr std::string_view kCommon = "common";
constexpr std::array<std::string_view, 4> kLanguages{"en", "es", "so", "vi"};

// A file as it stands: what it shares is looked up when all are read.
struct StoryFile {
  StoryWords words;
  std::vector<std::pair<TomlText, double>> shared;
};

std::vector<std::string> phrases_of(TomlTable& table) {
  std::vector<std::string> all;
  for (std::string_view language : kLanguages) {
    std::vector<TomlText> words;
    table.read(language, words);
    for (TomlText& word : words) {
      if (word.text.empty()) table.problem_at(word.place, "an empty phrase would match nothing");
      else all.push_back(std::move(word.text));
    }
  }
  return all;
}

// A phrase with choices names its plurals itself.
std::vector<std::string> forms_of(const std::string& phrase) {
  return phrase.find('(') == std::string::npos ? with_plural(phrase) : with_choices(phrase);
}

StoryFile read_story_file(TomlTable root) {
  StoryFile file;
  root.read("category", file.words.category, kRequired);
  if (auto exclude = root.table("exclude")) file.words.exclude.phrases = phrases_of(*exclude);
  if (auto shared = root.table("shared")) {
    for (const TomlText& name : shared->keys()) {
      double weight = 0;
      if (shared->read(name.text, weight, 0, 1)) file.shared.emplace_back(name, weight);
    }
  }
  for (const TomlText& name : root.keys()) {
    if (name.text == "category" || name.text == "exclude" || name.text == "shared") continue;
    auto table = root.table(name.text);
    if (!table) continue;
    StoryConcept concept_{name.text, 0, phrases_of(*table)};
    table->read("weight", concept_.weight, 0, 1, file.words.category == kCommon ? kOptional : kRequired);
    file.words.concepts.push_back(std::move(concept_));
  }
  if (file.words.concepts.size() + file.shared.size() > kConceptsMax) root.problem("more concepts than " + std::to_string(kConceptsMax));
  return file;
}

void add_shared(StoryFile& file, const StoryWords& common, std::string& problems, const std::string& path) {
  for (const auto& [name, weight] : file.shared) {
    const auto found = std::ranges::find(common.concepts, name.text, &StoryConcept::name);
    if (found == common.concepts.end()) {
      problems.append(path + ":" + std::to_string(name.place.line) + ":" + std::to_string(name.place.column) + ": common.toml has no concept \"" + name.text + "\"\n");
      continue;
    }
    file.words.concepts.push_back(*found);
    file.words.concepts.back().weight = weight;
  }
  std::vector<std::string>& excludes = file.words.exclude.phrases;
  excludes.insert(excludes.end(), common.exclude.phrases.begin(), common.exclude.phrases.end());
}

}  // namespace

Result<StorySet> StorySet::load(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".toml") paths.push_back(entry.path().string());
  }
  std::ranges::sort(paths);
  std::map<std::string, StoryFile> files;
  std::string problems;
  for (const std::string& path : paths) {
    auto file = TomlFile::load(path);
    if (file) files[path] = read_story_file(file->root());
    const Result<void> read = file ? file->finish() : Result<void>(tl::unexpected(file.error()));
    if (!read) problems += read.error().context + "\n";
  }
  StoryWords common;
  for (const auto& [path, file] : files) {
    if (file.words.category == kCommon) common = file.words;
  }
  StorySet set;
  for (auto& [path, file] : files) {
    if (file.words.category == kCommon) continue;
    add_shared(file, common, problems, path);
    set.words_[file.words.category] = std::move(file.words);
  }
  if (!problems.empty()) {
    problems.pop_back();
    return fail(ErrorCode::bad_config, problems);
  }
  return set;
}

void StorySet::declare(TermSink& sink) {
  std::map<std::string_view, std::vector<TermId>> known;
  const auto ask = [&](StoryConcept& concept_) {
    for (const std::string& phrase : concept_.phrases) {
      const auto [terms, is_new] = known.try_emplace(phrase);
      if (is_new) {
        for (const std::string& form : forms_of(phrase)) terms->second.push_back(sink.phrase(form));
        for (TermId term : terms->second) terms_.add(term);
      }
      concept_.terms.insert(concept_.terms.end(), terms->second.begin(), terms->second.end());
    }
  };
  for (auto& [category, words] : words_) {
    ask(words.exclude);
    for (StoryConcept& concept_ : words.concepts) ask(concept_);
  }
}

const StoryWords& StorySet::of(std::string_view category) const {
  static const StoryWords empty;
  const auto found = words_.find(category);
  return found == words_.end() ? empty : found->second;
}

}  // namespace hallpass
