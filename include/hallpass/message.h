// Message: what the readers saw of one message. Plain values; text is valid UTF-8 throughout (what was
// not is replaced by U+FFFD and noted). Built by a Reader (reader.h), then only read.
//
// Damage is never an error: whatever could not be read wholly is a Note, and policy answers notes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hallpass {

// One node of the MIME tree or one member of a container, in the order met.
// `path` is stable and unique: "1", "2.1", "2/grades.zip!a/b.xlsx".
struct Part {
  std::string path;
  std::string content_type;  // as declared, lower case, without parameters: "text/html"
  std::string detected_type; // from the bytes, where known; else empty
  std::string file_name;     // decoded; empty where none was given
  std::string charset;       // as declared, lower case
  std::uint64_t size_bytes = 0;  // decoded
  bool attachment = false;   // Content-Disposition: attachment, or it has a file name
  bool text_read = false;    // some reader turned it into units
};

// Something about the message that policy must know of. `category` is one of taxonomy.md's content.*:
// content.encrypted, content.unreadable, content.over_limit, content.executable; or "note.*" for what
// is only told to people (note.charset, note.mime, note.evasion, note.format: a kind of file that no reader
// knows, a zip behind a picture, an archive that opened with a password of the message). `detail` is words of ours, never of
// the message.
struct Note {
  std::string category;
  std::string path;    // of the part; empty: the whole message
  std::string detail;  // "reader for text/csv was stopped after 5000 ms"
};

enum class UnitKind : std::uint8_t {
  header,      // one header field's value, decoded; path "header/Subject"
  body,        // text of an inline text part
  attachment,  // text of an attached part or container member
  file_name,   // the name of a part or member
  metadata,    // document properties, EXIF, comments on a file
  hidden,      // text a person would not see: display:none, comments, hidden sheets, alt texts
  raw,         // the raw sweep: strings found in bytes that no reader turned into text
};

// A table cell inside a unit's text: text[begin, end). Cells of a unit are sorted by begin; rows and
// columns count from 0; `table` counts the tables of the unit from 0.
struct Cell {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t row = 0;
  std::uint16_t column = 0;
  std::uint16_t table = 0;
  bool operator==(const Cell&) const = default;
};

// A stretch of text that a detector reads in one go. Paragraphs end in '\n'; cells of one row are
// separated by '\t' and rows by '\n', so that a unit reads well even without its cells.
// No unit is longer than kUnitBytesMax: longer text is split at a paragraph or row, and a table that
// was split repeats its first row (row 0) in each unit.
struct Unit {
  UnitKind kind = UnitKind::body;
  std::uint32_t part = 0;   // index into Message::parts
  std::string path;         // "1", "header/Subject", "2/grades.zip!a/b.xlsx#Period 3"
  std::string text;
  std::vector<Cell> cells;
};
inline constexpr std::size_t kUnitBytesMax = 4u << 20;

// A mailbox from an address header of the outermost message.
struct Mailbox {
  std::string field;    // lower case: "from", "to", "cc", "reply-to", "sender"
  std::string display;  // decoded display name; may be empty
  std::string address;  // as written, without angle brackets
};

struct Message {
  std::vector<Part> parts;
  std::vector<Unit> units;
  std::vector<Note> notes;
  std::vector<Mailbox> mailboxes;
  std::string message_id;                   // without angle brackets; empty where missing
  std::optional<std::int64_t> date_seconds; // the Date header, Unix time UTC
  std::vector<std::string> passwords;       // words in it that may be passwords; never shown, logged or stored
};

}  // namespace hallpass
