// The wire: what is written is read, and no lie is believed.
#include "message/wire.h"

#include <doctest/doctest.h>

#include <cstring>
#include <random>

using namespace hallpass;

namespace {

constexpr std::size_t kArea = 256u << 10;

struct Area {
  alignas(16) char bytes[kArea] = {};
  AreaHead* head() { return reinterpret_cast<AreaHead*>(bytes); }
  char* records() { return bytes + sizeof(AreaHead); }
};

void write_sample(Area& area) {
  WireOutput out(area.bytes, kArea);
  out.part({"1", "text/csv", "", "g.csv", "utf-8", 12, true, false});
  const Cell cells[] = {{0, 1, 0, 0, 0}, {2, 3, 0, 1, 0}};
  out.unit(UnitKind::attachment, 0, "1", "A\tB\n", cells);
  out.note("note.mime", "1", "words");
  out.mailbox({"from", "Ada", "a@b.c"});
  out.message_id("x@y");
  out.date(-5);
  out.part_result(0, "text/csv", true);
}

bool decode(Area& area, Message& message) { return decode_area(area.bytes, kArea, {}, message); }

}  // namespace

TEST_CASE("wire: everything that was written is read") {
  Area area;
  write_sample(area);
  Message message;
  CHECK(decode(area, message));
  REQUIRE(message.parts.size() == 1);
  CHECK(message.parts[0].file_name == "g.csv");
  CHECK(message.parts[0].detected_type == "text/csv");
  CHECK(message.parts[0].text_read);
  REQUIRE(message.units.size() == 1);
  CHECK(message.units[0].cells.size() == 2);
  CHECK(message.notes.size() == 1);
  CHECK(message.mailboxes.size() == 1);
  CHECK(message.message_id == "x@y");
  CHECK(message.date_seconds == -5);
}

TEST_CASE("wire: lies are found, what came before stays") {
  struct Case {
    std::string_view why;
    void (*lie)(WireOutput& out);
  };
  static const Cell beyond[] = {{0, 99, 0, 0, 0}};
  static const Cell backwards[] = {{2, 3, 0, 0, 0}, {0, 1, 0, 1, 0}};
  static const Cell inverted[] = {{3, 1, 0, 0, 0}};
  static const Cell inside[] = {{1, 2, 0, 0, 0}};
  const Case cases[] = {
      {"text that is not UTF-8", [](WireOutput& o) { o.unit(UnitKind::body, 0, "1", "\xff", {}); }},
      {"a path that is not UTF-8", [](WireOutput& o) { o.unit(UnitKind::body, 0, "\xc0\x80", "x", {}); }},
      {"no such kind", [](WireOutput& o) { o.unit(static_cast<UnitKind>(99), 0, "1", "x", {}); }},
      {"no such part", [](WireOutput& o) { o.unit(UnitKind::body, 7, "1", "x", {}); }},
      {"a result for no part", [](WireOutput& o) { o.part_result(7, "", true); }},
      {"a cell beyond the text", [](WireOutput& o) { o.unit(UnitKind::body, 0, "1", "abc", beyond); }},
      {"cells out of order", [](WireOutput& o) { o.unit(UnitKind::body, 0, "1", "abcd", backwards); }},
      {"a cell that ends before it begins", [](WireOutput& o) { o.unit(UnitKind::body, 0, "1", "abcd", inverted); }},
      {"a cell that begins inside a character", [](WireOutput& o) { o.unit(UnitKind::body, 0, "1", "\xc3\xa9", inside); }},
      {"a category of its own making", [](WireOutput& o) { o.note("pii.ssn", "", "x"); }},
      {"an endless path", [](WireOutput& o) { o.part({std::string(9000, 'x'), "", "", "", "", 0, false, false}); }},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    Area area;
    WireOutput out(area.bytes, kArea);
    out.unit(UnitKind::header, 0, "header/Subject", "before", {});
    c.lie(out);
    Message message;
    CHECK_FALSE(decode(area, message));
    REQUIRE(message.units.size() == 1);
    CHECK(message.units[0].text == "before");
  }
}

TEST_CASE("wire: more than the limits allow is a lie") {
  Area area;
  WireOutput out(area.bytes, kArea);
  for (int i = 0; i < 3; ++i) out.unit(UnitKind::body, 0, "1", "abc", {});
  Limits limits;
  Message at_bound, past;
  limits.units_max = 3;
  CHECK(decode_area(area.bytes, kArea, limits, at_bound));
  limits.units_max = 2;
  CHECK_FALSE(decode_area(area.bytes, kArea, limits, past));
  CHECK(past.units.size() == 2);
}

TEST_CASE("wire: a full area takes a last note and nothing else") {
  Area area;
  WireOutput out(area.bytes, kArea);
  const std::string text(10'000, 'x');
  std::size_t taken = 0;
  while (out.unit(UnitKind::body, 0, "1", text, {})) ++taken;
  CHECK(taken > 15);
  CHECK(out.note("content.over_limit", "", "full"));
  Message message;
  CHECK(decode(area, message));
  CHECK(message.units.size() == taken);
  CHECK(message.notes.size() == 1);
}

TEST_CASE("wire: any byte may lie; reading stays inside and keeps its promises") {
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    Area area;
    write_sample(area);
    const std::size_t used = area.head()->committed.load();
    for (unsigned flips = random() % 4 + 1; flips > 0; --flips) area.records()[random() % used] = static_cast<char>(random());
    if (random() % 8 == 0) area.head()->committed.store(random() % 2 ? random() : random() % (used + 64));
    Message message;
    (void)decode(area, message);
    for (const Unit& unit : message.units) {
      for (const Cell& cell : unit.cells) CHECK(cell.end <= unit.text.size());
    }
  }
}
