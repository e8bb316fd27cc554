// What the daemon asks of a worker: one packet on its control socket, the message's file beside it.
#pragma once

#include <array>
#include <cstdint>

#include "hallpass/limits.h"
#include "message/read.h"

namespace hallpass {

inline constexpr int kControlFd = 3;  // where the worker finds its socket
inline constexpr int kAreaFd = 4;     // and the shared area
inline constexpr std::size_t kPoisonedMax = 4;

struct RequestPacket {
  std::uint32_t serial = 0;      // of this worker's requests; the answer repeats it
  std::uint64_t message_bytes = 0;
  std::uint64_t area_bytes = 0;
  std::int64_t deadline_ns = 0;  // of the steady clock, which is one for all processes
  Limits limits;
  ReadMode mode = ReadMode::message;
  std::uint32_t poisoned_count = 0;
  std::array<std::uint32_t, kPoisonedMax> poisoned{};
  std::uint32_t name_bytes = 0;
  std::array<char, 1024> name{};
  std::uint32_t passwords_bytes = 0;  // words, each ended by a zero
  std::array<char, 2048> passwords{};
};

// The worker's answer: "everything committed is all there is". Also its first packet, once it is confined.
struct AnswerPacket {
  std::uint32_t word = 0;
  std::uint32_t serial = 0;
  static constexpr std::uint32_t kAnswer = 0x68616c6c;
};

}  // namespace hallpass
