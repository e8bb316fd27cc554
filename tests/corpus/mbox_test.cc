#include "corpus/mbox.h"

#include <doctest/doctest.h>

#include <sstream>
#include <vector>

namespace hallpass {
namespace {

std::vector<std::string> split(const std::string& text, std::size_t bytes_max = 1 << 20, std::size_t begun = 0) {
  std::istringstream in(text.substr(begun));
  MboxSplitter splitter(in, bytes_max, text.substr(0, begun));
  std::vector<std::string> messages;
  while (auto message = splitter.next()) messages.push_back(std::move(*message));
  return messages;
}

TEST_CASE("MboxSplitter: where messages begin and what of the quoting is undone") {
  struct Case {
    std::string_view why;
    std::string text;
    std::vector<std::string> want;
  };
  const std::string sep = "From a@x.example Thu Mar  5 15:41:05 2026\n";
  const Case cases[] = {
      {"one message", sep + "A: 1\n\nbody\n", {"A: 1\n\nbody\n"}},
      {"two messages", sep + "A: 1\n\nbody\n\n" + sep + "B: 2\n\nmore\n", {"A: 1\n\nbody\n", "B: 2\n\nmore\n"}},
      {"CRLF", "From a Thu Mar  5 15:41:05 2026\r\nA: 1\r\n\r\nx\r\n\r\nFrom a Thu Mar  5 15:41:05 2026\r\nB: 2\r\n",
       {"A: 1\r\n\r\nx\r\n", "B: 2\r\n"}},
      {"mboxo's quoting", sep + "A: 1\n\n>From here on\n", {"A: 1\n\nFrom here on\n"}},
      {"mboxrd's quoting", sep + "A: 1\n\n>>From here on\n", {"A: 1\n\n>From here on\n"}},
      {"a first separator that no mailer wrote", "From me\nA: 1\n\nx\n", {"A: 1\n\nx\n"}},
      {"an empty message", sep + "\n" + sep + "B: 2\n", {"\n", "B: 2\n"}},
      {"a sentence that begins with From", sep + "A: 1\n\nx\n\nFrom my desk, at last\n", {"A: 1\n\nx\n\nFrom my desk, at last\n"}},
      {"a sentence with a year and no time", sep + "A: 1\n\nx\n\nFrom May 2024 on\n", {"A: 1\n\nx\n\nFrom May 2024 on\n"}},
      {"a separator inside a paragraph", sep + "A: 1\n\nhe wrote\n" + sep + "x\n", {"A: 1\n\nhe wrote\n" + sep + "x\n"}},
      {"a quoted line that is not From", sep + "A: 1\n\n> From a friend\n>Fromage\n", {"A: 1\n\n> From a friend\n>Fromage\n"}},
      {"no last line end", sep + "A: 1\n\nx", {"A: 1\n\nx"}},
      {"nothing", "", {}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    for (std::size_t begun = 0; begun <= c.text.size(); ++begun) CHECK(split(c.text, 1 << 20, begun) == c.want);
  }
}

TEST_CASE("MboxSplitter: a message and a line that are too long") {
  const std::string sep = "From a@x.example Thu Mar  5 15:41:05 2026\n";
  const std::string text = sep + std::string(200'000, 'a') + "\n\n" + sep + "B: 2\n";
  const auto bounded = split(text, 100);
  REQUIRE(bounded.size() == 2);
  CHECK(bounded[0] == std::string(101, 'a'));  // one past the bound says that there was more
  CHECK(bounded[1] == "B: 2\n");
  const auto whole = split(text, 200'001);
  REQUIRE(whole.size() == 2);
  CHECK(whole[0] == std::string(200'000, 'a') + "\n");
  // A piece of a long line never looks like its beginning.
  const auto one = split(sep + std::string(64 << 10, '\n') + std::string(64 << 10, 'x') + ">From y\n");
  REQUIRE(one.size() == 1);
  CHECK(one[0].ends_with("x>From y\n"));
}

}  // namespace
}  // namespace hallpass
