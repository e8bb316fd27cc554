// FormLibrary over the forms of a file: prints in one hash table, a form's pages compared by how many of their
// prints a text has.
#pragma once

#include <memory>
#include <vector>

#include "detectors/forms/form_file.h"
#include "hallpass/forms.h"

namespace hallpass {

[[nodiscard]] std::shared_ptr<const FormLibrary> make_form_library(std::vector<Form> forms, const Key& key);
// The wording of folded texts as a form.
[[nodiscard]] Form form_of(std::span<const std::string_view> texts, const Key& key);

}  // namespace hallpass
