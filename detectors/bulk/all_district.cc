// bulk.all_district: a list that reaches the whole district is addressed by somebody not authorised.
#include <algorithm>

#include "detectors/bulk/allowance.h"
#include "detectors/envelope_finding.h"
#include "detectors/registry.h"

namespace hallpass {
namespace {

class AllDistrict final : public Detector {
 public:
  std::string_view id() const override { return "bulk.all_district"; }
  void terms(TermSink&) override {}

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    const Allowance allowance(evidence);
    const auto& lists = evidence.district.all_district_lists;
    std::size_t addressed = 0;
    std::uint32_t people = 0;
    for (const Recipient& recipient : evidence.recipients) {
      if (std::ranges::find(lists, recipient.normalized) == lists.end() || allowance.may_write_to_list(recipient.normalized))
        continue;
      ++addressed;
      people = std::max(people, recipient.reaches);
    }
    if (addressed == 0) return;
    const std::string size = people > 1 ? " (" + std::to_string(people) + " people)" : "";
    out.push_back(message_finding(id(), 1.0, addressed, "envelope",
                                  "a list of the whole district" + size + "; the sender is not authorised for mass mail"));
  }
};

}  // namespace

std::unique_ptr<Detector> make_bulk_all_district(const DetectorContext&) {
  return std::make_unique<AllDistrict>();
}

}  // namespace hallpass
