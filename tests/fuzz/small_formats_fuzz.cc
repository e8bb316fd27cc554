// The small formats, each alone: the first byte chooses.
#include "message/views/views.h"
#include "tests/fuzz/one_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hallpass;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0]) {
    case 'b': return fuzz::read_alone(read_mbox, bytes);
    case 'c': return fuzz::read_alone(read_card, bytes);
    case 'd': return fuzz::read_alone(read_plain, bytes);
    case 'g': return fuzz::read_alone(read_pgp, bytes);
    case 'i': return fuzz::read_alone(read_image, bytes);
    case 'j': return fuzz::read_alone(read_json, bytes);
    case 'n': return fuzz::read_alone(read_onenote, bytes);
    case 's': return fuzz::read_alone(read_smime, bytes);
    case 't': return fuzz::read_alone(read_tnef, bytes);
    case 'w': return fuzz::read_alone(read_wordperfect, bytes);
    case 'x': return fuzz::read_alone(read_script, bytes);
    case 'y': for (const std::string& text : second_reading(repaired_utf8(bytes)).texts) fuzz::must(is_valid_utf8(text)); return 0;
    default: return 0;
  }
}
