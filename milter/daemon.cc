// libmilter takes HUP, TERM and INT for itself (HUP: stop), has no reload, and its stop does not wait for
// messages in work. So it runs here under a supervisor: reload swaps the judge while it serves, and stop is
// ours: the door closes, messages in work finish, then the process leaves without destructors, because the
// threads of libmilter's pool are detached and still use what we would destroy.
#include "milter/daemon.h"

#include <libmilter/mfapi.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "base/digest.h"
#include "milter/callbacks.h"
#include "milter/file_watch.h"
#include "milter/socket_spec.h"
#include "milter/spool.h"

namespace hallpass {
namespace {

constexpr std::chrono::seconds kRosterLook{5};        // how often a rebuilt roster is looked for
constexpr std::chrono::milliseconds kDrainStep{20};
constexpr std::chrono::milliseconds kLastReply{250};  // for replies that libmilter is just writing

// The parts of the daemon, in the order they are made.
struct House {
  std::unique_ptr<Reader> reader;
  std::unique_ptr<State> state;  // none where nothing is remembered
  std::unique_ptr<RecentPasswords> passwords = make_recent_passwords();
  std::unique_ptr<JudgeSlot> judges;
  std::unique_ptr<Store> store;
  std::unique_ptr<Admission> admission;
  std::unique_ptr<SessionServices> services;
};

// No verdict needs the state: where it cannot be had, mail is judged without habits, and the log says so.
std::unique_ptr<State> remembered(const Settings& settings) {
  if (settings.state.file.empty()) return nullptr;
  auto state = open_state(settings.state, [](const std::string& line) { log_warning(line); });
  if (state) return std::move(*state);
  log_error("judging without habits and volume: " + state.error().context);
  return nullptr;
}

Result<void> furnish(House& house, const Settings& settings) {
  // First of all: the readers are forked, and nothing may have a thread by then.
  auto reader = start_confined_readers(ReaderOptions{.program = settings.reader_program,
                                                     .workers = settings.reader_workers,
                                                     .messages_each = settings.reader_messages_each,
                                                     .ocr_languages = settings.ocr.enabled ? settings.ocr.languages : std::vector<std::string>(),
                                                     .ocr_models = settings.ocr.models},
                                       settings.limits);
  if (!reader) return tl::unexpected(reader.error());
  house.reader = std::move(*reader);
  auto engine = build_engine(settings);
  if (!engine) return tl::unexpected(engine.error());
  house.state = remembered(settings);
  house.judges = std::make_unique<JudgeSlot>(make_judge(*engine, *house.reader, house.state.get(), house.passwords.get()));
  auto store = open_store(settings.quarantine, settings.release);
  if (!store) return tl::unexpected(store.error());
  house.store = std::move(*store);
  const auto recovered = house.store->recover();
  if (!recovered) return tl::unexpected(recovered.error());
  for (const auto& line : *recovered) log_warning(line);
  if (auto done = check_spool_directory(spool_directory(settings)); !done) return done;
  house.admission = std::make_unique<Admission>(settings.milter.sessions_max);
  return {};
}

// What a reload cannot change while we serve.
void warn_of_fixed(const Settings& old_settings, const Settings& new_settings) {
  const auto warn = [](bool changed, const char* what) {
    if (changed) log_warning(std::string(what) + " changed: takes effect after a restart");
  };
  warn(old_settings.milter.socket != new_settings.milter.socket, "milter.socket");
  warn(old_settings.milter.user != new_settings.milter.user, "milter.user");
  warn(old_settings.quarantine.dir != new_settings.quarantine.dir, "quarantine.dir");
  warn(old_settings.quarantine.key_dir != new_settings.quarantine.key_dir, "quarantine.key_dir");
  warn(old_settings.reader_program != new_settings.reader_program ||
           old_settings.reader_workers != new_settings.reader_workers, "the readers' settings");
  warn(old_settings.state.file != new_settings.state.file || old_settings.state.redis != new_settings.state.redis,
       "where the state is kept");
}

bool reload(House& house, const DaemonOptions& options) {
  const auto settings = settings_for(options);
  if (!settings) {
    log_error("reload: the configuration in use stays: " + settings.error().context);
    return false;
  }
  const auto engine = build_engine(*settings);
  if (!engine) {
    log_error("reload: the configuration in use stays: " + engine.error().context);
    return false;
  }
  warn_of_fixed(house.judges->current()->settings(), *settings);
  house.admission->set_messages_max(settings->milter.sessions_max);
  house.judges->replace(make_judge(*engine, *house.reader, house.state.get(), house.passwords.get()));
  log_info("reloaded: engine " + std::string(engine_name(**engine)));
  return true;
}

void drain(Admission& admission, std::uint32_t drain_ms) {
  admission.close();
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(drain_ms);
  while (admission.in_work() > 0 && std::chrono::steady_clock::now() < deadline) std::this_thread::sleep_for(kDrainStep);
  std::this_thread::sleep_for(kLastReply);
  const std::uint32_t left = admission.in_work();
  if (left) log_warning("stopped with " + std::to_string(left) + " messages in work; their senders will retry");
  else log_info("stopped");
}

// Waits for the supervisor's signals; never returns but by ending the process.
[[noreturn]] void obey(House& house, const DaemonOptions& options, int notice_fd, const sigset_t& signals) {
  FileWatch roster(house.judges->current()->settings().roster_index);
  FileWatch forms(house.judges->current()->settings().form_file);
  for (;;) {
    const timespec pause{.tv_sec = kRosterLook.count(), .tv_nsec = 0};
    const int signal = ::sigtimedwait(&signals, nullptr, &pause);
    if (signal < 0) {
      const bool replaced = roster.changed() | forms.changed();
      if (replaced) reload(house, options);
      continue;
    }
    if (signal == SIGUSR1) {
      const char notice = reload(house, options) ? kNoticeReloaded : kNoticeReloadFailed;
      (void)!::write(notice_fd, &notice, 1);
      continue;
    }
    const std::uint32_t drain_ms = house.judges->current()->settings().milter.drain_ms;
    drain(*house.admission, drain_ms);
    ::_exit(0);
  }
}

}  // namespace

Result<Settings> settings_for(const DaemonOptions& options) {
  Result<Settings> settings = load_settings(options.config);
  if (!settings) return settings;
  if (!options.socket.empty()) settings->milter.socket = options.socket;
  if (!options.user.empty()) settings->milter.user = options.user;
  return settings;
}

Result<void> check_setup(const Settings& settings) {
  if (const auto spec = parse_socket(settings.milter.socket); !spec) return tl::unexpected(spec.error());
  if (const auto engine = build_engine(settings); !engine) return tl::unexpected(engine.error());
  if (auto done = check_spool_directory(spool_directory(settings)); !done) return done;
  for (const char* name : {"/store.public", "/pass.key"}) {
    const std::string path = settings.quarantine.key_dir + name;
    if (::access(path.c_str(), R_OK) != 0) {
      return fail(ErrorCode::not_found, "quarantine: cannot read " + path + "; make the keys with: hallpass keys make");
    }
  }
  return {};
}

int serve(const DaemonOptions& options, const Settings& settings, int listening_fd, int notice_fd) {
  init_crypto();
  House house;
  if (const auto done = furnish(house, settings); !done) {
    log_error(done.error().context);
    return exit_status(done.error().code);
  }
  const auto spec = parse_socket(settings.milter.socket);
  house.services = std::make_unique<SessionServices>(
      SessionServices{*house.judges, *house.store, *house.admission, spec && spec->over_tcp(), house.state.get()});
  if (const auto done = register_filter(*house.services, listening_fd); !done) {
    log_error(done.error().context);
    return exit_status(done.error().code);
  }
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGUSR1);
  sigaddset(&signals, SIGUSR2);
  std::thread(obey, std::ref(house), std::cref(options), notice_fd, std::cref(signals)).detach();
  log_info("serving on " + settings.milter.socket);
  (void)!::write(notice_fd, &kNoticeReady, 1);
  const int ended = smfi_main();
  // libmilter ended by itself: a signal meant for it, or one failure too many.
  drain(*house.admission, settings.milter.drain_ms);
  return ended == MI_SUCCESS ? 0 : exit_status(ErrorCode::unavailable);
}

}  // namespace hallpass
