// District: the facts about the school district that are not in its roster. Loaded from the [district]
// table of hallpass.toml (scan/load_settings.cc). All addresses and domains are normalised.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "hallpass/volume.h"

namespace hallpass {

// Who a sender is to the limits on mass mail; unlisted: an office, a service, nobody of the roster.
enum class SenderClass : std::uint8_t { staff, student, unlisted };

// One limit on mass mail. What is not said holds for all. A limit for every audience stands instead of
// recipients_max (no window) or recipients_hourly_max (an hour); the others hold beside them.
struct MailLimit {
  std::string sender;                      // one address
  std::optional<SenderClass> sender_class;
  std::optional<Audience> audience;
  std::uint32_t recipients_max = 0;
  std::uint32_t window_seconds = 0;        // 0: of one message
};

// Mass mail permitted in advance, once or for a while.
struct MailGrant {
  std::string sender;
  std::string list;                        // this list alone; empty: any recipients
  std::uint32_t recipients_max = 0;        // in all limits; 0: any number
  std::int64_t from_seconds = 0;           // Unix time; [from, until)
  std::int64_t until_seconds = 0;
};

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

  // How many people a list's address reaches: list_sizes of hallpass.toml, else the alias files.
  std::map<std::string, std::uint32_t, std::less<>> list_sizes;
  std::vector<std::string> alias_files;        // paths (scan/mail_lists.h)

  // From where on mail is mass mail (taxonomy.md, last paragraph): the largest number that is still proper.
  std::uint32_t recipients_max = 50;           // of one message: bulk.recipients
  std::uint32_t recipients_hourly_max = 200;   // of one sender in an hour: bulk.rate
  std::uint32_t copies_daily_max = 200;        // of one text in a day, however it is split: bulk.rate
  std::uint32_t visible_guardians_max = 9;     // in To and Cc: recipient.exposed_list
  std::uint32_t listed_addresses_max = 19;     // district addresses in one text: bulk.address_list
  std::vector<MailLimit> limits;
  std::vector<MailGrant> grants;
};

}  // namespace hallpass
