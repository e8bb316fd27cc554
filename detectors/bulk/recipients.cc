// bulk.recipients: one message to more recipients than its sender may address. Lists count as one here;
// those that reach everybody are bulk.all_district.
#include <set>

#include "detectors/bulk/sender.h"
#include "detectors/envelope_finding.h"
#include "detectors/registry.h"

namespace hallpass {
namespace {

class BulkRecipients final : public Detector {
 public:
  std::string_view id() const override { return "bulk.recipients"; }
  void terms(TermSink&) override {}

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    if (may_send_mass_mail(evidence.envelope, evidence.district)) return;
    std::set<std::string_view> distinct;
    for (const Recipient& recipient : evidence.recipients) distinct.insert(recipient.normalized);
    if (distinct.size() <= evidence.district.recipients_max) return;
    out.push_back(message_finding(id(), 1.0, distinct.size(), "envelope",
                                  std::to_string(distinct.size()) + " recipients; " +
                                      std::to_string(evidence.district.recipients_max) + " are allowed"));
  }
};

}  // namespace

std::unique_ptr<Detector> make_bulk_recipients(const DetectorContext&) {
  return std::make_unique<BulkRecipients>();
}

}  // namespace hallpass
