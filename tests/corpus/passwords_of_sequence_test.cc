// A locked file that comes in one message, and its password in another: within a sequence as within the daemon.
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "corpus/judge.h"
#include "corpus/run.h"
#include "tests/support/paths.h"

namespace hallpass {
namespace {

std::string locked_mail() {
  std::ifstream file(HALLPASS_SOURCE_DIR "/tests/message/readers/locked/aes256.pdf", std::ios::binary);
  std::ostringstream pdf;
  pdf << file.rdbuf();
  return "From: dana.whitfield@aldercreek.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nsee attached\n--b\n"
         "Content-Type: application/pdf\nContent-Transfer-Encoding: binary\nContent-Disposition: attachment; filename=a.pdf\n\n" +
         pdf.str() + "\n--b--\n";
}

// The notes of the last of two messages: the password to `told`, then the file from `sender`.
std::string notes_of_second(const Engine& engine, const std::string& told, const std::string& sender, bool one_sequence) {
  const test::TempDir dir;
  dir.write("1.eml", "From: dana.whitfield@aldercreek.example\nSubject: file\n\nThe password is Tiger42!\n");
  dir.write("2.eml", locked_mail());
  const auto row = [&](const std::string& file, const std::string& from, const std::string& to, const std::string& sequence) {
    return "{\"file\": \"" + file + "\", \"sequence\": \"" + sequence + "\", \"envelope\": {\"sender\": \"" + from + "\", \"recipients\": [\"" + to + "\"]}}\n";
  };
  SourceOptions options;
  options.manifest = dir.write("m.jsonl", row("1.eml", "dana.whitfield@aldercreek.example", told, "s") +
                                              row("2.eml", sender, "x@x.example", one_sequence ? "s" : "t"));
  MessageSources sources(options);
  const auto reader = make_inline_reader();
  std::string notes;
  judge_messages(sources, engine, *reader, 1, [&](const Result<JudgedMessage>& judged) {
    REQUIRE(judged.has_value());
    notes.clear();
    for (const Note& note : judged->report.notes) notes += note.category + ": " + note.detail + "\n";
    return true;
  });
  return notes;
}

TEST_CASE("judge_messages: a password of an earlier message opens what is locked") {
  auto settings = load_settings(HALLPASS_SOURCE_DIR "/config/hallpass.toml");
  REQUIRE(settings.has_value());
  const auto engine = make_judging_engine({.settings = *settings, .district = HALLPASS_SOURCE_DIR "/tests/golden/district"});
  REQUIRE(engine.has_value());
  struct Case {
    std::string_view why;
    std::string told;
    std::string sender;
    bool one_sequence;
    bool opened;
  };
  const Case cases[] = {
      {"the same sender and recipient", "x@x.example", "dana.whitfield@aldercreek.example", true, true},
      {"told to somebody else", "y@x.example", "dana.whitfield@aldercreek.example", true, false},
      {"told by somebody else", "x@x.example", "someone.else@aldercreek.example", true, false},
      {"in another sequence", "x@x.example", "dana.whitfield@aldercreek.example", false, false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    const std::string notes = notes_of_second(**engine, c.told, c.sender, c.one_sequence);
    CHECK((notes.find("opened with a password that stands in an earlier message") != std::string::npos) == c.opened);
    CHECK((notes.find("content.encrypted") != std::string::npos) == !c.opened);
    CHECK(notes.find("Tiger") == std::string::npos);
  }
}

}  // namespace
}  // namespace hallpass
