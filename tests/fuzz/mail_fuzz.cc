// The walk over a whole mail: MIME, headers, charsets, and whatever its parts turn out to be.
#include "tests/fuzz/promises.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hallpass;
  static const auto reader = make_inline_reader();
  const Limits limits = fuzz::small_limits();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  fuzz::check_promises(reader->read({bytes}, limits, fuzz::soon()), limits);
  return 0;
}
