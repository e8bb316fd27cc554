// `hallpass history import PATH...`: learns who writes to whom from an archive of sent mail or from a Postfix
// log, so that the first day already has habits. Reads headers alone; nothing is kept but keyed digests.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/address.h"
#include "base/clock.h"
#include "cli/command.h"
#include "cli/judging.h"
#include "cli/postfix_log.h"
#include "corpus/sources.h"
#include "hallpass/state.h"

namespace hallpass::cli {
namespace {

constexpr std::size_t kReadBytesMax = 1u << 20;  // of each message: the header is at its front

struct Learnt {
  std::size_t messages = 0;
  std::size_t from_outside = 0;    // not sent by the district: no habit of ours
  std::size_t without_people = 0;  // no sender or no recipients
  std::size_t unread = 0;
  int status = 0;  // of the last failure
};

constexpr std::size_t kLookBytes = 65'536;       // at a file's beginning, to tell a log from mail
constexpr std::chrono::seconds kSettle{60};      // for other relays, at the end

SentMessage sent_of(const LoggedMessage& logged) {
  SentMessage sent;
  sent.sender = logged.sender;
  sent.at_seconds = logged.at_seconds;
  sent.delivered.assign(logged.delivered.begin(), logged.delivered.end());
  return sent;
}

SentMessage sent_of(const SourceItem& item) {
  SentMessage sent;
  sent.sender = normalize_address(item.envelope.sender);
  sent.at_seconds = item.now_seconds;
  for (const std::string& recipient : item.envelope.recipients) {
    if (std::string address = normalize_address(recipient); !address.empty())
      sent.delivered.push_back(std::move(address));
  }
  std::ranges::sort(sent.delivered);
  sent.delivered.erase(std::unique(sent.delivered.begin(), sent.delivered.end()), sent.delivered.end());
  return sent;
}

Result<void> learn(const SentMessage& sent, const District& district, State& state, Learnt& learnt) {
  if (sent.sender.empty() || sent.delivered.empty()) {
    ++learnt.without_people;
  } else if (!domain_matches(domain_of(sent.sender), district.internal_domains)) {
    ++learnt.from_outside;
  } else {
    if (auto done = state.record_sent(sent); !done) return done;
    ++learnt.messages;
  }
  return {};
}

void print(const Learnt& learnt, const Printer& out) {
  if (out.json) {
    out.object({{"schema", 1},
                {"messages", learnt.messages},
                {"from_outside", learnt.from_outside},
                {"without_people", learnt.without_people},
                {"unread", learnt.unread}});
  }
  out.line("learnt from " + counted(learnt.messages, "message"));
  if (learnt.from_outside > 0)
    out.line("passed over " + counted(learnt.from_outside, "message") + " that the district did not send");
  if (learnt.without_people > 0)
    out.line("passed over " + counted(learnt.without_people, "message") + " without sender or recipients");
  if (learnt.unread > 0) out.line(counted(learnt.unread, "message") + " could not be read, each said above");
}

bool is_log(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return false;
  std::ifstream file(path, std::ios::binary);
  std::string beginning(kLookBytes, '\0');
  file.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
  beginning.resize(static_cast<std::size_t>(file.gcount()));
  return looks_like_postfix_log(beginning);
}

Result<void> learn_from_mail(const std::vector<std::string>& paths, const District& district, State& state, Learnt& learnt) {
  if (paths.empty()) return {};
  MessageSources sources({.paths = paths, .message_bytes_max = kReadBytesMax});
  Progress progress("messages", 0);
  while (const auto next = sources.next()) {
    progress.advance();
    if (!*next) {
      ++learnt.unread;
      learnt.status = report_error(next->error());
    } else if (auto done = learn(sent_of(**next), district, state, learnt); !done) {
      return done;
    }
  }
  return {};
}

Result<void> learn_from_log(const std::string& path, const District& district, State& state, Learnt& learnt) {
  std::ifstream file(path, std::ios::binary);
  PostfixLog log(file, unix_now_seconds());
  Progress progress("messages", 0);
  while (const auto message = log.next()) {
    progress.advance();
    if (auto done = learn(sent_of(*message), district, state, learnt); !done) return done;
  }
  return {};
}

int import_history(const std::vector<std::string>& paths, const Invocation& call) {
  const auto settings = call.settings();
  if (!settings) return report_error(settings.error());
  if (settings->district.internal_domains.empty()) {
    return report_error(
        {ErrorCode::usage,
         "history import: [district] internal_domains is empty; without it nobody's mail is the district's"});
  }
  const auto state = open_state(settings->state);
  if (!state) return report_error(state.error());
  std::vector<std::string> logs, mail;
  for (const std::string& path : paths) (is_log(path) ? logs : mail).push_back(path);
  Learnt learnt;
  auto done = learn_from_mail(mail, settings->district, **state, learnt);
  for (const std::string& path : logs) {
    if (done) done = learn_from_log(path, settings->district, **state, learnt);
  }
  if (!done) return report_error(done.error());
  if (!(*state)->settle(kSettle)) {
    learnt.status = report_error({ErrorCode::temporary, "history import: other relays have not heard of all of it yet; the daemon hands on the rest"});
  }
  print(learnt, call.out);
  return learnt.status;
}

}  // namespace

void declare_history_import(CLI::App& app, Invocation& call) {
  auto paths = std::make_shared<std::vector<std::string>>();
  app.add_option("PATH", *paths, "sent mail: mbox, Maildir, folders, .eml; a Postfix log; - for mail on standard input")->required();
  app.footer("Importing the same mail twice counts it twice.");
  app.callback([&call, paths] { call.run = [&call, paths] { return import_history(*paths, call); }; });
}

}  // namespace hallpass::cli
