// ZipWalk: the members of a zip file that is one document (OOXML, ODF, EPUB), in their stored order, each
// inflated piece by piece and only when asked for. Damage, encryption and bounds are noted on the sink.
//
//   ZipWalk walk(document.bytes, sink);
//   while (walk.next()) if (wanted(walk.name())) for (std::string_view piece; walk.piece(piece);) use(piece);
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "message/sink.h"

struct archive;

namespace hallpass {

class ZipWalk {
 public:
  // `bytes` outlive the walk.
  ZipWalk(std::string_view bytes, Sink& sink);

  // The next member that is not a folder; false: no more, or a bound was reached.
  bool next();
  const std::string& name() const { return name_; }
  bool encrypted() const { return encrypted_; }

  // A further piece of the member; false: its end, damage or a bound.
  bool piece(std::string_view& out);
  // The whole member, at most `bytes_max` of it; what is beyond is noted.
  std::string all(std::size_t bytes_max);

 private:
  struct Closer {
    void operator()(archive* a) const;
  };
  bool within_ratio(std::size_t more);

  std::string_view bytes_;
  Sink& sink_;
  std::unique_ptr<archive, Closer> archive_;
  std::string name_;
  std::string buffer_;
  std::size_t inflated_ = 0;
  std::size_t entries_ = 0;
  bool encrypted_ = false;
  bool stopped_ = false;
};

// Where the bytes of a zip list their members' names: the central directory, or, where that is missing,
// the beginning. For telling formats apart; empty where the bytes are no zip.
[[nodiscard]] std::string_view zip_directory(std::string_view bytes);

// What the member "mimetype" says, where it stands first and plain, as in ODF and EPUB; else empty.
[[nodiscard]] std::string_view zip_mimetype(std::string_view bytes);

}  // namespace hallpass
