#include "milter/session.h"

#include <strings.h>

#include <atomic>
#include <ctime>
#include <utility>

#include "base/crash_point.h"
#include "base/digest.h"

namespace hallpass {
namespace {

using Clock = std::chrono::steady_clock;

// Names this session in the log until the MTA has a queue id: "s7k3f-12".
std::string next_session_id() {
  static const std::string process = std::string("s").append(random_token(4)).append("-");
  static std::atomic<std::uint64_t> count{0};
  return std::string(process).append(std::to_string(++count));
}

std::int64_t ms_since(Clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start).count();
}

}  // namespace

std::string without_brackets(std::string_view address) {
  if (address.size() >= 2 && address.front() == '<' && address.back() == '>') {
    address = address.substr(1, address.size() - 2);
  }
  return std::string(address);
}

Session::Message::Message(Admission::Place held_place, std::shared_ptr<const Judge> held_judge)
    : place(std::move(held_place)),
      judge(std::move(held_judge)),
      spool(spool_directory(judge->settings()), judge->settings().limits.spool_memory_bytes) {}

Session::Session(SessionServices& services, bool leading_space)
    : services_(services), leading_space_(leading_space), id_(next_session_id()) {}

void Session::connect(std::string_view host_name, std::string_view peer_address, Mta& mta) {
  client_name_ = host_name;
  client_address_ = mta.macro("{client_addr}");
  if (client_address_.empty()) client_address_ = peer_address;
}

Answer Session::mail(std::string_view sender, Mta& mta) {
  confirm_answered();
  message_.reset();
  damaged_ = false;
  Admission::Place place = services_.admission.enter();
  if (!place) {
    log_warning(id_ + ": too many messages in work or stopping: temporary failure at MAIL");
    return Answer::temporary_failure;
  }
  message_ = std::make_unique<Message>(std::move(place), services_.judges.current());
  Envelope& envelope = message_->envelope;
  envelope.sender = without_brackets(sender);
  envelope.login = mta.macro("{auth_authen}");
  envelope.tls_version = mta.macro("{tls_version}");
  envelope.client_name = client_name_;
  envelope.client_address = client_address_;
  return Answer::proceed;
}

void Session::rcpt(std::string_view recipient) {
  if (!message_) return;
  if (message_->recipients_as_given.size() >= message_->judge->settings().limits.recipients_max) {
    message_->recipients_over = true;
    return;
  }
  message_->recipients_as_given.emplace_back(recipient);
  message_->envelope.recipients.push_back(without_brackets(recipient));
}

// A pass is not part of the message it lets through: what is judged, held and compared is without it.
void Session::header(std::string_view name, std::string_view value) {
  if (!message_) return;
  message_->own_headers.note(name, value);
  if (is_pass_header(name) || message_->own_headers.too_many()) return;
  if (!message_->has_subject && name.size() == 7 && ::strncasecmp(name.data(), "subject", 7) == 0) {
    message_->has_subject = true;
    if (!message_->judge->settings().milter.subject_prefix.empty()) message_->subject = value;
  }
  if (message_->spooled) message_->spooled = message_->spool.add_header(name, value, leading_space_);
}

void Session::body(std::string_view bytes) {
  if (message_ && message_->spooled) message_->spooled = message_->spool.add_body(bytes);
}

Answer Session::end_of_message(Mta& mta) {
  const auto start = Clock::now();
  confirm_answered();
  const std::unique_ptr<Message> message = std::move(message_);
  if (!message || damaged_) {
    log_warning(id_ + ": end of a message that we do not have whole: temporary failure");
    return Answer::temporary_failure;
  }
  crash_point("eom.begin");
  message->envelope.queue_id = mta.macro("i");
  MessageLine line;
  line.id = message->envelope.queue_id.empty() ? id_ : message->envelope.queue_id;
  line.sender = message->envelope.sender;
  line.recipients = message->envelope.recipients.size();
  line.own_headers = message->own_headers.count();

  const Applied applied = judge_and_apply(*message, start, mta, line);
  if (applied.answer == Answer::temporary_failure) {
    line.action = "tempfail";
    line.trouble = applied.trouble;
  }
  answered_.held = applied.held;
  line.size_bytes = message->spool.size_bytes();
  line.elapsed_ms = ms_since(start);
  log_message(line);
  return applied.answer;
}

Applied Session::refuse_outright(const char* code, const char* enhanced, std::string text, Mta& mta,
                                 MessageLine& line) {
  line.action = "refused";
  if (!mta.set_refusal(code, enhanced, {std::move(text)})) return Applied{{}, {}, "the refusal was not taken"};
  return Applied{Answer::refuse, {}, {}};
}

Applied Session::judge_and_apply(Message& message, std::chrono::steady_clock::time_point start, Mta& mta,
                                 MessageLine& line) {
  const Settings& settings = message.judge->settings();
  if (message.recipients_over) return refuse_outright("550", "5.5.3", "Too many recipients in one message.", mta, line);
  if (message.own_headers.too_many()) {
    return refuse_outright("550", "5.6.0", "Too many X-Hallpass headers.", mta, line);
  }
  if (!message.spooled && message.spooled.error().code == ErrorCode::too_large) {
    return refuse_outright("552", "5.3.4", "Message too large.", mta, line);
  }
  if (!message.spooled) return Applied{Answer::temporary_failure, {}, message.spooled.error().context};
  const Result<MessageSource> source = message.spool.finish();
  if (!source) return Applied{Answer::temporary_failure, {}, source.error().context};

  const auto now_seconds = static_cast<std::int64_t>(std::time(nullptr));
  if (!message.own_headers.pass().empty()) {
    const Result<bool> good =
        services_.store.redeem_pass(message.own_headers.pass(), message.envelope, source->bytes, now_seconds);
    if (!good) return Applied{Answer::temporary_failure, {}, good.error().context};
    line.action = "released";
    if (*good) return apply_release(message.own_headers, mta);
  }

  message.remembered = message.judge->recall(message.envelope, now_seconds);
  const Report report = message.judge->judge(*source, message.envelope, message.remembered.get(), now_seconds);
  if (report.verdicts.size() != message.envelope.recipients.size()) {
    return Applied{Answer::temporary_failure, {}, "internal error: verdicts and recipients differ in number"};
  }
  crash_point("eom.judged");
  const Partition parts = partition(report);
  std::vector<std::uint32_t> all(report.verdicts.size());
  for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
  line.action = to_string(report.action);
  line.rules = rules_for(report, all);
  line.students = report.students.size();
  line.parts = report.parts.size();
  line.message_id = report.message_id;
  if (settings.milter.monitor) {
    line.action += "(monitor)";
    note_answered(message, report, now_seconds);  // what would be held is no habit
    return Applied{Answer::proceed, {}, {}};
  }
  const Applied applied = apply_verdict(Judged{.envelope = message.envelope,
                                               .recipients_as_given = message.recipients_as_given,
                                               .bytes = source->bytes,
                                               .report = report,
                                               .own_headers = message.own_headers,
                                               .settings = settings.milter,
                                               .subject = message.subject,
                                               .has_subject = message.has_subject,
                                               .over_tcp = services_.over_tcp,
                                               .reference = line.id,
                                               .elapsed_ms = ms_since(start),
                                               .now_seconds = now_seconds},
                                        parts, mta, services_.store);
  if (applied.answer != Answer::temporary_failure) note_answered(message, report, now_seconds);
  line.held = applied.held;
  line.held_recipients = applied.held.empty() ? 0 : parts.hold.size();
  return applied;
}

void Session::note_answered(Message& message, const Report& report, std::int64_t now_seconds) {
  answered_.sent = sent_message(message.envelope, report, now_seconds);
  answered_.remembered = std::move(message.remembered);
  if (answered_.remembered) answered_.sent->claim = answered_.remembered->claim();
}

void Session::abort() {
  confirm_answered();
  message_.reset();
}

void Session::close() {
  confirm_answered();
  message_.reset();
}

void Session::damage(std::string_view callback) noexcept {
  damaged_ = true;
  try {
    log_warning(id_ + ": internal error in " + std::string(callback));
  } catch (...) {  // without memory there is no line; the answer says it
  }
}

void Session::confirm_answered() {
  const Answered answered = std::exchange(answered_, {});
  if (!answered.held.empty()) {
    if (const auto done = services_.store.confirm(answered.held); !done) {
      log_warning(id_ + ": item " + answered.held + " stays unconfirmed: " + done.error().context);
    }
  }
  if (answered.sent && services_.state) {
    if (const auto done = services_.state->record_sent(*answered.sent); !done) {
      log_warning(id_ + ": habits not updated: " + done.error().context);
    }
  }
}

}  // namespace hallpass
