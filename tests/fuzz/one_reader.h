// One reader on its own, whatever the bytes look like, and the promises afterwards. What an archive holds is
// drawn out of it, what asks for a password is tried with one; members that come of it are not read.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "message/output.h"
#include "message/readers/readers.h"
#include "message/sink.h"
#include "tests/fuzz/promises.h"

namespace hallpass::fuzz {

// For `return read_alone(...)` from a target: always 0.
inline int read_alone(ReadFormat read, std::string_view bytes) {
  static const std::vector<std::string> words{"Tiger42!"};  // opens the locked ones among the seeds
  const Limits limits = small_limits();
  Message message;
  message.parts.emplace_back();
  CollectedOutput output(message);
  Sink sink(output, limits, soon(), words);
  Document document;
  document.bytes = bytes;
  document.path = "1";
  const auto read_once = [&] {
    sink.begin_document(document);
    read(document, sink);
    const std::unique_ptr<Container> container = sink.take_container();
    for (Member member; container && container->next(member, sink);) must(is_valid_utf8(member.name));
  };
  read_once();
  if (sink.take_locked()) {
    sink.begin_last_try();
    document.again = true;
    read_once();
  }
  check_promises(message, limits);
  return 0;
}

}  // namespace hallpass::fuzz
