// The daemon's side of the wire: records that a hostile worker wrote.
#include <cstring>

#include "message/wire.h"
#include "tests/fuzz/promises.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hallpass;
  constexpr std::size_t kArea = 64u << 10;
  alignas(16) static char area[kArea];
  if (size > kArea - sizeof(AreaHead)) return 0;
  std::memcpy(area + sizeof(AreaHead), data, size);
  reinterpret_cast<AreaHead*>(area)->committed.store(size & ~std::size_t{7});
  const Limits limits = fuzz::small_limits();
  Message message;
  (void)decode_area(area, kArea, limits, message);
  if (message.parts.empty()) message.parts.emplace_back();
  fuzz::check_promises(message, limits);
  return 0;
}
