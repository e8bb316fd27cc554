// Every key of Limits that reading obeys, at its bound and one past it: at the bound all is read and nothing
// noted; past it the note names the key, and what stands beside is still read. Keys that others obey are listed
// with the file that tests them.
#include "hallpass/limit_keys.h"

#include <doctest/doctest.h>

#include "tests/message/read_support.h"
#include "tests/message/readers/archive_samples.h"
#include "tests/support/paths.h"

namespace hallpass::test {
namespace {

using namespace std::literals;

constexpr std::string_view kDeep = "078-05-1120";      // read at the bound
constexpr std::string_view kBeside = "sports day";     // read past it too

std::string multipart(std::initializer_list<std::string> parts) {
  std::string mail = "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
  for (const std::string& part : parts) mail += "--b\r\n" + part + "\r\n";
  return mail + "--b--\r\n";
}

std::string text_part(std::string_view text) { return "Content-Type: text/plain\r\n\r\n" + std::string(text); }

std::string attached(std::string_view name, std::string_view bytes) {
  return "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\nContent-Disposition: attachment; filename=" + std::string(name) +
         "\r\n\r\n" + std::string(bytes);
}

std::string beside_archive(const std::string& archive) { return multipart({text_part(kBeside), attached("a.zip", archive)}); }

std::string deep_text() { return "number " + std::string(kDeep) + "\n"; }

std::string numbers_apart() { return "day,number\nsports day,078-05-1120\n"; }

std::string nested_zips(std::size_t depth) {
  std::string zip = zip_of({{"deep.txt", deep_text()}});
  for (std::size_t i = 1; i < depth; ++i) zip = zip_of({{"n.zip", zip}});
  return zip;
}

// Eight members of a thousand bytes: none is a large part of the whole.
std::string eight_thousand_bytes() {
  std::vector<SampleFile> files;
  for (int i = 0; i < 8; ++i) files.push_back({std::to_string(i) + ".txt", std::string(989, 'x') + (i == 7 ? std::string(kDeep) : std::string(11, 'y'))});
  return zip_of(files);
}

constexpr std::size_t kZeros = 2u << 20;  // the ratio counts from the first MiB on

std::string two_mebibytes() {
  return zip_of({{"zeros.txt", std::string(kZeros, '0')}, {"deep.txt", deep_text()}});
}

// The least ratio that lets all of it out.
std::uint64_t ratio_of(const std::string& archive) { return (kZeros + deep_text().size()) / (archive.size() + 1) + 1; }

struct Case {
  std::string_view key;
  std::uint64_t enough;
  std::string mail;
  std::string_view found_past;  // beyond the bound: kDeep itself where another way of reading finds it
};

std::vector<Case> cases() {
  const std::string nested = multipart({"Content-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n" + text_part(deep_text()) + "\r\n--c--\r\n", text_part(kBeside)});
  const std::string whole = "Subject: sports day\r\n\r\nnumber 078-05-1120";
  const std::string table = multipart({text_part(kBeside), "Content-Type: text/csv\r\n\r\n" + numbers_apart()});
  return {
      {"message_bytes_max", whole.size(), whole, kBeside},
      {"header_bytes_max", "Subject"sv.size() + " 078-05-1120\r\n"sv.size(), "Subject: 078-05-1120\r\n\r\nsports day\r\n", kDeep},
      {"addresses_max", 3, "To: a@b, c@d, e@f\r\nX: 078-05-1120\r\n\r\nsports day\r\n", kBeside},
      {"parts_max", 3, multipart({text_part(kBeside), text_part(deep_text())}), kDeep},
      {"mime_depth_max", 2, nested, kDeep},
      {"expanded_bytes_max", 8'000, beside_archive(eight_thousand_bytes()), kBeside},
      {"expansion_ratio_max", ratio_of(two_mebibytes()), beside_archive(two_mebibytes()), kBeside},
      {"container_depth_max", 3, beside_archive(nested_zips(3)), kBeside},
      {"entries_max", 3, beside_archive(zip_of({{"1.txt", "a"}, {"2.txt", "b"}, {"3.txt", deep_text()}})), kBeside},
      {"text_bytes_max", kBeside.size() + deep_text().size(), multipart({text_part(kBeside), text_part(deep_text())}), kBeside},
      {"units_max", 2, multipart({text_part(kBeside), text_part(deep_text())}), kBeside},
      {"cells_max", 4, table, kDeep},  // the text stays, its cells do not
  };
}

// The other keys, and the tests that name them.
struct Elsewhere {
  std::string_view key;
  std::string_view file;
};
constexpr std::array kElsewhere{
    Elsewhere{"hits_max", "tests/detectors/terms/term_pass_test.cc"},
    Elsewhere{"mentions_max", "tests/detectors/people/find_people_test.cc"},
    Elsewhere{"message_ms", "tests/message/limits_test.cc"},
    Elsewhere{"ocr_message_ms", "tests/message/ocr_test.cc"},
    Elsewhere{"ocr_page_ms", "tests/message/ocr_test.cc"},
    Elsewhere{"ocr_pixels_max", "tests/message/ocr_test.cc"},
    Elsewhere{"part_ms", "tests/message/confinement_test.cc"},
    Elsewhere{"passwords_max", "tests/message/passwords_test.cc"},
    Elsewhere{"passwords_ms", "tests/message/passwords_test.cc"},
    Elsewhere{"recipients_max", "tests/milter/session_test.cc"},
    Elsewhere{"spool_memory_bytes", "tests/milter/session_test.cc"},
    Elsewhere{"worker_memory_bytes", "tests/message/limits_test.cc"},
};

bool told(const Message& message, std::string_view key) {
  return std::ranges::any_of(message.notes, [&](const Note& note) {
    return note.category == "content.over_limit" && note.detail.find("limit " + std::string(key) + " was reached") != std::string::npos;
  });
}

}  // namespace

TEST_CASE("limits: every key has its test") {
  const std::vector<Case> tested = cases();
  for (const LimitKey& key : kLimitKeys) {
    CAPTURE(std::string(key.name));
    const auto elsewhere = std::ranges::find(kElsewhere, key.name, &Elsewhere::key);
    const bool here = std::ranges::count(tested, key.name, &Case::key) == 1;
    CHECK(here != (elsewhere != kElsewhere.end()));
    if (elsewhere == kElsewhere.end()) continue;
    const std::string source = read_file(std::string(HALLPASS_SOURCE_DIR) + "/" + std::string(elsewhere->file));
    CHECK(source.find("." + std::string(key.name) + " = ") != std::string::npos);
  }
}

TEST_CASE("limits: at the bound, and one past it") {
  for (const Case& c : cases()) {
    CAPTURE(std::string(c.key));
    const auto key = std::ranges::find(kLimitKeys, c.key, &LimitKey::name);
    REQUIRE(key != kLimitKeys.end());
    Limits limits;
    key->set(limits, c.enough);
    const Message at = read_mail(c.mail, limits);
    CHECK_FALSE(has_note(at, "content.over_limit"));
    CHECK(all_text(at).find(kDeep) != std::string::npos);
    key->set(limits, c.enough - 1);
    const Message past = read_mail(c.mail, limits);
    CHECK(told(past, c.key));
    CHECK(all_text(past).find(c.found_past) != std::string::npos);
  }
}

TEST_CASE("limits: the time of a message") {
  std::string table;
  for (int i = 0; i < 300'000; ++i) table += "Sam,Testcase,078-05-1120,sports day\n";
  Limits limits;
  const auto read_in_time = [&] {
    return make_inline_reader()->read({multipart({text_part(kBeside), attached("a.csv", table)})}, limits, in_ms(static_cast<int>(limits.message_ms)));
  };
  limits.message_ms = 60'000;
  CHECK(read_in_time().notes.empty());
  limits.message_ms = 10;
  const auto begin = std::chrono::steady_clock::now();
  const Message late = read_in_time();
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));  // whatever else runs
  CHECK(told(late, "message_ms"));
  CHECK(all_text(late).find(kBeside) != std::string::npos);
}

TEST_CASE("limits: the memory of a worker") {
  std::string words;
  while (words.size() < 60u << 20) words += "the gym form on Tuesday ";
  const std::string mail = multipart({text_part(kBeside), attached("a.zip", zip_of({{"a.txt", words + deep_text()}})), text_part("the last part")});
  Limits limits;
  limits.expansion_ratio_max = 1'000'000;
  limits.message_bytes_max = 1u << 20;  // for which a worker has room besides
  for (const std::size_t mebibytes : {256u, 16u}) {
    CAPTURE(mebibytes);
    limits.worker_memory_bytes = mebibytes << 20;
    const auto reader = start_confined_readers({.program = std::string(HALLPASS_BUILD_DIR) + "/hallpass-reader"}, limits);
    REQUIRE(reader);
    const Message seen = (*reader)->read({mail}, limits, in_ms(10'000));
    const bool enough = mebibytes == 256;
    CHECK(told(seen, "worker_memory_bytes") != enough);
    CHECK((all_text(seen).find(kDeep) != std::string::npos) == enough);
    CHECK(all_text(seen).find(kBeside) != std::string::npos);
    CHECK(all_text(seen).find("the last part") != std::string::npos);
  }
}

}  // namespace hallpass::test
