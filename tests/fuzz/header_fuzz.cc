// Header fields: encoded words, parameters, mailboxes, charsets.
#include "message/charset.h"
#include "message/header_text.h"
#include "tests/fuzz/promises.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hallpass;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  fuzz::must(is_valid_utf8(decode_header(bytes)));
  for (const auto& [name, value] : parse_parameters(bytes).parameters) fuzz::must(is_valid_utf8(value));
  std::vector<Mailbox> mailboxes;
  parse_mailboxes("to", bytes, 100, mailboxes);
  for (const Mailbox& m : mailboxes) fuzz::must(is_valid_utf8(m.display) && is_valid_utf8(m.address));
  const std::size_t label_end = std::min(bytes.find('\n'), bytes.size());
  fuzz::must(is_valid_utf8(to_utf8(bytes.substr(label_end), lower_ascii(bytes.substr(0, label_end)))));
  return 0;
}
