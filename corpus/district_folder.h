// A district that was never set up: a folder with its OneRoster export and, where it is there, facts.json.
// With it the offline tools judge mail as the district's relay would, and leave nothing behind.
#pragma once

#include <string>
#include <string_view>

#include "hallpass/district.h"
#include "hallpass/result.h"
#include "hallpass/settings.h"

namespace hallpass {

// Puts the facts of a district into `district`: "name", "internal_domains", "partner_domains",
// "all_district_aliases" (those that name students become student lists too), "mass_mail_authorised",
// "bulk_release_authorised", "may_encrypt", "student_id_format", "state_id_format", "employee_id_format"
// ("6 digits", "E + 5 digits"). Keys that are absent leave their value alone; others are passed over.
// Errors: bad_input, naming the key.
[[nodiscard]] Result<void> apply_district_facts(std::string_view json, District& district);

// "6 digits" -> "\d{6}", "E + 5 digits" -> "e\d{5}": RE2 over folded text. Empty where the words say
// something else.
[[nodiscard]] std::string number_pattern(std::string_view words);

// Makes `settings` those of the district in `folder`: its facts, its roster as an index in `private_dir`, which nobody else
// may enter; side.csv of the folder is taken where it is there.
// Errors: not_found, bad_input, io.
[[nodiscard]] Result<void> apply_district_folder(const std::string& folder, const std::string& private_dir,
                                                 Settings& settings);

}  // namespace hallpass
