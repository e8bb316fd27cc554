#include "base/recipient_volume.h"

#include <set>

namespace hallpass {

AudienceCounts recipient_volume(std::span<const Recipient> recipients) {
  AudienceCounts counts;
  std::set<std::string_view> seen;
  for (const Recipient& recipient : recipients) {
    if (seen.insert(recipient.normalized).second) counts[audience_of(recipient.recipient_class)] += recipient.reaches;
  }
  return counts;
}

}  // namespace hallpass
