#include <doctest/doctest.h>

#include <algorithm>

#include "tests/detectors/small_district.h"

using namespace hallpass;

namespace {

// A text with one attachment: its type, size and name.
Message with_attachment(std::string_view text, std::string type, std::uint64_t size_bytes, const std::string& name) {
  Message message = test::message_of(text);
  message.parts.resize(2);
  Part& picture = message.parts[1];
  picture.path = "2";
  picture.content_type = std::move(type);
  picture.file_name = name;
  picture.size_bytes = size_bytes;
  picture.text_read = true;  // its dimensions and captions were
  Unit unit;
  unit.kind = UnitKind::file_name;
  unit.part = 1;
  unit.path = "2";
  unit.text = name;
  message.units.push_back(std::move(unit));
  return message;
}

}  // namespace

TEST_CASE("pii.photo: a picture tied to a student by its name or the words about it") {
  struct Case {
    std::string_view why;
    std::string text;
    std::string type;
    std::uint64_t size_bytes;
    std::string name;
    bool want;
  };
  const Case cases[] = {
      {"named by the file", "See attached.", "image/jpeg", 40'000, "Marisol Quintero.jpg", true},
      {"captioned in the text", "The first photo shows Devon Ashworth at the fair.", "image/jpeg", 40'000, "img_2.jpg", true},
      {"other kinds of picture count", "Photo of Devon Ashworth.", "image/heic", 40'000, "a.heic", true},
      {"a picture of a thing", "Photo of the new gym floor.", "image/jpeg", 40'000, "gym.jpg", false},
      {"a student, and a picture of something else", "Devon Ashworth is on the team.\n\nThe logo is attached.", "image/png",
       40'000, "logo.png", false},
      {"a logo in a signature", "Photo of Devon Ashworth to follow.", "image/png", 900, "logo.png", false},
      {"no picture at all", "I took a photo of Devon Ashworth.", "application/pdf", 40'000, "form.pdf", false},
      {"a drawing", "Picture: Devon Ashworth", "image/svg+xml", 40'000, "d.svg", false},
      {"limited identification", "Photo of Devon A. at the fair.", "image/jpeg", 40'000, "img_3.jpg", false},
      {"in a note of a few lines", "best one I got, use it big. that's our captain Devon Ashworth", "image/jpeg", 40'000, "img_4471.jpg", true},
      {"a flyer beside a name", "Devon Ashworth made the flyer for Friday.", "image/jpeg", 40'000, "fall flyer.jpg", false},
      {"a logo beside a name", "Ask Devon Ashworth about the colors.", "image/png", 40'000, "hawk.png", false},
      {"a picture at the end of a long letter", "Devon Ashworth runs the lights." + std::string(400, '.'), "image/jpeg", 40'000, "img_5.jpg", false},
      {"a member of staff", "Photo of Harriet Lindgren, our new principal.", "image/jpeg", 40'000, "img_4.jpg", false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const auto findings = test::findings_in(with_attachment(c.text, c.type, c.size_bytes, c.name));
    CHECK(std::ranges::any_of(findings, [](const Finding& f) { return f.category == "pii.photo"; }) == c.want);
  }
}
