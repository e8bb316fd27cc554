#include "state/recollection.h"
#include "state/shared_state.h"

namespace hallpass {
namespace {

// The state as it is, nothing claimed: for one message at a time.
class AsItIs final : public Remembered {
 public:
  explicit AsItIs(const State& state) : state_(state) {}
  const Correspondence& correspondence() const override { return state_.correspondence(); }
  const Volume& volume() const override { return state_.volume(); }

 private:
  const State& state_;
};

}  // namespace

std::unique_ptr<Remembered> State::recall(const MessageInWork& message) {
  (void)message;
  return std::make_unique<AsItIs>(*this);
}

Result<std::unique_ptr<State>> open_state(const StateSettings& settings, StateNotice notice) {
  auto own = FileState::open(settings);
  if (!own) return tl::unexpected(own.error());
  if (settings.redis.empty()) return std::move(*own);
  return std::make_unique<SharedState>(std::move(*own), settings, std::move(notice));
}

}  // namespace hallpass
