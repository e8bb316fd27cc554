// The words by which records are known, for finding them misspelt; and those that must not be taken for them.
#pragma once

#include <memory>

#include "detectors/lexicon/lexicon.h"
#include "detectors/terms/misspellings.h"

namespace hallpass {

// Keywords: the words of the phrases of record.* and personnel.* but the weak ones, and their plurals. Known: every
// word of every lexicon, common.real_words among them.
[[nodiscard]] std::shared_ptr<const Misspellings> misspellings_of(const LexiconSet& lexicons);

}  // namespace hallpass
