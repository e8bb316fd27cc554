// winmail.dat (MS-OXTNEF): a run of attributes, some of which hold MAPI properties. The message's body and
// each attachment are taken out; nothing else is needed.
#include "message/charset.h"
#include "message/readers/compressed_rtf.h"
#include "message/readers/little_endian.h"
#include "message/readers/readers.h"
#include "message/unit_writer.h"

namespace hallpass {
namespace {

constexpr std::uint32_t kSignature = 0x223e9f78;
constexpr std::uint32_t kPropertiesMax = 10'000;
constexpr std::uint32_t kValuesMax = 10'000;

enum Attribute : std::uint32_t { kSubject = 0x18004, kBody = 0x2800c, kProperties = 0x69003, kRendering = 0x69002, kData = 0x6800f, kTitle = 0x18010, kAttachment = 0x69005, kCodePage = 0x69007 };

struct MapiValue {
  std::uint16_t type;
  std::uint16_t number;
  std::string_view bytes;  // the first value
};

// MAPI properties, one at a time; ends where a length does not fit.
class MapiProperties {
 public:
  explicit MapiProperties(std::string_view bytes) : bytes_(bytes), left_(le32(bytes, 0)), at_(4) {}

  bool next(MapiValue& out) {
    if (left_ == 0 || at_ + 4 > bytes_.size() || ++given_ > kPropertiesMax) return false;
    --left_;
    out.type = le16(bytes_, at_) & 0x0fff;
    const bool many = le16(bytes_, at_) & 0x1000;
    out.number = le16(bytes_, at_ + 2);
    at_ += 4;
    if (out.number >= 0x8000 && !skip_name()) return false;
    const bool variable = out.type == 0x1e || out.type == 0x1f || out.type == 0x102 || out.type == 0x0d;
    std::uint32_t values = 1;
    if (many || variable) {
      values = le32(bytes_, at_);
      at_ += 4;
    }
    if (values > kValuesMax) return false;
    out.bytes = {};
    for (std::uint32_t i = 0; i < values; ++i) {
      std::size_t size = width(out.type);
      if (variable) {
        size = le32(bytes_, at_);
        at_ += 4;
      }
      if (at_ > bytes_.size() || size > bytes_.size() - at_) return false;
      if (i == 0) out.bytes = bytes_.substr(at_, size);
      at_ += (size + 3) / 4 * 4;
    }
    return true;
  }

 private:
  static std::size_t width(std::uint16_t type) {
    switch (type) {
      case 0x05: case 0x06: case 0x07: case 0x14: case 0x40: return 8;
      case 0x48: return 16;
      default: return 4;
    }
  }
  bool skip_name() {
    at_ += 16;
    const std::uint32_t kind = le32(bytes_, at_);
    at_ += 4;
    const std::size_t size = kind == 0 ? 0 : le32(bytes_, at_);
    if (size > bytes_.size()) return false;
    at_ += 4 + (kind == 0 ? 0 : (size + 3) / 4 * 4);
    return at_ <= bytes_.size();
  }

  std::string_view bytes_;
  std::uint32_t left_;
  std::size_t at_;
  std::uint32_t given_ = 0;
};

class TnefReader {
 public:
  TnefReader(const Document& document, Sink& sink) : bytes_(document.bytes), sink_(sink), out_(sink, document.kind) {}

  void read() {
    std::size_t at = 6;
    while (at + 9 <= bytes_.size() && sink_.in_time()) {
      const std::uint32_t attribute = le32(bytes_, at + 1);
      const std::size_t size = le32(bytes_, at + 5);
      take(attribute, slice(bytes_, at + 9, size));
      if (size > bytes_.size() - at - 9) {
        sink_.note("content.unreadable", "the TNEF ends in the middle");
        break;
      }
      at += 9 + size + 2;
    }
    end_attachment();
  }

 private:
  std::string text(std::string_view bytes, std::uint16_t type = 0x1e) const {
    std::string found = to_utf8(bytes, type == 0x1f ? "utf-16le" : charset_);
    std::erase(found, '\0');
    std::erase(found, '\r');
    return found;
  }

  void take(std::uint32_t attribute, std::string_view body) {
    switch (attribute) {
      case kCodePage: charset_ = "windows-" + std::to_string(le32(body, 0)); break;
      case kSubject: out_.paragraph(text(body)); break;
      case kBody: out_.paragraph(text(body)); break;
      case kProperties: message_properties(body); break;
      case kRendering: end_attachment(); break;
      case kTitle: name_ = text(body); break;
      case kData: data_ = body; break;
      case kAttachment: attachment_properties(body); break;
      default: break;
    }
  }

  void message_properties(std::string_view body) {
    MapiProperties properties(body);
    for (MapiValue value; properties.next(value);) {
      if (value.number == 0x0037 || value.number == 0x1000 || value.number == 0x007d) out_.paragraph(text(value.bytes, value.type));
      else if (value.number == 0x1013) sink_.member({"body.html", std::string(value.bytes), "text/html"});
      else if (value.number == 0x1009) {
        std::string rtf = unpack_rtf(value.bytes, sink_.limits().text_bytes_max);
        if (!rtf.empty()) sink_.member({"body.rtf", std::move(rtf), "application/rtf"});
      }
    }
  }

  void attachment_properties(std::string_view body) {
    MapiProperties properties(body);
    for (MapiValue value; properties.next(value);) {
      if (value.number == 0x3707 || (value.number == 0x3704 && name_.empty())) name_ = text(value.bytes, value.type);
      else if (value.number == 0x3701 && value.type == 0x0d) data_ = slice(value.bytes, 16, value.bytes.size());  // behind its interface's id
      else if (value.number == 0x3701 && data_.empty()) data_ = value.bytes;
    }
  }

  void end_attachment() {
    if (!data_.empty() && sink_.expand(data_.size())) sink_.member({name_.empty() ? "attachment" : name_, std::string(data_), {}});
    data_ = {};
    name_.clear();
  }

  std::string_view bytes_;
  Sink& sink_;
  UnitWriter out_;
  std::string charset_ = "windows-1252";
  std::string name_;
  std::string_view data_;
};

}  // namespace

Likeness looks_like_tnef(std::string_view bytes) { return le32(bytes, 0) == kSignature ? Likeness::certain : Likeness::no; }

void read_tnef(const Document& document, Sink& sink) { TnefReader(document, sink).read(); }

}  // namespace hallpass
