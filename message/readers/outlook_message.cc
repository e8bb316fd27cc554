// Outlook messages (MS-OXMSG): a property is a stream whose name holds its number and type. Recipients,
// attachments and attached messages are folders of the same shape.
#include <algorithm>
#include <set>
#include <vector>

#include "message/charset.h"
#include "message/readers/compressed_rtf.h"
#include "message/readers/legacy_office.h"
#include "message/unit_writer.h"

namespace hallpass {
namespace {

constexpr std::size_t kMessagesMax = 100;
constexpr std::string_view kProperty = "__substg1.0_";

struct Field {
  std::string_view number;
  std::string_view label;
};
constexpr Field kFields[] = {{"0037", "Subject"}, {"0C1A", "From"}, {"0C1F", "From"}, {"5D01", "From"}, {"0042", "On behalf of"},
                             {"0E04", "To"}, {"0E03", "Cc"}, {"0E02", "Bcc"}};

class Outlook {
 public:
  explicit Outlook(const LegacyPlace& place) : place_(place) {}

  void read() {
    list_.push_back({"", ""});
    for (std::size_t messages = 0; !list_.empty() && messages < kMessagesMax && place_.sink.in_time(); ++messages) {
      const Place at = list_.back();
      list_.pop_back();
      read_message(at.folder, at.suffix);
    }
  }

 private:
  struct Place {
    std::string folder;
    std::string suffix;
  };

  std::string bytes(const std::string& folder, std::string_view property) const {
    return LegacyPlace{place_.file, folder, "", place_.kind, place_.sink}.stream(std::string(kProperty).append(property));
  }
  std::string text(const std::string& folder, std::string_view number) const {
    std::string wide = bytes(folder, std::string(number).append("001F"));
    std::string found = wide.empty() ? to_utf8(bytes(folder, std::string(number).append("001E")), {}) : to_utf8(wide, "utf-16le");
    std::erase(found, '\0');
    std::erase(found, '\r');
    return found;
  }

  void read_message(const std::string& folder, const std::string& suffix) {
    UnitWriter out(place_.sink, place_.kind, suffix);
    for (const Field& field : kFields) {
      if (const std::string value = text(folder, field.number); !value.empty()) out.paragraph(std::string(field.label).append(": ").append(value));
    }
    std::set<std::string> folders;
    for (const CompoundFile::Stream& stream : place_.file.streams()) {
      if (stream.folder.size() > folder.size() && stream.folder.starts_with(folder)) folders.insert(stream.folder.substr(0, stream.folder.find('/', folder.size()) + 1));
    }
    for (const std::string& inner : folders) {
      if (inner.find("__recip_version1.0", folder.size()) == folder.size()) read_recipient(inner, out);
    }
    read_body(folder, out);
    read_other_texts(folder, suffix);
    for (const std::string& inner : folders) {
      if (inner.find("__attach_version1.0", folder.size()) == folder.size()) read_attachment(inner, suffix);
    }
  }

  void read_recipient(const std::string& folder, UnitWriter& out) {
    std::string address = text(folder, "39FE");
    if (address.empty()) address = text(folder, "3003");
    out.paragraph(text(folder, "3001") + " <" + address + ">");
  }

  void read_body(const std::string& folder, UnitWriter& out) {
    const std::string plain = text(folder, "1000");
    out.paragraph(plain);
    std::string html = bytes(folder, "10130102");
    if (html.empty()) html = text(folder, "1013");
    const bool has_html = !html.empty();
    if (has_html) place_.sink.member({"body.html", std::move(html), "text/html"});
    if (has_html || !plain.empty()) return;
    std::string rtf = unpack_rtf(bytes(folder, "10090102"), place_.sink.limits().text_bytes_max);
    if (!rtf.empty()) place_.sink.member({"body.rtf", std::move(rtf), "application/rtf"});
  }

  // Transport headers and the fields of appointments, tasks and contacts.
  void read_other_texts(const std::string& folder, const std::string& suffix) {
    UnitWriter hidden(place_.sink, UnitKind::hidden, suffix + "#properties");
    for (const CompoundFile::Stream& stream : place_.file.streams()) {
      if (stream.folder != folder || !stream.name.starts_with(kProperty) || stream.name.size() < kProperty.size() + 8) continue;
      const std::string number = stream.name.substr(kProperty.size(), 4);
      const bool is_text = stream.name.ends_with("001F") || stream.name.ends_with("001E");
      const bool wanted = number == "007D" || number[0] == '8' || number.starts_with("3A") || number == "1035";
      if (is_text && wanted) hidden.paragraph(text(folder, number));
    }
  }

  void read_attachment(const std::string& folder, const std::string& suffix) {
    const std::string message = folder + std::string(kProperty) + "3701000D/";
    if (place_.file.find(message, "__properties_version1.0")) {
      list_.push_back({message, suffix + "#attached " + std::to_string(++attached_)});
      return;
    }
    Member member;
    member.name = text(folder, "3707");
    if (member.name.empty()) member.name = text(folder, "3704");
    if (member.name.empty()) member.name = text(folder, "3001");
    if (member.name.empty()) member.name = "attachment";
    member.declared_type = text(folder, "370E");
    member.bytes = bytes(folder, "37010102");
    if (!member.bytes.empty()) place_.sink.member(std::move(member));
  }

  const LegacyPlace& place_;
  std::vector<Place> list_;
  std::size_t attached_ = 0;
};

}  // namespace

void read_outlook_streams(const LegacyPlace& place) { Outlook(place).read(); }

}  // namespace hallpass
