// The reader of csv alone, whatever the bytes look like.
#include "tests/fuzz/one_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return hallpass::fuzz::read_alone(hallpass::read_csv, {reinterpret_cast<const char*>(data), size});
}
