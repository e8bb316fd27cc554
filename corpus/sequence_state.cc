// A sequence remembers as a relay does (state/), only in memory.
#include "corpus/sequence_state.h"

#include "hallpass/state.h"

namespace hallpass {
namespace {

class StateOfSequence final : public SequenceState {
 public:
  ScanState view() const override { return {.correspondence = &state_->correspondence(), .volume = &state_->volume()}; }

  void remember(const Envelope& envelope, const Report& report, std::int64_t now_seconds) override {
    (void)state_->record_sent(sent_message(envelope, report, now_seconds));  // in memory: cannot fail
  }

 private:
  std::unique_ptr<State> state_ = make_state_in_memory();
};

}  // namespace

std::unique_ptr<SequenceState> make_memory_state() { return std::make_unique<StateOfSequence>(); }

}  // namespace hallpass
