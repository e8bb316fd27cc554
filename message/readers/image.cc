// Pictures hold words too: captions, authors, places, comments (EXIF, XMP, IPTC, text chunks). Only the
// stretches that can hold them are looked at; pixels only where OCR is on (message/ocr.h).
#include <algorithm>
#include <array>

#include "message/charset.h"
#include "message/ocr.h"
#include "message/readers/inflate.h"
#include "message/readers/little_endian.h"
#include "message/readers/office_parts.h"
#include "message/readers/readers.h"

namespace hallpass {
namespace {

constexpr std::size_t kSegmentsMax = 10'000;
constexpr std::size_t kTextBytesMax = 1u << 20;
constexpr std::size_t kTagsMax = 1'000;
constexpr std::size_t kDirectoriesMax = 20;

std::uint32_t big16(std::string_view bytes, std::size_t at) { return static_cast<std::uint32_t>(le8(bytes, at) << 8 | le8(bytes, at + 1)); }
std::uint32_t big32(std::string_view bytes, std::size_t at) { return big16(bytes, at) << 16 | big16(bytes, at + 2); }

class ImageReader {
 public:
  ImageReader(const Document& document, Sink& sink) : bytes_(document.bytes), sink_(sink), out_(sink, UnitKind::metadata, "#image") {}

  void read() {
    if (bytes_.starts_with("\xff\xd8")) jpeg();
    else if (bytes_.starts_with("\x89PNG")) png();
    else if (bytes_.starts_with("GIF8")) gif();
    else if (bytes_.starts_with("II*") || bytes_.starts_with("MM")) tiff(bytes_);
    else if (bytes_.starts_with("RIFF")) webp();
    else embedded();
  }

  // Clockwise, to stand upright: how the camera was held.
  unsigned quarter_turns() const { return orientation_ == 6 ? 1 : orientation_ == 3 ? 2 : orientation_ == 8 ? 3 : 0; }

 private:
  void size(std::uint32_t width, std::uint32_t height) {
    if (width && height) out_.paragraph("size: " + std::to_string(width) + " x " + std::to_string(height));
  }
  void line(std::string_view text, std::string_view charset = {}) {
    std::string clean = to_utf8(text.substr(0, kTextBytesMax), charset);
    std::erase(clean, '\0');
    if (clean.find_first_not_of(" \r\n\t") != std::string::npos) out_.paragraph(clean);
  }
  void xmp(std::string_view packet) {
    const std::size_t begin = packet.find('<');
    if (begin == std::string_view::npos) return;
    packet = packet.substr(begin, kTextBytesMax);
    if (const std::size_t end = packet.rfind('>'); end != std::string_view::npos) packet = packet.substr(0, end + 1);
    AllText handler(out_, "*");
    read_xml_events(packet, handler, sink_);
  }

  void jpeg() {
    std::size_t at = 2;
    for (std::size_t segments = 0; at + 4 <= bytes_.size() && segments < kSegmentsMax; ++segments) {
      if (le8(bytes_, at) != 0xff) return;
      const unsigned marker = le8(bytes_, at + 1);
      if (marker == 0xff) {
        ++at;
        continue;
      }
      if (marker == 0xda || marker == 0xd9) return;  // the pixels begin
      const std::size_t length = std::max<std::size_t>(big16(bytes_, at + 2), 2);
      jpeg_segment(marker, slice(bytes_, at + 4, length - 2));
      at += 2 + length;
    }
  }
  void jpeg_segment(unsigned marker, std::string_view body) {
    if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) size(big16(body, 3), big16(body, 1));
    else if (marker == 0xe1 && body.starts_with("Exif")) tiff(slice(body, 6, body.size()));
    else if (marker == 0xe1 && body.starts_with("http://ns.adobe.com/")) xmp(body);
    else if (marker == 0xed) iptc(body);
    else if (marker == 0xfe) line(body);
  }

  // Photoshop's resource 0x0404 is a run of IPTC data sets; those of record 2 are captions and the like.
  void iptc(std::string_view body) {
    std::size_t at = body.find("8BIM\x04\x04");
    if (at == std::string_view::npos) return;
    for (at += 12; at + 5 <= body.size() && le8(body, at) == 0x1c; at += 5 + big16(body, at + 3)) {
      if (le8(body, at + 1) == 2 && le8(body, at + 2) != 0) line(slice(body, at + 5, big16(body, at + 3)));
    }
  }

  void png() {
    std::size_t at = 8;
    for (std::size_t chunks = 0; at + 12 <= bytes_.size() && chunks < kSegmentsMax; ++chunks) {
      const std::size_t length = big32(bytes_, at);
      const std::string_view kind = slice(bytes_, at + 4, 4), body = slice(bytes_, at + 8, length);
      if (kind == "IHDR") size(big32(body, 0), big32(body, 4));
      else if (kind == "tEXt") line(body.substr(body.find('\0') == std::string_view::npos ? 0 : body.find('\0') + 1), "iso-8859-1");
      else if (kind == "zTXt") line(inflate_zlib(after_zeros(body, 1, 1), kTextBytesMax, sink_), "iso-8859-1");
      else if (kind == "iTXt") international(body);
      else if (kind == "eXIf") tiff(body);
      else if (kind == "IEND") return;
      at += 12 + length;
    }
  }
  static std::string_view after_zeros(std::string_view body, int zeros, std::size_t more) {
    for (; zeros > 0; --zeros) {
      const std::size_t zero = body.find('\0');
      if (zero == std::string_view::npos) return {};
      body.remove_prefix(zero + 1);
    }
    return slice(body, more, body.size());
  }
  void international(std::string_view body) {
    const std::string_view rest = after_zeros(body, 1, 0);  // compressed?, how, language 0, keyword 0, text
    const bool packed = le8(rest, 0) == 1;
    const std::string_view text = after_zeros(slice(rest, 2, rest.size()), 2, 0);
    const std::string unpacked = packed ? inflate_zlib(text, kTextBytesMax, sink_) : std::string(text.substr(0, kTextBytesMax));
    if (body.starts_with("XML:com.adobe.xmp")) xmp(unpacked);
    else line(unpacked, "utf-8");
  }

  void gif() {
    size(le16(bytes_, 6), le16(bytes_, 8));
    // comment extensions: 21 FE, then blocks with a length each
    std::size_t found = 0;
    for (std::size_t at = bytes_.find("\x21\xfe"); at != std::string_view::npos && found < 100; at = bytes_.find("\x21\xfe", at + 2), ++found) {
      std::string text;
      for (std::size_t block = at + 2; le8(bytes_, block) != 0 && text.size() < kTextBytesMax; block += 1u + le8(bytes_, block)) {
        text.append(slice(bytes_, block + 1, le8(bytes_, block)));
      }
      if (looks_like_text(text)) line(text);
    }
    const std::size_t packet = bytes_.find("<x:xmpmeta");
    if (packet != std::string_view::npos) xmp(bytes_.substr(packet, bytes_.find("</x:xmpmeta>", packet) - packet + 12));
  }

  void webp() {
    std::size_t at = 12;
    for (std::size_t chunks = 0; at + 8 <= bytes_.size() && chunks < kSegmentsMax; ++chunks) {
      const std::string_view kind = slice(bytes_, at, 4), body = slice(bytes_, at + 8, le32(bytes_, at + 4));
      if (kind == "EXIF") tiff(body.starts_with("Exif") ? slice(body, 6, body.size()) : body);
      else if (kind == "XMP ") xmp(body);
      at += 8 + body.size() + body.size() % 2;
    }
  }

  // HEIC and the like: boxes within boxes; the packets are found by their own beginnings.
  void embedded() {
    const std::size_t packet = bytes_.find("<x:xmpmeta");
    if (packet != std::string_view::npos) xmp(bytes_.substr(packet, bytes_.find("</x:xmpmeta>", packet) - packet + 12));
    const std::size_t exif = bytes_.find(std::string_view("Exif\0\0", 6));
    if (exif != std::string_view::npos) tiff(slice(bytes_, exif + 6, 256u << 10));
  }

  void tiff(std::string_view body) {
    const bool little = body.starts_with("II");
    const auto u16 = [&](std::size_t at) { return little ? le16(body, at) : big16(body, at); };
    const auto u32 = [&](std::size_t at) { return little ? le32(body, at) : big32(body, at); };
    std::array<std::size_t, kDirectoriesMax> list{u32(4)};
    std::size_t count = 1;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t entries = std::min<std::size_t>(u16(list[i]), kTagsMax);
      for (std::size_t e = 0; e < entries && sink_.in_time(); ++e) {
        const std::size_t at = list[i] + 2 + 12 * e;
        const std::uint32_t tag = u16(at), type = u16(at + 2), length = u32(at + 4);
        const std::string_view value = length <= 4 ? slice(body, at + 8, length) : slice(body, u32(at + 8), std::min<std::size_t>(length, kTextBytesMax));
        if ((tag == 0x8769 || tag == 0x8825) && count < kDirectoriesMax) list[count++] = u32(at + 8);
        else if (tag == 0x0112 && i == 0) orientation_ = u16(at + 8);
        else if (tag == 0x02bc) xmp(value);
        else if (tag == 0x9286) line(slice(value, 8, value.size()), value.starts_with("UNICODE") ? (little ? "utf-16le" : "utf-16be") : "");
        else if (tag >= 0x9c9b && tag <= 0x9c9f) line(value, "utf-16le");
        else if (type == 2) line(value.substr(0, value.find('\0')));
      }
      const std::size_t next = u32(list[i] + 2 + 12 * entries);
      if (next && count < kDirectoriesMax && std::find(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(count), next) == list.begin() + static_cast<std::ptrdiff_t>(count)) list[count++] = next;
    }
  }

  std::string_view bytes_;
  Sink& sink_;
  UnitWriter out_;
  std::uint32_t orientation_ = 1;
};

}  // namespace

Likeness looks_like_bmp(std::string_view bytes) {
  return bytes.starts_with("BM") && le32(bytes, 6) == 0 && le32(bytes, 10) < 2048 ? Likeness::certain : Likeness::no;
}
Likeness looks_like_gif(std::string_view bytes) { return bytes.starts_with("GIF8") ? Likeness::certain : Likeness::no; }
Likeness looks_like_heic(std::string_view bytes) {
  const std::string_view brand = slice(bytes, 8, 3);
  return slice(bytes, 4, 4) == "ftyp" && (brand == "hei" || brand == "hev" || brand == "mif" || brand == "avi") ? Likeness::certain : Likeness::no;
}
Likeness looks_like_jpeg(std::string_view bytes) { return bytes.starts_with("\xff\xd8\xff") ? Likeness::certain : Likeness::no; }
Likeness looks_like_png(std::string_view bytes) { return bytes.starts_with("\x89PNG\r\n") ? Likeness::certain : Likeness::no; }
Likeness looks_like_tiff(std::string_view bytes) {
  return bytes.starts_with(std::string_view("II*\0", 4)) || bytes.starts_with(std::string_view("MM\0*", 4)) ? Likeness::certain : Likeness::no;
}
Likeness looks_like_webp(std::string_view bytes) {
  return bytes.starts_with("RIFF") && slice(bytes, 8, 4) == "WEBP" ? Likeness::certain : Likeness::no;
}

void read_image(const Document& document, Sink& sink) {
  unsigned turns = 0;
  {
    ImageReader reader(document, sink);
    reader.read();
    turns = reader.quarter_turns();
  }
  read_picture_file(document.bytes, turns, sink);
}

}  // namespace hallpass
