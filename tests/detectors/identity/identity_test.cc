#include <doctest/doctest.h>

#include "detectors/lexicon/lexicon.h"
#include "tests/detectors/letter_world.h"
#include "tests/support/paths.h"

namespace hallpass::test {
namespace {

const std::string kDana = "dana.hill@maplefork.example";

TEST_CASE("identity.impersonation") {
  LetterWorld world;
  world.roster.add_value(RosterField::email, "dhill@mfcsd.example", world.dana);
  check_letters(world, "identity.impersonation", {
      {"another's address", {.to = {"a@else.example"}, .from_display = "Imani Bennett", .login = kDana, .from = "imani.bennett@maplefork.example"}, "all"},
      {"a student as a teacher", {.to = {"a@else.example"}, .from_display = "Wyatt Pham", .login = "devonashworth@maplefork.example", .from = "wyatt.pham@maplefork.example"}, "all"},
      {"an address that is nobody's", {.to = {"a@else.example"}, .login = kDana, .from = "principal@maplefork.example"}, "all"},
      {"an outside address", {.to = {"a@else.example"}, .login = kDana, .from = "dana@gmail.com"}, "all"},
      {"a bare login of somebody else", {.to = {"a@else.example"}, .login = "wyatt.pham"}, "all"},
      {"the leader's name on one's own address", {.to = {"a@else.example"}, .from_display = "Imani Bennett"}, "all"},
      {"oneself", {.to = {"a@else.example"}}, ""},
      {"written otherwise", {.to = {"a@else.example"}, .from = "Dana.Hill@MapleFork.example"}, ""},
      {"a tag", {.to = {"a@else.example"}, .from = "dana.hill+club@maplefork.example"}, ""},
      {"the district's other domain", {.to = {"a@else.example"}, .from = "dana.hill@mfcsd.example"}, ""},
      {"one's other address on file", {.to = {"a@else.example"}, .from = "dhill@mfcsd.example"}, ""},
      {"a bare login", {.to = {"a@else.example"}, .login = "dana.hill"}, ""},
      {"delegated", {.to = {"a@else.example"}, .from_display = "Imani Bennett", .login = "wyatt.pham@maplefork.example", .from = "imani.bennett@maplefork.example"}, ""},
      {"delegated the other way round is not", {.to = {"a@else.example"}, .from_display = "Wyatt Pham", .login = "imani.bennett@maplefork.example", .from = "wyatt.pham@maplefork.example"}, "all"},
      {"a nickname", {.to = {"a@else.example"}, .from_display = "Coach Hill"}, ""},
      {"a married name that another bears", {.to = {"a@else.example"}, .from_display = "Dana Howard"}, ""},
      {"the office's name", {.to = {"a@else.example"}, .from_display = "Maple Fork Nurse"}, ""},
  });
  check_letters(world, "identity.impersonation", {
      {"answers to a leader's name outside", {.to = {"a@else.example"}, .reply_to = "Imani Bennett <imani.office@gmail.com>"}, "all"},
      {"answers to one's own mailbox", {.to = {"a@else.example"}, .reply_to = "Dana Hill <dana.pottery@gmail.com>"}, ""},
      {"answers to a leader's own address", {.to = {"a@else.example"}, .reply_to = "Imani Bennett <imani.bennett@maplefork.example>"}, ""},
      {"answers to a guardian of that name", {.to = {"a@else.example"}, .reply_to = "Rosa Quintero <rosa.new@gmail.com>"}, ""},
      {"answers to a stranger", {.to = {"a@else.example"}, .reply_to = "Kim Field <kim@gmail.com>"}, ""},
      {"answers to an office", {.to = {"a@else.example"}, .reply_to = "Maple Fork Office <office@gmail.com>"}, ""},
      {"answers to a partner's account of that name", {.to = {"a@else.example"}, .reply_to = "Imani Bennett <ibennett@aea267.example>"}, ""},
  });
  Letter without_login{.to = {"a@else.example"}, .sender = "", .login = "", .from = "imani.bennett@maplefork.example"};
  CHECK(world.found("identity.impersonation", without_login) == "");  // the relay does not know who it is
}

TEST_CASE("identity.remailer") {
  LetterWorld world;
  world.roster.add(PersonRole::guardian, "gua-8", {"parent@duck.com"});
  check_letters(world, "identity.remailer", {
      {"a remailer", {.to = {"remailer@dizum.com"}}, "all"},
      {"below a remailer's domain", {.to = {"x@mix.dizum.com"}}, "all"},
      {"a disposable mailbox", {.to = {"x81@mailinator.com"}}, "all"},
      {"by its name", {.to = {"mixmaster@unknown.example"}}, "all"},
      {"a remailer no list knows", {.to = {"x@fast-remailer.example"}}, "all"},
      {"a disposable service no list knows", {.to = {"x@mytempmail.example"}}, "all"},
      {"answers to an alias service", {.to = {"a@else.example"}, .reply_to = "x@duck.com"}, ""},
      {"a command block", {.to = {"x@unknown.example"}, .text = "::\nAnon-To: tips@courier.example\n\nSomeone should know."}, "all"},
      {"answers to a disposable mailbox", {.to = {"a@else.example"}, .reply_to = "x@yopmail.com"}, "all"},
      {"an alias service, somebody unknown", {.to = {"shop@duck.com"}}, "all?"},
      {"an alias that a guardian has on file", {.to = {"parent@duck.com"}}, ""},
      {"a provider", {.to = {"x@gmail.com"}}, ""},
      {"ends like one", {.to = {"x@notdizum.com"}}, ""},
      {"talk of remailers", {.to = {"a@else.example"}, .text = "In class we discuss what an anon-to: line was."}, ""},
  });
}

TEST_CASE("identity.remailer: a district's list adds to the one that ships") {
  const TempDir dir;
  dir.write("common.remailers.toml", read_file(HALLPASS_SOURCE_DIR "/config/lexicons/common.remailers.toml"));
  dir.write("district.remailers.toml", "category = \"common.remailers\"\n[en]\nstrong = [\"hide-me.example\"]\n");
  const auto set = LexiconSet::load(dir.path());
  if (!set) FAIL(set.error().context);
  std::size_t found = 0;
  for (const Lexicon::Phrase& phrase : set->of("common.remailers").phrases) {
    found += phrase.words == "hide-me.example" || phrase.words == "dizum.com";
  }
  CHECK(found == 2);
}

}  // namespace
}  // namespace hallpass::test
