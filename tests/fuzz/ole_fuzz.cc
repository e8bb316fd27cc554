// Compound files: Word, Excel, PowerPoint, Outlook. The bytes are the whole file, or, behind a first byte,
// the one stream that matters in a file that is sound.
#include "message/readers/readers.h"
#include "tests/fuzz/one_reader.h"
#include "tests/message/readers/compound_support.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hallpass;
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0]) {
    case 'd': fuzz::read_alone(read_ole, test::compound_of({{"WordDocument", bytes}, {"0Table", bytes}})); break;
    case 'x': fuzz::read_alone(read_ole, test::compound_of({{"Workbook", bytes}})); break;
    case 'p': fuzz::read_alone(read_ole, test::compound_of({{"PowerPoint Document", bytes}, {"\5SummaryInformation", bytes}})); break;
    case 'o': fuzz::read_alone(read_ole, test::compound_of({{"\1Ole10Native", bytes}})); break;
    default: fuzz::read_alone(read_ole, {reinterpret_cast<const char*>(data), size});
  }
  return 0;
}
