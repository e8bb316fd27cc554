// build_engine(): everything a message is judged by, loaded once and then only read. The engine's name is
// a digest of all that can change a verdict, so that a report says which engine it came from.
#include "scan/engine.h"

#include <fstream>
#include <sstream>

#include "base/digest.h"

namespace hallpass {
namespace {

std::string file_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

std::string name_of(const Engine& engine) {
  Hasher hasher;
  hasher.add_field(HALLPASS_VERSION);
  hasher.add_field(file_bytes(engine.settings.file));
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
  auto detectors = build_detectors(settings.lexicon_dir, settings.district);
  if (!detectors) return tl::unexpected(detectors.error());
  auto policy = load_policy(settings.policy_file);
  if (!policy) return tl::unexpected(policy.error());
  auto roster = roster_of(settings);
  if (!roster) return tl::unexpected(roster.error());

  auto engine = std::make_shared<Engine>();
  engine->settings = settings;
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
