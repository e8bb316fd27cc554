// Pictures that lie in a document: they become parts of their own, read by image.cc. With OCR all of a picture
// is wanted; without, only its beginning, where captions stand.
#pragma once

#include <cstddef>
#include <string_view>

#include "message/sink.h"

namespace hallpass {

class ZipWalk;

// By its name: a picture of a kind that image.cc reads.
[[nodiscard]] bool is_picture_name(std::string_view name);

// Bytes of a picture that are wanted.
[[nodiscard]] std::size_t picture_bytes_wanted(const Sink& sink);

// The member of a zip that `walk` stands at.
void queue_picture(ZipWalk& walk, Sink& sink);

// Pictures in a stream of a legacy document, each behind its OfficeArt record ([MS-ODRAW] 2.2.23).
void queue_drawn_pictures(std::string_view stream, Sink& sink);

}  // namespace hallpass
