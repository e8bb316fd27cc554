#include "scan/mail_lists.h"

#include <algorithm>
#include <set>
#include <unordered_set>

#include "base/address.h"
#include "scan/alias_file.h"

namespace hallpass {
namespace {

constexpr std::size_t kStepsMax = 20'000'000;  // members looked at, all lists together

// Walks the lists on a work-list, never by calling itself.
class Expansion {
 public:
  Expansion(const AliasTable& table, const std::vector<std::string>& domains) : table_(table), domains_(domains) {
    for (const auto& [dn, address] : table.mail_of) dn_of_.emplace(normalize_address(address), dn);
  }

  std::uint32_t size_of(const std::string& list, std::vector<std::string>& problems) {
    std::unordered_set<std::string_view> seen{list};
    std::vector<std::string_view> open{list};
    std::uint32_t people = 0;
    bool loops = false;
    while (!open.empty() && steps_ < kStepsMax) {
      const auto found = table_.members.find(open.back());
      open.pop_back();
      for (const std::string& member : found->second) {
        ++steps_;
        const std::string_view name = list_behind(member);
        loops |= name == list;
        if (!seen.insert(name.empty() ? std::string_view(member) : name).second) continue;
        if (name.empty())
          ++people;
        else
          open.push_back(name);
      }
    }
    if (loops) problems.push_back("alias files: the list '" + list + "' contains itself; it is counted without");
    return people;
  }

  bool given_up() const { return steps_ >= kStepsMax; }

 private:
  // The list that a member is; empty for a person. "staff@our.example" is "staff" where that has members.
  std::string_view list_behind(const std::string& member) const {
    if (const auto found = table_.members.find(member); found != table_.members.end()) return found->first;
    if (const auto dn = dn_of_.find(member); dn != dn_of_.end()) return list_behind(dn->second);
    const std::string_view domain = domain_of(member);
    if (!domain.empty() && domain_matches(domain, domains_)) {
      if (const auto found = table_.members.find(local_part_of(member)); found != table_.members.end()) return found->first;
    }
    return {};
  }

  const AliasTable& table_;
  const std::vector<std::string>& domains_;
  std::map<std::string, std::string, std::less<>> dn_of_;
  std::size_t steps_ = 0;
};

// Every address under which a list can be written to.
std::vector<std::string> addresses_of(const std::string& name, const AliasTable& table, const std::vector<std::string>& domains) {
  if (const auto mail = table.mail_of.find(name); mail != table.mail_of.end()) return {normalize_address(mail->second)};
  if (name.find('=') != std::string::npos) return {};  // a dn without an address
  if (name.find('@') != std::string::npos) return {normalize_address(name)};
  std::vector<std::string> addresses;
  for (const std::string& domain : domains) addresses.push_back(normalize_address(name + "@" + domain));
  return addresses;
}

}  // namespace

Result<MailLists> load_mail_lists(const District& district) {
  MailLists lists;
  AliasTable table;
  for (const std::string& path : district.alias_files) {
    if (auto done = read_alias_file(path, table); !done) return tl::unexpected(done.error());
  }
  lists.problems = table.problems;
  Expansion expansion(table, district.internal_domains);
  for (const auto& [name, members] : table.members) {
    const std::uint32_t size = expansion.size_of(name, lists.problems);
    if (size < 2) continue;
    for (std::string& address : addresses_of(name, table, district.internal_domains)) lists.sizes.emplace(std::move(address), size);
  }
  if (expansion.given_up()) lists.problems.push_back("alias files: too many lists within lists; the last ones are not counted");
  return lists;
}

}  // namespace hallpass
