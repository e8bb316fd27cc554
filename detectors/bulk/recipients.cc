// bulk.recipients: one message to more people than its sender may address. A list counts with the people it
// reaches, where that is known; those that reach everybody are bulk.all_district as well.
#include "base/recipient_volume.h"
#include "detectors/bulk/allowance.h"
#include "detectors/envelope_finding.h"
#include "detectors/registry.h"

namespace hallpass {
namespace {

class BulkRecipients final : public Detector {
 public:
  std::string_view id() const override { return "bulk.recipients"; }
  void terms(TermSink&) override {}

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    const Allowance allowance(evidence);
    if (allowance.any_number()) return;
    const AudienceCounts counts = recipient_volume(evidence.recipients);
    for (const MailLimit& limit : allowance.limits(true)) {
      const std::uint64_t total = counted_by(limit, counts);
      if (total <= limit.recipients_max) continue;
      out.push_back(message_finding(id(), 1.0, total, "envelope",
                                    std::to_string(total) + " recipients" + audience_in_words(limit) + "; " +
                                        std::to_string(limit.recipients_max) + " are allowed"));
      return;
    }
  }
};

}  // namespace

std::unique_ptr<Detector> make_bulk_recipients(const DetectorContext&) {
  return std::make_unique<BulkRecipients>();
}

}  // namespace hallpass
