// Folding: its text stays UTF-8 and every byte of it knows the character it came from.
#include "base/fold.h"
#include "tests/fuzz/promises.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hallpass;
  const std::string source = repaired_utf8({reinterpret_cast<const char*>(data), size});
  const Folded folded = fold(source);
  fuzz::must(is_valid_utf8(folded.text) && folded_text(source) == folded.text);
  if (folded.source_offset.empty()) {
    fuzz::must(folded.text.empty() || folded.text.size() == source.size());
    return 0;
  }
  fuzz::must(folded.source_offset.size() == folded.text.size());
  std::uint32_t last = 0;
  for (const std::uint32_t at : folded.source_offset) {
    fuzz::must(at >= last && at <= source.size());
    fuzz::must(at == source.size() || (static_cast<unsigned char>(source[at]) & 0xc0) != 0x80);
    last = at;
  }
  return 0;
}
