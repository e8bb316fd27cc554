// Export -> the bytes of an index. Same export and key: same bytes.
#pragma once

#include <string>

#include "base/digest.h"
#include "roster/export_model.h"

namespace hallpass {

[[nodiscard]] std::string make_index(const Export& source, const Key& key);

}  // namespace hallpass
