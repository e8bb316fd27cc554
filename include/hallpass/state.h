// State: what is remembered between messages: who writes to whom, and who sent how much lately. Detectors
// read it while a message is judged; it is told of a message only after its verdict was carried out, so
// that a lost answer or a crash never counts mail that did not go out.
//
// No verdict waits for it: what cannot be read at once counts as unknown.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "hallpass/correspondence.h"
#include "hallpass/envelope.h"
#include "hallpass/report.h"
#include "hallpass/result.h"
#include "hallpass/state_settings.h"
#include "hallpass/volume.h"

namespace hallpass {

// One message that is done. Addresses are normalised (base/address.h).
struct SentMessage {
  std::string sender;                  // answering_sender() (base/sender.h)
  std::vector<std::string> addressed;  // distinct; all of them count for the volume
  std::vector<std::string> delivered;  // distinct; these become habits
  std::int64_t at_seconds = 0;
  AudienceCounts volume = {};          // of the addressed; where it is empty each of them is an outsider
  CopyMark copy_mark = 0;
  std::uint64_t claim = 0;             // of the Remembered it was judged by: counted from now on instead of it
};

// What `report` came to, for record_sent(): everybody addressed, and those whose verdict let it out.
[[nodiscard]] SentMessage sent_message(const Envelope& envelope, const Report& report,
                                       std::int64_t now_seconds);

// A message that is about to be judged.
struct MessageInWork {
  std::string sender;                   // answering_sender()
  std::vector<std::string> recipients;  // normalised, distinct
  AudienceCounts volume;                // of them
  std::int64_t now_seconds = 0;
};

// What is remembered, as one message sees it. While it lives its recipients are claimed: they count in the
// volume that later messages see, so that a limit holds however many are in work. Gone with the message.
class Remembered {
 public:
  virtual ~Remembered() = default;
  virtual const Correspondence& correspondence() const = 0;
  virtual const Volume& volume() const = 0;
  virtual std::uint64_t claim() const { return 0; }  // 0: nothing was claimed
};

class State {
 public:
  virtual ~State() = default;

  // What this relay knows. Valid as long as the State. Safe from any number of threads, also while
  // record_sent() runs.
  virtual const Correspondence& correspondence() const = 0;
  virtual const Volume& volume() const = 0;

  // What all relays know, for one message of message.sender; the State outlives it. Waits for other relays no
  // longer than StateSettings::redis_timeout_ms, then goes by what this one knows. Never null.
  [[nodiscard]] virtual std::unique_ptr<Remembered> recall(const MessageInWork& message);

  // Remembers the message; durable when it returns, unless the machine loses power within seconds.
  // Errors: io, temporary (busy): nothing of this message was remembered, and mail goes on.
  [[nodiscard]] virtual Result<void> record_sent(const SentMessage& sent) = 0;

  // Waits until the other relays can know what was recorded here; false where they still cannot.
  virtual bool settle(std::chrono::milliseconds at_most) { return (void)at_most, true; }
};

// In this process alone, without an end: for one sequence of messages, and for tests.
[[nodiscard]] std::unique_ptr<State> make_state_in_memory();

// Is told, from any thread, of what an operator should know: Redis lost, Redis back.
using StateNotice = std::function<void(const std::string& line)>;

// Opens settings.file, making it where it is missing; its digests are made with settings.key, which is made
// (0600) where it is missing too. With settings.redis it is shared with the relays there; one that cannot be
// reached is no error. Errors: io, permission, corrupt (says to move the file away: habits are learnt again),
// usage where no file is set.
[[nodiscard]] Result<std::unique_ptr<State>> open_state(const StateSettings& settings, StateNotice notice = {});

}  // namespace hallpass
