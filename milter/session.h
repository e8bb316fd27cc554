// Session: one connection of an MTA, and the message that is on its way over it. Calls of one session come
// one after another, but from different threads; nothing here is shared with other sessions but what
// SessionServices names.
//
// Many messages come over one connection: whatever belongs to a message stands in Session::Message and is
// dropped at MAIL, abort, end of message and close, whichever comes.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/envelope.h"
#include "hallpass/state.h"
#include "hallpass/store.h"
#include "milter/admission.h"
#include "milter/apply_verdict.h"
#include "milter/judge.h"
#include "milter/message_log.h"
#include "milter/mta.h"
#include "milter/own_headers.h"
#include "milter/spool.h"

namespace hallpass {

// What sessions work with. Outlives them all.
struct SessionServices {
  const JudgeSlot& judges;
  Store& store;
  Admission& admission;
  bool over_tcp = false;  // how MTAs are connected to us
  State* state = nullptr; // what is remembered between messages; null: nothing
};

class Session {
 public:
  // `leading_space`: header values come as they stand after the colon.
  Session(SessionServices& services, bool leading_space);

  void connect(std::string_view host_name, std::string_view peer_address, Mta& mta);
  // proceed, or temporary_failure where too many messages are in work.
  [[nodiscard]] Answer mail(std::string_view sender, Mta& mta);
  void rcpt(std::string_view recipient);
  void header(std::string_view name, std::string_view value);
  void body(std::string_view bytes);
  [[nodiscard]] Answer end_of_message(Mta& mta);
  void abort();
  // The connection ends. Nothing may be called afterwards.
  void close();

  // A call of this message could not be carried out (no memory): it ends in a temporary failure.
  void damage(std::string_view callback) noexcept;

 private:
  struct Message {
    Message(Admission::Place place, std::shared_ptr<const Judge> judge);

    Admission::Place place;
    std::shared_ptr<const Judge> judge;
    Envelope envelope;
    std::vector<std::string> recipients_as_given;
    bool recipients_over = false;
    OwnHeaders own_headers;
    std::string subject;
    bool has_subject = false;
    Spool spool;
    Result<void> spooled;
    std::unique_ptr<Remembered> remembered;  // of the judgement
  };

  // What our last answer came to. It counts once the MTA's next call shows that it has the answer; until then
  // the recipients stay claimed.
  struct Answered {
    ItemId held;
    std::optional<SentMessage> sent;
    std::unique_ptr<Remembered> remembered;
  };
  void note_answered(Message& message, const Report& report, std::int64_t now_seconds);

  void confirm_answered();
  Applied judge_and_apply(Message& message, std::chrono::steady_clock::time_point start, Mta& mta, MessageLine& line);
  Applied refuse_outright(const char* code, const char* enhanced, std::string text, Mta& mta, MessageLine& line);

  SessionServices& services_;
  const bool leading_space_;
  const std::string id_;
  std::string client_name_;
  std::string client_address_;
  std::unique_ptr<Message> message_;
  bool damaged_ = false;
  Answered answered_;
};

// "<pat@example.com>" -> "pat@example.com"
[[nodiscard]] std::string without_brackets(std::string_view address);

}  // namespace hallpass
