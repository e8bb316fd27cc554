#include "cli/commands.h"

#include <algorithm>
#include <array>

namespace hallpass::cli {

void declare_detectors(CLI::App& app, Invocation& call);
void declare_explain(CLI::App& app, Invocation& call);
void declare_read(CLI::App& app, Invocation& call);
void declare_scan(CLI::App& app, Invocation& call);
void declare_version(CLI::App& app, Invocation& call);

namespace {

constexpr std::array kCommands{
    CommandRow{"detectors", "list what is looked for", declare_detectors},
    CommandRow{"explain", "say why a message got its verdict", declare_explain},
    CommandRow{"read", "show what the readers see of a message or a document", declare_read},
    CommandRow{"scan", "judge messages; sends nothing", declare_scan},
    CommandRow{"version", "print the version", declare_version},
};
static_assert(std::ranges::adjacent_find(kCommands, std::ranges::greater_equal{}, &CommandRow::words) ==
                  kCommands.end(),
              "kCommands: keep rows sorted by words; words are unique");

}  // namespace

std::span<const CommandRow> commands() { return kCommands; }

}  // namespace hallpass::cli
