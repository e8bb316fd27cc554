// Which values a person is found by, each in its normal form.
#pragma once

#include <functional>

#include "roster/export_model.h"
#include "roster/name_lexicon.h"

namespace hallpass {

using ValueSink = std::function<void(RosterField field, std::string_view normal_value)>;

void list_values(const SourcePerson& person, const NameLexicon& lexicon, const ValueSink& sink);

// Are given and family name both words that everybody writes (Will Page, Grant Law)?
[[nodiscard]] bool has_common_word_name(const SourcePerson& person, const NameLexicon& lexicon);

}  // namespace hallpass
