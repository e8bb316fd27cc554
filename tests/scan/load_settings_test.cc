#include <doctest/doctest.h>

#include "hallpass/limit_keys.h"
#include "hallpass/roster_build.h"
#include "hallpass/settings.h"
#include "tests/support/bad_config.h"
#include "tests/support/paths.h"

namespace hallpass {
namespace {

Settings loaded(const std::string& path) {
  auto settings = load_settings(path);
  if (!settings) FAIL(settings.error().context);
  return *settings;
}

TEST_CASE("load_settings: every wrong file of tests/bad_config is told wholly") {
  test::check_bad_configs(HALLPASS_SOURCE_DIR "/tests/bad_config", "settings", [](const std::string& path) {
    const auto settings = load_settings(path);
    return settings ? Error{} : settings.error();
  });
}

TEST_CASE("load_settings: the file that ships says what the defaults are") {
  const Settings settings = loaded(HALLPASS_SOURCE_DIR "/config/hallpass.toml");
  const Settings defaults;
  CHECK(settings.milter.socket == defaults.milter.socket);
  CHECK(settings.policy_file == HALLPASS_SOURCE_DIR "/config/policy.toml");
  CHECK(settings.lexicon_dir == HALLPASS_SOURCE_DIR "/config/lexicons");
  CHECK(settings.roster_index.empty());
  CHECK(settings.state.file.empty());
  CHECK(settings.district.internal_domains.empty());
}

// Every commented key of hallpass.toml is a key, with the default as its value.
TEST_CASE("load_settings: the comments of the file that ships are true") {
  std::string text = test::read_file(HALLPASS_SOURCE_DIR "/config/hallpass.toml");
  std::string uncommented;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    const auto equals = line.find(" = ");
    const bool key = line.starts_with("# ") && equals != std::string::npos && line.find(' ', 2) == equals;
    uncommented += (key ? line.substr(2) : line) + "\n";
    at = end + 1;
  }
  const test::TempDir dir;
  const Settings settings = loaded(dir.write("hallpass.toml", uncommented));
  const Settings defaults;
  CHECK(settings.district.delegations.size() == 1);
  CHECK(settings.district.student_number_format == defaults.district.student_number_format);
  CHECK(settings.district.employee_number_format == defaults.district.employee_number_format);
  CHECK(settings.district.recipients_max == defaults.district.recipients_max);
  CHECK(settings.district.listed_addresses_max == defaults.district.listed_addresses_max);
  CHECK(settings.milter.socket_mode == defaults.milter.socket_mode);
  CHECK(settings.milter.drain_ms == defaults.milter.drain_ms);
  CHECK(settings.milter.reject_text == defaults.milter.reject_text);
  CHECK(settings.quarantine.dir == defaults.quarantine.dir);
  CHECK(settings.quarantine.free_bytes_min == defaults.quarantine.free_bytes_min);
  CHECK(settings.release.smtp == defaults.release.smtp);
  for (const LimitKey& key : kLimitKeys) {
    CAPTURE(std::string(key.name));
    CHECK(key.of(settings.limits) == key.of(defaults.limits));
    CHECK(text.find("\n# " + std::string(key.name) + " = ") != std::string::npos);
  }
  CHECK(settings.roster_columns.size() == roster_column_names().size());
  for (const auto& [ours, theirs] : RosterBuildOptions{}.columns) CHECK(settings.roster_columns.at(ours) == theirs);
  CHECK(settings.state.key == "/etc/hallpass/keys/state.key");
  CHECK(settings.reader_messages_each == defaults.reader_messages_each);
}

TEST_CASE("load_settings: what a district writes") {
  const test::TempDir dir;
  const Settings settings = loaded(dir.write("etc/hallpass.toml", R"(
[district]
internal_domains = ["Cedar.K12.ia.us", "cv.example."]
delegations = ["<Office@cv.example>  Head@CV.example", "mailbot head@cv.example"]
mass_mail_senders = ["Head@cv.example"]
[milter]
socket = "inet:127.0.0.1:8894"
[limits]
message_bytes_max = "20 MB"
header_bytes_max = 4096
[roster]
index = "roster.idx"
key = "../keys/roster.key"
[policy]
file = "/elsewhere/policy.toml"
[quarantine]
key_dir = "keys"
)"));
  CHECK(settings.district.internal_domains == std::vector<std::string>{"cedar.k12.ia.us", "cv.example"});
  CHECK(settings.district.delegations == std::vector<std::string>{"office@cv.example head@cv.example", "mailbot head@cv.example"});
  CHECK(settings.district.mass_mail_senders == std::vector<std::string>{"head@cv.example"});
  CHECK(settings.limits.message_bytes_max == 20'000'000);
  CHECK(settings.limits.header_bytes_max == 4096);
  CHECK(settings.roster_index == dir.file("etc/roster.idx"));
  CHECK(settings.roster_key == dir.file("keys/roster.key"));
  CHECK(settings.policy_file == "/elsewhere/policy.toml");
  CHECK(settings.lexicon_dir == dir.file("etc/lexicons"));
  CHECK(settings.state.key == dir.file("etc/keys/state.key"));
}

TEST_CASE("load_settings: every limit at both ends of what may be said, and one past them") {
  const test::TempDir dir;
  for (const LimitKey& key : kLimitKeys) {
    const std::string name(key.name);
    CAPTURE(name);
    const std::string beside = name == "part_ms" ? "message_ms = 240000\n" : name == "message_ms" ? "part_ms = 1\n" : "";
    const auto says = [&](std::uint64_t value) { return dir.write("s.toml", "[limits]\n" + beside + name + " = " + std::to_string(value) + "\n"); };
    for (const std::uint64_t good : {key.least, key.most}) CHECK(key.of(loaded(says(good)).limits) == good);
    CHECK(!load_settings(says(key.most + 1)));
    if (key.least > 0) CHECK(!load_settings(says(key.least - 1)));
  }
}

TEST_CASE("load_settings: sockets as Postfix and libmilter write them") {
  const test::TempDir dir;
  for (const char* good : {"unix:/run/h.sock", "local:/run/h.sock", "inet:8894@127.0.0.1", "inet:127.0.0.1:8894",
                           "inet6:8894@::1", "inet6:[::1]:8894", "inet:localhost:1", "inet:65535@localhost"}) {
    CAPTURE(good);
    CHECK(loaded(dir.write("s.toml", "[milter]\nsocket = \"" + std::string(good) + "\"\n")).milter.socket == good);
  }
  for (const char* bad : {"", "/run/h.sock", "unix:run/h.sock", "inet:8894", "inet:8894@", "inet::8894", "inet:host:0",
                          "inet:host:65536", "inet:x@host", "tcp:host:8894", "unix:"}) {
    CAPTURE(bad);
    CHECK(!load_settings(dir.write("s.toml", "[milter]\nsocket = \"" + std::string(bad) + "\"\n")));
  }
}

}  // namespace
}  // namespace hallpass
