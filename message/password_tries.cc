// The order is that of likelihood, because time and number are bounded.
#include <algorithm>
#include <chrono>

#include "message/passwords.h"
#include "message/sink.h"

namespace hallpass {
namespace {

std::int64_t now_ns() { return std::chrono::steady_clock::now().time_since_epoch().count(); }

// What Excel locks a workbook with that is only protected against changes; every program opens it.
constexpr std::string_view kKnownToAll = "VelvetSweatshop";

}  // namespace

PasswordTries::PasswordTries(Sink& sink) : sink_(sink) {
  const std::size_t words_max = sink.limits().passwords_max;
  const auto take = [&](std::span<const std::string> words) {
    for (const std::string& word : words) {
      if (std::ranges::count(words_, word)) continue;
      if (words_.size() > words_max) {  // the one known to all does not count
        cut_ = true;
        return;
      }
      words_.push_back(word);
    }
  };
  words_.emplace_back(kKnownToAll);
  take(sink.words().marked());
  earlier_begin_ = words_.size();
  take(sink.earlier_words());
  earlier_end_ = words_.size();
  take(sink.words().loose());
}

const std::string* PasswordTries::next() {
  stop_clock();
  if (!sink_.in_time()) return nullptr;
  if (at_ == words_.size()) {
    if (cut_) sink_.over("passwords_max");
    return nullptr;
  }
  if (sink_.password_time_over()) {
    sink_.over("passwords_ms");
    return nullptr;
  }
  sink_.still_reading();
  started_ns_ = now_ns();
  return &words_[at_++];
}

void PasswordTries::opened() {
  stop_clock();
  const std::size_t which = at_ - 1;
  if (which == 0) return;
  sink_.note("note.format", which >= earlier_begin_ && which < earlier_end_ ? "opened with a password that stands in an earlier message of the sender"
                                                                           : "opened with a password that stands in the message");
}

void PasswordTries::stop_clock() {
  if (started_ns_ != 0) sink_.spend_password_ns(now_ns() - started_ns_);
  started_ns_ = 0;
}

}  // namespace hallpass
