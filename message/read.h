// The walk over one message: parts, then each part's document by its reader, then what unfolded from it,
// on a work-list, depth first. Runs in the confined process (worker.h) or, for tests, in this one.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "hallpass/limits.h"
#include "hallpass/reader.h"
#include "message/output.h"

namespace hallpass {

enum class ReadMode : std::uint8_t {
  message,
  document,    // the bytes are one attachment, called `file_name`
  sweep_only,  // no parser and no third-party library: strings alone
};

struct ReadRequest {
  std::string_view bytes;
  ReadMode mode = ReadMode::message;
  std::string_view file_name;
  Deadline deadline;
  std::span<const std::uint32_t> poisoned = {};  // parts whose reader died before: sweep them, do not read them
  std::span<const std::string> passwords = {};   // words of the sender's earlier messages
};

// Everything goes to `output`; only std::bad_alloc can come out.
void read_all(const ReadRequest& request, const Limits& limits, Output& output);

// Loads what the libraries load late. Call before the process gives up its files.
void warm_up_reading();

}  // namespace hallpass
