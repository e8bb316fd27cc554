// Blind and complete rather than pretty. Base64 is recognised by its lines: long runs of its alphabet.
#include "message/sweep.h"

#include <algorithm>

#include "base/utf8.h"
#include "message/transfer.h"

namespace hallpass {
namespace {

constexpr std::size_t kBase64LineMin = 32;
constexpr unsigned kBase64Deep = 2;
constexpr std::size_t kTextRunMin = 4;  // of what is text in the main

bool printable(unsigned char c) { return (c >= 0x20 && c < 0x7f) || c == '\t'; }

// Length of the printable run at text[at]; `characters` counts them.
std::size_t run_length(std::string_view text, std::size_t at, std::size_t& characters) {
  const std::size_t begin = at;
  characters = 0;
  while (at < text.size()) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c < 0x80) {
      if (!printable(c)) break;
      ++at;
    } else {
      const std::size_t length = valid_sequence_length(text.substr(at, 4));
      if (length == 0) break;
      at += length;
    }
    ++characters;
  }
  return at - begin;
}

void add_line(std::string& out, std::string_view line) {
  out.append(line);
  out.push_back('\n');
}

bool is_base64_line(std::string_view line) {
  return line.size() >= kBase64LineMin && std::ranges::all_of(line, [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/' || c == '=';
         });
}

bool is_base64_tail(std::string_view line) {
  return !line.empty() && std::ranges::all_of(line, [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/' || c == '=';
         });
}

void sweep_base64_blocks(std::string_view bytes, std::uint32_t part, const std::string& path, Sink& sink, unsigned deep = 0) {
  std::string block;
  const auto finish = [&] {
    if (block.size() >= kBase64LineMin) {
      const std::string decoded = decode_base64(block);
      sweep_bytes(decoded, part, path, sink);
      if (deep < kBase64Deep) sweep_base64_blocks(decoded, part, path, sink, deep + 1);
    }
    block.clear();
  };
  for (std::size_t at = 0; at < bytes.size() && sink.in_time();) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    std::string_view line = bytes.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (is_base64_line(line) || (!block.empty() && is_base64_tail(line))) block.append(line);
    else finish();
    at = end + 1;
  }
  finish();
}

}  // namespace

std::string strings_in(std::string_view bytes, std::size_t run_min) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t characters = 0;
    const std::size_t length = run_length(bytes, at, characters);
    if (characters >= run_min) add_line(out, bytes.substr(at, length));
    at += length > 0 ? length : 1;
  }
  for (const std::size_t phase : {0u, 1u}) {  // UTF-16LE: printable, zero, printable, zero
    std::string run;
    for (std::size_t at = phase; at + 1 < bytes.size(); at += 2) {
      if (bytes[at + 1] == 0 && printable(static_cast<unsigned char>(bytes[at]))) {
        run.push_back(bytes[at]);
        continue;
      }
      if (run.size() >= run_min) add_line(out, run);
      run.clear();
    }
    if (run.size() >= run_min) add_line(out, run);
  }
  return out;
}

std::string sentences_in(std::string_view bytes, std::size_t run_min) {
  const std::string strings = strings_in(bytes, run_min);
  std::string out;
  for (std::string_view rest = strings; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const auto blanks = std::ranges::count(line, ' ');
    const auto letters = std::ranges::count_if(line, [](char c) { return ((c | 32) >= 'a' && (c | 32) <= 'z') || c == ' '; });
    if (blanks >= 4 && letters * 10 >= static_cast<std::ptrdiff_t>(line.size()) * 6) add_line(out, line);
  }
  return out;
}

void sweep_bytes(std::string_view bytes, std::uint32_t part, std::string_view path, Sink& sink, std::size_t run_min) {
  constexpr std::size_t kChunk = 1u << 20;
  constexpr std::size_t kOverlap = 256;
  for (std::size_t at = 0; at < bytes.size() && sink.in_time(); at += kChunk) {
    const std::size_t begin = at > kOverlap ? at - kOverlap : 0;  // what lies across a chunk's edge is seen whole
    const std::string found = strings_in(bytes.substr(begin, at + kChunk - begin), run_min);
    if (!sink.unit_of(part, UnitKind::raw, path, found)) return;
  }
}

void sweep_text(std::string_view bytes, std::uint32_t part, const std::string& path, Sink& sink) {
  sweep_bytes(bytes, part, path, sink, kTextRunMin);
  if (bytes.find('=') != std::string_view::npos) {
    const std::string decoded = decode_quoted_printable(bytes);
    if (decoded.size() != bytes.size()) sweep_bytes(decoded, part, path + "#quoted-printable", sink, kTextRunMin);
  }
  sweep_base64_blocks(bytes, part, path + "#base64", sink);
}

}  // namespace hallpass
