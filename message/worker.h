// The worker's life: warm up, lock down, then answer one request after the other until the socket closes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hallpass {

// Exit status where OCR was asked for and cannot be had.
inline constexpr int kNoOcrStatus = 76;
// Exit status where the bound of memory was reached.
inline constexpr int kNoMemoryStatus = 77;

// Never returns to work that trusts anything; the result is the process's exit status.
int serve_as_worker(int argc, char** argv);

// A test build of the program misbehaves on purpose (tests/message/prank_reader_main.cc): called before
// the parsing (part = kNoPart) and before each part that is not poisoned. Null in the program that ships.
using WorkerPrank = void (*)(std::string_view bytes, std::uint32_t part, char* area, std::size_t area_bytes);
extern WorkerPrank worker_prank;

}  // namespace hallpass
