// Mail of other people's lives, which no school wrote and nobody here labelled: sent by a teacher to an
// outsider nearly all of it must pass. And forms that nobody has filled in: they are about nobody.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/corpus/labelled_district.h"
#include "tests/support/paths.h"

namespace hallpass {
namespace {

constexpr const char* kTeacher = "wyatt.pham@cedarvalley.k12.ia.us";
constexpr const char* kOutsider = "someone@elsewhere.example";

struct Passage {
  std::size_t messages = 0, held = 0, tagged = 0;
  std::string list;  // what was held and tagged, and why
};

std::string line_of(const JudgedMessage& judged) {
  std::string line = "  " + std::filesystem::path(judged.item.file).filename().string();
  for (const Finding& finding : judged.report.findings) line += "\n      " + finding.category + ": " + finding.evidence;
  return line + "\n";
}

Passage pass_through(const std::string& folder) {
  auto judge = test::judge_of("cedar");
  REQUIRE_MESSAGE(judge.has_value(), (judge ? "" : judge.error().context));
  SourceOptions options;
  options.paths = {folder};
  options.from = kTeacher;
  options.to = {kOutsider};
  MessageSources sources(options);
  Passage passage;
  judge_messages(sources, *judge->engine, *judge->reader, 2, [&](const Result<JudgedMessage>& judged) {
    REQUIRE(judged.has_value());
    ++passage.messages;
    const Action verdict = answer_of(judged->report).verdict;
    if (verdict >= Action::encrypt) ++passage.held;
    else if (verdict == Action::tag) ++passage.tagged;
    if (verdict >= Action::encrypt) passage.list += line_of(*judged);
    return true;
  });
  return passage;
}

std::string base64(const std::string& bytes) {
  constexpr const char* kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](std::size_t at) { return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0u; };
    const unsigned group = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    for (int digit = 0; digit < 4; ++digit) {
      text += i + static_cast<std::size_t>(digit) > bytes.size() ? '=' : kDigits[group >> (18 - 6 * digit) & 63];
    }
    if (i % 57 == 54) text += '\n';
  }
  return text;
}

std::string mail_with(const std::filesystem::path& form) {
  return "From: " + std::string(kTeacher) + "\nTo: " + kOutsider + "\nSubject: forms\nMIME-Version: 1.0\n"
         "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nHere is the blank form.\n--b\n"
         "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=\"" +
         form.filename().string() + "\"\n\n" + base64(test::read_file(form.string())) + "\n--b--\n";
}

TEST_CASE("real benign mail: hardly any of it is held, little of it tagged") {
  const std::string ham = test::shared_path("realdata/ham");
  if (ham.empty()) return;
  const test::TempDir dir;
  for (const auto& archive : std::filesystem::directory_iterator(ham)) {
    if (archive.path().extension() != ".xz") continue;
    REQUIRE(std::system(("tar -C '" + dir.path() + "' -xf '" + archive.path().string() + "'").c_str()) == 0);
  }
  const Passage passage = pass_through(dir.path());
  MESSAGE(passage.messages, " messages, ", passage.held, " held, ", passage.tagged, " tagged; held were\n", passage.list);
  CHECK(passage.messages > 1000);
  CHECK(passage.held * 1000 <= passage.messages * 3);
  CHECK(passage.tagged * 100 <= passage.messages * 2);
}

TEST_CASE("blank forms of a real district are about nobody") {
  const std::string forms = test::shared_path("realdata/school/forms-iron-county");
  if (forms.empty()) return;
  const test::TempDir dir;
  for (const auto& form : std::filesystem::directory_iterator(forms)) {
    if (form.path().extension() == ".pdf") (void)dir.write(form.path().stem().string() + ".eml", mail_with(form.path()));
  }
  const Passage passage = pass_through(dir.path());
  MESSAGE(passage.messages, " forms, ", passage.held, " held, ", passage.tagged, " tagged; held were\n", passage.list);
  CHECK(passage.messages > 20);
  CHECK(passage.held == 0);
}

}  // namespace
}  // namespace hallpass
