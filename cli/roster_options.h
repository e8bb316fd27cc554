// Where a roster command finds index and key: --index and --key, else hallpass.toml.
#pragma once

#include <memory>

#include "cli/command.h"
#include "hallpass/roster.h"

namespace hallpass::cli {

struct RosterPlace {
  std::string index;
  std::string key;
};

void add_roster_place(CLI::App& app, RosterPlace& place);

// Fills what was not given from the settings. Errors: usage where neither says; those of load_settings.
[[nodiscard]] Result<RosterPlace> resolved(const RosterPlace& place, const Invocation& call);

[[nodiscard]] Result<std::shared_ptr<const Roster>> open_roster_of(const RosterPlace& place, const Invocation& call);

[[nodiscard]] std::string_view to_string(PersonRole role);

}  // namespace hallpass::cli
