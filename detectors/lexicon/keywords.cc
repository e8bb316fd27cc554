#include "detectors/lexicon/keywords.h"

#include "base/fold.h"
#include "detectors/terms/tokens.h"

namespace hallpass {
namespace {

template <typename Visit>
void for_each_folded_word(std::string_view text, Visit&& visit) {
  const std::string folded = folded_text(text);
  for_each_word(folded, [&](std::size_t begin, std::size_t end) { visit(folded.substr(begin, end - begin)); });
}

bool is_tolerant(const Lexicon& lexicon) {
  return lexicon.misspelt && (lexicon.category.starts_with("record.") || lexicon.category.starts_with("personnel."));
}

}  // namespace

std::shared_ptr<const Misspellings> misspellings_of(const LexiconSet& lexicons) {
  auto misspellings = std::make_shared<Misspellings>();
  const auto know = [&](const std::string& words) {
    for_each_folded_word(words, [&](const std::string& word) { misspellings->add_known(word); });
  };
  for (const auto& [category, lexicon] : lexicons.all()) {
    for (const Lexicon::Phrase& phrase : lexicon.phrases) {
      know(phrase.words);
      if (!is_tolerant(lexicon) || phrase.weight <= kWeak) continue;
      std::string last;
      for_each_folded_word(phrase.words, [&](const std::string& word) {
        misspellings->add_keyword(word);
        last = word;
      });
      for (const std::string& form : with_plural(last)) misspellings->add_keyword(form);
    }
    for (const std::string& column : lexicon.columns) know(column);
    for (const std::string& exclude : lexicon.excludes) know(exclude);
    for (const Lexicon::Pattern& pattern : lexicon.patterns) know(pattern.re2);
  }
  misspellings->finish();
  return misspellings;
}

}  // namespace hallpass
