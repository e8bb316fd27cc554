// identity.impersonation: From or Sender is somebody else than the login, and no delegation allows it; or
// the address is the login's own, and the display name that of another member of staff; or a name of the staff stands
// over an address outside that is not theirs, in From where nobody logged in, or in Reply-To.
#include <algorithm>

#include "base/address.h"
#include "base/sender.h"
#include "detectors/envelope_finding.h"
#include "detectors/recipients/addressed.h"
#include "detectors/registry.h"

namespace hallpass {
namespace {

// "ann.lee+club" -> "ann.lee"
std::string_view without_tag(std::string_view local) {
  return local.substr(0, local.find('+'));
}

class Impersonation final : public Detector {
 public:
  std::string_view id() const override { return "identity.impersonation"; }
  void terms(TermSink&) override {}

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    if (const char* field = borrowed_name(evidence)) {
      add(out, 0.85, field, "the display name is that of a member of staff, the address is outside and not theirs");
      return;
    }
    const std::string login = normalize_address(evidence.envelope.login);
    if (login.empty()) return;  // the relay does not know who this is
    for (const Mailbox& mailbox : evidence.message.mailboxes) {
      if (mailbox.field != "from" && mailbox.field != "sender") continue;
      const std::string claimed = normalize_address(mailbox.address);
      if (claimed.empty()) continue;
      if (!is_same(evidence, login, claimed)) {
        if (!is_delegated(evidence.district, login, claimed)) {
          add(out, 0.95, "header/" + std::string(mailbox.field == "from" ? "From" : "Sender"),
              "the address is not the login's and no delegation allows it");
          return;
        }
      } else if (mailbox.field == "from" && names_another(evidence, claimed, mailbox.display)) {
        add(out, 0.85, "header/From", "the display name is that of another member of staff");
        return;
      }
    }
  }

 private:
  void add(std::vector<Finding>& out, double confidence, std::string where, std::string why) const {
    out.push_back(message_finding(id(), confidence, 1, where, std::move(why)));
  }

  // The same mailbox by another of its names: a bare login, a tag, a sibling domain, two addresses on file.
  static bool is_same(const Evidence& evidence, const std::string& login, const std::string& claimed) {
    if (login == claimed) return true;
    const auto& inside = evidence.district.internal_domains;
    const bool claims_inside = domain_matches(domain_of(claimed), inside);
    if (login.find('@') == std::string::npos)
      return claims_inside && without_tag(local_part_of(claimed)) == login;
    if (claims_inside && domain_matches(domain_of(login), inside) &&
        without_tag(local_part_of(claimed)) == without_tag(local_part_of(login)))
      return true;
    const auto owners = evidence.roster.find(RosterField::email, login);
    return std::ranges::any_of(evidence.roster.find(RosterField::email, claimed), [&](PersonId person) {
      return std::ranges::find(owners, person) != owners.end();
    });
  }

  // The header field in which a name of the staff stands over an address that is neither theirs nor the
  // district's, and not that of somebody else of the same name; null where there is none. With a login, From is
  // compared with that instead.
  static const char* borrowed_name(const Evidence& evidence) {
    for (const Mailbox& mailbox : evidence.message.mailboxes) {
      const bool from = mailbox.field == "from" && evidence.envelope.login.empty();
      if (!from && mailbox.field != "reply-to") continue;
      const std::string address = normalize_address(mailbox.address);
      if (address.empty() || domain_matches(domain_of(address), evidence.district.internal_domains) ||
          domain_matches(domain_of(address), evidence.district.partner_domains) ||
          !evidence.roster.find(RosterField::email, address).empty())
        continue;
      const std::vector<PersonId> named = people_named(evidence.roster, words_of_name(mailbox.display));
      const bool all_staff = !named.empty() && std::ranges::all_of(named, [&](PersonId id) {
        return evidence.roster.person(id).role == PersonRole::staff;
      });
      if (all_staff && !is_own_name(evidence, named)) return from ? "header/From" : "header/Reply-To";
    }
    return nullptr;
  }

  // Answers to one's own private mailbox are no false identity.
  static bool is_own_name(const Evidence& evidence, const std::vector<PersonId>& named) {
    const auto senders = evidence.roster.find(RosterField::email, answering_sender(evidence.envelope));
    return std::ranges::any_of(named, [&](PersonId id) { return std::ranges::find(senders, id) != senders.end(); });
  }

  static bool is_delegated(const District& district, const std::string& login, const std::string& claimed) {
    return std::ranges::find(district.delegations, login + " " + claimed) != district.delegations.end();
  }

  // Not one word of the name is the owner's, and the name is a member of staff's.
  static bool names_another(const Evidence& evidence, const std::string& address,
                            const std::string& display) {
    const auto owners = evidence.roster.find(RosterField::email, address);
    const std::vector<std::string> words = words_of_name(display);
    if (owners.empty() || words.size() < 2) return false;
    for (PersonId owner : owners) {
      if (std::ranges::any_of(words,
                              [&](const std::string& word) { return bears(evidence.roster, owner, word); }))
        return false;
    }
    return std::ranges::any_of(people_named(evidence.roster, words), [&](PersonId person) {
      return evidence.roster.person(person).role == PersonRole::staff;
    });
  }
};

}  // namespace

std::unique_ptr<Detector> make_identity_impersonation(const DetectorContext&) {
  return std::make_unique<Impersonation>();
}

}  // namespace hallpass
