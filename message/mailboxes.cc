// Mailboxes of an address field. A scanner with a bracket state, no grammar: groups, comments and quoted
// strings may nest or never end without costing more than one pass.
#include "base/utf8.h"
#include "message/header_text.h"

namespace hallpass {
namespace {

class AddressScanner {
 public:
  AddressScanner(std::string_view field, std::size_t max, std::vector<Mailbox>& out) : field_(field), max_(max), out_(out) {}

  bool scan(std::string_view text) {
    for (std::size_t i = 0; i < text.size() && room_; ++i) {
      const char c = text[i];
      if (quoted_) {
        if (c == '\\' && i + 1 < text.size()) word().push_back(text[++i]);
        else if (c == '"') quoted_ = false;
        else word().push_back(c);
        if (!quoted_ && !angle_) had_quotes_ = true;
        continue;
      }
      if (comment_ > 0) {
        if (c == '\\') ++i;
        else if (c == '(') ++comment_;
        else if (c == ')') --comment_;
        if (comment_ > 0 && i < text.size()) remark_.push_back(text[i]);
        continue;
      }
      switch (c) {
        case '"': quoted_ = true; break;
        case '(': ++comment_; break;
        case '<': angle_ = true; seen_angle_ = true; address_.clear(); break;
        case '>': angle_ = false; break;
        case ':':
          if (angle_) address_.clear();  // an old route: <@a,@b:c@d>
          else loose_.clear();           // a group's name
          break;
        case ',':
        case ';':
          if (angle_ && address_.starts_with('@')) address_.push_back(c);
          else finish();
          break;
        default: word().push_back(c == '\r' || c == '\n' || c == '\t' ? ' ' : c);
      }
    }
    if (room_) finish();
    return room_;
  }

 private:
  std::string& word() { return angle_ ? address_ : loose_; }

  void finish() {
    std::string display = decode_header(seen_angle_ ? loose_ : remark_);
    std::string address(trimmed(seen_angle_ ? address_ : loose_));
    if (!seen_angle_ && address.find('@') == std::string::npos && !address.empty()) {
      display = decode_header(address);  // "undisclosed-recipients" and the like: no address, keep the words
      address.clear();
    }
    if (!address.empty() || !display.empty()) {
      if (out_.size() >= max_) room_ = false;
      else out_.push_back({std::string(field_), std::move(display), repaired_utf8(address)});
    }
    loose_.clear();
    address_.clear();
    remark_.clear();
    angle_ = seen_angle_ = had_quotes_ = false;
  }

  std::string_view field_;
  std::size_t max_;
  std::vector<Mailbox>& out_;
  std::string loose_, address_, remark_;
  std::size_t comment_ = 0;
  bool quoted_ = false, angle_ = false, seen_angle_ = false, had_quotes_ = false, room_ = true;
};

}  // namespace

bool parse_mailboxes(std::string_view field, std::string_view raw, std::size_t mailboxes_max, std::vector<Mailbox>& out) {
  return AddressScanner(field, mailboxes_max, out).scan(raw);
}

}  // namespace hallpass
