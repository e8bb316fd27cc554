// The in-process Output: every record becomes an element of the Message.
#include "message/output.h"

namespace hallpass {

bool CollectedOutput::part(const Part& part) {
  message_.parts.push_back(part);
  return true;
}

bool CollectedOutput::part_result(std::uint32_t part, std::string_view detected_type, bool text_read) {
  if (part >= message_.parts.size()) return true;
  if (!detected_type.empty()) message_.parts[part].detected_type = detected_type;
  if (text_read) message_.parts[part].text_read = true;
  return true;
}

bool CollectedOutput::unit(UnitKind kind, std::uint32_t part, std::string_view path, std::string_view text,
                           std::span<const Cell> cells) {
  message_.units.push_back({kind, part, std::string(path), std::string(text), {cells.begin(), cells.end()}});
  return true;
}

bool CollectedOutput::note(std::string_view category, std::string_view path, std::string_view detail) {
  message_.notes.push_back({std::string(category), std::string(path), std::string(detail)});
  return true;
}

bool CollectedOutput::mailbox(const Mailbox& mailbox) {
  message_.mailboxes.push_back(mailbox);
  return true;
}

bool CollectedOutput::message_id(std::string_view id) {
  message_.message_id = id;
  return true;
}

bool CollectedOutput::date(std::int64_t seconds) {
  message_.date_seconds = seconds;
  return true;
}

bool CollectedOutput::password(std::string_view word) {
  message_.passwords.emplace_back(word);
  return true;
}

}  // namespace hallpass
