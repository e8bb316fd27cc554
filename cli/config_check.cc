// `hallpass config check [FILE]`: every problem of hallpass.toml and of what it names, at once.
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/command.h"
#include "hallpass/detection.h"
#include "hallpass/policy.h"
#include "scan/mail_lists.h"

namespace hallpass::cli {
namespace {

// One "file:line:column: what; suggestion" a line.
void add_problems(const Error& error, std::vector<std::string>& problems) {
  std::istringstream lines(error.context);
  for (std::string line; std::getline(lines, line);) problems.push_back(line);
}

std::vector<std::string> problems_of(const std::string& file) {
  std::vector<std::string> problems;
  const auto settings = load_settings(file);
  if (!settings) {
    add_problems(settings.error(), problems);
    return problems;
  }
  if (const auto policy = load_policy(settings->policy_file); !policy) add_problems(policy.error(), problems);
  if (const auto built = build_detectors({.lexicon_dir = settings->lexicon_dir, .pattern_file = settings->pattern_file, .form_file = settings->form_file, .form_key = settings->form_key}, settings->district); !built)
    add_problems(built.error(), problems);
  if (const auto lists = load_mail_lists(settings->district); !lists)
    add_problems(lists.error(), problems);
  else
    problems.insert(problems.end(), lists->problems.begin(), lists->problems.end());
  return problems;
}

int check(const Invocation& call, const std::string& file) {
  const std::vector<std::string> problems = problems_of(file);
  if (call.out.json) {
    call.out.object({{"schema", 1}, {"file", file}, {"good", problems.empty()}, {"problems", problems}});
  }
  for (const std::string& problem : problems) call.out.line(problem);
  if (problems.empty()) call.out.line(file + ": good");
  return problems.empty() ? 0 : exit_status(ErrorCode::bad_config);
}

}  // namespace

void declare_config_check(CLI::App& app, Invocation& call) {
  auto file = std::make_shared<std::string>();
  app.add_option("FILE", *file, "hallpass.toml to check; default: the one in use");
  app.callback([&call, file] {
    call.run = [&call, file] { return check(call, file->empty() ? call.config : *file); };
  });
}

}  // namespace hallpass::cli
