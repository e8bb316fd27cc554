// Lines in, fields out; then the few fields that name people are split at commas that stand outside quotes,
// comments and angle brackets. Nothing here fails: what makes no sense is left out.
#include "corpus/message_head.h"

#include <algorithm>
#include <set>

#include "base/address.h"
#include "corpus/message_date.h"

namespace hallpass {
namespace {

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, [](char c) { return c | 0x20; }, [](char c) { return c | 0x20; });
}

// The length of the field name that `line` begins with; 0 where it begins with none.
std::size_t name_length(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size() && line[at] > ' ' && line[at] < 0x7f && line[at] != ':') ++at;
  std::size_t colon = at;
  while (colon < line.size() && (line[colon] == ' ' || line[colon] == '\t')) ++colon;
  return colon < line.size() && line[colon] == ':' ? at : 0;
}

constexpr std::string_view kUsualNames[] = {"from", "to", "subject", "date", "received", "message-id", "return-path",
                                            "mime-version", "content-type", "delivered-to", "reply-to", "sender"};

// Takes addresses out of one field's value, character by character.
class AddressScan {
 public:
  explicit AddressScan(std::size_t addresses_max) : addresses_max_(addresses_max) {}

  void feed(char c) {
    if (escaped_) {
      escaped_ = false;
      keep(c);
    } else if (c == '\\' && (quoted_ || comments_ > 0)) {
      escaped_ = true;
      keep(c);
    } else if (quoted_) {
      quoted_ = c != '"';
      keep(c);
    } else if (comments_ > 0) {
      comments_ += c == '(' ? 1 : c == ')' ? -1 : 0;
    } else if (c == '"') {
      quoted_ = true;
      keep(c);
    } else if (c == '(') {
      comments_ = 1;
    } else {
      structure(c);
    }
  }

  std::vector<std::string> finish() {
    end_mailbox();
    return std::move(found_);
  }

 private:
  void structure(char c) {
    switch (c) {
      case '<': angled_ = true; has_angle_ = true; angle_.clear(); break;
      case '>': angled_ = false; break;
      case ',':
        if (!angled_) end_mailbox();  // inside brackets: an old source route
        break;
      case ';': end_mailbox(); break;
      case ':':
        if (angled_) angle_.clear();  // the route's end
        else bare_.clear();           // a group's name
        break;
      default: keep(c);
    }
  }

  void keep(char c) {
    if (comments_ == 0) (angled_ ? angle_ : bare_) += c;
  }

  void end_mailbox() {
    const std::string_view text = trimmed(has_angle_ ? angle_ : bare_);
    // Without brackets the address is the last word that has an '@'.
    const auto space = has_angle_ || text.find('"') != std::string_view::npos ? std::string_view::npos
                                                                              : text.find_last_of(" \t");
    const auto address = space == std::string_view::npos ? text : text.substr(space + 1);
    const auto at = address.rfind('@');
    if (at != std::string_view::npos && at > 0 && at + 1 < address.size() && found_.size() < addresses_max_) {
      found_.emplace_back(address);
    }
    bare_.clear();
    angle_.clear();
    angled_ = has_angle_ = quoted_ = false;
  }

  std::size_t addresses_max_;
  std::vector<std::string> found_;
  std::string bare_, angle_;
  bool angled_ = false, has_angle_ = false, quoted_ = false, escaped_ = false;
  int comments_ = 0;
};

}  // namespace

std::vector<HeadField> head_fields(std::string_view message) {
  std::vector<HeadField> fields;
  std::string_view rest = message.substr(0, kHeadBytesMax);
  bool continues = false;  // does the line before belong to a field?
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    if (line[0] == ' ' || line[0] == '\t') {
      if (continues) fields.back().value.append(" ").append(trimmed(line));
      continue;
    }
    const auto length = name_length(line);
    continues = length > 0 && fields.size() < kHeadFieldsMax;
    if (!continues) continue;
    fields.push_back({line.substr(0, length), std::string(trimmed(line.substr(line.find(':', length) + 1)))});
  }
  return fields;
}

bool looks_like_message(std::string_view text) {
  if (text.starts_with("From ")) return true;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::string_view line = text.substr(0, std::min(text.find('\n'), text.size()));
  const auto length = name_length(line);
  if (length == 0 || line.substr(length).starts_with("://")) return false;
  // "title: Home" of a settings file begins as a message does; some field that mail has must be there too.
  return std::ranges::any_of(head_fields(text), [](const HeadField& field) {
    return std::ranges::any_of(kUsualNames, [&](std::string_view name) { return same_name(field.name, name); });
  });
}

std::vector<std::string> addresses_in(std::string_view value, std::size_t addresses_max) {
  AddressScan scan(addresses_max);
  for (const char c : value) scan.feed(c);
  return scan.finish();
}

Envelope envelope_of_head(const std::vector<HeadField>& fields) {
  Envelope envelope;
  for (const std::string_view name : {"from", "sender", "return-path"}) {
    for (const HeadField& field : fields) {
      if (!envelope.sender.empty() || !same_name(field.name, name)) continue;
      const auto addresses = addresses_in(field.value, 1);
      if (!addresses.empty()) envelope.sender = addresses.front();
    }
  }
  std::set<std::string> seen;
  for (const std::string_view name : {"to", "cc", "bcc"}) {
    for (const HeadField& field : fields) {
      if (!same_name(field.name, name)) continue;
      for (std::string& address : addresses_in(field.value)) {
        if (seen.insert(normalize_address(address)).second) envelope.recipients.push_back(std::move(address));
      }
    }
  }
  return envelope;
}

std::optional<std::int64_t> date_of_head(const std::vector<HeadField>& fields) {
  for (const HeadField& field : fields) {
    if (!same_name(field.name, "date")) continue;
    if (const auto date = parse_message_date(field.value)) return date;
  }
  return std::nullopt;
}

}  // namespace hallpass
