// State: what is remembered between messages: who writes to whom, and who sent how much lately. Detectors
// read it while a message is judged; it is told of a message only after its verdict was carried out, so
// that a lost answer or a crash never counts mail that did not go out.
//
// No verdict waits for it: what cannot be read at once counts as unknown.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "hallpass/correspondence.h"
#include "hallpass/envelope.h"
#include "hallpass/report.h"
#include "hallpass/result.h"
#include "hallpass/settings.h"
#include "hallpass/volume.h"

namespace hallpass {

// One message that is done. Addresses are normalised (base/address.h).
struct SentMessage {
  std::string sender;                  // answering_sender() (base/sender.h)
  std::vector<std::string> addressed;  // distinct; all of them count for the volume
  std::vector<std::string> delivered;  // distinct; these become habits
  std::int64_t at_seconds = 0;
};

// What `report` came to, for record_sent(): everybody addressed, and those whose verdict let it out.
[[nodiscard]] SentMessage sent_message(const Envelope& envelope, const Report& report,
                                       std::int64_t now_seconds);

class State {
 public:
  virtual ~State() = default;

  // Valid as long as the State. Safe from any number of threads, also while record_sent() runs.
  virtual const Correspondence& correspondence() const = 0;
  virtual const Volume& volume() const = 0;

  // Remembers the message; durable when it returns, unless the machine loses power within seconds.
  // Errors: io, temporary (busy): nothing of this message was remembered, and mail goes on.
  [[nodiscard]] virtual Result<void> record_sent(const SentMessage& sent) = 0;
};

// In this process alone, without an end: for one sequence of messages, and for tests.
[[nodiscard]] std::unique_ptr<State> make_state_in_memory();

// Opens settings.file, making it where it is missing; its digests are made with settings.key, which is made
// (0600) where it is missing too. Errors: io, permission, corrupt (says to move the file away: habits are
// learnt again), usage where no file is set.
[[nodiscard]] Result<std::unique_ptr<State>> open_state(const StateSettings& settings);

}  // namespace hallpass
