// The shapes of pii.*, each with what looks like it: [] marks the candidate in its text.
#include <doctest/doctest.h>

#include "detectors/pii/value_shapes.h"
#include "detectors/terms/value_shape.h"

namespace hallpass {

TEST_CASE("value shapes: what has one, and what looks like it") {
  struct Case {
    std::string_view shape;
    const char* why;
    std::string_view marked;
    bool want;
  };
  const Case cases[] = {
      {kSsnShape, "dashes", "ssn [321-02-3456].", true},
      {kSsnShape, "spaces", "[321 02 3456]", true},
      {kSsnShape, "points, at the end of a sentence", "([321.02.3456]).", true},
      {kSsnShape, "no delimiter", "no [321023456],", true},
      {kSsnShape, "a dash of prose before it", "ssn - [321-02-3456]", true},
      {kSsnShape, "mixed delimiters", "[321-02.3456]", false},
      {kSsnShape, "mixed the other way", "[321 02-3456]", false},
      {kSsnShape, "one delimiter alone", "[321-023456]", false},
      {kSsnShape, "area 000", "[000-12-3456]", false},
      {kSsnShape, "area 666", "[666-12-3456]", false},
      {kSsnShape, "area 9xx", "[912-12-3456]", false},
      {kSsnShape, "group 00", "[321-00-3456]", false},
      {kSsnShape, "serial 0000", "[321-02-0000]", false},
      {kSsnShape, "nine of one digit", "[444-44-4444]", false},
      {kSsnShape, "nine of one digit in one", "[777777777]", false},
      {kSsnShape, "a code goes on before it", "po-[321-02-3456]", false},
      {kSsnShape, "a number goes on before it", "12.[321.02.3456]", false},
      {kSsnShape, "a letter of another script goes on before it", "\xD0\xB6-[321-02-3456]", false},
      {kSsnShape, "a path", "/[321-02-3456]", false},
      {kSsnShape, "a price", "$[321023456]", false},
      {kSsnShape, "masked", "*[321-02-3456]", false},
      {kSsnShape, "a phone abroad", "+[321 02 3456]", false},
      {kSsnShape, "a number goes on behind it", "[321-02-3456]-7", false},
      {kSsnShape, "a dash is left hanging", "[321-02-3456]- ", false},
      {kSsnShape, "a file's name", "[321-02-3456].pdf", false},
      {kSsnShape, "a page of something", "[321-02-3456]/2", false},
      {kItinShape, "dashes", "[912-70-1234]", true},
      {kItinShape, "none", "[900501234]", true},
      {kItinShape, "the last group", "[999 99 1234]", true},
      {kItinShape, "mixed delimiters", "[912-70 1234]", false},
      {kItinShape, "group 89", "[912-89-1234]", false},
      {kItinShape, "group 93", "[912-93-1234]", false},
      {kItinShape, "group 49", "[912-49-1234]", false},
      {kItinShape, "area 8xx", "[812-70-1234]", false},
      {kItinShape, "too long", "[912-70-12345]", false},
      {kCardShape, "fours", "visa [4111 1111 1111 1111],", true},
      {kCardShape, "fours and more, as some issuers have", "[5018-0000-0000-0000-009]", true},
      {kCardShape, "as American Express groups", "[3782 822463 10005]", true},
      {kCardShape, "in one", "[4111111111111111].", true},
      {kCardShape, "a code goes on before it", "a-[4111111111111111]", false},
      {kCardShape, "a number goes on before it", "1.[4111111111111111]", false},
      {kCardShape, "a number goes on behind it", "[4111-1111-1111-1111]-2345", false},
      {kCardShape, "decimals", "[4111111111111111].5", false},
      {kCardShape, "two delimiters between two groups", "[4111  1111 1111 1111]", false},
      {kCardShape, "eleven digits", "[41111111111]", false},
      {kPhoneShape, "dashes", "[319-555-0100]", true},
      {kPhoneShape, "a bracket", "([319) 555-0142]", true},
      {kPhoneShape, "with its country", "[1 319 555 0100]", true},
      {kPhoneShape, "with its country, then in one", "[1-3195550100]", true},
      {kPhoneShape, "one delimiter alone", "[319 5550100]", true},
      {kPhoneShape, "ten digits in one", "[3195550100]", false},
      {kPhoneShape, "area code from 1", "[119-555-0100]", false},
      {kPhoneShape, "area code from 0", "[019-555-0100]", false},
      {kPhoneShape, "exchange from 0", "[319-055-0100]", false},
      {kPhoneShape, "exchange from 1", "[319-155-0100]", false},
      {kPhoneShape, "a country that is not 1", "[2 319 555 0100]", false},
      {kPhoneShape, "seven digits", "[555-0100]", false},
  };
  for (const Case& c : cases) {
    const std::size_t begin = c.marked.find('['), end = c.marked.find(']') - 1;
    std::string text(c.marked);
    std::erase_if(text, [](char mark) { return mark == '[' || mark == ']'; });
    for (const bool jit : {true, false}) {
      CAPTURE(std::string(c.why));
      CAPTURE(text);
      CHECK(ValueShape(c.shape, {.jit = jit}).fit(text, begin, end) == (c.want ? Fit::yes : Fit::no));
    }
  }
}

}  // namespace hallpass
