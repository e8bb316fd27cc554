// Letters in pictures, always through the confined reader: the library runs where it will run. The pictures
// in readers/pictures hold made-up people and published test numbers.
#include <doctest/doctest.h>

#include "message/ocr.h"
#include "tests/message/read_support.h"

namespace hallpass {
namespace {

using namespace test;

constexpr std::string_view kModels = "/usr/share/tesseract-ocr/5/tessdata";

std::string picture(std::string_view name) { return sample_file("pictures/" + std::string(name)); }

ReaderOptions options(std::vector<std::string> languages) {
  return {std::string(HALLPASS_BUILD_DIR) + "/hallpass-reader", 1, 1000, std::move(languages), std::string(kModels)};
}

Reader& reading_letters() {
  static const auto reader = start_confined_readers(options({"eng", "spa"}), {});
  REQUIRE_MESSAGE(reader, (reader ? "" : reader.error().context));
  return **reader;
}

Message read_with_ocr(std::string_view bytes, std::string_view name, const Limits& limits = {}) {
  return reading_letters().read_document({bytes}, name, limits, in_ms(30'000));
}

TEST_CASE("ocr: the letters of every kind of picture") {
  struct Case {
    std::string_view why;
    std::string_view file;
    std::vector<std::string_view> want;
  };
  const Case cases[] = {
      {"png", "english.png", {"Quincy Testcase", "078-05-1120"}},
      {"jpeg", "english.jpg", {"Quincy Testcase", "078-05-1120"}},
      {"gif", "english.gif", {"Quincy Testcase", "078-05-1120"}},
      {"webp", "english.webp", {"Quincy Testcase", "078-05-1120"}},
      {"bmp", "english.bmp", {"Quincy Testcase", "078-05-1120"}},
      {"heic, as telephones make it", "english.heic", {"Quincy Testcase", "078-05-1120"}},
      {"a fax of two pages", "fax.tif", {"Quincy Testcase", "#picture 2", "Second page of the fax", "219-09-9999"}},
      {"the camera was held on its side", "sideways.jpg", {"Quincy Testcase", "078-05-1120"}},
      {"Spanish, with its letters", "spanish.png", {"Calificaci\xc3\xb3n de matem\xc3\xa1ticas", "no asisti\xc3\xb3 a clase"}},
      {"a PDF of two scanned pages", "scan.pdf", {"#page 1 picture", "Quincy Testcase", "#page 2 picture", "Observaci\xc3\xb3n"}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const Message seen = read_with_ocr(picture(c.file), c.file);
    const std::string text = all_text(seen);
    CAPTURE(text);
    for (const std::string_view want : c.want) CHECK(text.find(want) != std::string::npos);
    CHECK_FALSE(has_note(seen, "content.unreadable"));
  }
}

TEST_CASE("ocr: rows and columns of a picture are cells") {
  CHECK(cells_of(read_with_ocr(picture("table.png"), "table.png")) ==
        std::vector<std::string>{"0/0/0=Student", "0/0/1=Grade", "0/1/0=Testcase", "0/1/1=D+", "0/2/0=Samplesen", "0/2/1=B-"});
}

TEST_CASE("ocr: switched off, a picture is its captions and a scanned page is a note") {
  auto reader = start_confined_readers(options({}), {});
  REQUIRE(reader);
  for (const std::string_view file : {"english.png", "english.heic", "fax.tif", "scan.pdf"}) {
    CAPTURE(file);
    const Message seen = (*reader)->read_document({picture(file)}, file, {}, in_ms(5'000));
    CHECK(text_of(seen).empty());
    CHECK(all_text(seen).find("picture") == std::string::npos);
    CHECK(has_note(seen, "content.unreadable") == (file == "scan.pdf"));
  }
  CHECK_FALSE(ocr_on());  // in this process nothing was loaded
}

TEST_CASE("ocr: pictures that are none, or hold no letters") {
  std::string giant = picture("english.png");
  giant.replace(16, 8, std::string("\0\0\x75\x30\0\0\x75\x30", 8));  // says 30,000 by 30,000
  std::string lying = picture("english.bmp");
  lying.replace(18, 4, "\xff\xff\xff\x7f");
  const struct {
    std::string_view why;
    std::string bytes;
    std::string_view note;
  } cases[] = {
      {"giant dimensions", giant, "ocr_pixels_max"},
      {"a width of two thousand million", lying, ""},
      {"cut after the head", picture("english.png").substr(0, 40), "damaged"},
      {"cut in the middle", picture("english.webp").substr(0, 300), "damaged"},
      {"heic cut in the middle", picture("english.heic").substr(0, 1500), "damaged"},
      {"a head alone", "\x89PNG\r\n\x1a\n", "damaged"},
      {"a tiff that points to itself", std::string("II*\0\x08\0\0\0\0\0\x08\0\0\0", 14), "damaged"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.why);
    const Message seen = read_with_ocr(c.bytes, "picture");
    CHECK(text_of(seen).empty());
    CHECK(says(seen, c.note));
    CHECK_FALSE(says(seen, "crashed"));
  }
}

TEST_CASE("ocr: ocr_pixels_max at the bound and one past it") {
  Limits limits;
  limits.ocr_pixels_max = 480 * 120;
  CHECK(text_of(read_with_ocr(picture("english.png"), "p.png", limits)).find("Quincy") != std::string::npos);
  limits.ocr_pixels_max = 480 * 120 - 1;
  const Message seen = read_with_ocr(picture("english.png"), "p.png", limits);
  CHECK(text_of(seen).empty());
  CHECK(says(seen, "limit ocr_pixels_max was reached"));
  CHECK(has_note(seen, "content.over_limit"));
}

// Parts: a picture, a picture, a text.
std::string mail_of_pictures() {
  std::string mail = "From: a@example.org\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n";
  for (int i = 0; i < 2; ++i) {
    mail += "--x\r\nContent-Type: image/png; name=p.png\r\nContent-Transfer-Encoding: binary\r\n\r\n" + picture("english.png") + "\r\n";
  }
  return mail + "--x\r\nContent-Type: text/plain; name=last.txt\r\n\r\nread to the end\r\n--x--\r\n";
}

TEST_CASE("ocr: when a message's time for pictures is over, the rest is read") {
  const struct {
    std::string_view why;
    std::uint32_t page_ms, message_ms;
    std::string_view note;
    std::size_t pictures;
  } cases[] = {
      {"time enough", 5'000, 20'000, "", 2},
      {"none for the second picture", 5'000, 1, "limit ocr_message_ms was reached", 0},
  };
  for (const auto& c : cases) {
    CAPTURE(c.why);
    Limits limits;
    limits.ocr_page_ms = c.page_ms;
    limits.ocr_message_ms = c.message_ms;
    const Message seen = reading_letters().read({mail_of_pictures()}, limits, in_ms(30'000));
    const auto whole = std::ranges::count_if(seen.units, [](const Unit& unit) { return unit.text.find("078-05-1120") != std::string::npos; });
    CHECK(static_cast<std::size_t>(whole) == c.pictures);
    CHECK(all_text(seen).find("read to the end") != std::string::npos);
    CHECK(has_note(seen, "content.over_limit") == !c.note.empty());
    CHECK(says(seen, c.note));
  }
}

TEST_CASE("ocr: one picture's time") {
  Limits limits;
  limits.ocr_page_ms = 1;
  const Message seen = read_with_ocr(picture("english.png"), "p.png", limits);
  CHECK(says(seen, "limit ocr_page_ms was reached"));
  CHECK(text_of(seen).find("078-05-1120") == std::string::npos);
}

TEST_CASE("ocr: a language that is not installed is said when the readers start") {
  const auto reader = start_confined_readers(options({"xx_none"}), {});
  REQUIRE_FALSE(reader);
  CHECK(reader.error().code == ErrorCode::unavailable);
  CHECK(reader.error().context.find("[ocr]") != std::string::npos);
}

}  // namespace
}  // namespace hallpass
