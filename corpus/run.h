// Judging many messages: bounded threads, results in the order of the sources.
//
// Rows of one sequence are judged one after the other against a state of their own, which begins empty and
// remembers each of them; every other message is judged against no state at all.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "corpus/sources.h"
#include "hallpass/reader.h"
#include "hallpass/report.h"
#include "hallpass/result.h"
#include "hallpass/scan.h"

namespace hallpass {

// What a sequence remembers. Used by one thread at a time.
class SequenceState {
 public:
  virtual ~SequenceState() = default;
  virtual ScanState view() const = 0;
  // The message was judged and went where its verdicts let it.
  virtual void remember(const Envelope& envelope, const Report& report, std::int64_t now_seconds) = 0;
};

struct JudgedMessage {
  SourceItem item;   // without its bytes
  Report report;
};

struct RunOptions {
  unsigned jobs = 2;
  // Empty: sequences have no state either.
  std::function<std::unique_ptr<SequenceState>()> make_sequence_state = {};
};

// Called in the order of the sources, never two at once; false ends the run early.
using OnMessage = std::function<bool(const Result<JudgedMessage>&)>;

// Judges what `sources` gives. At most kMessagesInWork messages are between the sources and `on_message`.
inline constexpr std::size_t kMessagesInWork = 64;
void judge_messages(MessageSources& sources, const Engine& engine, Reader& reader, const RunOptions& options,
                    const OnMessage& on_message);

}  // namespace hallpass
