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
      {"soft hyphens inside a word are what newsletters have", "ex\xC2\xADpul\xC2\xADsion", "expulsion", 0},
      {"a soft hyphen inside a number", "078\xC2\xAD" "05", "07805", 1},
      {"a word of look-alikes throughout", "\xD1\x81\xD0\xBE\xD1\x80\xD0\xB5", "cope", 0},
      {"Greek capitals that look Latin", "\xCE\x9C" "aribel", "maribel", 1},
      {"Cyrillic letters among digits", "\xD0\x97" "\xD0\x9E" "4411", "304411", 2},
      {"small capitals", "\xE1\xB4\x80\xCA\x99\xE1\xB4\x85", "abd", 0},
      {"digits in rings and brackets", "\xE2\x9D\xB6\xE2\x91\xB5\xE2\x92\x8A", "123", 0},
      {"letters in boxes", "\xF0\x9F\x85\xB0\xF0\x9F\x87\xA7", "ab", 0},
      {"a Braille pattern without dots is a blank", "a\xE2\xA0\x80" "b", "a b", 0},
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
