// Mail that nobody here wrote: other parsers' own suites, with what they expect. Agreement is counted by
// leaf (its words are in our units) and by attachment name; what is known to differ, and why, stands in
// real_suites.txt. Skipped where the shared material is absent.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "base/utf8.h"
#include "message/header_text.h"
#include "tests/message/read_support.h"
#include "tests/support/paths.h"

using namespace hallpass;
using namespace hallpass::test;
namespace fs = std::filesystem;

namespace {

// Words: runs of letters and digits (any script), lower case; what stands between does not count.
std::set<std::string> words_of(std::string_view text) {
  std::set<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.insert(word);
    word.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    const bool letter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c != 0xfffd && (c < 0x2000 || c > 0x206f));
    if (letter) word += lower_ascii(text.substr(begin, at - begin));
    else end_word();
  }
  end_word();
  return words;
}

double share_found(const std::set<std::string>& wanted, const std::set<std::string>& have) {
  if (wanted.empty()) return 1;
  std::size_t found = 0;
  for (const std::string& word : wanted) found += have.contains(word);
  return static_cast<double>(found) / static_cast<double>(wanted.size());
}

std::set<std::string> known_differences() {
  std::set<std::string> known;
  std::ifstream file(std::string(HALLPASS_SOURCE_DIR) + "/tests/message/real_suites.txt");
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line[0] != '#') known.insert(line.substr(0, line.find(' ')));
  }
  return known;
}

struct Tally {
  std::size_t agreed = 0, total = 0;
  std::set<std::string> known = known_differences();

  void count(bool agrees, const std::string& what) {
    ++total;
    agreed += agrees;
    if (!agrees && !known.contains(what)) FAIL_CHECK("unexplained difference: " << what);
    if (agrees && known.contains(what)) FAIL_CHECK("agrees now, take it off the list: " << what);
  }
};

// The words of a page as our reader shows them: the way to the same bytes is what is compared.
std::string page_text(const std::string& html) { return text_of(read_document(html, "x.html")); }

// Every text leaf and attachment name of a stalwart parse, nested messages included.
void leaves_of(const nlohmann::json& message, std::vector<std::string>& texts, std::vector<std::string>& names) {
  for (const auto& part : message.at("parts")) {
    for (const auto& [kind, body] : part.at("body").items()) {
      if (kind == "Text" || kind == "Html") texts.push_back((kind == "Html" ? "<" : "") + body.get<std::string>());
      if (kind == "Message" && body.is_object()) leaves_of(body, texts, names);
    }
    for (const auto& header : part.at("headers")) {
      const auto& value = header.at("value");
      if (!value.is_object() || !value.contains("ContentType")) continue;
      const auto& attributes = value["ContentType"].value("attributes", nlohmann::json());
      if (!attributes.is_array()) continue;
      for (const auto& attribute : attributes) {
        const std::string name = attribute.value("name", "");
        if (name == "filename" || (name == "name" && header.at("name") == "content_type")) names.push_back(attribute.value("value", ""));
      }
    }
  }
}

}  // namespace

TEST_CASE("real suites: stalwart's parses") {
  const std::string root = shared_path("realdata/mime/stalwart");
  if (root.empty()) return;
  Tally tally;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const std::string path = entry.path().string();
    if (!path.ends_with(".eml") || !fs::exists(path.substr(0, path.size() - 4) + ".json")) continue;
    const std::string id = "stalwart/" + fs::relative(path, root).string();
    const Message message = read_mail(read_file(path));
    const std::string all = all_text(message);
    const std::set<std::string> have = words_of(all);
    std::vector<std::string> texts, names;
    leaves_of(nlohmann::json::parse(read_file(path.substr(0, path.size() - 4) + ".json")), texts, names);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      std::string text = texts[i];
      if (text.starts_with('<')) text = page_text(text.substr(1));
      tally.count(share_found(words_of(text), have) >= 0.98, id + "#text" + std::to_string(i));
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
      const bool found = std::ranges::any_of(message.parts, [&](const Part& p) { return p.file_name == names[i]; });
      tally.count(found, id + "#name" + std::to_string(i));
    }
  }
  MESSAGE("stalwart: " << tally.agreed << " of " << tally.total << " texts and names agree");
  CHECK(tally.total > 100);
  CHECK(tally.agreed * 100 >= tally.total * 97);
}

TEST_CASE("real suites: mime4j's decoded parts") {
  const std::string root = shared_path("realdata/mime/mime4j");
  if (root.empty()) return;
  Tally tally;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const std::string path = entry.path().string();
    if (!path.ends_with(".msg")) continue;
    const std::string id = "mime4j/" + fs::relative(path, root).string();
    const std::string stem = path.substr(0, path.size() - 4) + "_decoded_";
    const Message message = read_mail(read_file(path));
    const std::set<std::string> have = words_of(all_text(message));
    std::multiset<std::uint64_t> sizes;
    for (const Part& part : message.parts) sizes.insert(part.size_bytes);
    for (const auto& leaf : fs::directory_iterator(entry.path().parent_path())) {
      const std::string file = leaf.path().string();
      if (!file.starts_with(stem)) continue;
      std::string bytes = read_file(file);
      if (bytes.starts_with("<!DOCTYPE")) bytes = page_text(bytes);
      const bool text = file.ends_with(".txt");
      const bool agrees = text ? share_found(words_of(repaired_utf8(bytes)), have) >= 0.98 : sizes.contains(bytes.size());
      tally.count(agrees, id + "#" + file.substr(stem.size()));
    }
  }
  MESSAGE("mime4j: " << tally.agreed << " of " << tally.total << " decoded parts agree");
  CHECK(tally.total > 30);
  CHECK(tally.agreed * 100 >= tally.total * 97);
}

// The facts of a MIME-tools reference, as '"Key" => "value"' or '"Key" => 12' inside '"Part_2" => {'.
std::vector<std::map<std::string, std::string>> parts_of_reference(const std::string& text) {
  std::vector<std::map<std::string, std::string>> parts;
  std::istringstream lines(text);
  bool in_part = false;
  for (std::string line; std::getline(lines, line);) {
    const std::size_t key = line.find('"'), arrow = line.find("\" => ");
    if (key == std::string::npos || arrow == std::string::npos) continue;
    const std::string name = line.substr(key + 1, arrow - key - 1);
    std::string value = line.substr(arrow + 5);
    if (value == "{") {
      in_part = name.starts_with("Part_");
      if (in_part) parts.emplace_back();
      continue;
    }
    if (value.ends_with(',')) value.pop_back();
    if (value.starts_with('"')) value = value.substr(1, value.size() - 2);
    if (in_part) parts.back()[name] = value;
  }
  return parts;
}

TEST_CASE("real suites: MIME-tools' facts about parts") {
  const std::string root = shared_path("realdata/mime/mime-tools/testmsgs");
  if (root.empty()) return;
  Tally tally;
  for (const auto& entry : fs::directory_iterator(root)) {
    const std::string path = entry.path().string();
    if (!path.ends_with(".ref")) continue;
    const std::string id = "mime-tools/" + entry.path().stem().string();
    const Message message = read_mail(read_file(path.substr(0, path.size() - 4) + ".msg"));
    std::size_t number = 0;
    for (const auto& facts : parts_of_reference(read_file(path))) {
      const std::string part = id + "#" + std::to_string(++number);
      if (const auto name = facts.find("Filename"); name != facts.end()) {
        tally.count(std::ranges::count(message.parts, name->second, &Part::file_name) > 0, part + "-name");
      }
      if (const auto size = facts.find("Size"); size != facts.end()) {
        tally.count(std::ranges::count(message.parts, std::stoull(size->second), &Part::size_bytes) > 0, part + "-size");
      }
    }
  }
  MESSAGE("MIME-tools: " << tally.agreed << " of " << tally.total << " names and sizes agree");
  CHECK(tally.total > 10);
  CHECK(tally.agreed * 100 >= tally.total * 97);
}

TEST_CASE("real suites: tnef's lists of attachments") {
  const std::string root = shared_path("realdata/mime/tnef");
  if (root.empty()) return;
  Tally tally;
  for (const auto& entry : fs::directory_iterator(root)) {
    const std::string path = entry.path().string();
    if (!path.ends_with(".list")) continue;
    const std::string id = "tnef/" + entry.path().stem().string();
    const Message message = read_document(read_file(path.substr(0, path.size() - 5) + ".tnef"), "winmail.dat");
    std::ifstream names(path);
    for (std::string name; std::getline(names, name);) {
      const bool body = name.find("-body.") != std::string::npos;  // the tool's own name for the message's text
      const bool found = body ? !text_of(message).empty() : std::ranges::any_of(message.parts, [&](const Part& p) { return p.file_name == name; });
      tally.count(found, id + "#" + name);
    }
  }
  MESSAGE("tnef: " << tally.agreed << " of " << tally.total << " attachments and bodies are found");
  CHECK(tally.total >= 8);
  CHECK(tally.agreed * 100 >= tally.total * 97);
}

TEST_CASE("real suites: header text as stalwart reads it") {
  const std::string file = shared_path("realdata/mime/stalwart-headers/unstructured.json");
  if (file.empty()) return;
  const auto without_blanks = [](std::string text) {  // stalwart parts an encoded word from the text before it
    std::erase_if(text, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
    return text;
  };
  const auto field_of = [](std::string_view text) {  // the suite's text goes on with the next field
    std::size_t end = text.find('\n');
    while (end != std::string_view::npos && end + 1 < text.size() && (text[end + 1] == ' ' || text[end + 1] == '\t')) end = text.find('\n', end + 1);
    return text.substr(0, end);
  };
  Tally tally;
  std::size_t number = 0;
  for (const auto& row : nlohmann::json::parse(read_file(file))) {
    const std::string header = row.at("header").get<std::string>();
    const std::string want = row.at("expected").is_string() ? row.at("expected").get<std::string>() : std::string();
    tally.count(without_blanks(decode_header(field_of(header))) == without_blanks(want), "stalwart-headers/unstructured#" + std::to_string(number++));
  }
  MESSAGE("stalwart: " << tally.agreed << " of " << tally.total << " header texts agree");
  CHECK(tally.total > 10);
  CHECK(tally.agreed * 100 >= tally.total * 97);
}

TEST_CASE("real suites: yEnc, and one text in several charsets") {
  const std::string root = shared_path("realdata/mime");
  if (root.empty()) return;
  const std::set<std::string> yenc = words_of(all_text(read_mail(read_file(root + "/yenc-uu/00000005.ntx"))));
  CHECK(share_found(words_of(repaired_utf8(read_file(root + "/yenc-uu/testfile.txt"))), yenc) >= 0.98);
  const std::set<std::string> japanese = words_of(read_file(root + "/gmime/filters/japanese.utf-8.txt"));
  for (const std::string charset : {"iso-2022-jp", "shift-jis"}) {
    CAPTURE(charset);
    const std::string mail = "Content-Type: text/plain; charset=" + charset + "\r\nContent-Transfer-Encoding: binary\r\n\r\n" + read_file(root + "/gmime/filters/japanese." + charset + ".txt");
    CHECK(share_found(japanese, words_of(all_text(read_mail(mail)))) >= 0.98);
  }
}

TEST_CASE("real suites: every message of every suite is answered") {
  const std::string root = shared_path("realdata/mime");
  if (root.empty()) return;
  std::size_t messages = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file() || entry.path().extension() == ".xz" || entry.path().extension() == ".json") continue;
    const auto begin = std::chrono::steady_clock::now();
    const Message message = read_mail(read_file(entry.path().string()));
    CAPTURE(entry.path().string());
    CHECK(message.parts.size() >= 1);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
    ++messages;
  }
  MESSAGE(messages << " files read as mail");
}
