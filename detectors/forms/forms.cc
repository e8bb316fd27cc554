// The forms as people handle them: loaded, added, removed.
#include "hallpass/forms.h"

#include <algorithm>

#include "base/categories.h"
#include "base/fold.h"
#include "detectors/forms/library.h"

namespace hallpass {
namespace {

constexpr std::size_t kFormPrintsMin = 12;  // about 30 words
constexpr std::size_t kNameBytesMax = 80;

Result<std::vector<Form>> forms_in(const std::string& path, const Key& key) { return read_form_file(real_file_ops(), path, key); }

bool is_wording(const Unit& unit) { return unit.kind == UnitKind::body || unit.kind == UnitKind::attachment; }

std::vector<std::string> wording_of(const Message& document) {
  std::vector<std::string> texts;
  for (const Unit& unit : document.units) {
    if (is_wording(unit)) texts.push_back(folded_text(unit.text));
  }
  return texts;
}

Result<Key> key_or_new(const std::string& path) {
  auto key = load_key(path);
  return !key && key.error().code == ErrorCode::not_found ? make_key(path) : key;
}

}  // namespace

Result<std::shared_ptr<const FormLibrary>> load_forms(const std::string& path, const std::string& key_path) {
  const auto there = path.empty() ? Result<bool>(false) : real_file_ops().exists(path);
  if (!there) return tl::unexpected(there.error());
  if (!*there) return make_form_library({}, Key{});
  const auto key = load_key(key_path);
  if (!key) return tl::unexpected(key.error());
  auto forms = forms_in(path, *key);
  if (!forms) return tl::unexpected(forms.error());
  return make_form_library(std::move(*forms), *key);
}

Result<FormInfo> add_form(const std::string& path, const std::string& key_path, const std::string& name,
                          const std::string& category, const Message& blank) {
  init_crypto();
  if (name.empty() || name.size() > kNameBytesMax) return fail(ErrorCode::usage, "fingerprint: a name has 1 to 80 bytes");
  const bool known = std::ranges::binary_search(known_categories(), std::string_view(category)) || is_custom_category(category);
  if (!known) return fail(ErrorCode::usage, "fingerprint: '" + category + "' is no category; take one of `hallpass detectors`, or your own custom.NAME");
  const auto key = key_or_new(key_path);
  if (!key) return tl::unexpected(key.error());
  auto forms = forms_in(path, *key);
  if (!forms) return tl::unexpected(forms.error());
  const std::vector<std::string> texts = wording_of(blank);
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  Form form = form_of(views, *key);
  if (form.prints.size() < kFormPrintsMin) {
    return fail(ErrorCode::usage, "fingerprint: the form has too little wording to be known by (" + std::to_string(form.prints.size()) + " prints of at least " +
                                      std::to_string(kFormPrintsMin) + "); is it a picture? See: hallpass read FILE");
  }
  form.name = name;
  form.category = category;
  const FormInfo info{name, category, static_cast<std::uint32_t>(form.prints.size()), static_cast<std::uint32_t>(form.words.size())};
  std::erase_if(*forms, [&](const Form& other) { return other.name == name; });
  if (forms->size() >= kFormsMax) return fail(ErrorCode::too_large, "fingerprint: there are " + std::to_string(kFormsMax) + " forms already; remove one");
  forms->push_back(std::move(form));
  if (auto written = replace_file(real_file_ops(), path, form_file_bytes(*forms, *key)); !written) return tl::unexpected(written.error());
  return info;
}

Result<void> remove_form(const std::string& path, const std::string& key_path, const std::string& name) {
  init_crypto();
  const auto key = load_key(key_path);
  if (!key) return tl::unexpected(key.error());
  auto forms = forms_in(path, *key);
  if (!forms) return tl::unexpected(forms.error());
  if (std::erase_if(*forms, [&](const Form& form) { return form.name == name; }) == 0) {
    return fail(ErrorCode::not_found, "fingerprint: there is no form '" + name + "'; see: hallpass fingerprint list");
  }
  return replace_file(real_file_ops(), path, form_file_bytes(*forms, *key));
}

std::optional<FormMatch> match_document(const FormLibrary& library, const Message& document) {
  const std::vector<std::string> texts = wording_of(document);
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  return library.match(views);
}

}  // namespace hallpass
