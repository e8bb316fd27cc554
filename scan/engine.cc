// build_engine(): everything a message is judged by, loaded once and then only read. The engine's name is
// a digest of all that can change a verdict, so that a report says which engine it came from.
#include "scan/engine.h"

#include <fstream>
#include <sstream>

#include "base/digest.h"
#include "scan/mail_lists.h"

namespace hallpass {
namespace {

std::string file_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

// The district may come from elsewhere than the settings' file (corpus/district_folder.h).
void add_district(Hasher& hasher, const District& district) {
  for (const auto* list : {&district.internal_domains, &district.partner_domains, &district.student_lists,
                           &district.all_district_lists, &district.mass_mail_senders, &district.bulk_release_senders,
                           &district.encrypt_senders, &district.delegations}) {
    hasher.add_field(std::to_string(list->size()));
    for (const std::string& entry : *list) hasher.add_field(entry);
  }
  for (const auto* format :
       {&district.student_number_format, &district.state_number_format, &district.employee_number_format}) {
    hasher.add_field(*format);
  }
  for (const auto& [list, size] : district.list_sizes) hasher.add_field(list).add_field(std::to_string(size));
  hasher.add_field(district.birth_date_day_first ? "day first" : "month first");
  for (const auto bound : {district.recipients_max, district.recipients_hourly_max, district.visible_guardians_max,
                           district.listed_addresses_max}) {
    hasher.add_field(std::to_string(bound));
  }
}

std::string name_of(const Engine& engine) {
  Hasher hasher;
  hasher.add_field(HALLPASS_VERSION);
  hasher.add_field(file_bytes(engine.settings.file));
  add_district(hasher, engine.settings.district);
  hasher.add_field(file_bytes(engine.settings.policy_file));
  hasher.add_field(vocabulary_digest(*engine.detectors));
  hasher.add_field(engine.roster->version());
  return to_hex(hasher.finish()).substr(0, 16);
}

Result<std::shared_ptr<const Roster>> roster_of(const Settings& settings) {
  if (settings.roster_index.empty()) return empty_roster();
  return open_roster(settings.roster_index, settings.roster_key);
}

}  // namespace

Result<std::shared_ptr<const Engine>> build_engine(const Settings& settings) {
  init_crypto();
  auto detectors = build_detectors({.lexicon_dir = settings.lexicon_dir, .pattern_file = settings.pattern_file, .form_file = settings.form_file, .form_key = settings.form_key}, settings.district);
  if (!detectors) return tl::unexpected(detectors.error());
  auto policy = load_policy(settings.policy_file);
  if (!policy) return tl::unexpected(policy.error());
  auto roster = roster_of(settings);
  if (!roster) return tl::unexpected(roster.error());

  auto lists = load_mail_lists(settings.district);
  if (!lists) return tl::unexpected(lists.error());

  auto engine = std::make_shared<Engine>();
  engine->settings = settings;
  engine->settings.district.list_sizes.merge(lists->sizes);  // what hallpass.toml says itself stands
  engine->detectors = *detectors;
  engine->policy = *policy;
  engine->roster = *roster;
  engine->name = name_of(*engine);
  return engine;
}

std::string_view engine_name(const Engine& engine) { return engine.name; }
const Settings& engine_settings(const Engine& engine) { return engine.settings; }
const Roster& engine_roster(const Engine& engine) { return *engine.roster; }

}  // namespace hallpass
