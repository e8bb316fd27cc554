// What the [district] table of hallpass.toml says about mass mail: sizes of lists, limits, grants.
#pragma once

#include <filesystem>

#include "base/toml_reader.h"
#include "hallpass/district.h"

namespace hallpass {

void load_mass_mail(TomlTable table, const std::filesystem::path& base, District& district);

}  // namespace hallpass
