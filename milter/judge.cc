#include "milter/judge.h"

#include <algorithm>

#include "base/recipient_volume.h"
#include "base/sender.h"
#include "hallpass/policy.h"

namespace hallpass {
namespace {

class EngineJudge final : public Judge {
 public:
  EngineJudge(std::shared_ptr<const Engine> engine, Reader& reader, State* state, RecentPasswords* passwords)
      : engine_(std::move(engine)), reader_(reader), state_(state), passwords_(passwords) {}

  std::unique_ptr<Remembered> recall(const Envelope& envelope, std::int64_t now_seconds) const override {
    if (!state_) return nullptr;
    const auto recipients =
        classify_recipients(envelope, engine_roster(*engine_), settings().district, now_seconds);
    MessageInWork message{.sender = answering_sender(envelope), .recipients = {},
                          .volume = recipient_volume(recipients), .now_seconds = now_seconds};
    for (const Recipient& recipient : recipients) message.recipients.push_back(recipient.normalized);
    std::ranges::sort(message.recipients);
    message.recipients.erase(std::unique(message.recipients.begin(), message.recipients.end()), message.recipients.end());
    return state_->recall(message);
  }

  Report judge(const MessageSource& source, const Envelope& envelope, const Remembered* remembered,
               std::int64_t now_seconds) const override {
    ScanState state;
    state.passwords = passwords_;
    if (remembered) {
      state.correspondence = &remembered->correspondence();
      state.volume = &remembered->volume();
    }
    return scan(source, envelope, *engine_, reader_, state, now_seconds);
  }
  const Settings& settings() const override { return engine_settings(*engine_); }

 private:
  std::shared_ptr<const Engine> engine_;
  Reader& reader_;
  State* state_;
  RecentPasswords* passwords_;
};

}  // namespace

std::shared_ptr<const Judge> make_judge(std::shared_ptr<const Engine> engine, Reader& reader, State* state,
                                        RecentPasswords* passwords) {
  return std::make_shared<EngineJudge>(std::move(engine), reader, state, passwords);
}

}  // namespace hallpass
