#include "message/readers/sevenzip_header.h"

#include <algorithm>
#include <array>

#include "message/charset.h"
#include "message/readers/little_endian.h"

namespace hallpass::sevenzip {
namespace {

constexpr std::size_t kCodersMax = 4;
constexpr std::size_t kThingsMax = 1'000'000;   // files, folders, streams

// Coders in a row, each with one stream in and one out.
Folder read_folder(Header& header) {
  Folder folder;
  const std::uint64_t coders = header.number();
  if (coders == 0 || coders > kCodersMax) header.bad = true;
  for (std::uint64_t i = 0; i < coders && !header.bad; ++i) {
    const std::uint8_t flags = header.byte();
    Coder coder;
    coder.id = header.bytes(flags & 0x0f);
    if (flags & 0x10) header.bad = true;  // several streams: programs, not documents
    if (flags & 0x20) coder.properties = header.bytes(header.number());
    folder.coders.push_back(coder);
  }
  std::array<std::size_t, kCodersMax> feeds{};  // whose stream goes into a coder; itself: the packed one
  std::array<bool, kCodersMax> used{};          // its stream goes into another
  for (std::size_t i = 0; i < kCodersMax; ++i) feeds[i] = i;
  for (std::uint64_t i = 1; i < coders && !header.bad; ++i) {
    const std::uint64_t in = header.number(), out = header.number();
    if (in >= coders || out >= coders || in == out || used[out] || feeds[in] != in) header.bad = true;
    else feeds[in] = out, used[out] = true;
  }
  if (header.bad) return folder;
  std::size_t at = static_cast<std::size_t>(std::ranges::find(used, false) - used.begin());
  for (std::uint64_t i = 0; i < coders; ++i, at = feeds[at]) folder.order.push_back(at);
  return folder;
}

void read_substreams(Header& header, Streams& streams) {
  std::uint64_t property = header.number();
  std::vector<std::size_t> counts(streams.folders.size(), 1);
  if (property == kCount) {
    for (std::size_t& count : counts) count = header.count();
    property = header.number();
  }
  for (std::size_t i = 0; i < counts.size() && !header.bad; ++i) {
    if (counts[i] > 1 && property != kSize) header.bad = true;
    std::uint64_t left = streams.folders[i].size();
    for (std::size_t file = 0; file < counts[i] && !header.bad; ++file) {
      const std::uint64_t size = property == kSize && file + 1 < counts[i] ? header.number() : left;
      if (size > left) header.bad = true;
      streams.folders[i].sizes.push_back(size);
      left -= size;
    }
  }
  if (property == kSize) property = header.number();
  for (Folder& folder : streams.folders) {
    folder.digests.resize(folder.sizes.size());
    if (folder.sizes.size() == 1) folder.digests[0] = folder.digest;
  }
  if (property == kDigest) {
    std::size_t unknown = 0;
    for (const Folder& folder : streams.folders) unknown += folder.sizes.size() == 1 && folder.digest ? 0 : folder.sizes.size();
    const auto digests = header.digests(unknown);
    std::size_t at = 0;
    for (Folder& folder : streams.folders) {
      if (folder.sizes.size() == 1 && folder.digest) continue;
      for (auto& digest : folder.digests) digest = at < digests.size() ? digests[at++] : std::nullopt;
    }
    property = header.number();
  }
  if (property != kEnd) header.bad = true;
}

}  // namespace

std::uint8_t Header::byte() {
  if (rest.empty()) return bad = true, std::uint8_t{0};
  const auto value = static_cast<std::uint8_t>(rest.front());
  rest.remove_prefix(1);
  return value;
}

std::string_view Header::bytes(std::size_t count) {
  if (count > rest.size()) return bad = true, std::string_view();
  const std::string_view taken = rest.substr(0, count);
  rest.remove_prefix(count);
  return taken;
}

// The first byte's leading ones say how many bytes follow.
std::uint64_t Header::number() {
  const std::uint8_t first = byte();
  std::uint64_t value = 0;
  for (unsigned i = 0, mask = 0x80; i < 8; ++i, mask >>= 1) {
    if (!(first & mask)) return value | static_cast<std::uint64_t>(first & (mask - 1)) << (8 * i);
    value |= static_cast<std::uint64_t>(byte()) << (8 * i);
  }
  return value;
}

std::size_t Header::count() {
  const std::uint64_t value = number();
  if (value > std::min<std::size_t>((rest.size() + 1) * 8, kThingsMax)) bad = true;
  return bad ? 0 : static_cast<std::size_t>(value);
}

std::vector<bool> Header::bits(std::size_t count) {
  std::vector<bool> out(count);
  std::uint8_t current = 0;
  for (std::size_t i = 0; i < count && !bad; ++i) {
    if (i % 8 == 0) current = byte();
    out[i] = (current & (0x80 >> i % 8)) != 0;
  }
  return out;
}

std::vector<std::optional<std::uint32_t>> Header::digests(std::size_t count) {
  const std::vector<bool> defined = byte() != 0 ? std::vector<bool>(count, true) : bits(count);
  std::vector<std::optional<std::uint32_t>> out(count);
  for (std::size_t i = 0; i < count && !bad; ++i) {
    if (defined[i]) out[i] = le32(bytes(4), 0);
  }
  return out;
}

bool Folder::encrypted() const { return std::ranges::find(coders, kAes, &Coder::id) != coders.end(); }

Streams read_streams(Header& header) {
  Streams streams;
  for (std::uint64_t property = header.number(); property != kEnd && !header.bad; property = header.number()) {
    if (property == kPack) {
      streams.pack_at = header.number();
      const std::size_t count = header.count();
      for (std::uint64_t inner = header.number(); inner != kEnd && !header.bad; inner = header.number()) {
        if (inner == kSize) for (std::size_t i = 0; i < count && !header.bad; ++i) streams.pack_sizes.push_back(header.number());
        else if (inner == kDigest) header.digests(count);
        else header.bad = true;
      }
    } else if (property == kUnpack) {
      if (header.number() != kFolder) header.bad = true;
      const std::size_t count = header.count();
      if (header.byte() != 0) header.bad = true;
      for (std::size_t i = 0; i < count && !header.bad; ++i) streams.folders.push_back(read_folder(header));
      if (header.number() != kCodersSize) header.bad = true;
      for (Folder& folder : streams.folders) for (Coder& coder : folder.coders) coder.size = header.bad ? 0 : header.number();
      std::uint64_t inner = header.number();
      if (inner == kDigest) {
        const auto digests = header.digests(streams.folders.size());
        for (std::size_t i = 0; i < digests.size(); ++i) streams.folders[i].digest = digests[i];
        inner = header.number();
      }
      if (inner != kEnd) header.bad = true;
    } else if (property == kSubstreams) {
      read_substreams(header, streams);
    } else {
      header.bad = true;
    }
  }
  for (Folder& folder : streams.folders) {
    if (!folder.sizes.empty() || folder.coders.empty()) continue;
    folder.sizes = {folder.size()};
    folder.digests = {folder.digest};
  }
  if (streams.pack_sizes.size() != streams.folders.size()) header.bad = true;
  return streams;
}

std::vector<std::string> read_names(Header& header) {
  const std::size_t files = header.count();
  std::vector<bool> empty(files);
  std::vector<std::string> names;
  for (std::uint64_t property = header.number(); property != kEnd && !header.bad; property = header.number()) {
    Header body{header.bytes(header.number())};
    if (property == kEmptyStream) empty = body.bits(files);
    if (property != kNames || body.byte() != 0) continue;
    for (std::size_t file = 0; file < files && !body.rest.empty(); ++file) {
      std::size_t end = 0;
      while (le16(body.rest, end) != 0) end += 2;
      names.push_back(to_utf8(body.rest.substr(0, end), "utf-16le"));
      body.rest.remove_prefix(std::min(end + 2, body.rest.size()));
    }
  }
  std::vector<std::string> with_stream;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!empty[i]) with_stream.push_back(std::move(names[i]));
  }
  return with_stream;
}

}  // namespace hallpass::sevenzip
