// scan(): one message in, one Report out. The pipeline of design.md, and the engine it runs on.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "hallpass/correspondence.h"
#include "hallpass/envelope.h"
#include "hallpass/reader.h"
#include "hallpass/recent_passwords.h"
#include "hallpass/report.h"
#include "hallpass/result.h"
#include "hallpass/roster.h"
#include "hallpass/settings.h"
#include "hallpass/volume.h"

namespace hallpass {

// Everything a message is judged by: compiled terms, detectors, policy, roster, district. Immutable;
// shared as shared_ptr<const Engine>; a reload builds another and a message keeps the one it began with.
class Engine;

// Errors: those of load_policy, open_roster and the lexicons.
[[nodiscard]] Result<std::shared_ptr<const Engine>> build_engine(const Settings& settings);

// Hex digest of configuration, lexicons and roster: two engines with one name give equal reports.
[[nodiscard]] std::string_view engine_name(const Engine& engine);
[[nodiscard]] const Settings& engine_settings(const Engine& engine);
[[nodiscard]] const Roster& engine_roster(const Engine& engine);

// The state a message is judged against. Null pointers: no history, no volume, no passwords but its own.
struct ScanState {
  const Correspondence* correspondence = nullptr;
  const Volume* volume = nullptr;
  RecentPasswords* passwords = nullptr;  // asked before the message is read, told of its words afterwards
};

// Judges one message. Same bytes, envelope, engine, clock and state: the same report, but for timings.
// Never fails and never throws on account of the bytes. `now_seconds` is the clock of this message.
// Returns within Limits::message_ms (and Settings::ocr_ms()) plus 200 ms.
[[nodiscard]] Report scan(const MessageSource& source, const Envelope& envelope, const Engine& engine,
                          Reader& reader, const ScanState& state, std::int64_t now_seconds);

// What happened inside one scan(), for `hallpass explain` and the benchmarks: the message and mentions,
// which a Report does not keep.
struct ScanTrace {
  Message message;
  std::vector<Mention> mentions;
};
[[nodiscard]] Report scan_traced(const MessageSource& source, const Envelope& envelope,
                                 const Engine& engine, Reader& reader, const ScanState& state,
                                 std::int64_t now_seconds, ScanTrace* trace);

}  // namespace hallpass
