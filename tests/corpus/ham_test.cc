// Ordinary mail that has nothing to do with the district (../shared/realdata/ham): its roster must not be seen in it.
#include <archive.h>
#include <archive_entry.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "corpus/judge.h"
#include "tests/support/paths.h"

namespace hallpass {
namespace {

constexpr double kSeenShareMax = 0.002;

// Every file of a .tar.xz, one after the other.
template <typename Take>
void each_member(const std::string& path, Take&& take) {
  archive* const reader = archive_read_new();
  archive_read_support_filter_xz(reader);
  archive_read_support_format_tar(reader);
  REQUIRE(archive_read_open_filename(reader, path.c_str(), 64 << 10) == ARCHIVE_OK);
  archive_entry* entry = nullptr;
  while (archive_read_next_header(reader, &entry) == ARCHIVE_OK) {
    std::string bytes(static_cast<std::size_t>(archive_entry_size(entry)), '\0');
    if (bytes.empty() || archive_read_data(reader, bytes.data(), bytes.size()) < 0) continue;
    take(std::string(archive_entry_pathname(entry)), bytes);
  }
  archive_read_free(reader);
}

// Kinds that say who somebody is; a phone or a house alone is a family's.
bool tells_who(MentionKind kind) { return kind != MentionKind::phone && kind != MentionKind::address; }

bool names_student(const ScanTrace& trace, const Roster& roster) {
  return std::ranges::any_of(trace.mentions, [&](const Mention& mention) {
    return mention.confidence >= kCertain && tells_who(mention.kind) && roster.person(mention.people.front()).role == PersonRole::student;
  });
}

Envelope envelope_of(const Message& message) {
  Envelope envelope;
  for (const Mailbox& mailbox : message.mailboxes) {
    if (mailbox.field == "from") envelope.sender = mailbox.address;
    else if (mailbox.field == "to" || mailbox.field == "cc") envelope.recipients.push_back(mailbox.address);
  }
  return envelope;
}

TEST_CASE("real mail of strangers: hardly any certain mention of a student") {
  const std::string ham = test::shared_path("realdata/ham");
  if (ham.empty()) return;
  auto settings = load_settings(HALLPASS_SOURCE_DIR "/config/hallpass.toml");
  REQUIRE(settings.has_value());
  const auto engine = make_judging_engine({.settings = *settings, .district = HALLPASS_SOURCE_DIR "/corpus/cedar/district"});
  REQUIRE_MESSAGE(engine.has_value(), (engine ? "" : engine.error().context));
  const auto reader = make_inline_reader();
  std::size_t messages = 0;
  std::vector<std::string> seen;
  for (const auto& entry : std::filesystem::directory_iterator(ham)) {
    if (entry.path().extension() != ".xz") continue;
    each_member(entry.path().string(), [&](const std::string& name, const std::string& bytes) {
      ++messages;
      const Message message = reader->read({.bytes = bytes}, Limits{}, std::chrono::steady_clock::now() + std::chrono::seconds(10));
      ScanTrace trace;
      (void)scan_traced({.bytes = bytes}, envelope_of(message), **engine, *reader, {}, 1'000'000'000, &trace);
      if (names_student(trace, engine_roster(**engine))) seen.push_back(name);
    });
  }
  CHECK(messages > 1'000);
  std::string listed;
  for (const std::string& name : seen) listed += " " + name;
  MESSAGE(seen.size(), " of ", messages, " messages with a certain mention of a student:", listed);
  CHECK_MESSAGE(static_cast<double>(seen.size()) <= kSeenShareMax * static_cast<double>(messages), listed);
}

}  // namespace
}  // namespace hallpass
