// Who is recognised in mail, and how fast: people_bench INDEX KEY MESSAGES... [--show]
//
// MESSAGES are .eml files or folders of mail. Prints a JSON line for each message: the students recognised with
// their best confidence, bytes of text and microseconds. --show adds the text of each mention: for a
// developer's own eyes, on mail that may be looked at.
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "hallpass/detection.h"
#include "hallpass/policy.h"

using namespace hallpass;
namespace fs = std::filesystem;

namespace {

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

Envelope envelope_of(const Message& message) {
  Envelope envelope;
  for (const Mailbox& mailbox : message.mailboxes) {
    if (mailbox.field == "from") envelope.sender = mailbox.address;
    if (mailbox.field == "to" || mailbox.field == "cc") envelope.recipients.push_back(mailbox.address);
  }
  return envelope;
}

struct Totals {
  std::size_t messages = 0, certain = 0, bytes = 0;
  long long us = 0;
};

void measure(const fs::path& path, const Roster& roster, Reader& reader, bool show, Totals& totals) {
  const Limits limits;
  const District district;
  const Deadline deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  const std::string bytes = bytes_of(path);
  const Message message = reader.read({.bytes = bytes}, limits, deadline);
  std::vector<Note> notes;
  const auto folded = fold_units(message, notes);
  const Envelope envelope = envelope_of(message);
  const auto recipients = classify_recipients(envelope, roster, district, 0);
  const auto start = std::chrono::steady_clock::now();
  const auto mentions = find_people(message, folded, envelope, recipients, roster, district, limits, deadline, notes);
  const auto us = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start).count();
  nlohmann::json students = nlohmann::json::object();
  nlohmann::json shown = nlohmann::json::array();
  bool certain = false;
  for (const Mention& mention : mentions) {
    const PersonId person = mention.people.front();
    const std::string id(roster.source_id(person));
    if (show) {
      nlohmann::json all = nlohmann::json::array();
      for (std::size_t i = 0; i < mention.people.size() && i < 5; ++i) all.push_back(std::string(roster.source_id(mention.people[i])));
      shown.push_back({{"unit", message.units[mention.unit].path}, {"kind", static_cast<int>(mention.kind)}, {"who", all},
                       {"confidence", mention.confidence},
                       {"text", folded[mention.unit].text.substr(mention.begin, mention.end - mention.begin)}});
    }
    if (roster.person(person).role != PersonRole::student) continue;
    if (mention.kind == MentionKind::address || mention.kind == MentionKind::phone) continue;
    students[id] = std::max(students.value(id, 0.0), mention.confidence);
    certain = certain || mention.confidence >= kCertain;
  }
  std::size_t text = 0;
  for (const FoldedUnit& unit : folded) text += unit.text.size();
  totals = {totals.messages + 1, totals.certain + certain, totals.bytes + text, totals.us + us};
  nlohmann::json row{{"file", path.string()}, {"students", students}, {"text_bytes", text}, {"us", us}};
  if (show) row["mentions"] = shown;
  std::cout << row.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "usage: people_bench INDEX KEY MESSAGES... [--show]\n";
    return 64;
  }
  auto roster = open_roster(argv[1], argv[2]);
  if (!roster) {
    std::cerr << roster.error().context << "\n";
    return 65;
  }
  const bool show = std::strcmp(argv[argc - 1], "--show") == 0;
  const auto reader = make_inline_reader();
  Totals totals;
  for (int i = 3; i < argc - (show ? 1 : 0); ++i) {
    if (!fs::is_directory(argv[i])) {
      measure(argv[i], **roster, *reader, show, totals);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(argv[i])) {
      if (entry.is_regular_file()) measure(entry.path(), **roster, *reader, show, totals);
    }
  }
  std::fprintf(stderr, "%zu messages, %zu with a certain student mention; %zu bytes of text, %.1f ns a byte\n", totals.messages,
               totals.certain, totals.bytes, totals.bytes ? 1e3 * static_cast<double>(totals.us) / static_cast<double>(totals.bytes) : 0);
  return 0;
}
