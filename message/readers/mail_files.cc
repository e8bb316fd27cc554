// Mails as files: one (.eml) is parsed as the message itself was; a mailbox gives them one by one.
#include <algorithm>
#include <array>
#include <memory>

#include "message/header_text.h"
#include "message/readers/readers.h"
#include "message/sink.h"

namespace hallpass {
namespace {

constexpr std::size_t kLinesLookedAt = 12;
constexpr std::array<std::string_view, 14> kMailFields{"bcc", "cc", "content-type", "date", "delivered-to", "from", "message-id",
                                                       "mime-version", "received", "reply-to", "return-path", "sender", "subject", "to"};

// How many of the first lines are fields that mails begin with; 0 once a line is no field at all.
std::size_t mail_fields(std::string_view bytes) {
  std::size_t known = 0;
  for (std::size_t line = 0; line < kLinesLookedAt && !bytes.empty(); ++line) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view text = bytes.substr(0, std::min<std::size_t>(end, 256));
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (trimmed(text).empty()) break;
    if (text[0] == ' ' || text[0] == '\t') continue;
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon > 64 || text.substr(0, colon).find(' ') != std::string_view::npos) return 0;
    known += std::ranges::count(kMailFields, lower_ascii(text.substr(0, colon))) > 0;
  }
  return known;
}

bool starts_mail(std::string_view bytes) {  // at a line "From someone date"
  if (!bytes.starts_with("From ")) return false;
  const std::size_t line = bytes.find('\n');
  return line != std::string_view::npos && line < 512 && mail_fields(bytes.substr(line + 1)) >= 1;
}

class MboxMails final : public Container {
 public:
  explicit MboxMails(std::string_view bytes) : rest_(bytes) {}

  bool next(Member& out, Sink& sink) override {
    if (rest_.empty() || !sink.in_time() || !sink.count_entry()) return false;
    rest_.remove_prefix(std::min(rest_.find('\n'), rest_.size() - 1) + 1);
    std::size_t end = rest_.find("\nFrom ");
    while (end != std::string_view::npos && !starts_mail(rest_.substr(end + 1))) end = rest_.find("\nFrom ", end + 1);
    end = end == std::string_view::npos ? rest_.size() : end + 1;
    out = {std::to_string(++number_) + ".eml", std::string(rest_.substr(0, end)), "message/rfc822"};
    rest_.remove_prefix(end);
    return true;
  }

 private:
  std::string_view rest_;
  std::size_t number_ = 0;
};

}  // namespace

Likeness looks_like_mail(std::string_view bytes) {
  return mail_fields(bytes) >= 2 ? Likeness::maybe : Likeness::no;
}

void read_mail_file(const Document& document, Sink& sink) { sink.nested_message(std::string(document.bytes), {}); }

Likeness looks_like_mbox(std::string_view bytes) { return starts_mail(bytes) ? Likeness::certain : Likeness::no; }

void read_mbox(const Document& document, Sink& sink) { sink.open_container(std::make_unique<MboxMails>(document.bytes)); }

}  // namespace hallpass
