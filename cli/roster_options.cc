#include "cli/roster_options.h"

namespace hallpass::cli {

void add_roster_place(CLI::App& app, RosterPlace& place) {
  app.add_option("--index", place.index, "the index file (default: roster.index of hallpass.toml)");
  app.add_option("--key", place.key, "the key file (default: roster.key of hallpass.toml)");
}

Result<RosterPlace> resolved(const RosterPlace& place, const Invocation& call) {
  RosterPlace whole = place;
  if (whole.index.empty() || whole.key.empty()) {
    auto settings = call.settings();
    if (!settings) return tl::unexpected(settings.error());
    if (whole.index.empty()) whole.index = settings->roster_index;
    if (whole.key.empty()) whole.key = settings->roster_key;
  }
  if (whole.index.empty() || whole.key.empty()) {
    return fail(ErrorCode::usage, "roster: no index or key is set; give --index FILE and --key FILE, or set them in "
                                  "hallpass.toml");
  }
  return whole;
}

Result<std::shared_ptr<const Roster>> open_roster_of(const RosterPlace& place, const Invocation& call) {
  auto whole = resolved(place, call);
  if (!whole) return tl::unexpected(whole.error());
  return open_roster(whole->index, whole->key);
}

std::string_view to_string(PersonRole role) {
  switch (role) {
    case PersonRole::student: return "student";
    case PersonRole::guardian: return "guardian";
    case PersonRole::staff: return "staff";
  }
  return "";
}

}  // namespace hallpass::cli
