// Forms: the district's own forms (IEP, 504 plan, report card) known by keyed prints of their wording, so that
// the filled-in form is recognised and told apart from the blank one. The file holds digests, and the names
// and categories the district gave; detectors/forms/FORMAT.md describes it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/message.h"
#include "hallpass/result.h"

namespace hallpass {

struct FormInfo {
  std::string name;
  std::string category;
  std::uint32_t prints = 0;
  std::uint32_t words = 0;  // distinct ones
};

// What a text has of a form.
struct FormMatch {
  std::uint32_t form = 0;        // index into forms()
  double share = 0;              // 0..1, of a page of the form (or all of it, where it is shorter)
  std::uint32_t filled_words = 0;  // words in between that are not the form's
  bool filled() const;
};

// Read-only once loaded; safe from any number of threads.
class FormLibrary {
 public:
  virtual ~FormLibrary() = default;
  virtual std::span<const FormInfo> forms() const = 0;
  // The form that `texts` (of one document, folded) are most likely made from. nullopt: none.
  virtual std::optional<FormMatch> match(std::span<const std::string_view> texts) const = 0;
  virtual std::string_view digest() const = 0;  // hex; part of the engine's name
};

// A file that is not there is an empty library. Errors: permission, io, corrupt (damaged, another version, or
// another key), and those of load_key.
[[nodiscard]] Result<std::shared_ptr<const FormLibrary>> load_forms(const std::string& path, const std::string& key_path);

// Takes the wording of the document `blank` as form `name`, in place of one of that name. The key file is made
// where it is missing; the file is replaced as a whole. Errors: usage (name, category, too little text), too_large
// (too many forms), io, and those of load_forms.
[[nodiscard]] Result<FormInfo> add_form(const std::string& path, const std::string& key_path, const std::string& name,
                                        const std::string& category, const Message& blank);
// Errors: not_found (no such name), io, and those of load_forms.
[[nodiscard]] Result<void> remove_form(const std::string& path, const std::string& key_path, const std::string& name);

// What `document` has of a registered form. nullopt: of none.
[[nodiscard]] std::optional<FormMatch> match_document(const FormLibrary& library, const Message& document);

}  // namespace hallpass
