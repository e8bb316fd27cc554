// BIFF records: the stream of an xls workbook, and strings that go on in the record after (MS-XLS).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hallpass {

struct BiffRecord {
  std::uint16_t type = 0;
  std::size_t at = 0;      // of its header in the stream
  std::string_view body;
};

class BiffRecords {
 public:
  explicit BiffRecords(std::string_view stream) : stream_(stream) {}
  bool next(BiffRecord& out);
  // The bodies of the record just given and of the CONTINUE records behind it, which are used up.
  std::vector<std::string_view> with_continuations(const BiffRecord& record);

 private:
  std::string_view stream_;
  std::size_t at_ = 0;
};

// Reads strings off a list of bodies. Where characters go on in the next body, it opens with a flag of
// its own that says how wide they are there.
class BiffStrings {
 public:
  explicit BiffStrings(std::vector<std::string_view> bodies) : bodies_(std::move(bodies)) {}
  void skip(std::size_t bytes);
  bool at_end() const { return body_ >= bodies_.size(); }
  // A string whose length takes `length_bytes` (1 or 2).
  std::string string(std::size_t length_bytes);
  // Characters alone, `count` of them, behind their flag.
  std::string characters(std::size_t count, bool wide);

 private:
  std::uint8_t byte();
  std::vector<std::string_view> bodies_;
  std::size_t body_ = 0;
  std::size_t at_ = 0;
};

}  // namespace hallpass
