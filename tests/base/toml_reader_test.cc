#include "base/toml_reader.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/nearest_word.h"
#include "tests/support/paths.h"

namespace hallpass {
namespace {

// What a loader that knows the whole of a little file says about `text`.
std::string complaints(std::string_view text) {
  auto file = TomlFile::parse(text, "f.toml");
  if (!file) return file.error().context;
  TomlTable root = file->root();
  std::string name;
  bool flag = false;
  double share = 0;
  std::uint16_t count = 0;
  std::size_t size = 0;
  std::vector<std::string> list;
  root.read("name", name);
  root.read("flag", flag);
  root.read("share", share, 0, 1);
  root.read_number("count", count, 1, 400);
  root.read_bytes("size", size, 1, 1u << 30);
  root.read("list", list);
  constexpr std::string_view kWords[] = {"info", "warn"};
  root.read_word("level", name, kWords);
  if (auto box = root.table("box")) box->read("depth", name);
  for (TomlTable rule : root.tables("rule")) rule.read("id", name, kRequired);
  auto good = file->finish();
  return good ? "" : good.error().context;
}

TEST_CASE("toml_reader: every problem with its place and a way out") {
  struct Case {
    std::string_view why;
    std::string_view text;
    std::string_view want;
  };
  const Case cases[] = {
      {"an empty file is fine", "", ""},
      {"all kinds are fine", "name = \"a\"\nflag = true\nshare = 1\ncount = 400\nsize = \"1 GiB\"\nlist = []\n"
                             "level = \"warn\"\n[box]\ndepth = \"x\"\n[[rule]]\nid = \"r\"\n", ""},
      {"a size in bytes", "size = 7", ""},
      {"a size without a space", "size = \"7kB\"", ""},
      {"syntax", "name = ", "f.toml:1:8: not TOML: "},
      {"unknown, near", "coutn = 1", "f.toml:1:1: unknown key 'coutn' in the file; did you mean 'count'?"},
      {"unknown in a table", "[box]\n  dept = 1", "f.toml:2:3: unknown key 'dept' in [box]; did you mean 'depth'?"},
      {"unknown, nothing near", "[box]\nzzzzzz = 1", "unknown key 'zzzzzz' in [box]; known here: depth"},
      {"unknown table", "[bxo]", "f.toml:1:2: unknown key 'bxo' in the file; did you mean 'box'?"},
      {"text for a flag", "flag = \"yes\"", "f.toml:1:8: 'flag' wants true or false, not a text in quotes; no quotes"},
      {"number for a text", "name = 5", "f.toml:1:8: 'name' wants a text in quotes, not a whole number"},
      {"fraction for a whole number", "count = 1.5", "'count' wants a whole number, not a number with a fraction"},
      {"one under", "count = 0", "f.toml:1:9: 'count' is 0; it may be 1 to 400"},
      {"one over", "count = 401", "'count' is 401; it may be 1 to 400"},
      {"share over", "share = 1.5", "'share' is 1.5; it may be 0 to 1"},
      {"share is no number", "share = nan", "'share' is nan; it may be 0 to 1"},
      {"a size of nothing", "size = \"MiB\"", "'size' is no size"},
      {"a size below zero", "size = -1", "'size' is no size"},
      {"a size that overflows", "size = \"99999999999 GiB\"", "'size' is no size"},
      {"a size too large", "size = \"2 GiB\"", "'size' is 2147483648 bytes; it may be 1 to 1073741824"},
      {"text for a list", "list = \"a\"", "'list' wants a list of texts, not a text in quotes; write list = [\"…\"]"},
      {"number in a list", "list = [\"a\", 1]", "f.toml:1:14: an element of 'list' wants a text in quotes"},
      {"no such word", "level = \"wran\"", "f.toml:1:9: 'level' does not know 'wran'; did you mean 'warn'?"},
      {"table for a list of tables", "[rule]\nid = \"x\"", "'rule' wants a list of tables, not a table; write [[rule]]"},
      {"required", "[[rule]]\nid = \"x\"\n[[rule]]\n", "f.toml:3:1: [[rule]] 2 lacks 'id'; add it"},
      {"text for a table", "box = \"x\"", "f.toml:1:7: 'box' wants a table, not a text in quotes"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const std::string got = complaints(c.text);
    CAPTURE(got);
    CHECK(got.find(c.want) != std::string::npos);
    CHECK(got.empty() == c.want.empty());
  }
}

TEST_CASE("toml_reader: all problems at once, in the order of the file") {
  const std::string got = complaints("flag = 1\ncuont = 2\nname = true\n[box]\ndepht = 1\n");
  CHECK(std::ranges::count(got, '\n') == 3);
  CHECK(got.find(":1:8:") < got.find(":2:1:"));
  CHECK(got.find(":2:1:") < got.find(":3:8:"));
  CHECK(got.find(":3:8:") < got.find(":5:1:"));
}

TEST_CASE("toml_reader: files that are not there, too large, or folders") {
  const test::TempDir dir;
  auto missing = TomlFile::load(dir.file("none.toml"));
  REQUIRE(!missing);
  CHECK(missing.error().code == ErrorCode::not_found);
  auto folder = TomlFile::load(dir.path());
  REQUIRE(!folder);
  CHECK(folder.error().code == ErrorCode::io);
  const std::string at_bound = "#" + std::string(kTomlBytesMax - 2, 'x') + "\n";
  CHECK(TomlFile::load(dir.write("big.toml", at_bound)));
  auto over = TomlFile::load(dir.write("over.toml", at_bound + "\n"));
  REQUIRE(!over);
  CHECK(over.error().code == ErrorCode::too_large);
}

TEST_CASE("nearest_word: what was meant, or nothing") {
  const std::vector<std::string> words = {"socket", "sessions_max", "user"};
  CHECK(nearest_word("scoket", words) == "socket");
  CHECK(nearest_word("session_max", words) == "sessions_max");
  CHECK(nearest_word("usr", words) == "user");
  CHECK(nearest_word("users", words) == "user");
  CHECK(nearest_word("sess", words) == "sessions_max");
  CHECK(nearest_word("ses", words) == "");
  CHECK(nearest_word("quarantine", words) == "");
  CHECK(nearest_word("", words) == "");
  CHECK(nearest_word(std::string(65, 'u'), words) == "");
}

}  // namespace
}  // namespace hallpass
