// Limits: every bound on work that input can cause, with its unit in its name. Each is a key of the
// [limits] table of hallpass.toml, and each has a test at the bound and one past it. What lies past a
// bound becomes a `content.over_limit` note and the rest of the message is still read.
#pragma once

#include <cstddef>
#include <cstdint>

namespace hallpass {

struct Limits {
  // the message
  std::size_t message_bytes_max = 50u << 20;    // a larger message is read up to here
  std::size_t spool_memory_bytes = 1u << 20;    // larger ones go to a file without a name
  std::size_t header_bytes_max = 1u << 20;
  std::size_t addresses_max = 10'000;           // mailboxes in headers
  std::size_t recipients_max = 10'000;          // in the envelope
  std::size_t parts_max = 10'000;
  std::size_t mime_depth_max = 100;

  // containers and text
  std::size_t expanded_bytes_max = 256u << 20;  // all containers of a message together
  std::size_t expansion_ratio_max = 200;        // expanded : compressed, over the first MiB
  std::size_t container_depth_max = 16;
  std::size_t entries_max = 10'000;             // members of all archives together
  std::size_t text_bytes_max = 64u << 20;       // text handed to the detectors
  std::size_t units_max = 100'000;
  std::size_t cells_max = 4'000'000;

  // time and memory
  std::uint32_t part_ms = 5'000;
  std::uint32_t message_ms = 10'000;            // reading, detecting and deciding together
  std::size_t worker_memory_bytes = 256u << 20; // of one reader process

  // pictures (only where [ocr] is enabled) and what is locked
  std::uint32_t ocr_page_ms = 3'000;            // for one picture or scanned page
  std::uint32_t ocr_message_ms = 10'000;        // for all of a message; its own time, on top of message_ms
  std::size_t ocr_pixels_max = 20'000'000;      // a larger picture is read smaller, or not at all
  std::size_t passwords_max = 32;               // words tried on what is locked, those of earlier messages included
  std::uint32_t passwords_ms = 2'000;           // for trying them, of a message

  // detecting
  std::size_t hits_max = 200'000;               // a message
  std::size_t mentions_max = 200'000;           // a message
};

}  // namespace hallpass
