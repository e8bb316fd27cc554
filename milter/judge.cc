#include "milter/judge.h"

namespace hallpass {
namespace {

class EngineJudge final : public Judge {
 public:
  EngineJudge(std::shared_ptr<const Engine> engine, Reader& reader, const State* state)
      : engine_(std::move(engine)), reader_(reader) {
    if (state) state_ = ScanState{&state->correspondence(), &state->volume()};
  }

  Report judge(const MessageSource& source, const Envelope& envelope, std::int64_t now_seconds) const override {
    return scan(source, envelope, *engine_, reader_, state_, now_seconds);
  }
  const Settings& settings() const override { return engine_settings(*engine_); }

 private:
  std::shared_ptr<const Engine> engine_;
  Reader& reader_;
  ScanState state_;
};

}  // namespace

std::shared_ptr<const Judge> make_judge(std::shared_ptr<const Engine> engine, Reader& reader, const State* state) {
  return std::make_shared<EngineJudge>(std::move(engine), reader, state);
}

}  // namespace hallpass
