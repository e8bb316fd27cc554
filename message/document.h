// A Document is what one reader turns into text: the decoded bytes of one MIME part, of one member of a
// container, or of a bare file. Its bytes outlive the reader's call and nothing longer.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "hallpass/message.h"

namespace hallpass {

struct Document {
  std::string_view bytes;     // decoded; may be empty, cut off, or something else than it says
  std::string path;           // of the part: "2/grades.zip!a/b.xlsx"
  std::string name;           // file name, decoded; may be empty
  std::string declared_type;  // lower case, without parameters; may be empty, may be wrong
  std::string charset;        // as declared, lower case; may be empty, may be wrong
  std::string type;           // what the bytes were found to be (registry.h); empty: unknown
  UnitKind kind = UnitKind::attachment;  // the kind of its visible text: body or attachment
  std::uint32_t part = 0;     // index of its Part
  std::uint32_t depth = 0;    // containers around it
  bool again = false;         // it was locked, and all words are known now: only what was locked is of interest
};

// Something inside a document that is a document itself: a zip's member, an embedded spreadsheet, a
// mail's attachment. `bytes` are its own.
struct Member {
  std::string name;           // as stored; a path inside the container is welcome: "a/b.xlsx"
  std::string bytes;
  std::string declared_type;  // where the container knows it
};

class Sink;

// A document with many members, opened lazily so that one member at a time is in memory. Made by a
// reader that calls Sink::open_container(). next() gives the next member; false: no more (damage and
// bounds are noted on the sink, which names the container's own part). A member's readers have all
// finished before next() is called again.
class Container {
 public:
  virtual ~Container() = default;
  virtual bool next(Member& out, Sink& sink) = 0;
};

}  // namespace hallpass
