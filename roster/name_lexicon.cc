// A file is shaped as every lexicon is: a category, and words by language under "strong". What stands there is
// looked at closely: a nickname that is no single word would be looked for in every mail and never be found.
#include "roster/name_lexicon.h"

#include <algorithm>

#include "base/lexicon_folder.h"
#include "roster/normalize.h"

namespace hallpass {

class NameLexiconReader {
 public:
  NameLexiconReader(NameLexicon& lexicon, TomlTable root) : lexicon_(lexicon), root_(root) {}

  // Is `category` one of ours?
  bool knows(std::string_view category) {
    if (category == "names.common_words") words_ = &lexicon_.common_words_;
    if (category == "names.family_first") words_ = &lexicon_.family_first_;
    return words_ || category == "names.nicknames";
  }

  void read() {
    for (const std::string_view language : kLexiconLanguages) {
      auto table = root_.table(language);
      if (!table) continue;
      std::vector<TomlText> entries;
      table->read("strong", entries, kRequired);
      for (const TomlText& entry : entries) words_ ? add_word(entry) : add_nicknames(entry);
    }
  }

 private:
  bool is_word(std::string_view text, TomlPlace place) {
    if (!text.empty() && name_letters(text) == text) return true;
    root_.problem_at(place, "'" + std::string(text) + "' is not one word in small letters without accents");
    return false;
  }

  void add_word(const TomlText& entry) {
    if (is_word(entry.text, entry.place)) words_->insert(entry.text);
  }

  // "robert: bob, rob"
  void add_nicknames(const TomlText& entry) {
    const auto colon = entry.text.find(':');
    if (colon == std::string::npos) return root_.problem_at(entry.place, "names.nicknames wants \"robert: bob, rob\"");
    const std::string given = entry.text.substr(0, colon);
    std::string_view rest = std::string_view(entry.text).substr(colon + 1);
    if (!is_word(given, entry.place)) return;
    if (rest.empty()) return root_.problem_at(entry.place, "'" + given + "' has no short form here");
    while (!rest.empty()) {
      const auto comma = std::min(rest.find(','), rest.size());
      std::string_view other = rest.substr(0, comma);
      rest.remove_prefix(std::min(comma + 1, rest.size()));
      while (other.starts_with(' ')) other.remove_prefix(1);
      if (!is_word(other, entry.place)) return;
      if (other == given) return root_.problem_at(entry.place, "'" + given + "' is no short form of itself");
      tie(given, std::string(other));
    }
  }

  void tie(const std::string& one, const std::string& other) {
    for (const auto& [from, to] : {std::pair(one, other), std::pair(other, one)}) {
      auto& names = lexicon_.nicknames_[from];
      const auto at = std::ranges::lower_bound(names, to);
      if (at == names.end() || *at != to) names.insert(at, to);
    }
  }

  NameLexicon& lexicon_;
  TomlTable root_;
  std::unordered_set<std::string>* words_ = nullptr;  // null: nicknames
};

Result<NameLexicon> NameLexicon::load(const std::string& folder) {
  NameLexicon lexicon;
  const auto read = read_lexicons(folder, [&](TomlFile& file) -> Result<void> {
    TomlTable root = file.root();
    std::string category;
    root.read("category", category);  // whose file has none is for build_detectors() to say
    NameLexiconReader reader(lexicon, root);
    if (!reader.knows(category)) return {};
    reader.read();
    return file.finish();
  });
  if (!read) return tl::unexpected(read.error());
  return lexicon;
}

const std::vector<std::string>& NameLexicon::nicknames_of(std::string_view given) const {
  static const std::vector<std::string> kNone;
  const auto found = nicknames_.find(std::string(given));
  return found == nicknames_.end() ? kNone : found->second;
}

}  // namespace hallpass
