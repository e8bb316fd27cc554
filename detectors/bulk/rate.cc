// bulk.rate: this message takes its sender over a limit of a window, however the recipients were split up: by
// the hour, by the district's own limits, or by one text in near-copies over a day, one by one or in shares that
// each stay below what the MTA or the hour allows.
#include "base/recipient_volume.h"
#include "detectors/bulk/allowance.h"
#include "detectors/envelope_finding.h"
#include "detectors/registry.h"

namespace hallpass {
namespace {

class BulkRate final : public Detector {
 public:
  std::string_view id() const override { return "bulk.rate"; }
  void terms(TermSink&) override {}

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    const Allowance allowance(evidence);
    if (allowance.any_number()) return;
    const AudienceCounts now = recipient_volume(evidence.recipients);
    const auto limits = allowance.limits(false);
    for (const MailLimit& limit : limits) {
      AudienceCounts counts = since(evidence, allowance.sender(), limit.window_seconds);
      if (counts.total() == 0) continue;  // one message alone: bulk.recipients
      counts += now;
      const std::uint64_t total = counted_by(limit, counts);
      if (total <= limit.recipients_max || counted_by(limit, now) == 0) continue;
      out.push_back(message_finding(id(), 1.0, total, "envelope",
                                    std::to_string(total) + " recipients" + audience_in_words(limit) + " " +
                                        window_in_words(limit.window_seconds) + "; " + allowed(limit.recipients_max)));
      return;
    }
    add_copies(evidence, allowance, now, out);
  }

 private:
  static std::string allowed(std::uint64_t count) { return std::to_string(count) + " are allowed"; }

  // A Volume that knows no audiences counts them as outside.
  static AudienceCounts since(const Evidence& evidence, const std::string& sender, std::uint32_t window_seconds) {
    AudienceCounts counts = evidence.volume.audiences_since(sender, evidence.now_seconds, window_seconds);
    if (counts.total() == 0)
      counts[Audience::outside] = evidence.volume.recipients_since(sender, evidence.now_seconds, window_seconds);
    return counts;
  }

  void add_copies(const Evidence& evidence, const Allowance& allowance, const AudienceCounts& now,
                  std::vector<Finding>& out) const {
    if (evidence.copy_mark == 0) return;
    const std::uint64_t before = evidence.volume.copies_since(allowance.sender(), evidence.copy_mark,
                                                              evidence.now_seconds, kVolumeSecondsMax);
    const std::uint64_t total = before + now.total();
    const std::uint64_t most = allowance.granted(evidence.district.copies_daily_max);
    if (before == 0 || total <= most) return;
    out.push_back(message_finding(id(), 0.95, total, "envelope",
                                  std::to_string(total) + " recipients of one text or near-copies of it within a day; " +
                                      allowed(most)));
  }
};

}  // namespace

std::unique_ptr<Detector> make_bulk_rate(const DetectorContext&) {
  return std::make_unique<BulkRate>();
}

}  // namespace hallpass
