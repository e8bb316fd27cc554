// The reader of html alone, whatever the bytes look like.
#include "tests/fuzz/one_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return hallpass::fuzz::read_alone(hallpass::read_html, {reinterpret_cast<const char*>(data), size});
}
