// A sequence is a handful of messages: maps and a list are all it takes.
#include "corpus/sequence_state.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/address.h"

namespace hallpass {
namespace {

class MemoryCorrespondence : public Correspondence {
 public:
  bool known(std::string_view sender) const override { return senders_.contains(normalize_address(sender)); }

  Habit habit(std::string_view sender, std::string_view recipient) const override {
    const auto found = habits_.find({normalize_address(sender), normalize_address(recipient)});
    return found == habits_.end() ? Habit{} : found->second;
  }

  void add(const std::string& sender, const std::string& recipient, std::int64_t now_seconds) {
    senders_.insert(sender);
    Habit& habit = habits_[{sender, recipient}];
    ++habit.messages;
    habit.last_seconds = std::max(habit.last_seconds, now_seconds);
  }

 private:
  std::set<std::string> senders_;
  std::map<std::pair<std::string, std::string>, Habit> habits_;
};

class MemoryVolume : public Volume {
 public:
  std::uint64_t recipients_since(std::string_view sender, std::int64_t now_seconds,
                                 std::int64_t window_seconds) const override {
    std::uint64_t total = 0;
    for (const Sending& sending : sendings_) {
      const bool recent = sending.at_seconds > now_seconds - window_seconds && sending.at_seconds <= now_seconds;
      if (recent && sending.sender == normalize_address(sender)) total += sending.recipients;
    }
    return total;
  }

  void add(const std::string& sender, std::uint64_t recipients, std::int64_t now_seconds) {
    sendings_.push_back({sender, recipients, now_seconds});
  }

 private:
  struct Sending {
    std::string sender;
    std::uint64_t recipients = 0;
    std::int64_t at_seconds = 0;
  };
  std::vector<Sending> sendings_;
};

class MemoryState : public SequenceState {
 public:
  ScanState view() const override { return {.correspondence = &correspondence_, .volume = &volume_}; }

  void remember(const Envelope& envelope, const Report& report, std::int64_t now_seconds) override {
    const std::string sender = normalize_address(envelope.sender);
    volume_.add(sender, envelope.recipients.size(), now_seconds);
    for (std::size_t i = 0; i < report.recipients.size() && i < report.verdicts.size(); ++i) {
      if (report.verdicts[i].action >= Action::quarantine) continue;
      correspondence_.add(sender, report.recipients[i].normalized, now_seconds);
    }
  }

 private:
  MemoryCorrespondence correspondence_;
  MemoryVolume volume_;
};

}  // namespace

std::unique_ptr<SequenceState> make_memory_state() { return std::make_unique<MemoryState>(); }

}  // namespace hallpass
