// recipient.inactive: everybody who has this address in the roster has left.
#include <algorithm>

#include "detectors/envelope_finding.h"
#include "detectors/registry.h"

namespace hallpass {
namespace {

class Inactive final : public Detector {
 public:
  std::string_view id() const override { return "recipient.inactive"; }
  void terms(TermSink&) override {}

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    for (std::uint32_t i = 0; i < evidence.recipients.size(); ++i) {
      const auto& people = evidence.recipients[i].people;
      const bool left = !people.empty() && std::ranges::none_of(people, [&](PersonId id) {
        return evidence.roster.person(id).active;
      });
      if (!left) continue;
      out.push_back(recipient_finding(id(), 0.95, i, "the roster says that this person has left"));
    }
  }
};

}  // namespace

std::unique_ptr<Detector> make_recipient_inactive(const DetectorContext&) {
  return std::make_unique<Inactive>();
}

}  // namespace hallpass
