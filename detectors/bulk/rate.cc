// bulk.rate: this message takes its sender over the hour's limit, however the recipients were split up.
#include <set>

#include "detectors/bulk/sender.h"
#include "detectors/envelope_finding.h"
#include "detectors/registry.h"

namespace hallpass {
namespace {

constexpr std::int64_t kHourSeconds = 3'600;

class BulkRate final : public Detector {
 public:
  std::string_view id() const override { return "bulk.rate"; }
  void terms(TermSink&) override {}

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    if (may_send_mass_mail(evidence.envelope, evidence.district)) return;
    std::set<std::string_view> distinct;
    for (const Recipient& recipient : evidence.recipients) distinct.insert(recipient.normalized);
    const std::uint64_t before = evidence.volume.recipients_since(answering_sender(evidence.envelope),
                                                                  evidence.now_seconds, kHourSeconds);
    const std::uint64_t total = before + distinct.size();
    if (before == 0 || total <= evidence.district.recipients_hourly_max)
      return;  // one message alone: bulk.recipients
    out.push_back(message_finding(id(), 1.0, total, "envelope",
                                  std::to_string(total) + " recipients within the hour; " +
                                      std::to_string(evidence.district.recipients_hourly_max) +
                                      " are allowed"));
  }
};

}  // namespace

std::unique_ptr<Detector> make_bulk_rate(const DetectorContext&) {
  return std::make_unique<BulkRate>();
}

}  // namespace hallpass
