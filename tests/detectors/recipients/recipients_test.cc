#include <doctest/doctest.h>

#include "detectors/recipients/addressed.h"
#include "tests/detectors/letter_world.h"

namespace hallpass::test {
namespace {

TEST_CASE("words_of_name: the telling words of a display name") {
  using Words = std::vector<std::string>;
  CHECK(words_of_name("Wyatt Pham") == Words{"wyatt", "pham"});
  CHECK(words_of_name("Pham, Wyatt J.") == Words{"wyatt", "pham"});
  CHECK(words_of_name("Dr. Zoë O'Brien-Lee (home)") == Words{"zoe", "o'brien-lee"});
  CHECK(words_of_name("wyatt@home.example").empty());
  CHECK(words_of_name("Room 22 families").empty());
  CHECK(words_of_name("").empty());
}

TEST_CASE("recipient.lookalike_domain") {
  LetterWorld world;
  world.roster.add_value(RosterField::email, "dhill@mfcsd.example", world.dana);
  world.sent_before({.to = {"a@mapleforc.example", "b@mapleforc.example"}}, 3);  // six messages: well known here
  check_letters(world, "recipient.lookalike_domain", {
      {"the district's, a letter off", {.to = {"imani.bennett@maplefrok.example"}}, "imani.bennett@maplefrok.example"},
      {"the partner's, figures swapped", {.to = {"intake@aea276.example"}}, "intake@aea276.example"},
      {"below a look-alike", {.to = {"x@mail.maplefrok.example"}}, "x@mail.maplefrok.example"},
      {"a lure beside the name", {.to = {"desk@maplefork-webmail.example"}}, "desk@maplefork-webmail.example"},
      {"the district's name as a subdomain", {.to = {"x@maplefork.example.account-check.com"}}, "x@maplefork.example.account-check.com"},
      {"only the one of several", {.to = {"a@gmail.com", "b@gmial.com", "c@else.example"}}, "b@gmial.com"},
      {"a short name under another ending, with a colleague's name", {.to = {"dhill@mfcsd.org"}}, "dhill@mfcsd.org"},
      {"a short name with two slips, with a colleague's name", {.to = {"dhill@mfscdd.example"}}, "dhill@mfscdd.example"},
      {"a short name under another ending, a stranger", {.to = {"office@mfcsd.org"}}, ""},
      {"the district itself", {.to = {"x@maplefork.example", "y@mail.mfcsd.example"}}, ""},
      {"a partner itself", {.to = {"x@riverview-hospital.example"}}, ""},
      {"a provider", {.to = {"x@gmail.com", "y@ymail.com", "z@proton.me"}}, ""},
      {"the town's clubs", {.to = {"x@maplefork-rotary.example", "y@mapleforkbank.example"}}, ""},
      {"a guardian's own domain is on file", {.to = {"peter.ashworth@home.example"}}, ""},
      {"a domain everybody here writes to", {.to = {"new@mapleforc.example"}}, ""},
      {"a hyphen where the partner has a dot", {.to = {"records@melby-k12.mn.example"}}, "records@melby-k12.mn.example"},
      {"a dot where the partner has a hyphen", {.to = {"desk@riverview.hospital.example"}}, "desk@riverview.hospital.example"},
      {"an accent on the partner's name", {.to = {"desk@xn--rverview-hospital-ewb.example"}}, "desk@xn--rverview-hospital-ewb.example"},
      {"the partner with the dot itself, and below it", {.to = {"a@melby.k12.mn.example", "b@ms.melby.k12.mn.example"}}, ""},
      {"another town's of the same kind", {.to = {"records@selby-k12.mn.example"}}, ""},
      {"one half of a partner's name", {.to = {"records@k12.mn.example", "records@riverview.example"}}, ""},
      {"an accent on a name of its own", {.to = {"info@xn--caf-rio-dya.example"}}, ""},
      {"no domain at all", {.to = {"postmaster"}}, ""},
  });
}

TEST_CASE("recipient.mistyped_address") {
  LetterWorld world;
  world.sent_before({.to = {"sam@riverbend-therapy.example"}}, 3);
  world.sent_before({.to = {"once@longbridge-press.example"}}, 1);
  world.sent_before({.to = {"lee12@longbridge-press.example"}}, 3);
  check_letters(world, "recipient.mistyped_address", {
      {"provider mistyped, address on file", {.to = {"rosaquintero@gmial.com"}}, "rosaquintero@gmial.com"},
      {"provider mistyped, address not on file", {.to = {"stranger@gmial.com"}}, "stranger@gmial.com"},
      {"domain on file mistyped", {.to = {"Peter Ashworth <peter.ashworth@homr.example>"}}, "peter.ashworth@homr.example"},
      {"a colleague at another ending of the district", {.to = {"wyatt.pham@maplefork.com"}}, "wyatt.pham@maplefork.com"},
      {"a stranger at another ending of the district", {.to = {"office@maplefork.com"}}, ""},
      {"colleague's name mistyped", {.to = {"wyat.pham@maplefork.example"}}, "wyat.pham@maplefork.example"},
      {"guardian's name mistyped, child spoken of", {.to = {"rosaquinterro@gmail.com"}, .text = "Marisol Quintero was late."}, "rosaquinterro@gmail.com"},
      {"guardian's name mistyped, display says whom", {.to = {"Rosa Quintero <rosaqintero@gmail.com>"}}, "rosaqintero@gmail.com"},
      {"guardian's name mistyped, greeting says whom", {.to = {"rosaqintero@gmail.com"}, .text = "Dear Ms. Quintero,\nwelcome."}, "rosaqintero@gmail.com"},
      {"right name, other provider", {.to = {"Rosa Quintero <rosaquintero@hotmail.com>"}}, "rosaquintero@hotmail.com"},
      {"correspondent's domain a letter off", {.to = {"sam@riverbend-theraphy.example"}}, "sam@riverbend-theraphy.example"},
      {"correspondent's name a letter off", {.to = {"samm@riverbend-therapy.example"}}, "samm@riverbend-therapy.example"},
      {"the addresses on file", {.to = {"rosaquintero@gmail.com", "wyatt.pham@maplefork.example"}}, ""},
      {"a stranger near a guardian, nothing speaks of them", {.to = {"rosaquinterro@gmail.com"}}, ""},
      {"figures tell people apart", {.to = {"lquintero75@yahoo.com"}}, ""},
      {"same name elsewhere, nothing speaks of them", {.to = {"rosaquintero@outlook.com"}}, ""},
      {"a stranger", {.to = {"new@firm.example"}, .text = "Dear Ms. Quintero,"}, ""},
      {"an office of the district that is no person", {.to = {"payroll@maplefork.example"}}, ""},
      {"written to once is no correspondent", {.to = {"onse@longbridge-press.example"}}, ""},
      {"another person at a correspondent's firm", {.to = {"lee13@longbridge-press.example"}}, ""},
      {"written to before", {.to = {"sam@riverbend-therapy.example"}}, ""},
      {"first contact alone", {.to = {"someone@new-place.example"}}, ""},
  });
}

TEST_CASE("recipient.personal_account") {
  const LetterWorld world;
  const std::vector<Finding> data = {LetterWorld::record({0})};
  check_letters(world, "recipient.personal_account", {
      {"the sender's own, by display", {.to = {"Dana Hill <dhill.pottery@gmail.com>"}, .findings = data}, "dhill.pottery@gmail.com"},
      {"the sender's own at any domain", {.to = {"Dana Hill <dana@hillhouse.example>"}, .findings = data}, "dana@hillhouse.example"},
      {"the sender's own, by address", {.to = {"danahill77@yahoo.com"}, .findings = data}, "danahill77@yahoo.com"},
      {"first initial and family name", {.to = {"dhill.pottery@gmail.com"}, .findings = data}, "dhill.pottery@gmail.com"},
      {"a colleague's, by display", {.to = {"Wyatt Pham <wp.mathguy@gmail.com>"}, .findings = data}, "wp.mathguy@gmail.com"},
      {"a colleague's nickname", {.to = {"Ed Howard <edh8@gmail.com>"}, .findings = data}, "edh8@gmail.com"},
      {"a colleague's, by address", {.to = {"wyatt.pham@gmail.com"}, .findings = data}, "wyatt.pham@gmail.com"},
      {"a colleague's at a provider's other ending", {.to = {"Wyatt Pham <wp.mathguy@fastmail.example>"}, .findings = data}, "wp.mathguy@fastmail.example"},
      {"the given name and an initial shown", {.to = {"Dana H. <dana.hill.cabin@gmail.com>"}, .findings = data}, "dana.hill.cabin@gmail.com"},
      {"the given name alone shown", {.to = {"dana <danahill.mn@gmail.com>"}, .findings = data}, "danahill.mn@gmail.com"},
      {"given, family and a region", {.to = {"dana.hill.xx@yahoo.com"}, .findings = data}, "dana.hill.xx@yahoo.com"},
      {"a middle initial between", {.to = {"dana.r.hill@yahoo.com"}, .findings = data}, "dana.r.hill@yahoo.com"},
      {"what a teacher is called", {.to = {"coach.hill@yahoo.com"}, .findings = data}, "coach.hill@yahoo.com"},
      {"a colleague's, with a region", {.to = {"wyatt.pham.lp@gmail.com"}, .findings = data}, "wyatt.pham.lp@gmail.com"},
      {"another given name shown over an address with the sender's", {.to = {"Kim <dhill.pottery@gmail.com>"}, .findings = data}, ""},
      {"another of the family name, in parts", {.to = {"robert.hill.mn@gmail.com"}, .findings = data}, ""},
      {"any Mrs. of that name", {.to = {"mrs.hill@gmail.com"}, .findings = data}, ""},
      {"the given name beside another", {.to = {"dana.brook@gmail.com"}, .findings = data}, ""},
      {"given and family at no provider", {.to = {"dana.r.hill@hillhouse.example"}, .findings = data}, ""},
      {"no data in it", {.to = {"Dana Hill <dhill.pottery@gmail.com>"}}, ""},
      {"the district's mailbox", {.to = {"Wyatt Pham <wyatt.pham@maplefork.example>"}, .findings = data}, ""},
      {"a guardian on file", {.to = {"Rosa Quintero <rosaquintero@gmail.com>"}, .findings = data}, ""},
      {"a stranger", {.to = {"Kim Field <kimfield@gmail.com>"}, .findings = data}, ""},
      {"a colleague's name at a firm", {.to = {"Wyatt Pham <wyatt@pham-law.example>"}, .findings = data}, ""},
      {"another Hill", {.to = {"Bob Hill <bob.hill@gmail.com>"}, .findings = data}, ""},
      {"the name as part of another", {.to = {"hillary@gmail.com"}, .findings = data}, ""},
      {"a student's own mailbox", {.to = {"Devon Ashworth <devon@gmail.com>"}, .findings = data, .sender = "devonashworth@maplefork.example", .from_display = "Devon Ashworth"}, ""},
  });
}

TEST_CASE("recipient.wrong_guardian") {
  LetterWorld world;
  const auto about = [&](std::vector<PersonId> students, double confidence = 0.9) {
    return std::vector<Finding>{LetterWorld::record(std::move(students), confidence)};
  };
  Finding opt_out = LetterWorld::record({world.marisol});
  opt_out.category = "pii.opt_out";
  Finding staff_matter = LetterWorld::record({world.wyatt});
  staff_matter.category = "personnel.evaluation";
  check_letters(world, "recipient.wrong_guardian", {
      {"another's child", {.to = {"peter.ashworth@home.example"}, .findings = about({world.marisol})}, "peter.ashworth@home.example"},
      {"several others' children", {.to = {"peter.ashworth@home.example"}, .findings = about({world.marisol, world.imogen})}, "peter.ashworth@home.example"},
      {"reply to all: the mother may have it", {.to = {"rosaquintero@gmail.com", "clara_b88@hotmail.com", "peter.ashworth@home.example"}, .findings = about({world.marisol})},
       "clara_b88@hotmail.com peter.ashworth@home.example"},
      {"possible only", {.to = {"peter.ashworth@home.example"}, .findings = about({world.marisol}, 0.6)}, "peter.ashworth@home.example?"},
      {"their own child", {.to = {"peter.ashworth@home.example"}, .findings = about({world.devon})}, ""},
      {"their own and another's", {.to = {"peter.ashworth@home.example"}, .findings = about({world.devon, world.marisol})}, "peter.ashworth@home.example"},
      {"two families, each told of the other's", {.to = {"peter.ashworth@home.example", "rosaquintero@gmail.com"}, .findings = about({world.devon, world.marisol})},
       "peter.ashworth@home.example rosaquintero@gmail.com"},
      {"both possible only, their own and another's", {.to = {"peter.ashworth@home.example"}, .findings = about({world.devon, world.marisol}, 0.6)}, "peter.ashworth@home.example?"},
      {"their own, and a name of another that is no record", {.to = {"peter.ashworth@home.example"}, .findings = {LetterWorld::record({world.devon}), opt_out}}, ""},
      {"their own, and what is said of a teacher", {.to = {"peter.ashworth@home.example"}, .findings = {LetterWorld::record({world.devon}), staff_matter}}, ""},
      {"two of their own", {.to = {"rosaquintero@gmail.com"}, .findings = about({world.marisol, world.tomas})}, ""},
      {"certain of their own, possible of another", {.to = {"peter.ashworth@home.example"}, .findings = {LetterWorld::record({world.devon}), LetterWorld::record({world.marisol}, 0.6)}}, ""},
      {"nothing about students", {.to = {"peter.ashworth@home.example"}}, ""},
      {"about nobody known", {.to = {"peter.ashworth@home.example"}, .findings = about({})}, ""},
      {"about staff", {.to = {"peter.ashworth@home.example"}, .findings = {staff_matter}}, ""},
      {"a name in a newsletter is no record", {.to = {"peter.ashworth@home.example"}, .findings = {opt_out}}, ""},
      {"an outsider is no guardian", {.to = {"who@else.example"}, .findings = about({world.marisol})}, ""},
      {"a teacher", {.to = {"wyatt.pham@maplefork.example"}, .findings = about({world.marisol})}, ""},
  });
  world.roster.at(world.devon).turns_18_day = 1;
  check_letters(world, "recipient.wrong_guardian", {
      {"their own child who is of age", {.to = {"peter.ashworth@home.example"}, .findings = about({world.devon})}, ""}});
}

TEST_CASE("recipient.name_mismatch") {
  const LetterWorld world;
  check_letters(world, "recipient.name_mismatch", {
      {"one mother's name, another's address", {.to = {"Clara Bishop <rosaquintero@gmail.com>"}, .text = "Imogen Vandermeer was absent."}, "rosaquintero@gmail.com"},
      {"one mother's name, another's address, nobody spoken of", {.to = {"Clara Bishop <rosaquintero@gmail.com>"}}, "rosaquintero@gmail.com"},
      {"a colleague's name, a student's address", {.to = {"Wyatt Pham <devonashworth@maplefork.example>"}}, "devonashworth@maplefork.example"},
      {"greets another's guardian", {.to = {"rosaquintero@gmail.com"}, .text = "Dear Ms. Bishop:\nImogen Vandermeer was absent."}, "rosaquintero@gmail.com"},
      {"greets the teacher it is about", {.to = {"devonashworth@maplefork.example"}, .text = "Wyatt,\nNotes on Wyatt Pham, fifth hour."}, "devonashworth@maplefork.example"},
      {"the right name", {.to = {"Rosa Quintero <rosaquintero@gmail.com>"}}, ""},
      {"family first", {.to = {"\"Quintero, Rosa\" <rosaquintero@gmail.com>"}}, ""},
      {"the husband's name on the family's address", {.to = {"Luis Quintero <rosaquintero@gmail.com>"}}, ""},
      {"the child's name on the mother's address", {.to = {"Marisol Quintero <rosaquintero@gmail.com>"}}, ""},
      {"a nickname", {.to = {"Rosie Quintero <rosaquintero@gmail.com>"}}, ""},
      {"grandmother, whom no roster knows", {.to = {"Abuela Carmen <rosaquintero@gmail.com>"}}, ""},
      {"no display name", {.to = {"rosaquintero@gmail.com"}}, ""},
      {"an address the roster does not know", {.to = {"Clara Bishop <office@firm.example>"}}, ""},
      {"greets the right one", {.to = {"rosaquintero@gmail.com"}, .text = "Hi Rosa, thanks.\nMarisol Quintero was late."}, ""},
      {"greets somebody nobody speaks of", {.to = {"rosaquintero@gmail.com"}, .text = "Hi Clara, thanks."}, ""},
      {"greets the father at the mother's address", {.to = {"rosaquintero@gmail.com"}, .text = "Dear Luis,\nMarisol Quintero was late."}, ""},
      {"greets all", {.to = {"rosaquintero@gmail.com"}, .text = "Dear families and friends,\nImogen Vandermeer sings."}, ""},
      {"one greeting, two recipients", {.to = {"rosaquintero@gmail.com", "clara_b88@hotmail.com"}, .text = "Dear Ms. Bishop:\nImogen Vandermeer sings."}, ""},
      {"a quotation is no greeting", {.to = {"rosaquintero@gmail.com"}, .text = "> Dear Ms. Bishop:\n> Imogen Vandermeer sings."}, ""},
  });
}

TEST_CASE("recipient.name_mismatch: two families of one name") {
  LetterWorld world;
  const PersonId elena = world.roster.add(PersonRole::guardian, "gua-9", {"elena.q@home.example"}, "Elena Quintero");
  world.roster.set_guardian(elena, world.devon);
  check_letters(world, "recipient.name_mismatch", {
      {"one mother's name, the other's address, about the child of the first", {.to = {"Elena Quintero <rosaquintero@gmail.com>"}, .text = "Devon Ashworth was absent."}, "rosaquintero@gmail.com"},
      {"nobody's child spoken of: a relation may bear the name, too", {.to = {"Elena Quintero <rosaquintero@gmail.com>"}}, ""},
      {"about the owner's child", {.to = {"Elena Quintero <rosaquintero@gmail.com>"}, .text = "Marisol Quintero was absent."}, ""},
      {"the right one", {.to = {"Elena Quintero <elena.q@home.example>"}, .text = "Devon Ashworth was absent."}, ""},
      {"the owner's given name and the family name", {.to = {"Rosa Quintero <rosaquintero@gmail.com>"}, .text = "Devon Ashworth was absent."}, ""},
  });
}

TEST_CASE("recipient.name_mismatch: an auto-completion took the neighbour") {
  LetterWorld world;
  world.sent_before({.to = {"natalie.brook@riverbend-therapy.example"}}, 6);
  world.sent_before({.to = {"imogen@riverbend-therapy.example"}}, 2);
  const std::string neighbour = "natasha.kern@firm.example";
  check_letters(world, "recipient.name_mismatch", {
      {"greets the one, goes to the other", {.to = {neighbour}, .text = "Hi Natalie,\nhere it is."}, neighbour},
      {"the display name is left of the one", {.to = {"Natalie Brook <natasha.kern@firm.example>"}}, neighbour},
      {"greets the one it goes to", {.to = {neighbour}, .text = "Hi Natasha,\nhere it is."}, ""},
      {"the display name says who it is", {.to = {"Natasha Kern <natasha.kern@firm.example>"}, .text = "Hi Natalie,\nhere it is."}, ""},
      {"a short form in the address", {.to = {"nat.brook@firm.example"}, .text = "Hi Natalie,\nhere it is."}, ""},
      {"greets nobody", {.to = {neighbour}, .text = "Here it is."}, ""},
      {"greets somebody who begins otherwise", {.to = {neighbour}, .text = "Hi Wyatt,\nhere it is."}, ""},
      {"seldom written to", {.to = {"imorgan@firm.example"}, .text = "Hi Imogen,\nhere it is."}, ""},
      {"another sender, without such habits", {.to = {neighbour}, .text = "Hi Natalie,\nhere it is.", .sender = "wyatt.pham@maplefork.example"}, ""},
      {"two recipients", {.to = {neighbour, "natalie.brook@riverbend-therapy.example"}, .text = "Hi Natalie,\nhere it is."}, ""},
      {"first contact alone", {.to = {neighbour}}, ""},
  });
  world.sent_before({.to = {neighbour}}, 1);
  check_letters(world, "recipient.name_mismatch", {
      {"written to before", {.to = {neighbour}, .text = "Hi Natalie,\nhere it is."}, ""}});
}

TEST_CASE("recipient.lookalike_domain: of a domain that people here often write to") {
  LetterWorld world;
  world.sent_before({.to = {"a@riverbend-therapy.example", "b@riverbend-therapy.example"}}, 10);
  world.sent_before({.to = {"a@lakesideclinic.org"}}, 20);
  world.sent_before({.to = {"a@longbridge.example"}}, 6);
  check_letters(world, "recipient.lookalike_domain", {
      {"a letter more", {.to = {"sam@riverbend-theraphy.example"}}, "sam@riverbend-theraphy.example"},
      {"letters swapped", {.to = {"sam@rivebrend-therapy.example"}}, "sam@rivebrend-therapy.example"},
      {"punycode of a look-alike letter", {.to = {"sam@xn--lakesidelinic-w8k.org"}}, "sam@xn--lakesidelinic-w8k.org"},
      {"another ending", {.to = {"sam@lakesideclinic.com"}}, "sam@lakesideclinic.com?"},
      {"a lure beside it", {.to = {"sam@lakesideclinic-login.org"}}, "sam@lakesideclinic-login.org?"},
      {"the domain itself", {.to = {"new@riverbend-therapy.example"}}, ""},
      {"of a domain seldom written to", {.to = {"sam@longbrigde.example"}}, ""},
      {"two slips away", {.to = {"sam@rivebrend-theraphy.example"}}, ""},
      {"another clinic", {.to = {"sam@hillsideclinic.org"}}, ""},
      {"the name as part of another", {.to = {"sam@lakesideclinicalgroup.org"}}, ""},
  });
}

TEST_CASE("recipient.inactive") {
  LetterWorld world;
  world.roster.add(PersonRole::guardian, "gua-9", {"shared@home.example"});
  const PersonId gone = world.roster.add(PersonRole::guardian, "gua-10", {"shared@home.example"});
  world.roster.at(gone).active = false;
  check_letters(world, "recipient.inactive", {
      {"a colleague who left", {.to = {"pat.lee@maplefork.example", "wyatt.pham@maplefork.example"}}, "pat.lee@maplefork.example"},
      {"one of two who share it stayed", {.to = {"shared@home.example"}}, ""},
      {"nobody known", {.to = {"who@else.example"}}, ""},
  });
}

TEST_CASE("recipient.exposed_list: ten guardians who see each other, not nine") {
  LetterWorld world;
  std::vector<std::string> nine, family;
  const PersonId child = world.roster.add(PersonRole::student, "stu-90");
  for (int i = 0; i < 9; ++i) {
    const std::string number = std::to_string(i);
    nine.push_back("p" + number + "@home.example");
    const PersonId guardian = world.roster.add(PersonRole::guardian, "gua-2" + number, {nine.back()});
    world.roster.set_guardian(guardian, world.roster.add(PersonRole::student, "stu-2" + number));
  }
  for (int i = 0; i < 10; ++i) {
    family.push_back("f" + std::to_string(i) + "@home.example");
    world.roster.set_guardian(world.roster.add(PersonRole::guardian, "gua-3" + std::to_string(i), {family.back()}), child);
  }
  std::vector<std::string> ten = nine, twice = nine, outsiders = nine;
  ten.push_back("rosaquintero@gmail.com");
  twice.push_back("P0@Home.example");
  outsiders.push_back("who@else.example");
  outsiders.push_back("wyatt.pham@maplefork.example");
  check_letters(world, "recipient.exposed_list", {
      {"ten", {.to = ten}, "all"},
      {"nine", {.to = nine}, ""},
      {"one of nine twice", {.to = twice}, ""},
      {"nine and others", {.to = outsiders}, ""},
      {"ten of one family", {.to = family}, ""},
  });
}

TEST_CASE("recipient.unfamiliar") {
  LetterWorld world;
  const std::vector<std::string> team = {"rosaquintero@gmail.com", "luis@work.example", "case@aea267.example"};
  const auto with = [&](std::vector<std::string> more) {
    std::vector<std::string> to = team;
    to.insert(to.end(), more.begin(), more.end());
    return to;
  };
  world.sent_before({.to = team}, 3);
  world.sent_before({.to = {"a@x.example", "b@x.example"}, .sender = "wyatt.pham@maplefork.example"}, 2);
  check_letters(world, "recipient.unfamiliar", {
      {"an outsider among the team", {.to = with({"kelly@brightside.example"})}, "kelly@brightside.example"},
      {"another's guardian among the team", {.to = with({"peter.ashworth@home.example"})}, "peter.ashworth@home.example"},
      {"the team", {.to = team}, ""},
      {"a colleague joins", {.to = with({"wyatt.pham@maplefork.example"})}, ""},
      {"a guardian of the child it is about joins", {.to = with({"lquintero74@yahoo.com"}), .text = "Marisol Quintero does well."}, ""},
      {"first contact alone", {.to = {"kelly@brightside.example"}}, ""},
      {"one known, one new", {.to = {"rosaquintero@gmail.com", "kelly@brightside.example"}}, ""},
      {"as many newcomers as known", {.to = with({"k@b.example", "l@b.example", "m@b.example"})}, ""},
      {"a group that went twice", {.to = {"a@x.example", "b@x.example", "c@x.example"}, .sender = "wyatt.pham@maplefork.example"}, ""},
      {"a sender without history", {.to = with({"kelly@brightside.example"}), .sender = "imani.bennett@maplefork.example"}, ""},
  });
  world.sent_before({.to = {"rosaquintero@gmail.com", "other@x.example"}}, 3);
  check_letters(world, "recipient.unfamiliar", {
      {"a group whose members go elsewhere as often", {.to = with({"kelly@brightside.example"})}, ""}});
}

}  // namespace
}  // namespace hallpass::test
