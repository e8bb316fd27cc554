// What the standards lack, one row a field: opt-outs, consent, custody, home addresses. Every field can stand in the
// side CSV under its `column`, or in a metadata column of users.csv that the configuration maps to its `name`.
#pragma once

#include <span>
#include <string_view>

#include "roster/export_model.h"

namespace hallpass {

struct ExtraField {
  std::string_view name;    // "directory_opt_out", in [roster.columns]
  std::string_view column;  // "optOut", in the side CSV
  // Takes the value, which is not empty, over. False where it is none of its kind; what is in doubt counts as refused.
  bool (*apply)(std::string_view value, SourcePerson& person);
  std::string_view wanted;  // what to write instead
};

// Sorted by name.
[[nodiscard]] std::span<const ExtraField> extra_fields();

// Ties the people named in SourcePerson::barred and ::counselors; how many names are nobody's.
[[nodiscard]] std::uint64_t link_named_people(Export& people);

}  // namespace hallpass
