#include "base/fold.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace hallpass {

TEST_CASE("fold: what text becomes when it is compared") {
  struct Case {
    const char* why;
    std::string_view text;
    std::string_view want;
    std::uint32_t tricks;
  };
  const Case cases[] = {
      {"nothing", "", "", 0},
      {"ASCII is lower case", "IEP for Maria G.\r\n\tOK", "iep for maria g.\r\n\tok", 0},
      {"accents go", "José Muñoz née Ångström", "jose munoz nee angstrom", 0},
      {"combining accents go too", "Jose\xCC\x81", "jose", 0},
      {"letters without decomposition", "Łukasz Øster Straße Æsir", "lukasz oster strasse aesir", 0},
      {"full width", "ＳＳＮ １２３", "ssn 123", 0},
      {"Arabic digits", "٠١٢-٣٤", "012-34", 0},
      {"dashes of all kinds", "078–05—1120−1", "078-05-1120-1", 0},
      {"spaces of all kinds", "a\xC2\xA0" "b\xE2\x80\xAF" "c", "a b c", 0},
      {"quotes", "“it’s”", "\"it's\"", 0},
      {"line separator", "a\xE2\x80\xA8" "b", "a\nb", 0},
      {"ligature", "ﬁnal", "final", 0},
      {"zero width inside a word", "pass\xE2\x80\x8Bword", "password", 1},
      {"soft hyphen inside a word", "ex\xC2\xADpulsion", "expulsion", 1},
      {"zero width between words is layout", "a \xE2\x80\x8C b", "a  b", 0},
      {"byte order mark in front is no trick", "\xEF\xBB\xBFName", "name", 0},
      {"Cyrillic look-alike in a Latin word", "p\xD0\xB0ssw\xD0\xBErd", "password", 2},
      {"Cyrillic words stay", "Привет мир", "привет мир", 0},
      {"accented word beside a look-alike", "gr\xD0\xB0" "dé\xD1\x95 x", "grades x", 2},
      {"emoji stay", "ok 👍🏽!", "ok 👍🏽!", 0},
      {"Hangul stays composed", "김하늘", "김하늘", 0},
      {"ordinal and fraction", "½ cup", "1/2 cup", 0},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const Folded folded = fold(c.text);
    CHECK(folded.text == c.want);
    CHECK(folded.tricks == c.tricks);
    CHECK(folded_text(c.text) == c.want);
  }
}

TEST_CASE("fold: offsets lead back to the source") {
  CHECK(fold("plain").source_offset.empty());
  const std::string_view text = "Müller, p\xD0\xB0y \xE2\x80\x8B 1–2 ﬁn Straße";
  const Folded folded = fold(text);
  REQUIRE(folded.source_offset.size() == folded.text.size());
  CHECK(std::ranges::is_sorted(folded.source_offset));
  CHECK(text.substr(folded.source_offset[folded.text.find("1-2")], 1) == "1");
  CHECK(text.substr(folded.source_offset[folded.text.find("strasse")], 1) == "S");
  CHECK(folded.text.find("pay") != std::string::npos);
  CHECK(fold(folded.text).text == folded.text);
}

}  // namespace hallpass
