// What runs when it is opened: programs, installers, scripts, shortcuts, by their bytes and, for scripts,
// which are only text, by their names. Each is noted; the text of a script is read besides.
#include <algorithm>

#include "message/header_text.h"
#include "message/readers/readers.h"
#include "message/readers/zip_walk.h"
#include "message/sink.h"

namespace hallpass {
namespace {

using namespace std::literals;

bool is_portable_executable(std::string_view bytes) {
  if (!bytes.starts_with("MZ") || bytes.size() < 64) return false;
  std::size_t header = 0;
  for (std::size_t i = 4; i-- > 0;) header = header << 8 | static_cast<unsigned char>(bytes[60 + i]);
  return bytes.substr(std::min(header, bytes.size()), 4) == "PE\0\0"sv || !looks_like_text(bytes);
}

bool is_mach_or_class(std::string_view bytes) {
  for (const std::string_view magic : {"\xca\xfe\xba\xbe"sv, "\xfe\xed\xfa\xce"sv, "\xfe\xed\xfa\xcf"sv, "\xce\xfa\xed\xfe"sv, "\xcf\xfa\xed\xfe"sv}) {
    if (bytes.starts_with(magic)) return true;
  }
  return false;
}

// "#!/bin/sh", "#! /usr/bin/env python": the first line names an interpreter.
bool is_interpreter_script(std::string_view bytes) {
  if (!bytes.starts_with("#!")) return false;
  const std::string_view line = trimmed(bytes.substr(2, std::min<std::size_t>(bytes.find('\n'), 128) - 2));
  return line.starts_with('/');
}

}  // namespace

Likeness looks_like_program(std::string_view bytes) {
  const bool shortcut = bytes.starts_with("\x4c\0\0\0\x01\x14\x02\0"sv);
  const bool is = is_portable_executable(bytes) || bytes.starts_with("\x7f" "ELF") || is_mach_or_class(bytes) || shortcut ||
                  bytes.starts_with("dex\n03") || bytes.starts_with("\0asm"sv) || is_interpreter_script(bytes);
  return is ? Likeness::certain : Likeness::no;
}

void read_program(const Document& document, Sink& sink) {
  sink.note("content.executable", "a program, script or shortcut");
  if (document.bytes.starts_with("#!")) return read_plain(document, sink);
  if (!zip_directory(document.bytes.substr(document.bytes.size() - std::min<std::size_t>(document.bytes.size(), 1u << 20))).empty()) {
    read_archive(document, sink);  // one that unpacks itself
  }
}

Likeness looks_like_program_archive(std::string_view bytes) {
  const std::string_view directory = zip_directory(bytes);
  const bool is = directory.find("AndroidManifest.xml") != std::string_view::npos ||
                  (directory.find("META-INF/MANIFEST.MF") != std::string_view::npos && directory.find(".class") != std::string_view::npos);
  return is ? Likeness::certain : Likeness::no;
}

void read_program_archive(const Document& document, Sink& sink) {
  sink.note("content.executable", "a program packed as a zip");
  read_archive(document, sink);
}

void read_script(const Document& document, Sink& sink) {
  sink.note("content.executable", "a script");
  read_plain(document, sink);
}

}  // namespace hallpass
