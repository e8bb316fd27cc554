// apply_verdict(): the only place where a verdict changes the outside world. Stored first, then told to the
// MTA: a message is answered with discard, or loses a recipient, only once the store has it durably and the
// MTA was still there to hear it.
#pragma once

#include <string>
#include <string_view>

#include "hallpass/reader.h"
#include "hallpass/report.h"
#include "hallpass/settings.h"
#include "hallpass/store.h"
#include "milter/mta.h"
#include "milter/own_headers.h"
#include "milter/partition.h"

namespace hallpass {

// One judged message, as apply_verdict() needs it. Everything outlives the call.
struct Judged {
  const Envelope& envelope;
  const std::vector<std::string>& recipients_as_given;  // same order as envelope.recipients
  std::string_view bytes;
  const Report& report;
  const OwnHeaders& own_headers;
  const MilterSettings& settings;
  std::string_view subject;    // the first Subject field's value as it came
  bool has_subject = false;
  bool over_tcp = false;       // how the MTA is connected to us: see Mta::progress()
  std::string_view reference;  // what the sender can name when asking
  std::int64_t elapsed_ms = 0; // since the end of the message came
  std::int64_t now_seconds = 0;
};

struct Applied {
  Answer answer = Answer::temporary_failure;
  ItemId held;           // stored and answered for; to be confirmed once the MTA has our answer
  std::string trouble;   // why the answer is a temporary failure; one line without mail
};

// Where anything fails the answer is a temporary failure, nothing is changed at the MTA, and what the store
// took stays `pending` until the MTA comes back with the message.
[[nodiscard]] Applied apply_verdict(const Judged& judged, const Partition& parts, Mta& mta, Store& store);

// A message with a good pass: goes to its recipients as it is, without our headers.
[[nodiscard]] Applied apply_release(const OwnHeaders& own_headers, Mta& mta);

}  // namespace hallpass
