// The small formats, each alone: the first byte chooses.
#include "message/readers/readers.h"
#include "tests/fuzz/one_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hallpass;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0]) {
    case 't': fuzz::read_alone(read_tnef, bytes); break;
    case 'i': fuzz::read_alone(read_image, bytes); break;
    case 'j': fuzz::read_alone(read_json, bytes); break;
    case 'c': fuzz::read_alone(read_card, bytes); break;
    case 'w': fuzz::read_alone(read_wordperfect, bytes); break;
    default: break;
  }
  return 0;
}
