// Output: where a reading goes while it happens, piece by piece, so that what was finished survives a
// crash of what comes next. Two of them exist: CollectedOutput makes a Message in this process, the
// wire's writer (wire.h) puts records into memory shared with the daemon.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "hallpass/message.h"

namespace hallpass {

class Output {
 public:
  virtual ~Output() = default;

  // All return false once there is no room: nothing more will be taken.
  virtual bool part(const Part& part) = 0;  // parts are numbered in the order given
  virtual bool part_result(std::uint32_t part, std::string_view detected_type, bool text_read) = 0;
  virtual bool unit(UnitKind kind, std::uint32_t part, std::string_view path, std::string_view text,
                    std::span<const Cell> cells) = 0;
  virtual bool note(std::string_view category, std::string_view path, std::string_view detail) = 0;
  virtual bool mailbox(const Mailbox& mailbox) = 0;
  virtual bool message_id(std::string_view id) = 0;
  virtual bool date(std::int64_t seconds) = 0;
  virtual bool password(std::string_view word) = 0;  // a word that may be one

  // From here on the work is on this part: whoever watches can say what was being read when it stopped.
  virtual void working_on(std::uint32_t part) = 0;
};

class CollectedOutput final : public Output {
 public:
  explicit CollectedOutput(Message& message) : message_(message) {}
  bool part(const Part& part) override;
  bool part_result(std::uint32_t part, std::string_view detected_type, bool text_read) override;
  bool unit(UnitKind kind, std::uint32_t part, std::string_view path, std::string_view text,
            std::span<const Cell> cells) override;
  bool note(std::string_view category, std::string_view path, std::string_view detail) override;
  bool mailbox(const Mailbox& mailbox) override;
  bool message_id(std::string_view id) override;
  bool date(std::int64_t seconds) override;
  bool password(std::string_view word) override;
  void working_on(std::uint32_t) override {}

 private:
  Message& message_;
};

}  // namespace hallpass
