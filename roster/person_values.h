// Which values a person is found by, each in its normal form.
#pragma once

#include <functional>

#include "roster/export_model.h"
#include "roster/name_lexicon.h"

namespace hallpass {

using ValueSink = std::function<void(RosterField field, std::string_view normal_value)>;

void list_values(const SourcePerson& person, const NameLexicon& lexicon, const ValueSink& sink);

// Words that stand in no entry of their own, but inside the person's name as others write it: "brien" of O'Brien,
// "mc" and "donald" of McDonald, "al" and "hassan" of Alhassan. For the filter that words are asked of first.
void list_name_pieces(const SourcePerson& person, const std::function<void(std::string_view word)>& sink);

// Are given and family name both words that everybody writes (Will Page, Grant Law)?
[[nodiscard]] bool has_common_word_name(const SourcePerson& person, const NameLexicon& lexicon);

}  // namespace hallpass
