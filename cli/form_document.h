// A document given to a `fingerprint` command, as the readers see it.
#pragma once

#include <string>

#include "cli/command.h"
#include "hallpass/message.h"

namespace hallpass::cli {

// Errors: those of load_settings and of starting a reader; not_found; bad_input where nothing of it could be read.
[[nodiscard]] Result<Message> read_form_document(const Settings& settings, const std::string& file);

// The settings, where [forms] has a file. Errors: usage where it has none.
[[nodiscard]] Result<Settings> settings_with_forms(const Invocation& call);

}  // namespace hallpass::cli
