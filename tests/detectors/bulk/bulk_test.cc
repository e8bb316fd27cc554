#include <doctest/doctest.h>

#include "tests/detectors/letter_world.h"

namespace hallpass::test {
namespace {

std::vector<std::string> people(int count, const std::string& start = "p") {
  std::vector<std::string> to;
  for (int i = 0; i < count; ++i) to.push_back(start + std::to_string(i) + "@else.example");
  return to;
}

TEST_CASE("bulk.recipients: more than fifty, at the bound and one past it") {
  const LetterWorld world;
  std::vector<std::string> repeated = people(50);
  repeated.push_back("P0@else.example");
  check_letters(world, "bulk.recipients", {
      {"fifty-one", {.to = people(51)}, "all"},
      {"fifty", {.to = people(50)}, ""},
      {"fifty, one of them twice", {.to = repeated}, ""},
      {"one who may", {.to = people(80), .sender = "imani.bennett@maplefork.example"}, ""},
      {"in the name of one who may", {.to = people(80), .sender = "imani.bennett@maplefork.example", .login = "dana.hill@maplefork.example"}, "all"},
      {"nobody", {.to = {}}, ""},
  });
}

TEST_CASE("bulk.rate: over two hundred in an hour, however split") {
  LetterWorld world;
  const auto record = [&](const std::string& sender, int recipients, std::int64_t ago) {
    SentMessage sent{.sender = sender, .addressed = people(recipients), .delivered = {}, .at_seconds = LetterWorld::kNow - ago};
    REQUIRE(world.state->record_sent(sent));
  };
  record("dana.hill@maplefork.example", 150, 600);
  record("dana.hill@maplefork.example", 48, 1'200);
  record("dana.hill@maplefork.example", 900, 3'600);  // an hour ago to the second: out of the window
  record("imani.bennett@maplefork.example", 900, 60);
  check_letters(world, "bulk.rate", {
      {"198 and 3", {.to = people(3)}, "all"},
      {"198 and 2", {.to = people(2)}, ""},
      {"another sender", {.to = people(40), .sender = "wyatt.pham@maplefork.example"}, ""},
      {"one who may", {.to = people(40), .sender = "imani.bennett@maplefork.example"}, ""},
      {"one message alone is bulk.recipients", {.to = people(300), .sender = "wyatt.pham@maplefork.example"}, ""},
  });
}

TEST_CASE("bulk.all_district") {
  const LetterWorld world;
  check_letters(world, "bulk.all_district", {
      {"not authorised", {.to = {"All-Staff@maplefork.example"}}, "all"},
      {"authorised", {.to = {"all-staff@maplefork.example"}, .sender = "imani.bennett@maplefork.example"}, ""},
      {"another list", {.to = {"grade5@maplefork.example"}}, ""},
      {"the name at another domain", {.to = {"all-staff@else.example"}}, ""},
  });
}

TEST_CASE("bulk.recipients: a list counts with the people it reaches") {
  LetterWorld world;
  world.district.list_sizes = {{"band@maplefork.example", 40}, {"grade5@maplefork.example", 51}, {"office@maplefork.example", 3}};
  check_letters(world, "bulk.recipients", {
      {"one long list", {.to = {"Grade5@maplefork.example"}}, "all"},
      {"a list and people", {.to = {"band@maplefork.example", "a@x.example", "b@x.example", "c@x.example", "d@x.example", "e@x.example", "f@x.example",
                                    "g@x.example", "h@x.example", "i@x.example", "j@x.example", "k@x.example"}}, "all"},
      {"two short lists", {.to = {"band@maplefork.example", "office@maplefork.example"}}, ""},
      {"one list twice", {.to = {"band@maplefork.example", "BAND@maplefork.example"}}, ""},
      {"a list nobody knows the size of", {.to = {"grade6@maplefork.example"}}, ""},
      {"one who may", {.to = {"grade5@maplefork.example"}, .sender = "imani.bennett@maplefork.example"}, ""},
  });
}

TEST_CASE("bulk.*: limits by sender, by class of sender, by audience") {
  LetterWorld world;
  world.district.limits = {
      {.sender = {}, .sender_class = SenderClass::student, .audience = {}, .recipients_max = 5, .window_seconds = 0},
      {.sender = {}, .sender_class = {}, .audience = Audience::families, .recipients_max = 2, .window_seconds = 0},
      {.sender = "wyatt.pham@maplefork.example", .sender_class = {}, .audience = {}, .recipients_max = 80, .window_seconds = 0},
      {.sender = {}, .sender_class = SenderClass::student, .audience = Audience::outside, .recipients_max = 10, .window_seconds = 900},
      {.sender = {}, .sender_class = SenderClass::unlisted, .audience = {}, .recipients_max = 400, .window_seconds = 3'600},
  };
  const std::string student = "devonashworth@maplefork.example", office = "scanner@maplefork.example";
  const std::vector<std::string> families = {"rosaquintero@gmail.com", "clara_b88@hotmail.com", "peter.ashworth@home.example"};
  std::vector<std::string> two_families(families.begin(), families.begin() + 2);
  check_letters(world, "bulk.recipients", {
      {"a student to six", {.to = people(6), .sender = student}, "all"},
      {"a student to five", {.to = people(5), .sender = student}, ""},
      {"a teacher to six", {.to = people(6)}, ""},
      {"three families", {.to = families}, "all"},
      {"two families", {.to = two_families}, ""},
      {"a sender with a limit of their own, past the general one", {.to = people(80), .sender = "wyatt.pham@maplefork.example"}, ""},
      {"a sender with a limit of their own, past that", {.to = people(81), .sender = "wyatt.pham@maplefork.example"}, "all"},
      {"past the general limit", {.to = people(51)}, "all"},
  });
  const auto record = [&](const std::string& sender, AudienceCounts counts, std::int64_t ago) {
    REQUIRE(world.state->record_sent({.sender = sender, .addressed = {}, .delivered = {}, .at_seconds = LetterWorld::kNow - ago, .volume = counts}));
  };
  record(student, {{30, 0, 8}}, 600);
  record(student, {{0, 0, 90}}, 1'000);  // out of its quarter of an hour
  record(office, {{390, 0, 0}}, 60);
  check_letters(world, "bulk.rate", {
      {"a student, 8 and 3 outside", {.to = people(3), .sender = student}, "all"},
      {"a student, 8 and 2 outside", {.to = people(2), .sender = student}, ""},
      {"a student, inside", {.to = {"wyatt.pham@maplefork.example", "dana.hill@maplefork.example", "a@maplefork.example"}, .sender = student}, ""},
      {"an office has its own hour, 390 and 11", {.to = people(11), .sender = office}, "all"},
      {"an office has its own hour, 390 and 10", {.to = people(10), .sender = office}, ""},
  });
}

TEST_CASE("bulk.rate: one text in near-copies, over a day") {
  LetterWorld world;
  constexpr CopyMark kText = 0x0f1e2d3c4b5a6978;
  const auto record = [&](int recipients, CopyMark mark, std::int64_t ago) {
    SentMessage sent{.sender = "dana.hill@maplefork.example", .addressed = people(recipients), .delivered = {}, .at_seconds = LetterWorld::kNow - ago};
    sent.copy_mark = mark;
    REQUIRE(world.state->record_sent(sent));
  };
  for (int i = 0; i < 99; ++i) record(1, kText ^ (1ull << (i % 60)), 4'000 + i * 300);  // one by one, a little different
  record(99, kText, 7'000);
  record(100, ~kText, 5'000);        // another text
  record(100, kText, 86'400);        // yesterday
  check_letters(world, "bulk.rate", {
      {"198 and 3", {.to = people(3), .copy_mark = kText}, "all"},
      {"198 and 3, a little different", {.to = people(3), .copy_mark = kText ^ 0x8001}, "all"},
      {"198 and 2", {.to = people(2), .copy_mark = kText}, ""},
      {"another text", {.to = people(3), .copy_mark = 0x1111111111111111}, ""},
      {"too short to say", {.to = people(3), .copy_mark = 0}, ""},
      {"another sender", {.to = people(3), .sender = "wyatt.pham@maplefork.example", .copy_mark = kText}, ""},
  });
}

TEST_CASE("bulk.*: permitted in advance") {
  LetterWorld world;
  const std::string dana = "dana.hill@maplefork.example", wyatt = "wyatt.pham@maplefork.example", ed = "edward.howard@maplefork.example";
  const auto from = LetterWorld::kNow - 10, until = LetterWorld::kNow + 10;
  world.district.grants = {
      {.sender = dana, .list = {}, .recipients_max = 100, .from_seconds = from, .until_seconds = until},
      {.sender = wyatt, .list = "all-staff@maplefork.example", .recipients_max = 0, .from_seconds = from, .until_seconds = until},
      {.sender = ed, .list = {}, .recipients_max = 0, .from_seconds = LetterWorld::kNow - 20, .until_seconds = LetterWorld::kNow},
  };
  world.district.list_sizes = {{"all-staff@maplefork.example", 312}};
  check_letters(world, "bulk.recipients", {
      {"as many as granted", {.to = people(100)}, ""},
      {"one more", {.to = people(101)}, "all"},
      {"granted for a list, to the list", {.to = {"all-staff@maplefork.example"}, .sender = wyatt}, ""},
      {"granted for a list, to people", {.to = people(51), .sender = wyatt}, "all"},
      {"a grant that has ended", {.to = people(51), .sender = ed}, "all"},
  });
  check_letters(world, "bulk.all_district", {
      {"granted for any recipients", {.to = {"all-staff@maplefork.example"}}, ""},
      {"granted for the list", {.to = {"all-staff@maplefork.example"}, .sender = wyatt}, ""},
      {"a grant that has ended", {.to = {"all-staff@maplefork.example"}, .sender = ed}, "all"},
  });
}

TEST_CASE("bulk.address_list: twenty addresses to an outsider, not nineteen") {
  const LetterWorld world;
  const auto list = [](int count, const char* domain, const char* between = "\n") {
    std::string text;
    for (int i = 0; i < count; ++i) text += "first.last" + std::to_string(i) + "@" + domain + between;
    return text;
  };
  check_letters(world, "bulk.address_list", {
      {"twenty, a line each", {.to = {"rep@books.example"}, .text = list(20, "maplefork.example")}, "all"},
      {"twenty in a run, in capitals", {.to = {"rep@books.example"}, .text = "Staff: " + list(20, "MapleFork.EXAMPLE", "; ")}, "all"},
      {"below the domain", {.to = {"rep@books.example"}, .text = list(20, "hs.maplefork.example")}, "all"},
      {"an outsider beside a colleague", {.to = {"wyatt.pham@maplefork.example", "rep@books.example"}, .text = list(20, "mfcsd.example")}, "all"},
      {"nineteen", {.to = {"rep@books.example"}, .text = list(19, "maplefork.example")}, ""},
      {"one twenty times", {.to = {"rep@books.example"}, .text = list(1, "maplefork.example") + list(1, "maplefork.example")}, ""},
      {"others' addresses", {.to = {"rep@books.example"}, .text = list(40, "else.example")}, ""},
      {"inside", {.to = {"wyatt.pham@maplefork.example"}, .text = list(40, "maplefork.example")}, ""},
      {"the header of a quoted message", {.to = {"rep@books.example"}, .text = "> To: " + list(40, "maplefork.example", ", ")}, ""},
      {"at signs alone", {.to = {"rep@books.example"}, .text = std::string(100, '@')}, ""},
  });
}

TEST_CASE("bulk.chain_letter") {
  const LetterWorld world;
  check_letters(world, "bulk.chain_letter", {
      {"the old kind", {.to = {"a@else.example"}, .text = "Do not break this chain! Send this to ten people within 24 hours."}, "all"},
      {"by what it asks", {.to = {"a@else.example"}, .text = "Forward this to 12 friends or bad luck will follow for seven years."}, "all"},
      {"a money loop", {.to = {"a@else.example"}, .text = "Mail one dollar to the name on top, then put your name at the bottom."}, "all"},
      {"a gift exchange that grows", {.to = {"a@else.example"}, .text = "Join our secret sister gift exchange, it really works."}, "all"},
      {"in Spanish", {.to = {"a@else.example"}, .text = "No rompas esta cadena: envia esto a 10 personas en 24 horas."}, "all"},
      {"luck for a dollar", {.to = {"a@else.example"}, .text = "I got this from a friend and it really works: copy and paste this, send it to 7 people you care about, and something good will happen by Friday."}, "all"},
      {"a gifting circle", {.to = {"a@else.example"}, .text = "Ladies, the blessing loom has two places left: $100 in, $800 out when you recruit two."}, "all"},
      {"a phone tree", {.to = {"a@else.example"}, .text = "Snow closing: each captain calls five people on the list and passes it on to the next."}, ""},
      {"a survey", {.to = {"a@else.example"}, .text = "Please forward this to all parents of your advisory and send it back to me by Monday."}, ""},
      {"a reading on luck", {.to = {"a@else.example"}, .text = "We read about bad luck and good luck in folk tales; the chain of events is on page 9."}, ""},
      {"homework", {.to = {"a@else.example"}, .text = "Please send this to the office by Friday. The food chain poster is due."}, ""},
      {"a rota", {.to = {"a@else.example"}, .text = "Please pass this on to your team; respond within 24 hours."}, ""},
      {"a warning against them", {.to = {"a@else.example"}, .text = "Digital citizenship: what to do with a chain letter. Do not forward chain mail."}, ""},
      {"orders", {.to = {"a@else.example"}, .text = "Our supply chain is slow; send two copies to purchasing."}, ""},
      {"a forwarded newsletter", {.to = {"a@else.example"}, .text = "Feel free to share this with five new families.", .subject = "Fwd: Fwd: newsletter"}, ""},
      {"the chain of command", {.to = {"a@else.example"}, .text = "Follow the chain of command and send it to two people in the office."}, ""},
  });
}

TEST_CASE("bulk.solicitation") {
  const LetterWorld world;
  check_letters(world, "bulk.solicitation", {
      {"puppies and oils", {.to = {"a@else.example"}, .text = "Lab puppies ready, $650 each. My wife is 2 sales short on her doTerra, Venmo is fine."}, "all"},
      {"a second trade", {.to = {"a@else.example"}, .text = "I got my realtor license: list with me before June and save on my commission."}, "all"},
      {"a party plan", {.to = {"a@else.example"}, .text = "I am now a Mary Kay beauty consultant! Place your order by Friday, 20% off for staff."}, "all"},
      {"a camper", {.to = {"a@else.example"}, .text = "Camper for sale, asking price $8,000 obo. Call or text me."}, "all"},
      {"a private cause", {.to = {"a@else.example"}, .text = "Please donate to my gofundme, make a donation of any size and tell your friends."}, "all"},
      {"tickets for one's church", {.to = {"a@else.example"}, .text = "Our church youth group leaves for its mission trip in June. Raffle tickets are $5 each, I have a roll in my desk, any amount helps."}, "all"},
      {"a trade on the side", {.to = {"a@else.example"}, .text = "I do taxes on the side, W-2 returns from $60. Taking new clients through March, text me if interested."}, "all"},
      {"eggs", {.to = {"a@else.example"}, .text = "Farm fresh eggs again! $4/dozen, let me know how many and I will bring them Thursday. Cash or check."}, "all"},
      {"a brother's campaign", {.to = {"a@else.example"}, .text = "My brother runs for county supervisor. Yard signs in my truck, and every dollar helps: make a donation at his page."}, "all"},
      {"the club's fundraiser", {.to = {"a@else.example"}, .text = "FCCLA student fundraiser: cookie dough, $14 a tub. Order form attached; all proceeds go to the state trip."}, ""},
      {"the sunshine fund", {.to = {"a@else.example"}, .text = "Sunshine committee dues are $20 this year, cash or check to Deb, any amount over that buys retirement gifts."}, ""},
      {"a unit on markets", {.to = {"a@else.example"}, .text = "For the economics unit each group writes an ad: what is for sale, at what price, and a special offer."}, ""},
      {"book orders", {.to = {"a@else.example"}, .text = "Scholastic book orders are due Friday. Place your order online with our class code."}, ""},
      {"a job posting", {.to = {"a@else.example"}, .text = "The district needs after hours supervisors for winter break; if you are interested, call the office."}, ""},
      {"benefits", {.to = {"a@else.example"}, .text = "Open enrollment: meet the insurance agent in the library. Life insurance rates are unchanged."}, ""},
      {"surplus", {.to = {"a@else.example"}, .text = "District surplus auction on Saturday: desks and a bus go to the best offer. Cash or check."}, ""},
      {"a purchase of the school's", {.to = {"a@else.example"}, .text = "Could I get a price for six weighted vests? PO number follows, $45 each plus shipping."}, ""},
      {"the booster club's fundraiser", {.to = {"a@else.example"}, .text = "The booster club sells popcorn, $10 each; all proceeds benefit the band. Place your order with your child."}, ""},
      {"the book fair", {.to = {"a@else.example"}, .text = "The book fair opens Monday. Cash or check."}, ""},
      {"a lesson on markets", {.to = {"a@else.example"}, .text = "Students will sell lemonade in the economics game and set a price."}, ""},
      {"lunch accounts", {.to = {"a@else.example"}, .text = "Lunch prices rise to $3.10 each day; free and reduced applications are open."}, ""},
      {"an open house", {.to = {"a@else.example"}, .text = "Open house is Thursday at six. Visit my room!"}, ""},
      {"a thank-you", {.to = {"a@else.example"}, .text = "Thank you for the cookies, they were a great deal of fun."}, ""},
      {"one word is not enough", {.to = {"a@else.example"}, .text = "Did you see the yard sale on Oak Street?"}, ""},
  });
}

}  // namespace
}  // namespace hallpass::test
