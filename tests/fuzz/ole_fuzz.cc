// Compound files: Word, Excel, PowerPoint, Outlook, locked packages. The bytes are the whole file, or, behind a
// first byte, the one stream that matters in a file that is sound.
#include "tests/fuzz/one_reader.h"
#include "tests/message/readers/compound_support.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hallpass;
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto file_of = [](const std::vector<std::pair<std::string, std::string>>& streams) {
    return fuzz::read_alone(read_ole, test::compound_of(streams));
  };
  switch (data[0]) {
    case 'd': return file_of({{"WordDocument", bytes}, {"0Table", bytes}});
    case 'e': return file_of({{"EncryptionInfo", bytes}, {"EncryptedPackage", bytes}});
    case 'm': return file_of({{"__properties_version1.0", bytes}, {"__substg1.0_1000001F", bytes}, {"__substg1.0_10090102", bytes}});
    case 'o': return file_of({{"\1Ole10Native", bytes}});
    case 'p': return file_of({{"PowerPoint Document", bytes}, {"\5SummaryInformation", bytes}});
    case 'x': return file_of({{"Workbook", bytes}});
    default: return fuzz::read_alone(read_ole, {reinterpret_cast<const char*>(data), size});
  }
}
