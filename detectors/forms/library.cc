// A text's prints are looked up one by one. For every form met, the page (kPagePrints prints in a row) of which
// the text has most says how likely it is the form: one page of a long form is recognised, a sentence or two
// of it is not. Between the first and the last words found, words that neither belong to a print found nor to
// the form's vocabulary are what somebody filled in.
#include "detectors/forms/library.h"

#include <algorithm>
#include <map>

#include "base/fold.h"
#include "detectors/forms/shingles.h"

namespace hallpass {
namespace {

constexpr std::size_t kPagePrints = 60;         // about 150 words
constexpr double kShareMin = 0.3;               // of a page, to be this form
constexpr std::uint32_t kFilledWordsMin = 6;    // fewer: the blank form

class Library final : public FormLibrary {
 public:
  Library(std::vector<Form> forms, const Key& key) : forms_(std::move(forms)), key_(key) {
    Hasher hasher;
    for (std::uint32_t f = 0; f < forms_.size(); ++f) {
      const Form& form = forms_[f];
      infos_.push_back({form.name, form.category, static_cast<std::uint32_t>(form.prints.size()), static_cast<std::uint32_t>(form.words.size())});
      hasher.add_field(form.name).add_field(form.category);
      for (std::uint32_t i = 0; i < form.prints.size(); ++i) {
        places_.push_back({form.prints[i], f, i});
        hasher.add({reinterpret_cast<const char*>(&form.prints[i]), sizeof(std::uint64_t)});
      }
    }
    if (!forms_.empty()) digest_ = to_hex(hasher.finish()).substr(0, 32);
    fill_table();
  }

  std::span<const FormInfo> forms() const override { return infos_; }
  std::string_view digest() const override { return digest_; }

  std::optional<FormMatch> match(std::span<const std::string_view> texts) const override {
    if (forms_.empty()) return std::nullopt;
    std::vector<Printed> printed;
    std::map<std::uint32_t, std::vector<bool>> found;  // by form: which of its prints
    for (std::string_view text : texts) {
      printed.push_back(prints_of(text, key_));
      for (const Print& print : printed.back().prints) {
        for_each_place(print.digest, [&](const Place& place) {
          std::vector<bool>& mine = found[place.form];
          if (mine.empty()) mine.resize(forms_[place.form].prints.size(), false);
          mine[place.index] = true;
        });
      }
    }
    std::optional<FormMatch> best;
    for (const auto& [form, prints] : found) {
      const double share = best_page(prints);
      if (share >= kShareMin && (!best || share > best->share)) best = FormMatch{form, share, 0};
    }
    if (!best) return std::nullopt;
    for (std::size_t i = 0; i < texts.size(); ++i) best->filled_words += filled_words(texts[i], printed[i], best->form);
    return best;
  }

 private:
  struct Place {
    std::uint64_t digest;
    std::uint32_t form, index;
  };

  void fill_table() {
    std::ranges::sort(places_, {}, [](const Place& place) { return std::tuple(place.digest, place.form, place.index); });
    std::size_t capacity = 16;
    while (capacity < places_.size() * 2) capacity *= 2;
    table_.assign(places_.empty() ? 0 : capacity, 0);
    for (std::uint32_t i = 0; i < places_.size(); ++i) {
      if (i > 0 && places_[i].digest == places_[i - 1].digest) continue;
      std::size_t slot = places_[i].digest & (capacity - 1);
      while (table_[slot] != 0) slot = (slot + 1) & (capacity - 1);
      table_[slot] = i + 1;
    }
  }

  template <typename Visit>
  void for_each_place(std::uint64_t digest, Visit&& visit) const {
    if (table_.empty()) return;
    for (std::size_t slot = digest & (table_.size() - 1); table_[slot] != 0; slot = (slot + 1) & (table_.size() - 1)) {
      std::size_t i = table_[slot] - 1;
      if (places_[i].digest != digest) continue;
      for (; i < places_.size() && places_[i].digest == digest; ++i) visit(places_[i]);
      return;
    }
  }

  bool is_print_of(std::uint64_t digest, std::uint32_t form) const {
    bool is = false;
    for_each_place(digest, [&](const Place& place) { is |= place.form == form; });
    return is;
  }

  // Of the page of which most was found.
  static double best_page(const std::vector<bool>& found) {
    const std::size_t page = std::min(found.size(), kPagePrints);
    std::size_t now = 0, most = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
      now += found[i];
      if (i >= page) now -= found[i - page];
      most = std::max(most, now);
    }
    return page == 0 ? 0 : static_cast<double>(most) / static_cast<double>(page);
  }

  std::uint32_t filled_words(std::string_view text, const Printed& printed, std::uint32_t form) const {
    std::vector<bool> covered(printed.words.size(), false);
    std::size_t first = printed.words.size(), last = 0;
    for (const Print& print : printed.prints) {
      if (!is_print_of(print.digest, form)) continue;
      for (std::size_t k = 0; k < kShingleWords; ++k) covered[print.first_word + k] = true;
      first = std::min<std::size_t>(first, print.first_word);
      last = print.first_word + kShingleWords;
    }
    const std::vector<std::uint32_t>& own = forms_[form].words;
    std::uint32_t filled = 0;
    for (std::size_t i = first; i < last; ++i) {
      const auto [begin, end] = printed.words[i];
      if (!covered[i] && !std::ranges::binary_search(own, word_digest(text.substr(begin, end - begin), key_))) ++filled;
    }
    return filled;
  }

  std::vector<Form> forms_;
  Key key_;
  std::vector<FormInfo> infos_;
  std::string digest_;
  std::vector<Place> places_;        // by digest
  std::vector<std::uint32_t> table_; // open addressing: 1 + index of a digest's first place
};

}  // namespace

bool FormMatch::filled() const { return filled_words >= kFilledWordsMin; }

std::shared_ptr<const FormLibrary> make_form_library(std::vector<Form> forms, const Key& key) {
  return std::make_shared<Library>(std::move(forms), key);
}

Form form_of(std::span<const std::string_view> texts, const Key& key) {
  Form form;
  std::map<std::uint64_t, bool> seen;
  for (std::string_view text : texts) {
    const Printed printed = prints_of(text, key);
    for (const Print& print : printed.prints) {
      if (form.prints.size() < kFormPrintsMax && seen.emplace(print.digest, true).second) form.prints.push_back(print.digest);
    }
    for (const auto& [begin, end] : printed.words) form.words.push_back(word_digest(text.substr(begin, end - begin), key));
  }
  std::ranges::sort(form.words);
  form.words.erase(std::unique(form.words.begin(), form.words.end()), form.words.end());
  if (form.words.size() > kFormWordsMax) form.words.resize(kFormWordsMax);
  return form;
}

}  // namespace hallpass
