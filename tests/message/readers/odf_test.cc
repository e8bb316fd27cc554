#include <doctest/doctest.h>

#include "tests/message/read_support.h"
#include "tests/message/readers/zip_support.h"

namespace hallpass::test {
namespace {

std::string odf(const std::string& kind, const std::string& content, const ZipMembers& more = {}) {
  ZipMembers members{{"mimetype", "application/vnd.oasis.opendocument." + kind},
                     {"content.xml", "<office:document-content xmlns:office='o' xmlns:text='t' xmlns:table='b' xmlns:draw='d' xmlns:style='s' "
                                     "xmlns:svg='g' xmlns:xlink='x'>" + content + "</office:document-content>"}};
  members.insert(members.end(), more.begin(), more.end());
  return zip_of(members, false);
}

}  // namespace

TEST_CASE("odt: text, tables, what is hidden") {
  const std::string styles = "<style:style style:name='T1'><style:text-properties text:display='none'/></style:style>";
  struct Case {
    std::string_view why;
    std::string body;
    std::string seen;
    std::string hidden;
  };
  const Case cases[] = {
      {"paragraphs", "<text:h>A</text:h><text:p>B<text:s text:c='2'/>C<text:tab/>D<text:line-break/>E</text:p>", "A\nB  C\tD\nE\n", ""},
      {"spans split a number", "<text:p>078-0<text:span>5-1120</text:span></text:p>", "078-05-1120\n", ""},
      {"a hidden span", "<text:p>a<text:span text:style-name='T1'>secret</text:span>b</text:p>", "ab\n", "secret\n"},
      {"a hidden paragraph", "<text:p text:style-name='T1'>secret</text:p><text:p>seen</text:p>", "seen\n", "secret\n"},
      {"a comment in a paragraph", "<text:p>x<office:annotation><text:p>note</text:p></office:annotation>y</text:p>", "xy\n", "note\n"},
      {"deleted text", "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:p>kept</text:p>", "kept\n", "gone\n"},
      {"a picture's description", "<text:p><draw:frame><svg:desc>Photo of Ann</svg:desc></draw:frame>z</text:p>", "z\n", "Photo of Ann\n"},
      {"white space between elements is no text", "<text:p>q</text:p>\n   \n<text:p>r</text:p>", "q\nr\n", ""},
      {"a table", "<table:table><table:table-row><table:table-cell table:number-columns-spanned='1'><text:p>k</text:p></table:table-cell>"
                  "<table:table-cell><text:p>l</text:p></table:table-cell></table:table-row></table:table>", "k\tl\n", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const Message message = read_document(odf("text", styles + "<office:body>" + c.body + "</office:body>"));
    CHECK(text_of(message) == c.seen);
    CHECK(text_of(message, UnitKind::hidden) == c.hidden);
    CHECK(message.notes.empty());
  }
}

TEST_CASE("ods: sheets, repeats, values without text") {
  const std::string content =
      "<style:style style:name='ta2'><style:table-properties table:display='false'/></style:style><office:body><office:spreadsheet>"
      "<table:table table:name='Rt 14'><table:table-column table:number-columns-repeated='2'/><table:table-column table:visibility='collapse'/>"
      "<table:table-row><table:table-cell><text:p>Rider</text:p></table:table-cell><table:table-cell table:number-columns-repeated='2'/>"
      "<table:table-cell><text:p>Home</text:p></table:table-cell></table:table-row>"
      "<table:table-row><table:table-cell office:date-value='2012-03-09'/><table:table-cell/><table:table-cell><text:p>hush</text:p></table:table-cell></table:table-row>"
      "<table:table-row table:number-rows-repeated='1048570'><table:table-cell table:number-columns-repeated='16384'/></table:table-row></table:table>"
      "<table:table table:name='Old' table:style-name='ta2'><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>"
      "</office:spreadsheet></office:body>";
  const Message message = read_document(odf("spreadsheet", content));
  CHECK(text_of(message) == "Rider\t\t\tHome\n2012-03-09\n");
  CHECK(text_of(message, UnitKind::hidden) == "Rider\t\t\tHome\n2012-03-09\t\thush\nx\n");
  CHECK(all_text(message).find("1#Rt 14: Rider") != std::string::npos);
}

TEST_CASE("odf: slides, properties, passwords, macros") {
  const Message slides = read_document(odf("presentation", "<draw:page><text:p>one</text:p><presentation:notes xmlns:presentation='p'><text:p>say</text:p>"
                                                           "</presentation:notes></draw:page><draw:page><text:p>two</text:p></draw:page>",
                                           {{"meta.xml", "<m><dc:creator>Pat</dc:creator></m>"}, {"Basic/Standard/Module1.xml", "<m/>"},
                                            {"Pictures/a.wmf", "not looked at"}}));
  CHECK(text_of(slides) == "one\ntwo\n");
  CHECK(text_of(slides, UnitKind::hidden) == "say\n");
  CHECK(text_of(slides, UnitKind::metadata) == "creator: Pat\n");
  CHECK(has_note(slides, "content.executable"));
  CHECK(slides.parts.size() == 1);
  const Message locked = read_document(odf("text", "\x01\x02", {{"META-INF/manifest.xml", "<m><manifest:encryption-data/></m>"}}));
  CHECK(has_note(locked, "content.encrypted"));
  const Message plain = read_document(odf("text", "<text:p>a</text:p>", {{"Basic/script-lc.xml", "<l/>"}}));
  CHECK_FALSE(has_note(plain, "content.executable"));
  CHECK_FALSE(has_note(plain, "content.encrypted"));
}

}  // namespace hallpass::test
