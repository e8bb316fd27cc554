// No name, number, date, address or phone in plain: neither in the index file nor in the pages it is mapped to. What else
// is in the memory of a process that has it open, tests/e2e/test_roster_memory.py looks at.
#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <fstream>
#include <sstream>

#include "hallpass/roster.h"
#include "hallpass/roster_build.h"
#include "tests/support/many_people.h"
#include "tests/support/paths.h"

using namespace hallpass;

namespace {

constexpr test::ManyPeople kCounts{400, 700, 40, 5};
constexpr std::uint32_t kSampled = 60;

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

bool holds(const std::string& text, const std::string& value) { return ::memmem(text.data(), text.size(), value.data(), value.size()); }

// Values of some students as they are, joined, and as the index normalises them.
std::vector<std::string> plain_values() {
  std::vector<std::string> values;
  std::istringstream rows(test::roster_lines(kCounts, kSampled));
  std::string row;
  std::getline(rows, row);
  while (std::getline(rows, row)) {
    std::istringstream fields(row);
    std::string family, given, number, born, address, grade, phone, email;
    for (std::string* field : {&family, &given, &number, &born, &address, &grade, &phone, &email}) std::getline(fields, *field, ',');
    std::string digits = born;
    std::erase(digits, '-');
    for (const std::string& value : {family, given, given + family, given + " " + family, number, born, digits, address, phone, email}) {
      values.push_back(lower(value));
    }
  }
  std::erase_if(values, [](const std::string& value) { return value.size() < 5; });
  return values;
}

// The mapped bytes of `file`, read as another process would.
std::string mapped_pages(const std::string& file) {
  std::ifstream maps("/proc/self/maps");
  std::ifstream memory("/proc/self/mem", std::ios::binary);
  std::string pages, line;
  while (std::getline(maps, line)) {
    if (!line.ends_with(file)) continue;
    const auto dash = line.find('-');
    const auto begin = std::stoull(line.substr(0, dash), nullptr, 16), end = std::stoull(line.substr(dash + 1), nullptr, 16);
    CHECK_MESSAGE(line.substr(line.find(' ') + 1, 4) == "r--p", "mapped for reading alone");
    std::string piece(end - begin, '\0');
    memory.seekg(static_cast<std::streamoff>(begin));
    memory.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    REQUIRE(memory.good());
    pages += piece;
  }
  return pages;
}

}  // namespace

TEST_CASE("roster: nothing plain in the file, nothing in the pages it is mapped to") {
  const test::TempDir dir;
  const RosterBuildOptions options = test::many_people_to_build(kCounts, dir);
  REQUIRE(build_roster(options).has_value());
  const auto roster = open_roster(options.index_path, options.key_path);
  REQUIRE(roster.has_value());

  const std::string file = lower(test::read_file(options.index_path));
  const std::string pages = lower(mapped_pages(options.index_path));
  REQUIRE(pages.size() >= file.size());
  const auto values = plain_values();
  REQUIRE(values.size() > kSampled * 8);
  std::size_t in_file = 0, in_pages = 0;
  for (const std::string& value : values) {
    in_file += holds(file, value);
    in_pages += holds(pages, value);
  }
  CHECK(in_file == 0);
  CHECK(in_pages == 0);
  CHECK_MESSAGE(file.find("s7s8s9s10") != std::string::npos, "the search finds what is there: sourcedIds");
}
