// An object is that of OLE 1 ([MS-OLEDS] 2.2.4): version, kind, three names, then its bytes, which are mostly
// a compound file, or a dropped file with its name.
#include "message/readers/rtf_object.h"

#include <algorithm>

#include "message/readers/compound_file.h"
#include "message/readers/legacy_office.h"
#include "message/readers/little_endian.h"
#include "message/readers/pictures_inside.h"

namespace hallpass {
namespace {

constexpr std::uint32_t kEmbedded = 2;
constexpr std::size_t kNames = 3;  // class, topic, item

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const int letter = (c | 32) - 'a';
  return letter >= 0 && letter < 6 ? letter + 10 : -1;
}

std::string bytes_of(std::string_view digits, std::size_t bytes_max) {
  std::string out;
  out.reserve(std::min(digits.size() / 2, bytes_max));
  int high = -1;
  for (std::size_t i = 0; i < digits.size() && out.size() < bytes_max; ++i) {
    const int value = digit(digits[i]);
    if (value < 0) continue;
    if (high < 0) high = value;
    else out.push_back(static_cast<char>(high << 4 | value)), high = -1;
  }
  return out;
}

// Behind the head and the names, each of which is its length and as many bytes.
std::string_view native_data(std::string_view object) {
  std::size_t at = 8;
  for (std::size_t name = 0; name < kNames; ++name) {
    const std::size_t size = le32(object, at);
    if (size > object.size()) return {};
    at += 4 + size;
  }
  return slice(object, at + 4, le32(object, at));
}

}  // namespace

void queue_rtf_object(std::string_view digits, Sink& sink) {
  const std::string object = bytes_of(digits, sink.limits().expanded_bytes_max / 4);
  const std::string_view data = le32(object, 4) == kEmbedded ? native_data(object) : std::string_view();
  if (is_compound_file(data)) {
    sink.member({"object", std::string(data), {}});
  } else if (std::optional<Member> file = le16(data, 0) == 2 ? dropped_file(data) : std::nullopt) {
    sink.member(std::move(*file));
  } else if (const std::size_t at = object.find("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"); at != std::string::npos) {
    sink.member({"object", object.substr(at), {}});  // whatever its head says
  } else if (!object.empty()) {
    sink.member({"object", object, {}});
    sink.note("note.format", "an embedded object of no kind that is read");
  }
}

void queue_rtf_picture(std::string_view digits, Sink& sink) {
  std::string bytes = bytes_of(digits, picture_bytes_wanted(sink));
  if (bytes.starts_with("\xff\xd8")) sink.member({"picture.jpg", std::move(bytes), {}});
  else if (bytes.starts_with("\x89PNG")) sink.member({"picture.png", std::move(bytes), {}});
}

}  // namespace hallpass
