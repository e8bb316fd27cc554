// One document of every format in the table: the first byte chooses the format by its first extension, the
// bytes themselves may overrule that.
#include "message/readers/registry.h"
#include "tests/fuzz/promises.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hallpass;
  if (size == 0) return 0;
  static const auto reader = make_inline_reader();
  const Limits limits = fuzz::small_limits();
  const std::string_view names = format_table()[data[0] % format_table().size()].names;
  const std::string name = "f" + std::string(names.substr(0, names.find(' ')));
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  fuzz::check_promises(reader->read_document({bytes}, name, limits, fuzz::soon()), limits);
  return 0;
}
