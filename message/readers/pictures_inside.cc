// Drawings of legacy Office are records in records; a picture is found by its own first bytes, and believed
// where the record's head before them says the same kind.
#include "message/readers/pictures_inside.h"

#include <algorithm>
#include <array>
#include <string>

#include "message/header_text.h"
#include "message/ocr.h"
#include "message/readers/little_endian.h"
#include "message/readers/zip_walk.h"

namespace hallpass {
namespace {

using namespace std::literals;

constexpr std::size_t kCaptionBytes = 32u << 10;
constexpr std::size_t kPicturesMax = 1'000;   // of a legacy document

struct Kind {
  std::string_view begins;
  std::array<std::uint16_t, 2> records;
  std::string_view name;
};
constexpr std::array kKinds{
    Kind{"\xff\xd8\xff"sv, {0xf01d, 0xf02a}, "picture.jpg"},
    Kind{"\x89PNG\r\n\x1a\n"sv, {0xf01e, 0xf01e}, "picture.png"},
    Kind{"II*\0"sv, {0xf029, 0xf029}, "picture.tif"},
};

// Between the record's head (8 bytes) and the picture stand one or two digests and a byte.
std::size_t picture_size(std::string_view stream, std::size_t at, const Kind& kind) {
  for (const std::size_t before : {std::size_t{17}, std::size_t{33}}) {
    if (at < before + 8) continue;
    const std::size_t head = at - before - 8;
    const std::uint16_t type = le16(stream, head + 2);
    const std::size_t size = le32(stream, head + 4);
    if ((type == kind.records[0] || type == kind.records[1]) && size > before && size - before <= stream.size() - at) return size - before;
  }
  return 0;
}

}  // namespace

bool is_picture_name(std::string_view name) {
  constexpr std::array kEnds{".jpg"sv, ".jpeg"sv, ".jfif"sv, ".png"sv, ".gif"sv, ".tif"sv, ".tiff"sv, ".bmp"sv, ".webp"sv, ".heic"sv};
  const std::size_t dot = name.rfind('.');
  return dot != std::string_view::npos && name.size() - dot <= 5 && std::ranges::count(kEnds, lower_ascii(name.substr(dot)));
}

std::size_t picture_bytes_wanted(const Sink& sink) { return ocr_on() ? sink.limits().expanded_bytes_max / 4 : kCaptionBytes; }

void queue_picture(ZipWalk& walk, Sink& sink) {
  const std::size_t wanted = picture_bytes_wanted(sink);
  Member member{walk.name(), {}, {}};
  for (std::string_view piece; member.bytes.size() < wanted && walk.piece(piece);) member.bytes.append(piece.substr(0, wanted - member.bytes.size()));
  if (!member.bytes.empty()) sink.member(std::move(member));
}

void queue_drawn_pictures(std::string_view stream, Sink& sink) {
  std::size_t found = 0;
  for (const Kind& kind : kKinds) {
    for (std::size_t at = stream.find(kind.begins); at != std::string_view::npos && found < kPicturesMax && sink.in_time(); at = stream.find(kind.begins, at)) {
      const std::size_t size = picture_size(stream, at, kind);
      if (size > 0) {
        const std::size_t dot = kind.name.rfind('.');
        const std::string name = std::string(kind.name.substr(0, dot)) + " " + std::to_string(++found) + std::string(kind.name.substr(dot));
        if (!sink.member({name, std::string(slice(stream, at, std::min(size, picture_bytes_wanted(sink)))), {}})) return;
      }
      at += std::max<std::size_t>(size, 1);
    }
  }
}

}  // namespace hallpass
