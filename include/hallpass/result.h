// Result<T>: the value, or the reason there is none. Expected trouble (files, configuration, a damaged
// store) travels this way; malformed mail is not an error (see message.h: Note) and a broken promise of
// ours is an assert. Exceptions do not cross folders.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace hallpass {

enum class ErrorCode {
  usage,       // the call's words are wrong                    exit 64
  bad_input,   // a file that was given is not what it should be exit 65
  not_found,   // a file or item that was named is not there     exit 66
  unavailable, // a service or process we need does not answer   exit 69
  io,          // disk full, permissions, short write            exit 74
  temporary,   // try again: locked, busy                        exit 75
  permission,  // this user may not                              exit 77
  bad_config,  // configuration, with file, line and column      exit 78
  corrupt,     // our own file fails its checksum or format      exit 65
  too_large,   // over a named limit                             exit 65
};

// `context` is one line that says what was attempted, where, and what to do next:
// "quarantine: sync items/7f3a: No space left on device". It never quotes mail.
struct Error {
  ErrorCode code;
  std::string context;
};

template <typename T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string context) {
  return tl::unexpected(Error{code, std::move(context)});
}

// The exit status of sysexits.h for `code`.
[[nodiscard]] constexpr int exit_status(ErrorCode code) {
  switch (code) {
    case ErrorCode::usage: return 64;
    case ErrorCode::bad_input:
    case ErrorCode::corrupt:
    case ErrorCode::too_large: return 65;
    case ErrorCode::not_found: return 66;
    case ErrorCode::unavailable: return 69;
    case ErrorCode::io: return 74;
    case ErrorCode::temporary: return 75;
    case ErrorCode::permission: return 77;
    case ErrorCode::bad_config: return 78;
  }
  return 70;
}

}  // namespace hallpass
