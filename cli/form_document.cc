#include "cli/form_document.h"

#include <algorithm>
#include <chrono>

#include "base/file_ops.h"
#include "cli/judging.h"

namespace hallpass::cli {

Result<Message> read_form_document(const Settings& settings, const std::string& file) {
  const auto reader = make_judging_reader(settings, 1);
  if (!reader) return tl::unexpected(reader.error());
  const auto bytes = real_file_ops().read(file, settings.limits.message_bytes_max);
  if (!bytes) return tl::unexpected(bytes.error());
  const Deadline deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(settings.limits.message_ms);
  Message document = (*reader)->read_document({.bytes = *bytes}, file.substr(file.rfind('/') + 1), settings.limits, deadline);
  const bool read = std::ranges::any_of(document.units, [](const Unit& unit) { return unit.kind == UnitKind::body || unit.kind == UnitKind::attachment; });
  if (!read) return fail(ErrorCode::bad_input, "fingerprint: no text could be read in " + file + "; see: hallpass read --document " + file);
  return document;
}

Result<Settings> settings_with_forms(const Invocation& call) {
  auto settings = call.settings();
  if (settings && settings->form_file.empty()) {
    return fail(ErrorCode::usage, "fingerprint: hallpass.toml names no file for forms; add [forms] file = \"/var/lib/hallpass/forms.prints\"");
  }
  return settings;
}

}  // namespace hallpass::cli
