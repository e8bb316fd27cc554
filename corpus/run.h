// Judging many messages: bounded threads, results in the order of the sources.
//
// Rows of one sequence are judged one after the other against a state of their own, which begins empty and
// remembers each of them; every other message is judged against no state at all.
#pragma once

#include <cstdint>
#include <functional>

#include "corpus/sources.h"
#include "hallpass/reader.h"
#include "hallpass/report.h"
#include "hallpass/result.h"
#include "hallpass/scan.h"

namespace hallpass {

struct JudgedMessage {
  SourceItem item;   // without its bytes
  Report report;
};

// Called in the order of the sources, never two at once; false ends the run early.
using OnMessage = std::function<bool(const Result<JudgedMessage>&)>;

// Judges what `sources` gives, `jobs` messages at once. At most kMessagesInWork messages are between the sources and `on_message`.
inline constexpr std::size_t kMessagesInWork = 64;
void judge_messages(MessageSources& sources, const Engine& engine, Reader& reader, unsigned jobs,
                    const OnMessage& on_message);

}  // namespace hallpass
