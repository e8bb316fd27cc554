// The pipeline: message bytes to Report, the one place that knows all the stages (design.md, hop 3).
// Each stage takes what the one before made and adds notes where it had to stop short; none can fail.
#include <algorithm>
#include <set>

#include "base/address.h"
#include "scan/copy_mark.h"
#include "base/sender.h"
#include "scan/engine.h"
#include "scan/no_state.h"

namespace hallpass {
namespace {

using Clock = std::chrono::steady_clock;

// Reading may use four fifths of the message's time; detecting and deciding have the rest for certain.
// Letters in pictures have their own time.
Deadline reading_deadline(Clock::time_point start, const Settings& settings) {
  return start + std::chrono::milliseconds(settings.limits.message_ms / 5 * 4 + settings.ocr_ms());
}

// Microseconds since the last call, for Timings.
class Stopwatch {
 public:
  std::int64_t lap() {
    const auto now = Clock::now();
    const auto passed = std::chrono::duration_cast<std::chrono::microseconds>(now - last_).count();
    last_ = now;
    return passed;
  }

 private:
  Clock::time_point last_ = Clock::now();
};

std::vector<PersonId> people_behind(std::string_view address, const Roster& roster) {
  if (address.empty()) return {};
  const auto people = roster.find(RosterField::email, normalize_address(address));
  return {people.begin(), people.end()};
}

// Who is sending: the login where the relay knows it, for a sender can write any envelope.
std::vector<PersonId> sender_people(const Envelope& envelope, const Roster& roster) {
  std::vector<PersonId> people = people_behind(envelope.login, roster);
  return people.empty() ? people_behind(envelope.sender, roster) : people;
}

void add_students(const Roster& roster, Report& report) {
  std::set<PersonId> students;
  for (const Finding& finding : report.findings) {
    for (PersonId person : finding.subjects) {
      if (roster.person(person).role == PersonRole::student) students.insert(person);
    }
  }
  report.students.assign(students.begin(), students.end());
  for (PersonId student : report.students) report.student_ids.emplace_back(roster.source_id(student));
}

std::uint32_t distinct_people(const std::vector<Mention>& mentions) {
  std::set<PersonId> people;
  for (const Mention& mention : mentions) {
    if (!mention.people.empty()) people.insert(mention.people.front());
  }
  return static_cast<std::uint32_t>(people.size());
}

Action strongest(const std::vector<Verdict>& verdicts) {
  Action action = Action::allow;
  for (const Verdict& verdict : verdicts) action = std::max(action, verdict.action);
  return action;
}

// What the sender wrote to these recipients lately may open what is locked here, and the other way round.
Message read_with_passwords(const MessageSource& source, const Envelope& envelope, const Settings& settings, Reader& reader,
                            const ScanState& state, Deadline deadline, std::int64_t now_seconds) {
  if (!state.passwords) return reader.read(source, settings.limits, deadline);
  const std::string sender = answering_sender(envelope);
  std::vector<std::string> words = state.passwords->recall(sender, envelope.recipients, now_seconds);
  words.insert(words.begin(), source.passwords.begin(), source.passwords.end());
  Message message = reader.read({source.bytes, source.fd, words}, settings.limits, deadline);
  state.passwords->remember(sender, envelope.recipients, message.passwords, now_seconds);
  return message;
}

}  // namespace

Report scan_traced(const MessageSource& source, const Envelope& envelope, const Engine& engine, Reader& reader,
                   const ScanState& state, std::int64_t now_seconds, ScanTrace* trace) {
  const auto start = Clock::now();
  const Limits& limits = engine.settings.limits;
  const District& district = engine.settings.district;
  const Deadline deadline = start + std::chrono::milliseconds(limits.message_ms + engine.settings.ocr_ms());
  Stopwatch watch;
  Report report;
  report.engine = engine.name;

  Message message = read_with_passwords(source, envelope, engine.settings, reader, state, reading_deadline(start, engine.settings), now_seconds);
  report.timings.read_us = watch.lap();

  const std::vector<FoldedUnit> folded = fold_units(message, message.notes);
  report.timings.fold_us = watch.lap();

  const std::vector<Hit> hits = find_hits(*engine.detectors, folded, limits, deadline, message.notes);
  report.timings.terms_us = watch.lap();

  report.recipients = classify_recipients(envelope, *engine.roster, district, now_seconds);
  std::vector<Mention> mentions = find_people(message, folded, envelope, report.recipients, *engine.roster,
                                              district, limits, deadline, message.notes);
  report.timings.people_us = watch.lap();

  report.copy_mark = copy_mark(message, folded);
  report.findings = detect(*engine.detectors,
                           Evidence{.envelope = envelope, .recipients = report.recipients, .message = message,
                                    .folded = folded, .hits = hits, .mentions = mentions, .roster = *engine.roster,
                                    .district = district,
                                    .correspondence = state.correspondence ? *state.correspondence : no_correspondence(),
                                    .volume = state.volume ? *state.volume : no_volume(),
                                    .now_seconds = now_seconds, .copy_mark = report.copy_mark});
  add_students(*engine.roster, report);
  report.timings.detect_us = watch.lap();

  const std::vector<PersonId> senders = sender_people(envelope, *engine.roster);
  report.verdicts = engine.policy->decide(DecisionInput{.envelope = envelope, .recipients = report.recipients,
                                                        .findings = report.findings, .sender_people = senders,
                                                        .roster = *engine.roster, .district = district,
                                                        .now_seconds = now_seconds});
  report.action = strongest(report.verdicts);
  report.timings.decide_us = watch.lap();

  report.mention_count = distinct_people(mentions);
  report.message_id = message.message_id;
  report.notes = message.notes;
  if (trace) {
    report.parts = message.parts;
    report.mailboxes = message.mailboxes;
    trace->message = std::move(message);
    trace->mentions = std::move(mentions);
  } else {
    report.parts = std::move(message.parts);
    report.mailboxes = std::move(message.mailboxes);
  }
  report.timings.total_us = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start).count();
  return report;
}

Report scan(const MessageSource& source, const Envelope& envelope, const Engine& engine, Reader& reader,
            const ScanState& state, std::int64_t now_seconds) {
  return scan_traced(source, envelope, engine, reader, state, now_seconds, nullptr);
}

}  // namespace hallpass
