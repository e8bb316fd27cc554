// The header of a 7z archive (7-Zip's 7zFormat.txt): packed streams, folders (each a chain of coders that makes one
// stream of a packed one), and the files that follow one another in what comes out. Knows no reader; every count
// is bounded by the header's own bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hallpass::sevenzip {

inline constexpr std::string_view kAes{"\x06\xf1\x07\x01", 4};

enum Property : unsigned { kEnd = 0, kHeader = 1, kMainStreams = 4, kFiles = 5, kPack = 6, kUnpack = 7, kSubstreams = 8, kSize = 9, kDigest = 10, kFolder = 11,
                           kCodersSize = 12, kCount = 13, kEmptyStream = 14, kNames = 17, kEncodedHeader = 23 };

// Takes values off a header; `bad` once there are none left.
struct Header {
  std::string_view rest;
  bool bad = false;

  std::uint8_t byte();
  std::string_view bytes(std::size_t count);
  std::uint64_t number();
  std::size_t count();  // of things that each take a bit at least
  std::vector<bool> bits(std::size_t count);
  std::vector<std::optional<std::uint32_t>> digests(std::size_t count);
};

struct Coder {
  std::string_view id;
  std::string_view properties;
  std::uint64_t size = 0;  // of what it makes
};

struct Folder {
  std::vector<Coder> coders;
  std::vector<std::size_t> order;    // of them, from the one that makes the folder's stream to the one on the packed stream
  std::optional<std::uint32_t> digest;
  std::vector<std::uint64_t> sizes;  // of the files in it
  std::vector<std::optional<std::uint32_t>> digests;

  bool encrypted() const;
  std::uint64_t size() const { return order.empty() ? 0 : coders[order.front()].size; }
};

struct Streams {
  std::uint64_t pack_at = 0;
  std::vector<std::uint64_t> pack_sizes;
  std::vector<Folder> folders;
};

// Behind kMainStreams, or kEncodedHeader.
[[nodiscard]] Streams read_streams(Header& header);

// Behind kFiles: names of the files that have a stream, in order.
[[nodiscard]] std::vector<std::string> read_names(Header& header);

}  // namespace hallpass::sevenzip
