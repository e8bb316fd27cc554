// Reader: hostile bytes in, a Message out. The only door through which a message's bytes are parsed.
#pragma once

#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/limits.h"
#include "hallpass/message.h"
#include "hallpass/result.h"

namespace hallpass {

using Deadline = std::chrono::steady_clock::time_point;

// The exact bytes of a message, CRLF as on the wire (bare LF is tolerated). `bytes` outlives the call.
// `fd` >= 0 names a file that holds the same bytes (any position): the reader process then maps it and
// no copy is made.
struct MessageSource {
  std::string_view bytes;
  int fd = -1;
  // Words that may be passwords of what is locked in it, beside those that stand in it (recent_passwords.h).
  std::span<const std::string> passwords = {};
};

class Reader {
 public:
  virtual ~Reader() = default;

  // Never fails and never throws on account of the bytes: a crash, a hang, a lie or a bound is a note
  // in the answer, together with whatever had been read by then and a raw sweep of the rest.
  // Returns before `deadline` plus 100 ms. Safe to call from any number of threads.
  virtual Message read(const MessageSource& source, const Limits& limits, Deadline deadline) = 0;

  // One document instead of a message (`hallpass read report.pdf`): the same, as if it were the only
  // attachment of an empty message.
  virtual Message read_document(const MessageSource& source, std::string_view file_name,
                                const Limits& limits, Deadline deadline) = 0;
};

struct ReaderOptions {
  std::string program;       // path of hallpass-reader; empty: beside the running program
  unsigned workers = 2;      // pre-started processes; calls beyond that wait for one
  unsigned messages_each = 1'000;  // a worker is replaced after so many messages
  // Letters in pictures: tesseract's languages and the folder of its models. No languages: pictures are not
  // read, and nothing of the library is loaded.
  std::vector<std::string> ocr_languages = {};
  std::string ocr_models = {};
};

// Readers in processes of their own: seccomp, rlimits, no files, no network (message/ has the details).
// Call before any other thread exists. Errors: not_found (no program), unavailable (it does not start).
[[nodiscard]] Result<std::unique_ptr<Reader>> start_confined_readers(const ReaderOptions& options,
                                                                     const Limits& limits);

// The same parsing in this process, for tests and fuzzers only: no protection at all.
[[nodiscard]] std::unique_ptr<Reader> make_inline_reader();

}  // namespace hallpass
