// The [state] table of hallpass.toml.
#pragma once

#include <filesystem>

#include "base/toml_reader.h"
#include "hallpass/state_settings.h"

namespace hallpass {

void load_state(TomlTable table, const std::filesystem::path& base, StateSettings& state);

}  // namespace hallpass
