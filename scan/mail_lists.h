// Mail lists: how many people the district's list addresses reach, from its alias files.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "hallpass/district.h"
#include "hallpass/result.h"

namespace hallpass {

struct MailLists {
  std::map<std::string, std::uint32_t, std::less<>> sizes;  // by normalised address; those of more than one
  std::vector<std::string> problems;                        // "file:line: what", for `hallpass config check`
};

// Lists within lists are followed, each person of a list counts once; a list that contains itself is told and
// counted without. A name without a domain is a list at every one of the district's domains.
// Errors: a file that cannot be read.
[[nodiscard]] Result<MailLists> load_mail_lists(const District& district);

}  // namespace hallpass
