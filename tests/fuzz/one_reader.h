// One reader on its own, whatever the bytes look like, and the promises afterwards. Members it finds are
// not read.
#pragma once

#include <string>
#include <string_view>

#include "message/output.h"
#include "message/readers/registry.h"
#include "message/sink.h"
#include "tests/fuzz/promises.h"

namespace hallpass::fuzz {

inline void read_alone(ReadFormat read, std::string_view bytes) {
  const Limits limits = small_limits();
  Message message;
  message.parts.emplace_back();
  CollectedOutput output(message);
  Sink sink(output, limits, soon());
  Document document;
  document.bytes = bytes;
  document.path = "1";
  sink.begin_document(document);
  read(document, sink);
  check_promises(message, limits);
}

}  // namespace hallpass::fuzz
