// Archives of every kind: what of them is our own (locked 7z, the accounts, the names), with libarchive under it.
#include "tests/fuzz/one_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return hallpass::fuzz::read_alone(hallpass::read_archive, {reinterpret_cast<const char*>(data), size});
}
