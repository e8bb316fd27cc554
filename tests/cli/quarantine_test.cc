// The commands about held messages, as a person types them.
#include <fcntl.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "cli/command.h"
#include "tests/quarantine/store_fixture.h"
#include "tests/support/smtp_server.h"

using namespace hallpass;
using namespace hallpass::test;

namespace {

struct Run {
  int status = 0;
  std::string out;   // standard output; errors are not kept
};

// A store with its hallpass.toml, and commands run on it in this process.
struct Desk {
  TestStore t;
  std::string config;

  explicit Desk(const std::string& smtp = "smtp://127.0.0.1:1") {
    config = t.dir.write("hallpass.toml", "[quarantine]\ndir = \"" + t.settings.dir + "\"\nkey_dir = \"" + t.settings.key_dir +
                                              "\"\nfree_bytes_min = 1\n[release]\nsmtp = \"" + smtp + "\"\n");
  }

  Run run(std::vector<std::string> words) const {
    words.insert(words.begin(), "hallpass");
    words.insert(words.end(), {"--config", config});
    std::vector<const char*> argv;
    for (const std::string& word : words) argv.push_back(word.c_str());
    const std::string path = t.dir.file("stdout");
    std::fflush(stdout);
    const int saved[] = {::dup(0), ::dup(1), ::dup(2)};
    const int out = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int null = ::open("/dev/null", O_RDWR);
    ::dup2(null, 0);
    ::dup2(out, 1);
    ::dup2(null, 2);
    Run result;
    result.status = cli::run_command_line(static_cast<int>(argv.size()), argv.data());
    std::fflush(stdout);
    for (int fd = 0; fd < 3; ++fd) {
      ::dup2(saved[fd], fd);
      ::close(saved[fd]);
    }
    ::close(out);
    ::close(null);
    result.out = read_file(path);
    return result;
  }
  nlohmann::json json(std::vector<std::string> words) const {
    words.push_back("--json");
    return nlohmann::json::parse(run(words).out);
  }
};

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("quarantine list and show: nothing of the message without --reveal, and that is recorded") {
  Desk desk;
  const ItemId mine = desk.t.put(TestMail());
  for (const auto& words : std::vector<std::vector<std::string>>{
           {"quarantine", "list"}, {"quarantine", "show", mine}, {"quarantine", "list", "--json"}, {"quarantine", "show", mine, "--json"},
           {"quarantine", "stats"}, {"audit", "show"}, {"quarantine", "verify"}}) {
    const Run run = desk.run(words);
    CHECK(run.status == 0);
    CHECK(!has(run.out, "canary"));
    CHECK(!has(run.out, "078-05"));
  }
  CHECK(has(desk.run({"quarantine", "list"}).out, mine));
  CHECK(has(desk.run({"quarantine", "show", mine}).out, "24 students; entitled to none of them"));
  const std::size_t before = desk.t.store->audit(mine, 100)->size();
  CHECK(desk.run({"quarantine", "show", mine, "--reveal", "--actor", "rita", "--reason", "call"}).out == TestMail().bytes);
  auto records = desk.t.store->audit(mine, 100);
  CHECK(records->size() == before + 1);
  CHECK(records->back().action == "revealed");
  CHECK(records->back().actor == "rita");
}

TEST_CASE("quarantine commands: exit status of what cannot be done") {
  Desk desk;
  const ItemId id = desk.t.put(TestMail());
  struct Case {
    std::string_view why;
    std::vector<std::string> words;
    int status;
  };
  const Case cases[] = {
      {"no such item", {"quarantine", "show", "nosuchitem00"}, 66},
      {"no item named", {"quarantine", "show"}, 64},
      {"no such state", {"quarantine", "list", "--state", "lost"}, 64},
      {"a time nobody can read", {"quarantine", "list", "--since", "yesterday"}, 64},
      {"a time with rubbish behind it", {"quarantine", "list", "--since", "2026-11-02x"}, 64},
      {"a month there is not", {"quarantine", "list", "--since", "2026-13-02"}, 64},
      {"a unit nobody knows", {"quarantine", "list", "--since", "3w"}, 64},
      {"delete without --yes and without a terminal", {"quarantine", "delete", id}, 64},
      {"reject likewise", {"quarantine", "reject", id}, 64},
      {"release likewise", {"quarantine", "release", id}, 64},
      {"release to somebody it is not held for", {"quarantine", "release", id, "--to", "eve@example.net", "--yes"}, 64},
      {"release while no MTA listens", {"quarantine", "release", id, "--yes"}, 69},
      {"expire without a bound", {"quarantine", "expire", "--yes"}, 64},
      {"restore over a store", {"quarantine", "restore", desk.t.settings.dir}, 64},
      {"restore from nothing", {"quarantine", "restore", desk.t.dir.file("none")}, 66},
      {"keys that are there", {"keys", "make"}, 64},
      {"keys for nobody", {"keys", "make", "--owner", "no-such-user"}, 64},
  };
  for (const Case& c : cases) {
    CAPTURE(c.why);
    CHECK(desk.run(c.words).status == c.status);
  }
  CHECK(desk.t.store->summary(id)->state == ItemState::held);  // the failed release confirmed that it is held
  CHECK(desk.t.files("items") == 1);
}

TEST_CASE("quarantine release, reject, delete, note, hold: done and recorded under the actor's name") {
  SmtpServer server(SmtpServer::Answers{{"RCPT TO:<Sam", "550 5.1.1 no such user"}});
  Desk desk(server.url());
  const ItemId id = desk.t.put(TestMail("a")), b = desk.t.put(TestMail("b")), c = desk.t.put(TestMail("c"));
  CHECK(desk.run({"quarantine", "release", id, "--to", "pat@example.com", "--yes", "--actor", "rita"}).status == 0);
  const Run rest = desk.run({"quarantine", "release", id, "--yes", "--actor", "rita"});
  CHECK(rest.status == 69);
  CHECK(has(rest.out, "refused for Sam@Example.org: 550 5.1.1 no such user"));
  CHECK(desk.t.store->summary(id)->released_to == std::vector<std::string>{"pat@example.com"});
  CHECK(desk.run({"quarantine", "hold", b, "--reason", "case 7", "--actor", "lena"}).status == 0);
  CHECK(desk.run({"quarantine", "delete", b, "--yes"}).status == 77);
  CHECK(desk.run({"quarantine", "hold", b, "--lift", "--actor", "lena"}).status == 0);
  CHECK(desk.run({"quarantine", "note", b, "spoke with the sender", "--actor", "lena"}).status == 0);
  CHECK(desk.run({"quarantine", "delete", b, "--yes", "--actor", "rita", "--reason", "sender asked"}).status == 0);
  CHECK(desk.json({"quarantine", "reject", c, "--yes"})["state"] == "rejected");
  CHECK(desk.t.store->audit(b, 100)->back().detail == "sender asked");
  CHECK(desk.run({"audit", "verify"}).status == 0);
  CHECK(has(desk.run({"audit", "show", "--item", b}).out, "spoke with the sender"));
}

TEST_CASE("quarantine export, backup, restore, expire, verify: from one end to the other") {
  Desk desk;
  const ItemId id = desk.t.put(TestMail());
  const std::string out = desk.t.dir.file("export"), copy = desk.t.dir.file("copy");
  CHECK(desk.run({"quarantine", "export", out, "--reason", "records request"}).status == 0);
  CHECK(read_file(out + "/" + id + ".eml") == TestMail().bytes);
  CHECK(nlohmann::json::parse(read_file(out + "/manifest.jsonl"))["file"] == id + ".eml");
  CHECK(desk.t.store->audit(id, 100)->back().action == "exported");
  CHECK(desk.json({"quarantine", "backup", copy})["items"] == 1);
  CHECK(desk.run({"quarantine", "expire", "--held", "1d"}).status == 0);
  CHECK(desk.t.files("items") == 1);
  CHECK(desk.run({"quarantine", "expire", "--held", std::to_string(kNow + 1), "--yes"}).status == 0);
  CHECK(desk.t.files("items") == 0);
  CHECK(desk.run({"quarantine", "verify"}).status == 0);

  desk.t.store.reset();
  REQUIRE(::rename(desk.t.settings.dir.c_str(), (desk.t.settings.dir + ".away").c_str()) == 0);
  CHECK(desk.run({"quarantine", "restore", copy}).status == 0);
  CHECK(desk.run({"quarantine", "verify"}).status == 0);
  desk.t.store = desk.t.reopened();
  CHECK(desk.t.store->open(id)->bytes == TestMail().bytes);
  const std::string path = desk.t.settings.dir + "/items/" + id;
  REQUIRE(replace_file(real_file_ops(), path, read_file(path) + "x"));
  CHECK(desk.run({"quarantine", "verify"}).status == 65);
}
