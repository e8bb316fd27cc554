// Reading an export: OneRoster 1.1 and 1.2, Microsoft School Data Sync V2.1 and the side CSV -> Export.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/result.h"
#include "hallpass/roster_build.h"
#include "roster/problem_list.h"
#include "roster/export_model.h"

namespace hallpass {

// The files of an export by lower-case name without folders ("users.csv"), and their bytes.
using SourceFiles = std::map<std::string, std::string>;

// `path` is a folder or a zip. Files that are no part of an export are not read.
// Errors: not_found, permission, io; bad_input (no users.csv, a damaged zip); too_large.
[[nodiscard]] Result<SourceFiles> load_source(const std::string& path);

// Problems are appended; a fatal one among them makes the export unusable. Passwords are never looked at.
[[nodiscard]] Export read_export(const SourceFiles& files, const RosterBuildOptions& options,
                                 ProblemList& problems);

// What the standards lack: opt-outs, bars, dependents, addresses. `bytes` of options.side_csv.
void read_side_csv(std::string name, std::string_view bytes, Export& people, ProblemList& problems);

}  // namespace hallpass
