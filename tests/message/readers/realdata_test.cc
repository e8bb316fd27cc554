// Documents that nobody here wrote, read in the confined process: every fragment that their own projects or
// independent tools found in them. What is missing, and why, stands in realdata_misses.txt.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "tests/message/read_support.h"
#include "tests/message/readers/essence.h"
#include "tests/support/paths.h"

namespace hallpass::test {
namespace {

constexpr std::size_t kAtLeastPercent = 97;

std::vector<std::string> split(const std::string& text, const std::string& by) {
  std::vector<std::string> out;
  std::size_t at = 0;
  for (std::size_t next; (next = text.find(by, at)) != std::string::npos; at = next + by.size()) out.push_back(text.substr(at, next - at));
  out.push_back(text.substr(at));
  return out;
}

std::string unescaped(std::string text) {
  for (std::size_t at; (at = text.find("\\n")) != std::string::npos;) text.erase(at, 2);
  return text;
}

bool said_so(const Message& message) {
  return has_note(message, "content.encrypted") || has_note(message, "content.unreadable");
}

}  // namespace

TEST_CASE("realdata: the expected fragment is found, or the truth is said") {
  const std::string manifest = shared_path("realdata/attach/MANIFEST.tsv");
  if (manifest.empty()) return;
  std::map<std::string, std::string> known;
  for (const std::string& line : split(read_file(std::string(HALLPASS_SOURCE_DIR) + "/tests/message/readers/realdata_misses.txt"), "\n")) {
    if (!line.empty() && line[0] != '#') known[line.substr(0, line.find('\t'))] = line;
  }
  auto reader = start_confined_readers({.program = std::string(HALLPASS_BUILD_DIR) + "/hallpass-reader"}, {});
  REQUIRE(reader);
  std::size_t rows = 0, found = 0;
  for (const std::string& line : split(read_file(manifest), "\n")) {
    std::vector<std::string> columns = split(line, "\t");
    if (columns.size() < 4 || columns[0] == "file") continue;
    columns.resize(9);
    const std::string bytes = read_file(shared_path("realdata/attach/files/" + columns[0]));
    const Message message = (*reader)->read_document({bytes}, columns[0].substr(columns[0].rfind('/') + 1), {}, in_ms(10'000));
    const std::string text = essence(all_text(message));
    const bool locked = columns[3].starts_with("yes") && columns[3].find("owner-only") == std::string::npos;
    bool all = true;
    for (const std::string& list : {columns[5], columns[7]}) {
      for (std::string phrase : split(unescaped(list), " || ")) {
        if (phrase.starts_with("ENTRY:")) phrase = phrase.substr(6);
        if (const std::string want = essence(phrase); !want.empty() && text.find(want) == std::string::npos) all = false;
      }
    }
    ++rows;
    if (all || (locked && said_so(message))) ++found;
    else CHECK_MESSAGE(known.contains(columns[0]), columns[0]);
    // a reader that crashes is noted as such; none may
    for (const Note& note : message.notes) CHECK_MESSAGE(note.detail.find("crashed") == std::string::npos, columns[0]);
  }
  MESSAGE(found << " of " << rows << " rows");
  CHECK(found * 100 >= rows * kAtLeastPercent);
}

}  // namespace hallpass::test
