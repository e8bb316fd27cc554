// The reader of html alone, whatever the bytes look like.
#include "message/output.h"
#include "message/readers/readers.h"
#include "message/sink.h"
#include "tests/fuzz/promises.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hallpass;
  const Limits limits = fuzz::small_limits();
  Message message;
  message.parts.emplace_back();
  CollectedOutput output(message);
  Sink sink(output, limits, fuzz::soon());
  Document document;
  document.bytes = {reinterpret_cast<const char*>(data), size};
  document.path = "1";
  sink.begin_document(document);
  read_html(document, sink);
  fuzz::check_promises(message, limits);
  return 0;
}
