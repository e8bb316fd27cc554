// recipient.exposed_list: families who can see each other's addresses in To and Cc. Guardians of one child
// alone are no list: they know each other.
#include <algorithm>
#include <set>

#include "base/address.h"
#include "detectors/envelope_finding.h"
#include "detectors/registry.h"
#include "hallpass/limits.h"

namespace hallpass {
namespace {

class ExposedList final : public Detector {
 public:
  explicit ExposedList(const DetectorContext& context)
      : guardians_max_(context.district.visible_guardians_max),
        internal_domains_(context.district.internal_domains) {}
  std::string_view id() const override { return "recipient.exposed_list"; }
  void terms(TermSink&) override {}

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    std::set<std::string> addresses;
    std::set<PersonId> families;  // by their first child
    for (const Mailbox& mailbox : evidence.message.mailboxes) {
      if (mailbox.field != "to" && mailbox.field != "cc") continue;
      const std::string address = normalize_address(mailbox.address);
      if (domain_matches(domain_of(address), internal_domains_)) continue;
      if (add_family(evidence.roster, address, families)) addresses.insert(address);
    }
    if (addresses.size() <= guardians_max_ || families.size() < 2) return;
    out.push_back(message_finding(id(), 0.95, addresses.size(), "header/To",
                                  std::to_string(addresses.size()) + " guardians see each other's address"));
  }

 private:
  static bool add_family(const Roster& roster, const std::string& address, std::set<PersonId>& families) {
    bool guardian = false;
    for (PersonId person : roster.find(RosterField::email, address)) {
      if (roster.person(person).role != PersonRole::guardian) continue;
      guardian = true;
      const auto children = roster.children_of(person);
      if (!children.empty()) families.insert(children.front());
    }
    return guardian;
  }

  std::uint32_t guardians_max_;
  std::vector<std::string> internal_domains_;
};

}  // namespace

std::unique_ptr<Detector> make_recipient_exposed_list(const DetectorContext& context) {
  return std::make_unique<ExposedList>(context);
}

}  // namespace hallpass
