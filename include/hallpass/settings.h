// Settings: everything hallpass.toml says. Paths are absolute, or relative to the file that names them.
// Loaded by load_settings() (scan/load_settings.cc), which refuses unknown keys.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "hallpass/district.h"
#include "hallpass/limits.h"
#include "hallpass/result.h"
#include "hallpass/state_settings.h"

namespace hallpass {

struct MilterSettings {
  std::string socket = "unix:/run/hallpass/milter.sock";  // unix:, local:, inet:, inet6: (either order)
  std::string socket_mode = "0660";
  std::string socket_group;
  std::string user;               // to drop to when started as root
  bool monitor = false;           // judge and log, change nothing
  std::string subject_prefix;     // for tag; empty: none
  std::string reject_text = "held back by the district's privacy filter";
  std::uint32_t sessions_max = 400;   // messages in work at once; more get a temporary failure
  std::uint32_t drain_ms = 20'000;    // how long stop waits for messages in flight
  std::string spool_dir;          // for messages over limits.spool_memory_bytes; empty: /var/tmp
};

struct QuarantineSettings {
  std::string dir = "/var/lib/hallpass/quarantine";
  std::string key_dir = "/etc/hallpass/keys";     // store.public, store.secret, pass.key
  std::size_t free_bytes_min = 64u << 20;         // below it nothing more is held: temporary failure
};

struct ReleaseSettings {
  std::string smtp = "smtp://127.0.0.1:25";       // where release hands the message back
  std::uint32_t pass_seconds = 600;               // how long a signed pass is good
  std::string helo = "hallpass.local";
};

// Letters in pictures (tesseract). Off, pictures give their captions alone and scanned pages are a note.
struct OcrSettings {
  bool enabled = false;
  std::string models = "/usr/share/tesseract-ocr/5/tessdata";  // holds LANGUAGE.traineddata
  std::vector<std::string> languages = {"eng", "spa"};
};

struct Settings {
  std::string file;               // where it was loaded from; empty: built-in defaults
  District district;
  MilterSettings milter;
  QuarantineSettings quarantine;
  ReleaseSettings release;
  StateSettings state;
  Limits limits;
  std::string policy_file;        // default: policy.toml beside this file
  std::string lexicon_dir;        // default: lexicons/ beside this file
  std::string pattern_file;       // the district's own patterns; empty: none
  std::string form_file;          // prints of the district's own forms; empty: none
  std::string form_key;           // key file of the prints; default: forms.key in key_dir
  std::string roster_index;       // empty: no roster
  std::string roster_key;
  std::string roster_side;        // CSV of what the export lacks (roster/FORMAT.md); empty: none
  std::map<std::string, std::string> roster_columns;  // roster_column_names() -> column of users.csv
  std::string reader_program;     // empty: beside the running program
  unsigned reader_workers = 2;
  unsigned reader_messages_each = 1'000;
  OcrSettings ocr;
  std::string log_level = "info"; // debug info warn error
  bool log_json = false;

  // What reading alone may use beyond limits.message_ms.
  std::uint32_t ocr_ms() const { return ocr.enabled ? limits.ocr_message_ms : 0; }
};

// Errors: not_found; bad_config, with every problem as "file:line:column: what; suggestion", a line each.
[[nodiscard]] Result<Settings> load_settings(const std::string& path);

}  // namespace hallpass
