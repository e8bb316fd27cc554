// bulk.address_list: many of the district's own addresses, listed in the text or an attachment of a message
// to an outsider. Header lines of quoted messages are not a list that somebody made.
#include <algorithm>
#include <set>

#include "base/address.h"
#include "detectors/envelope_finding.h"
#include "detectors/registry.h"

namespace hallpass {
namespace {

constexpr std::size_t kDomainBytesMax = 253;
constexpr std::size_t kLocalBytesMax = 64;

bool is_local_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' || c == '+' ||
         c == '\'';
}
bool is_domain_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

// "To: a@x, b@x" as a mail program writes it above a quotation.
bool in_quoted_header(std::string_view text, std::size_t at) {
  const auto line_end = at == 0 ? std::string_view::npos : text.rfind('\n', at);
  std::string_view line = text.substr(line_end == std::string_view::npos ? 0 : line_end + 1);
  while (!line.empty() && (line.front() == '>' || line.front() == ' ' || line.front() == '*'))
    line.remove_prefix(1);
  return std::ranges::any_of(
      std::initializer_list<std::string_view>{"to:", "cc:", "from:", "bcc:", "para:", "de:"},
      [&](std::string_view field) { return line.starts_with(field); });
}

class AddressList final : public Detector {
 public:
  explicit AddressList(const DetectorContext& context)
      : domains_(context.district.internal_domains), listed_max_(context.district.listed_addresses_max) {}
  std::string_view id() const override { return "bulk.address_list"; }
  void terms(TermSink&) override {}

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    const bool to_outsider = std::ranges::any_of(evidence.recipients, [](const Recipient& recipient) {
      return recipient.recipient_class != RecipientClass::internal &&
             recipient.recipient_class != RecipientClass::student;
    });
    if (!to_outsider) return;
    std::set<std::string> addresses;
    std::string_view where;
    std::size_t most = 0;
    for (std::size_t i = 0; i < evidence.folded.size(); ++i) {
      const Unit& unit = evidence.message.units[i];
      if (unit.kind == UnitKind::header) continue;
      const std::size_t before = addresses.size();
      add_addresses(evidence.folded[i].text, addresses);
      if (addresses.size() - before > most) {
        most = addresses.size() - before;
        where = unit.path;
      }
    }
    if (addresses.size() <= listed_max_) return;
    out.push_back(message_finding(id(), 0.95, addresses.size(), where,
                                  std::to_string(addresses.size()) + " addresses of the district"));
  }

 private:
  void add_addresses(std::string_view text, std::set<std::string>& addresses) const {
    for (auto at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
      std::size_t begin = at;
      while (begin > 0 && at - begin < kLocalBytesMax && is_local_char(text[begin - 1])) --begin;
      std::size_t end = at + 1;
      while (end < text.size() && end - at < kDomainBytesMax && is_domain_char(text[end])) ++end;
      while (end > at + 1 && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
      if (begin == at || !domain_matches(text.substr(at + 1, end - at - 1), domains_) ||
          in_quoted_header(text, begin))
        continue;
      addresses.emplace(text.substr(begin, end - begin));
    }
  }

  std::vector<std::string> domains_;
  std::uint32_t listed_max_;
};

}  // namespace

std::unique_ptr<Detector> make_bulk_address_list(const DetectorContext& context) {
  return std::make_unique<AddressList>(context);
}

}  // namespace hallpass
