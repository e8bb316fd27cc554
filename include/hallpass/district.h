// District: the facts about the school district that are not in its roster. Loaded from the [district]
// table of hallpass.toml (scan/load_settings.cc). All addresses and domains are normalised.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hallpass {

struct District {
  std::string name;
  std::vector<std::string> internal_domains;   // subdomains count too
  std::vector<std::string> partner_domains;
  std::vector<std::string> student_lists;      // list addresses that reach students
  std::vector<std::string> all_district_lists;
  std::vector<std::string> mass_mail_senders;  // free of bulk.*
  std::vector<std::string> bulk_release_senders;  // may send partners 10 or more
  std::vector<std::string> encrypt_senders;    // free of content.encrypted
  std::vector<std::string> delegations;        // "login owner": login may send as owner
  std::string student_number_format = "\\d{6}";   // RE2
  std::string state_number_format = "\\d{10}";
  std::string employee_number_format = "e\\d{5}";  // over folded text
  bool birth_date_day_first = false;               // 04/03/2012: 4 March?

  // From where on mail is mass mail (taxonomy.md, last paragraph): the largest number that is still proper.
  std::uint32_t recipients_max = 50;           // of one message: bulk.recipients
  std::uint32_t recipients_hourly_max = 200;   // of one sender in an hour: bulk.rate
  std::uint32_t visible_guardians_max = 9;     // in To and Cc: recipient.exposed_list
  std::uint32_t listed_addresses_max = 19;     // district addresses in one text: bulk.address_list
};

}  // namespace hallpass
