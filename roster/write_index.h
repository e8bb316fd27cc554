// Export -> the bytes of an index. Same export, lexicon and key: same bytes.
#pragma once

#include <string>

#include "base/digest.h"
#include "roster/export_model.h"
#include "roster/name_lexicon.h"

namespace hallpass {

[[nodiscard]] std::string make_index(const Export& source, const NameLexicon& lexicon, const Key& key);

}  // namespace hallpass
