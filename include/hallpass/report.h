// Report: everything scan() came to about one message. The milter acts on it, the tools print it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hallpass/envelope.h"
#include "hallpass/finding.h"
#include "hallpass/message.h"
#include "hallpass/mention.h"
#include "hallpass/recipient.h"
#include "hallpass/verdict.h"
#include "hallpass/volume.h"

namespace hallpass {

// Microseconds spent, by hop of the design. Not part of what has to be equal for equal input.
struct Timings {
  std::int64_t read_us = 0;
  std::int64_t fold_us = 0;
  std::int64_t terms_us = 0;
  std::int64_t people_us = 0;
  std::int64_t detect_us = 0;
  std::int64_t decide_us = 0;
  std::int64_t total_us = 0;
};

struct Report {
  std::string engine;                  // digest of configuration, lexicons and roster
  std::string message_id;
  std::vector<Recipient> recipients;
  std::vector<Verdict> verdicts;       // one for each recipient, same order
  Action action = Action::allow;       // the strongest of them
  std::vector<Finding> findings;       // by category, then where; confidence >= kPossible
  std::vector<PersonId> students;      // distinct students that findings are about, ascending
  std::vector<std::string> student_ids;// their sourcedIds, same order
  std::vector<Note> notes;
  std::vector<Part> parts;
  std::vector<Mailbox> mailboxes;      // of the headers, for notices and explanations
  std::uint32_t mention_count = 0;     // distinct roster people mentioned
  CopyMark copy_mark = 0;              // what the text is like, for sent_message()
  Timings timings;
};

}  // namespace hallpass
