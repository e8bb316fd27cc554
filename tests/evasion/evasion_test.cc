// The evasion table: every named trick, worked on every plant, through the whole scan() with the shipped policy
// and lexicons. Each must be found, or said to be unreadable; none may pass in silence. The answers stand in
// evasion_table.txt and are compared with it.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <set>

#include "corpus/judge.h"
#include "hallpass/report.h"
#include "tests/evasion/evasion.h"
#include "tests/support/paths.h"

namespace hallpass::test {
namespace {

struct Chapter {
  std::string_view number;
  std::string_view title;
  std::vector<Transform> (*transforms)();
};

constexpr std::array kChapters{
    Chapter{"T1", "transfer encodings", transfer_encodings}, Chapter{"T1", "charsets", charsets},
    Chapter{"T1", "header fields", encoded_headers},         Chapter{"T1", "pasted encodings", pasted_encodings},
    Chapter{"T2", "invisible characters", invisible_characters}, Chapter{"T2", "other characters", other_characters},
    Chapter{"T3", "spacing", spacing},                       Chapter{"T3", "HTML layout", html_layout},
    Chapter{"T3", "hidden HTML", hidden_html},               Chapter{"T3", "documents", document_layout},
    Chapter{"T4", "containers", containers},                 Chapter{"T4", "false names", false_names},
    Chapter{"T5", "splitting", splitting},                   Chapter{"T6", "MIME differentials", mime_differentials},
};

const Plant kSsn{"pii.ssn", "For our file: the social security number of the new aide is ", "524-71-9083", ". Please keep it."};
const Plant kStudentId{"pii.student_id", "Please move the locker of the student with ID ", "304411", " to the north hall."};
const Plant kRecord{"record.", "You asked about her. ", "Maribel Ostrander was suspended", " for three days after the fight on Tuesday."};
const std::array<const Plant*, 3> kPlants{&kSsn, &kStudentId, &kRecord};

struct World {
  std::shared_ptr<const Engine> engine;
  std::unique_ptr<Reader> reader = make_inline_reader();
};

World make_world() {
  auto settings = load_settings(HALLPASS_SOURCE_DIR "/config/hallpass.toml");
  REQUIRE(settings);
  settings->district.internal_domains = {"aldercreek.example"};
  auto engine = make_judging_engine({.settings = *settings, .district = HALLPASS_SOURCE_DIR "/tests/golden/district"});
  REQUIRE(engine);
  return {*engine};
}

Report judged(World& world, const std::string& bytes) {
  Envelope envelope;
  envelope.sender = envelope.login = "marcus.oyelaran@aldercreek.example";
  envelope.recipients = {"manager@burgerstop.example"};
  return scan({bytes}, envelope, *world.engine, *world.reader, {}, 1'791'900'000);
}

// found: the category itself. held: a part is said not to be readable, and policy holds that. noted: words to
// people alone. missed: nothing.
std::string_view outcome(const Report& report, const Plant& plant) {
  const auto starts = [&](const auto& list, std::string_view with) {
    return std::ranges::any_of(list, [&](const auto& entry) { return entry.category.starts_with(with); });
  };
  if (starts(report.findings, plant.category)) return "found";
  if (starts(report.findings, "content.")) return "held";
  return starts(report.notes, "note.evasion") ? "noted" : "missed";
}

constexpr std::array<std::string_view, 4> kAnswers{"found", "held", "noted", "missed"};

// How many tricks of a chapter were answered how, for each plant.
struct Recall {
  std::size_t tricks = 0;
  std::array<std::array<std::size_t, kAnswers.size()>, kPlants.size()> answers{};

  void add(std::size_t plant, std::string_view answer) { ++answers[plant][static_cast<std::size_t>(std::ranges::find(kAnswers, answer) - kAnswers.begin())]; }
};

std::string line_of(std::string_view name, const Recall& recall) {
  char text[160];
  int used = std::snprintf(text, sizeof text, "  %-26.*s%6zu", static_cast<int>(name.size()), name.data(), recall.tricks);
  for (const auto& of : recall.answers) {
    used += std::snprintf(text + used, sizeof text - static_cast<std::size_t>(used), "   %6zu%6zu%6zu", of[0], of[1], of[2]);
  }
  return std::string(text) + "\n";
}

// By group (T1 to T6) and chapter.
std::string summary_of(const std::array<Recall, kChapters.size()>& recall) {
  std::string summary = "                            tricks   pii.ssn             pii.student_id      record\n"
                        "                                      found  held noted   found  held noted   found  held noted\n";
  Recall all;
  for (std::size_t i = 0; i < kChapters.size(); ++i) {
    summary += line_of(std::string(kChapters[i].number) + " " + std::string(kChapters[i].title), recall[i]);
    all.tricks += recall[i].tricks;
    for (std::size_t plant = 0; plant < kPlants.size(); ++plant) {
      for (std::size_t answer = 0; answer < kAnswers.size(); ++answer) all.answers[plant][answer] += recall[i].answers[plant][answer];
    }
  }
  return summary + line_of("all", all);
}

}  // namespace

TEST_CASE("evasion: every trick on every plant is found or reported") {
  World world = make_world();
  std::string rows;
  std::set<std::string> names;
  std::array<Recall, kChapters.size()> recall;
  for (std::size_t chapter = 0; chapter < kChapters.size(); ++chapter) {
    rows += "\n" + std::string(kChapters[chapter].number) + " " + std::string(kChapters[chapter].title) + "\n";
    for (const Transform& transform : kChapters[chapter].transforms()) {
      CHECK_MESSAGE(names.insert(transform.name).second, "named twice: ", transform.name);
      ++recall[chapter].tricks;
      char row[160];
      std::array<std::string_view, kPlants.size()> answers;
      for (std::size_t i = 0; i < kPlants.size(); ++i) {
        answers[i] = outcome(judged(world, transform.mail(*kPlants[i])), *kPlants[i]);
        CHECK_MESSAGE(answers[i] != "missed", transform.name, ": ", kPlants[i]->category, " is ", answers[i]);
        recall[chapter].add(i, answers[i]);
      }
      std::snprintf(row, sizeof row, "  %-58s %-7s %-7s %s\n", transform.name.c_str(), answers[0].data(), answers[1].data(), answers[2].data());
      rows += row;
    }
  }
  const std::string summary = summary_of(recall);
  MESSAGE("\n", summary);
  const std::string table = "Evasion: what becomes of a social security number, a student number and a student's record under each trick.\n"
                            "Written by tests/evasion/evasion_test.cc, which fails where this file is not what it measures.\n"
                            "found: the finding itself. held: a part is reported as unreadable or encrypted, which policy holds.\n"
                            "noted: the trick is told to people. None passes in silence.\n\n" + summary + rows;
  CHECK(names.size() >= 150);
  const std::string published = HALLPASS_SOURCE_DIR "/tests/evasion/evasion_table.txt";
  if (table != read_file(published)) {
    std::ofstream(HALLPASS_BUILD_DIR "/evasion_table.txt") << table;
    FAIL_CHECK("evasion_table.txt is out of date; the measured one stands in the build folder: " << HALLPASS_BUILD_DIR << "/evasion_table.txt");
  }
}

// Ordinary mail wears some of these clothes: it is not held for them, and what every newsletter does is not noted.
TEST_CASE("evasion: an innocent text in the same clothes is innocent") {
  World world = make_world();
  const Plant innocent{"", "Dear families, ", "the garden club meets", " in the library on Monday at 3:15. Please bring gloves and a bottle of water."};
  std::size_t judged_mails = 0;
  for (const Chapter& chapter : kChapters) {
    for (const Transform& transform : chapter.transforms()) {
      if (transform.name.find("ncrypted") != std::string::npos || transform.name == "a PGP message") continue;  // held for what they are
      const Report report = judged(world, transform.mail(innocent));
      for (const Finding& finding : report.findings) {
        CHECK_MESSAGE((finding.category.starts_with("content.") || finding.category.starts_with("recipient.") || finding.category == "identity.impersonation"), transform.name, ": ", finding.category);
      }
      ++judged_mails;
    }
  }
  CHECK(judged_mails >= 150);
}

TEST_CASE("evasion: what ordinary mail does is not noted") {
  const std::string words = "Dear families, the garden club meets in the library on Monday at 3:15. Bring gloves, water and 2 or 3 friends. ";
  struct Case {
    std::string_view why;
    std::string mail;
  };
  const Case cases[] = {
      {"plain text", plain_mail(words)},
      {"base64, as phones send it", mail("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n", base64(words))},
      {"quoted-printable, as Outlook sends it", mail("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n", "Dear fam=C3=ADlies, the garden club=\r\n meets on Monday.\r\n")},
      {"soft hyphens between syllables", html_mail("<p>The gar&shy;den club meets in the li&shy;brary.</p>")},
      {"a line before the newsletter", html_mail("<div style=\"display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;opacity:0;overflow:hidden\">See what the garden club did this week &zwnj;&nbsp;&zwnj;&nbsp;&#847;&zwnj;</div><p>Hello</p>")},
      {"a line before the newsletter, in white", html_mail("<span style='color:#fff;font-size:1px'>Spring is here! Read about our garden.</span><p>Hello</p>")},
      {"cells without letters' size around letters with one", html_mail("<table><tr><td style='font-size:0px'><div style='font-size:14px'>" + words + words + words + words + "555-0142 and 555-0143</div></td></tr></table>")},
      {"white letters on a dark cell", html_mail("<table><tr><td bgcolor='#003366'><span style='color:white'>" + words + words + words + words + "</span></td></tr></table>")},
      {"white letters on a class's colour", html_mail("<style>.h{background:#036}</style><div class=h><span style='color:white'>" + words + words + words + words + "</span></div>")},
      {"a link with a long query", plain_mail("https://news.aldercreek.example/u?e=4f3a9c2b1d&m=QWxkZXJDcmVlazEyMzQ1Njc4OTA&x=%2Fa%2Fb%3Fc%20d")},
      {"a link that is tracked", plain_mail("https://click.example/ls/click?upn=u001.aB3dE5gH7jK9mN1pQ3sT5vX7zA9cE1gI3kM5oQ7sU9wY1aC3eG5iK7mO9qS1uW3yA5")},
      {"a digest and an identifier", plain_mail("sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\r\nid 550e8400-e29b-41d4-a716-446655440000")},
      {"a calendar", plain_mail("S  M  T  W  T  F  S\r\n1  2  3  4  5  6  7\r\n8  9  10 11 12 13 14\r\n")},
      {"scores in a row", plain_mail("Scores: 85 92 78 90 66 71 88 95 100 73 81 69")},
      {"a table of small numbers", plain_mail("1 2 3 4 5\r\n2 4 6 8 10\r\n3 6 9 12 15\r\n")},
      {"a phone number and a date", plain_mail("Call (719) 555-0142 by 10/13/2026, 9:30 a.m. to 3:45 p.m.")},
      {"hyphenated words and paths", plain_mail("A state-of-the-art, up-to-date plan: see docs/plans/2026/garden_club_plan.pdf on www.aldercreek.example.")},
      {"Spanish with accents", plain_mail("Estimadas familias: la reunión será el miércoles. ¿Preguntas? Llámenos.")},
      {"Russian and Greek", plain_mail("Уважаемые родители! Собрание в среду. Αγαπητοί γονείς, η συνάντηση είναι την Τετάρτη.")},
      {"Arabic with its marks", plain_mail("\u200fأهلا وسهلا\u200f 2026")},
      {"emoji, flags and keycaps", plain_mail("Go Tigers 🐯🇺🇸👩‍👩‍👧‍👦 1️⃣ 2️⃣ 3️⃣!")},
      {"a list", plain_mail("a. glue\r\nb. paper\r\nc. paint\r\n1. gloves\r\n2. water\r\n")},
      {"a rhyme", plain_mail("One, two, buckle my shoe; three, four, knock at the door.")},
      {"Markdown", plain_mail("**Please** bring *gloves* and __water__.")},
      {"a quotation", plain_mail("> The garden club\r\n> meets on Monday\r\n> in the library.\r\nThanks!")},
      {"a signature with a number", plain_mail("Marcus Oyelaran | Counselor | Alder Creek | 719-555-0103 | @aldercreek")},
      {"code in a lesson", plain_mail("print(\"hello\")\r\nfor i in range(10):\r\n  x = 0xFF & i\r\n")},
      {"a comment of Outlook's", html_mail("<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--><p class=MsoNormal>" + words + "</p>")},
  };
  World world = make_world();
  for (const Case& c : cases) {
    CAPTURE(c.why);
    for (const Note& note : judged(world, c.mail).notes) CHECK_MESSAGE(note.category != "note.evasion", note.detail);
  }
}

}  // namespace hallpass::test
