#include "cli/commands.h"

#include <algorithm>
#include <array>

namespace hallpass::cli {

void declare_version(CLI::App& app, Invocation& call);

namespace {

constexpr std::array kCommands{
    CommandRow{"version", "print the version", declare_version},
};
static_assert(std::ranges::adjacent_find(kCommands, std::ranges::greater_equal{}, &CommandRow::words) ==
                  kCommands.end(),
              "kCommands: keep rows sorted by words; words are unique");

}  // namespace

std::span<const CommandRow> commands() { return kCommands; }

}  // namespace hallpass::cli
