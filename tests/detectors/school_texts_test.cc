// The texts of tests/detectors/texts/*.txt: short pieces of school mail, each with what must be found in it.
// A line is a case: "+ record.health ~ record.attendance | why | text". '+': the file's own category must be
// found (its name, where that is a category) and those named; '-': nothing must; after '~' stands what may be.
// "\n" and "\t" in a text are line ends and cell borders. A line dropped into a file is a new case.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>

#include "tests/detectors/small_district.h"
#include "tests/support/paths.h"

namespace hallpass::test {
namespace {

struct SchoolText {
  std::string why, text, must, may;
};

std::string unescaped(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == 'n' || text[i + 1] == 't');
    result += escape ? (text[++i] == 'n' ? '\n' : '\t') : text[i];
  }
  return result;
}

SchoolText read_text(const std::string& line, const std::string& category) {
  const std::size_t first = line.find(" | "), second = line.find(" | ", first + 3);
  REQUIRE_MESSAGE((second != std::string::npos && (line[0] == '+' || line[0] == '-')), line);
  const std::string wanted = line.substr(1, first - 1);
  const std::size_t tilde = wanted.find('~');
  SchoolText text{line.substr(first + 3, second - first - 3), unescaped(line.substr(second + 3)), wanted.substr(0, tilde),
                  tilde == std::string::npos ? "" : wanted.substr(tilde + 1)};
  if (line[0] == '+' && category.starts_with("record.")) text.must += " " + category;
  if (line[0] == '+' && category.starts_with("operations.")) text.must += " " + category;
  return text;
}

std::vector<SchoolText> texts_of(const std::filesystem::path& path) {
  std::istringstream file(read_file(path.string()));
  std::vector<SchoolText> texts;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line[0] != '#') texts.push_back(read_text(line, path.stem().string()));
  }
  return texts;
}

std::vector<std::filesystem::path> text_files() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(HALLPASS_SOURCE_DIR "/tests/detectors/texts")) paths.push_back(entry.path());
  std::ranges::sort(paths);
  return paths;
}

TEST_CASE("school mail in short texts: what must be found and what must not") {
  for (const auto& path : text_files()) {
    CAPTURE(path.filename().string());
    for (const SchoolText& text : texts_of(path)) {
      const TextCase cases[] = {{text.why.c_str(), text.text, text.must, text.may}};
      check_texts(cases);
    }
  }
}

TEST_CASE("there are many texts, and more of them without a finding than with one") {
  std::size_t with = 0, without = 0;
  for (const auto& path : text_files()) {
    for (const SchoolText& text : texts_of(path)) ++(text.must.find('.') == std::string::npos ? without : with);
  }
  CHECK(with + without >= 400);
  CHECK(without > with);
}

}  // namespace
}  // namespace hallpass::test
