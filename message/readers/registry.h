// The table of formats: how bytes are known for what they are, and which reader turns them into text.
//
// Adding a format: message/readers/foo.cc with
//     // what the format is, and how it is read
//     Likeness looks_like_foo(std::string_view bytes);   // only if its bytes show it
//     void read_foo(const Document& document, Sink& sink);
// their declarations in readers.h, one row in registry.cc, tests/message/readers/foo_test.cc (support.h there
// reads one document in process), and a fuzz seed. Nothing else.
//
// What a reader may rely on and must keep:
//  - document.bytes are hostile, maybe cut off, maybe of another format. Give the text that is there; say
//    what is missing by sink.note("content.unreadable"|"content.encrypted"|"content.over_limit"|
//    "content.executable"|"note.*", words of ours). Nothing is an error, nothing throws out of read_foo
//    (std::bad_alloc may).
//  - No recursion over input, no files, no network, no processes, no threads, no locale, no stderr: the
//    process has lost the right to them (see confine.h); the library's lazy loading goes into warm_up.
//  - Every loop over input ends with the input or a bound; long loops ask sink.in_time(); inflate only
//    after sink.expand(bytes).
//  - Text is UTF-8 (charset.h), written by UnitWriter: document.kind for what a person sees first,
//    UnitKind::hidden for what they do not, UnitKind::metadata for properties. Tables as cells.
//  - Embedded documents go to sink.member(), mails to sink.nested_message(); they become parts of their
//    own and are read later. Archives: sink.open_container().
#pragma once

#include <span>
#include <string_view>

#include "message/document.h"

namespace hallpass {

// How surely bytes are of a format, from the bytes alone.
enum class Likeness : unsigned char {
  no,
  maybe,      // text that looks like it (a CSV): believed after name and declared type
  container,  // its signature, but formats built on it are more exact (zip, OLE2)
  certain,
};

using LooksLike = Likeness (*)(std::string_view bytes);
using ReadFormat = void (*)(const Document& document, Sink& sink);

struct Format {
  std::string_view type;   // MIME type, the row's key
  std::string_view names;  // other MIME types and ".extensions" it goes by, between blanks, lower case
  bool text;               // made of characters: a declared charset applies, binary bytes contradict it
  LooksLike looks_like;    // null: the bytes do not show it
  ReadFormat read;         // null: known, holds no text (a video); the sweep does not look at it either
};

[[nodiscard]] std::span<const Format> format_table();

// The row whose type, or one of whose names, is `name` (lower case: "text/csv", ".csv"); null: none.
[[nodiscard]] const Format* find_format(std::string_view name);

// What the document is: bytes first, then name, then declared type. null: nothing we know.
[[nodiscard]] const Format* choose_format(const Document& document);

// Mostly printable characters of some charset, UTF-16 included?
[[nodiscard]] bool looks_like_text(std::string_view bytes);

}  // namespace hallpass
