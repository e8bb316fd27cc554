// The XML of Office documents, put into a sound zip: the first byte says which part it is.
#include "message/readers/readers.h"
#include "tests/fuzz/one_reader.h"
#include "tests/message/readers/zip_support.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hallpass;
  if (size == 0) return 0;
  const std::string xml(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto office = [&](const std::string& member) { fuzz::read_alone(read_ooxml, test::zip_of({{"[Content_Types].xml", "<T/>"}, {member, xml}}, false)); };
  switch (data[0]) {
    case 'w': office("word/document.xml"); break;
    case 'p': office("ppt/slides/slide1.xml"); break;
    case 's': office("xl/sharedStrings.xml"); break;
    case 'f': office("xl/styles.xml"); break;
    case 'x': office("xl/worksheets/sheet1.xml"); break;
    case 'o': fuzz::read_alone(read_odf, test::zip_of({{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", xml}}, false)); break;
    default: fuzz::read_alone(read_xml, xml);
  }
  return 0;
}
