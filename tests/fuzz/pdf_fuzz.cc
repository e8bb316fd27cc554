// What we take off a PDF's pages, fields, notes and attached files; poppler itself is not instrumented.
#include "tests/fuzz/one_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return hallpass::fuzz::read_alone(hallpass::read_pdf, {reinterpret_cast<const char*>(data), size});
}
