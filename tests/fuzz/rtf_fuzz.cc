// The reader of RTF alone; the first byte says whether the bytes come packed, as in Outlook's messages.
#include "message/readers/compressed_rtf.h"
#include "tests/fuzz/one_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hallpass;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] != 'z') return fuzz::read_alone(read_rtf, bytes);
  fuzz::must(unpack_rtf(bytes, 100'000).size() <= 100'000);
  return 0;
}
