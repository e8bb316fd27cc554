// Alias files: which address stands for which others. Three forms are told apart by their look:
//
//   aliases       "name: member, member" (Postfix local, Sendmail); ":include:/file" and quotes as there
//   virtual       "address member, member" (Postfix virtual_alias_maps)
//   LDIF          an export of groups: mail, and member, uniqueMember, memberUid, rfc822MailMember,
//                 mgrpRFC822MailMember; members may be the dn of another group
//
// Comments and continuation lines as each form has them. What cannot be understood is passed over and told.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/result.h"

namespace hallpass {

inline constexpr std::size_t kAliasFileBytesMax = 64u << 20;
inline constexpr std::size_t kAliasListsMax = 100'000;
inline constexpr std::size_t kAliasMembersMax = 2'000'000;  // of all lists together
inline constexpr std::size_t kAliasIncludesMax = 1'000;     // files

struct AliasTable {
  // Names as written, in lower case: "staff", "staff@district.example", "cn=staff,ou=lists,…".
  std::map<std::string, std::vector<std::string>, std::less<>> members;
  std::map<std::string, std::string, std::less<>> mail_of;  // LDIF: dn -> address
  std::vector<std::string> problems;                        // "file:line: what"
  std::size_t member_count = 0;
  std::size_t include_count = 0;
};

// Adds the file's. Errors: not_found, permission, io, too_large.
[[nodiscard]] Result<void> read_alias_file(const std::string& path, AliasTable& table);

}  // namespace hallpass
