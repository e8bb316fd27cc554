// bulk.all_district: a list that reaches the whole district is addressed by somebody not authorised.
#include <algorithm>

#include "detectors/bulk/sender.h"
#include "detectors/envelope_finding.h"
#include "detectors/registry.h"

namespace hallpass {
namespace {

class AllDistrict final : public Detector {
 public:
  std::string_view id() const override { return "bulk.all_district"; }
  void terms(TermSink&) override {}

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    if (may_send_mass_mail(evidence.envelope, evidence.district)) return;
    const auto& lists = evidence.district.all_district_lists;
    const auto addressed = std::ranges::count_if(evidence.recipients, [&](const Recipient& recipient) {
      return std::ranges::find(lists, recipient.normalized) != lists.end();
    });
    if (addressed == 0) return;
    out.push_back(
        message_finding(id(), 1.0, static_cast<std::size_t>(addressed), "envelope",
                        "a list of the whole district; the sender is not authorised for mass mail"));
  }
};

}  // namespace

std::unique_ptr<Detector> make_bulk_all_district(const DetectorContext&) {
  return std::make_unique<AllDistrict>();
}

}  // namespace hallpass
