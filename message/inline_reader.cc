// The same walk in this process: for tests and fuzzers. A crash here is a crash.
#include <mutex>

#include "hallpass/reader.h"
#include "message/read.h"

namespace hallpass {
namespace {

class InlineReader final : public Reader {
 public:
  InlineReader() {
    static std::once_flag once;
    std::call_once(once, warm_up_reading);
  }

  Message read(const MessageSource& source, const Limits& limits, Deadline deadline) override {
    return read_as({source.bytes.substr(0, limits.message_bytes_max), ReadMode::message, {}, deadline, {}, source.passwords}, source, limits);
  }

  Message read_document(const MessageSource& source, std::string_view file_name, const Limits& limits, Deadline deadline) override {
    return read_as({source.bytes.substr(0, limits.message_bytes_max), ReadMode::document, file_name, deadline, {}, source.passwords}, source, limits);
  }

 private:
  static Message read_as(const ReadRequest& request, const MessageSource& source, const Limits& limits) {
    Message message;
    CollectedOutput output(message);
    if (source.bytes.size() > limits.message_bytes_max) output.note("content.over_limit", "", "limit message_bytes_max was reached");
    read_all(request, limits, output);
    return message;
  }
};

}  // namespace

std::unique_ptr<Reader> make_inline_reader() { return std::make_unique<InlineReader>(); }

}  // namespace hallpass
