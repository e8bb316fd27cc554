#include "scan/no_state.h"

namespace hallpass {
namespace {

class NoCorrespondence final : public Correspondence {
 public:
  bool known(std::string_view) const override { return false; }
  Habit habit(std::string_view, std::string_view) const override { return {}; }
};

class NoVolume final : public Volume {
 public:
  std::uint64_t recipients_since(std::string_view, std::int64_t, std::int64_t) const override { return 0; }
};

}  // namespace

const Correspondence& no_correspondence() {
  static const NoCorrespondence kNone;
  return kNone;
}

const Volume& no_volume() {
  static const NoVolume kNone;
  return kNone;
}

}  // namespace hallpass
