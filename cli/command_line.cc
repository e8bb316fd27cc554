// From argv to an exit status: builds the CLI11 tree from the command table, parses, runs.
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <map>

#include "cli/command.h"
#include "cli/commands.h"

namespace hallpass::cli {
namespace {

// $HALLPASS_CONFIG, /etc/hallpass, then what ships beside the program.
std::string found_config() {
  if (const char* named = std::getenv("HALLPASS_CONFIG")) return named;
  namespace fs = std::filesystem;
  std::error_code ignored;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  const fs::path places[] = {"/etc/hallpass/hallpass.toml", program / "config/hallpass.toml",
                             program / "../share/hallpass/hallpass.toml"};
  for (const fs::path& place : places) {
    if (fs::exists(place, ignored)) return place.lexically_normal().string();
  }
  return "/etc/hallpass/hallpass.toml";
}

std::string_view group_summary(std::string_view name) {
  constexpr std::pair<std::string_view, std::string_view> kGroups[] = {
      {"audit", "the record of who decided what"},
      {"config", "check and show the configuration"},
      {"grant", "permissions given in advance"},
      {"history", "who writes to whom"},
      {"keys", "the keys of the quarantine"},
      {"quarantine", "review what was held"},
      {"roster", "who is who: build and ask the index"},
  };
  for (const auto& [group, summary] : kGroups) {
    if (group == name) return summary;
  }
  return "more commands";
}

CLI::App* group_of(CLI::App& app, std::map<std::string, CLI::App*>& groups, const std::string& name) {
  auto& group = groups[name];
  if (!group) {
    group = app.add_subcommand(name, std::string(group_summary(name)));
    group->require_subcommand(1);
  }
  return group;
}

void declare_all(CLI::App& app, Invocation& call) {
  std::map<std::string, CLI::App*> groups;
  for (const CommandRow& row : commands()) {
    const std::string words(row.words);
    const auto space = words.find(' ');
    CLI::App* parent = space == std::string::npos ? &app : group_of(app, groups, words.substr(0, space));
    const std::string name = space == std::string::npos ? words : words.substr(space + 1);
    CLI::App* command = parent->add_subcommand(name, std::string(row.summary));
    command->add_flag("--json", call.out.json, "print JSON, an object a line");
    command->add_option("-c,--config", call.config, "hallpass.toml to use")->capture_default_str();
    row.declare(*command, call);
  }
}

}  // namespace

Result<Settings> Invocation::settings() const { return load_settings(config); }

int report_error(const Error& error) {
  std::fprintf(stderr, "hallpass: %s\n", error.context.c_str());
  return exit_status(error.code);
}

int run_command_line(int argc, const char* const* argv) {
  Invocation call;
  call.config = found_config();
  CLI::App app{"hallpass: the school district's filter for outbound mail. What a person types."};
  app.name("hallpass");
  app.require_subcommand(1);
  declare_all(app, call);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : exit_status(ErrorCode::usage);
  }
  try {
    return call.run ? call.run() : exit_status(ErrorCode::usage);
  } catch (const std::exception& error) {  // the last net; not a way to report errors
    std::fprintf(stderr, "hallpass: internal error: %s\n", error.what());
    return 70;
  }
}

}  // namespace hallpass::cli
