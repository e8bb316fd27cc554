#include "tests/detectors/letter_world.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>

#include "base/address.h"
#include "base/fold.h"
#include "detectors/layout.h"
#include "detectors/registry.h"
#include "detectors/terms/term_pass.h"
#include "hallpass/detection.h"
#include "hallpass/policy.h"

namespace hallpass::test {
namespace {

const LexiconSet& shipped_lexicons() {
  static const auto lexicons = LexiconSet::load(HALLPASS_SOURCE_DIR "/config/lexicons");
  if (!lexicons) FAIL(lexicons.error().context);
  return *lexicons;
}

Mailbox mailbox(std::string field, const std::string& given) {
  const auto angle = given.find('<');
  if (angle == std::string::npos) return {std::move(field), "", given};
  return {std::move(field), angle > 0 ? given.substr(0, angle - 1) : "", given.substr(angle + 1, given.size() - angle - 2)};
}

Message message_of(const Letter& letter) {
  Message message;
  message.parts.emplace_back().path = "1";
  const std::string from = letter.from.empty() ? letter.sender : letter.from;
  message.mailboxes.push_back({"from", letter.from_display, from});
  for (const std::string& to : letter.to) message.mailboxes.push_back(mailbox("to", to));
  if (!letter.reply_to.empty()) message.mailboxes.push_back(mailbox("reply-to", letter.reply_to));
  message.units.push_back({UnitKind::header, 0, "header/Subject", letter.subject, {}});
  message.units.push_back({UnitKind::body, 0, "1", letter.text, {}});
  return message;
}

Envelope envelope_of(const Letter& letter) {
  Envelope envelope;
  envelope.sender = letter.sender;
  envelope.login = letter.login.empty() ? letter.sender : letter.login;
  for (const std::string& to : letter.to) envelope.recipients.push_back(mailbox("to", to).address);
  return envelope;
}

struct Named {
  const char* name;
  PersonId person;
};

}  // namespace

LetterWorld::LetterWorld() {
  using enum PersonRole;
  const auto person = [&](PersonRole role, const char* id, const char* address, const char* name) {
    return roster.add(role, id, std::string_view(address).empty() ? std::vector<std::string>{} : std::vector<std::string>{address}, name);
  };
  marisol = person(student, "stu-1", "marisol.quintero@maplefork.example", "Marisol Quintero");
  tomas = person(student, "stu-2", "", "Tomas Quintero");
  devon = person(student, "stu-3", "devonashworth@maplefork.example", "Devon Ashworth");
  imogen = person(student, "stu-4", "", "Imogen Vandermeer");
  rosa = person(guardian, "gua-1", "rosaquintero@gmail.com", "Rosa Quintero");
  luis = person(guardian, "gua-2", "lquintero74@yahoo.com", "Luis Quintero");
  peter = person(guardian, "gua-3", "peter.ashworth@home.example", "Peter Ashworth");
  clara = person(guardian, "gua-4", "clara_b88@hotmail.com", "Clara Bishop");
  dana = person(staff, "sta-1", "dana.hill@maplefork.example", "Dana Hill");
  wyatt = person(staff, "sta-2", "wyatt.pham@maplefork.example", "Wyatt Pham");
  ed = person(staff, "sta-3", "edward.howard@maplefork.example", "Edward Howard");
  imani = person(staff, "sta-4", "imani.bennett@maplefork.example", "Imani Bennett");
  pat = person(staff, "sta-5", "pat.lee@maplefork.example", "Pat Lee");
  roster.at(pat).active = false;
  roster.add_value(RosterField::nickname_name, "ed howard", ed);
  roster.add_value(RosterField::given_name, "ed", ed);
  for (PersonId child : {marisol, tomas}) {
    roster.set_guardian(rosa, child);
    roster.set_guardian(luis, child);
  }
  roster.set_guardian(peter, devon);
  roster.set_guardian(clara, imogen);
  district.internal_domains = {"maplefork.example", "mfcsd.example"};
  district.partner_domains = {"aea267.example", "melby.k12.mn.example", "riverview-hospital.example"};
  district.all_district_lists = {"all-staff@maplefork.example"};
  district.mass_mail_senders = {"imani.bennett@maplefork.example"};
  district.delegations = {"wyatt.pham@maplefork.example imani.bennett@maplefork.example"};
}

Finding LetterWorld::record(std::vector<PersonId> students, double confidence) {
  Finding finding;
  finding.category = "record.grades";
  finding.confidence = confidence;
  finding.where = std::string(1, '1');
  finding.subjects = std::move(students);
  return finding;
}

void LetterWorld::sent_before(const Letter& letter, int times) {
  SentMessage sent;
  sent.sender = letter.sender;
  for (const std::string& to : envelope_of(letter).recipients) sent.addressed.push_back(normalize_address(to));
  sent.delivered = sent.addressed;
  for (int i = 0; i < times; ++i) {
    sent.at_seconds = kNow - 86'400 * (times - i);
    REQUIRE(state->record_sent(sent));
  }
}

std::string LetterWorld::found(std::string_view id, const Letter& letter) const {
  const auto rows = detector_rows();
  const auto row = std::ranges::find(rows, id, &DetectorRow::id);
  REQUIRE(row != rows.end());
  const auto detector = row->make(DetectorContext{shipped_lexicons(), district});
  TermCollector terms;
  detector->terms(terms);
  const auto pass = terms.compile();
  REQUIRE(pass);

  const Message message = message_of(letter);
  const Envelope envelope = envelope_of(letter);
  const auto recipients = classify_recipients(envelope, roster, district, kNow);
  std::vector<Note> notes;
  const std::vector<FoldedUnit> folded = fold_units(message, notes);
  std::vector<Hit> hits;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  for (std::uint32_t i = 0; i < folded.size(); ++i) REQUIRE((*pass)->find(folded[i].text, i, 10'000, deadline, hits));
  std::vector<Mention> mentions;
  for (const Named& named : {Named{"marisol quintero", marisol}, Named{"tomas quintero", tomas}, Named{"devon ashworth", devon},
                             Named{"imogen vandermeer", imogen}, Named{"wyatt pham", wyatt}, Named{"edward howard", ed}}) {
    const auto at = static_cast<std::uint32_t>(folded[1].text.find(named.name));
    if (at != 0xffffffff) mentions.push_back({1, at, at + 4, MentionKind::full_name, {named.person}, 0.9});
  }
  Evidence evidence{.envelope = envelope, .recipients = recipients, .message = message, .folded = folded, .hits = hits,
                    .mentions = mentions, .roster = roster, .district = district, .correspondence = state->correspondence(),
                    .volume = state->volume(), .now_seconds = kNow, .copy_mark = letter.copy_mark};
  const Layout layout = lay_out(evidence);
  evidence.layout = &layout;
  std::vector<Finding> out = letter.findings;
  detector->inspect(evidence, out);
  detector->conclude(evidence, out);

  std::string text;
  for (std::size_t i = letter.findings.size(); i < out.size(); ++i) {
    CHECK(out[i].category == id);
    CHECK(out[i].evidence.find('@') == std::string::npos);
    if (out[i].confidence < kPossible) continue;
    const std::string whom = out[i].recipient == kEveryRecipient ? "all" : recipients[out[i].recipient].normalized;
    text += (text.empty() ? "" : " ") + whom + (out[i].confidence < kCertain ? "?" : "");
  }
  return text;
}

void check_letters(const LetterWorld& world, std::string_view id, const std::vector<LetterCase>& cases) {
  for (const LetterCase& c : cases) {
    CAPTURE(id);
    CAPTURE(c.why);
    CHECK(world.found(id, c.letter) == c.want);
  }
}

}  // namespace hallpass::test
