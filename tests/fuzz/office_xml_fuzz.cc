// The members of Office documents, put into a sound zip: the first byte says which one the bytes are.
#include "tests/fuzz/one_reader.h"
#include "tests/message/readers/zip_support.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hallpass;
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto office = [&](const std::string& member) {
    return fuzz::read_alone(read_ooxml, test::zip_of({{"[Content_Types].xml", "<T/>"}, {member, bytes}}, false));
  };
  const auto zip_with = [&](ReadFormat read, const std::string& type, const std::string& member, test::ZipMembers more = {}) {
    more.insert(more.begin(), {{"mimetype", type}, {member, bytes}});
    return fuzz::read_alone(read, test::zip_of(more, false));
  };
  switch (data[0]) {
    case 'w': return office("word/document.xml");
    case 'p': return office("ppt/slides/slide1.xml");
    case 's': return office("xl/sharedStrings.xml");
    case 'f': return office("xl/styles.xml");
    case 'x': return office("xl/worksheets/sheet1.xml");
    case 'b': return office("xl/worksheets/sheet1.bin");
    case 'B': return office("xl/workbook.bin");
    case 'F': return office("xl/styles.bin");
    case 'S': return office("xl/sharedStrings.bin");
    case 'C': return office("xl/comments1.bin");
    case 'o': return zip_with(read_odf, "application/vnd.oasis.opendocument.text", "content.xml");
    case 'k': return zip_with(read_odf, "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml", {{"content.xml", std::string(64, 'c')}});
    case 'e': return zip_with(read_epub, "application/epub+zip", "a.xhtml");
    default: return fuzz::read_alone(read_xml, bytes);
  }
}
