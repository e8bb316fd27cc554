// Building the roster index from a student information system's export.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/result.h"

namespace hallpass {

struct RosterBuildOptions {
  std::string source;       // OneRoster or SDS folder or zip
  std::string side_csv;     // what the standards lack, keyed by sourcedId; empty: none
  std::string index_path;   // replaced atomically; the old one stays where anything fails
  std::string key_path;     // made (0600) where it is missing
  std::string lexicon_dir;  // *.toml of the categories names.nicknames and names.common_words; empty: none known
  std::int64_t now_seconds = 0;  // the day of the build: classes that ended long ago tie nobody; 0: all do
  // Metadata columns: which column of users.csv holds what. Names on the left are ours: roster_column_names().
  std::map<std::string, std::string> columns = {{"state_number", "metadata.stateId"},
                                                {"home_address", "metadata.homeAddress"},
                                                {"directory_opt_out", "metadata.directoryOptOut"},
                                                {"title", "metadata.title"}};
  double vanished_share_max = 0.10;  // refuse when more of the people in the old index are gone
  double bad_line_share_max = 0.01;  // refuse when more lines are unusable
  bool force = false;                // build in spite of vanished people
  bool new_key = false;              // make a new key; the old one is gone when the index is in its place
  std::function<void(std::size_t done, std::size_t total)> progress;  // lines; may be empty
};

// A line of the export that was not usable, or is odd. "users.csv:12:7: …"
struct RosterProblem {
  std::string file;
  std::uint64_t line = 0;
  std::uint32_t column = 0;   // field, from 1; 0: the whole line
  std::string what;           // never quotes a value
  bool fatal = false;
};

struct RosterBuildReport {
  std::uint32_t students = 0;
  std::uint32_t guardians = 0;
  std::uint32_t staff = 0;
  std::uint32_t guardian_edges = 0;
  std::uint32_t teacher_edges = 0;
  std::uint32_t added = 0;     // against the index that was in use
  std::uint32_t gone = 0;
  std::uint32_t changed_guardians = 0;
  std::uint64_t index_bytes = 0;
  std::string version;
  std::vector<RosterProblem> problems;  // at most 1000
  std::uint64_t problem_count = 0;
};

// What a column of users.csv can be mapped to, sorted: "home_address", "state_number", ...
[[nodiscard]] std::span<const std::string_view> roster_column_names();

// Errors: not_found, bad_input (the first fatal problems, a line each), io, permission; `usage` where more
// people vanished than allowed (says how to force it). On any error the index in use is untouched.
[[nodiscard]] Result<RosterBuildReport> build_roster(const RosterBuildOptions& options);

// Reads the whole index: made with this key and unchanged since? Returns its version. Errors: not_found,
// permission, io, corrupt.
[[nodiscard]] Result<std::string> verify_roster(const std::string& index_path, const std::string& key_path);

}  // namespace hallpass
