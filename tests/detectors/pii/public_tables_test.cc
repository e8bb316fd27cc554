// The test tables of other projects' recognisers, as far as they speak of what a school must not send. Their
// rows are values without the sentence around them; ours need a word, so each is asked with its label before
// it: "SSN: ...". Where we answer otherwise the row stands, with the reason, in public_tables.txt.
#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "tests/detectors/small_district.h"
#include "tests/support/paths.h"

namespace hallpass::test {
namespace {

// What a table calls a kind of value, what we call it, and how a letter would introduce it.
struct Kind {
  std::string_view table, entity, category, label;
};
// datafog and scrubadub have whole sentences: each is asked for every kind, whether the table finds it there or not.
constexpr std::array kKinds{
    Kind{"commonregex.tsv", "credit_cards", "pii.payment_card", "Card number: "},
    Kind{"commonregex.tsv", "phones", "pii.phone", "Marisol Quintero's mother's cell: "},
    Kind{"commonregex.tsv", "phones_with_exts", "pii.phone", "Marisol Quintero's mother's cell: "},
    Kind{"commonregex.tsv", "ssn_number", "pii.ssn", "SSN: "},
    Kind{"datafog.tsv", "ADDRESS", "pii.address", "Marisol Quintero. "},
    Kind{"datafog.tsv", "CREDIT_CARD", "pii.payment_card", ""},
    Kind{"datafog.tsv", "PHONE", "pii.phone", "Marisol Quintero's mother's cell: "},
    Kind{"datafog.tsv", "SSN", "pii.ssn", ""},
    Kind{"libphonenumber-matcher.tsv", "US", "pii.phone", "Marisol Quintero's mother's cell: "},
    Kind{"phileas.tsv", "BANK_ROUTING_NUMBER", "pii.financial_account", "Bank: "},
    Kind{"phileas.tsv", "CREDIT_CARD", "pii.payment_card", "Card: "},
    Kind{"phileas.tsv", "DRIVERS_LICENSE_NUMBER", "pii.government_id", "Driver's license: "},
    Kind{"phileas.tsv", "IBAN_CODE", "pii.financial_account", "Bank: "},
    Kind{"phileas.tsv", "PASSPORT_NUMBER", "pii.government_id", ""},
    Kind{"phileas.tsv", "PHONE_NUMBER", "pii.phone", "Marisol Quintero's mother's cell: "},
    Kind{"phileas.tsv", "SSN", "pii.ssn", ""},
    Kind{"phileas.tsv", "STREET_ADDRESS", "pii.address", "Marisol Quintero lives at "},
    Kind{"presidio.tsv", "CREDIT_CARD", "pii.payment_card", "Card number: "},
    Kind{"presidio.tsv", "IBAN_CODE", "pii.financial_account", "Bank account, IBAN: "},
    Kind{"presidio.tsv", "PHONE_NUMBER", "pii.phone", "Marisol Quintero's mother's cell: "},
    Kind{"presidio.tsv", "US_ITIN", "pii.government_id", "ITIN: "},
    Kind{"presidio.tsv", "US_MBI", "pii.government_id", "Medicare id: "},
    Kind{"presidio.tsv", "US_PASSPORT", "pii.government_id", "Passport: "},
    Kind{"presidio.tsv", "US_SSN", "pii.ssn", "SSN: "},
    Kind{"scrubadub.tsv", "CREDIT_CARD", "pii.payment_card", ""},
    Kind{"scrubadub.tsv", "DATE_OF_BIRTH", "pii.birth_date", "Marisol Quintero: "},
    Kind{"scrubadub.tsv", "PASSWORD", "credential.password", ""},
    Kind{"scrubadub.tsv", "PHONE", "pii.phone", "Marisol Quintero's mother's cell: "},
    Kind{"scrubadub.tsv", "SOCIAL_SECURITY_NUMBER", "pii.ssn", ""},
};

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields(1);
  for (char c : line) {
    if (c == '\t') fields.emplace_back();
    else if (c != '\r') fields.back() += c;
  }
  return fields;
}

std::string unescaped(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '\\' && i + 1 < text.size();
    const char next = escape ? text[i + 1] : text[i];
    result += !escape ? next : next == 'n' ? '\n' : next == 't' ? '\t' : next == 'r' ? '\r' : next;
    i += escape;
  }
  return result;
}

struct Tally {
  int rows = 0, agree = 0;
};

// What the row says of `kind`: "-" where it must not be found; nothing where the row is about something else.
std::optional<std::string> expected_of(const Kind& kind, const std::vector<std::string>& fields) {
  const std::string entity(kind.entity);
  if (kind.table == "datafog.tsv") return (";" + fields[1]).find(";" + entity + "@") == std::string::npos ? "-" : "found";
  if (kind.table == "scrubadub.tsv") return fields[1].find("{{" + entity + "}}") == std::string::npos ? "-" : "found";
  if (fields[1] != entity) return std::nullopt;
  if (kind.table != "libphonenumber-matcher.tsv") return fields[2];
  return fields[2].starts_with("IMPOSSIBLE") || fields[2].find("POSSIBLE_ONLY") != std::string::npos ? "-" : "found";
}

bool whole_sentences(const Kind& kind) { return kind.table == "datafog.tsv" || kind.table == "scrubadub.tsv"; }

class Tables {
 public:
  void read(const std::string& folder, const std::string& name) {
    std::istringstream file(read_file(folder + "/" + name));
    int number = 0;
    for (std::string line; std::getline(file, line);) {
      ++number;
      const auto fields = fields_of(line);
      if (line.starts_with('#') || fields.size() < 3 || fields[0] == "text" || fields[0] == "before") continue;
      for (const Kind& kind : kKinds) {
        if (kind.table != name) continue;
        const std::optional<std::string> expected = expected_of(kind, fields);
        if (expected) judge(kind, fields[0], *expected, name + ":" + std::to_string(number));
      }
    }
  }
  const std::map<std::string, Tally>& tallies() const { return tallies_; }
  const std::set<std::string>& disagreements() const { return disagreements_; }

 private:
  void judge(const Kind& kind, const std::string& text, const std::string& expected, const std::string& place) {
    const bool want = expected != "-" && expected != "no-match" && expected != "?";
    const std::string found = " " + categories_in(std::string(kind.label) + unescaped(text)) + " ";
    Tally& tally = tallies_[std::string(kind.table).substr(0, kind.table.find('.')) + " " + std::string(kind.entity)];
    ++tally.rows;
    const bool got = found.find(" " + std::string(kind.category) + " ") != std::string::npos;
    if (got == want || expected == "?") ++tally.agree;
    else disagreements_.insert(place + (whole_sentences(kind) ? ":" + std::string(kind.entity) : ""));
  }

  std::map<std::string, Tally> tallies_;
  std::set<std::string> disagreements_;
};

// "presidio.tsv:412  why": the places of a file of reasons.
std::set<std::string> explained() {
  std::istringstream file(read_file(HALLPASS_SOURCE_DIR "/tests/detectors/pii/public_tables.txt"));
  std::set<std::string> places;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t space = line.find(' ');
    CHECK_MESSAGE((space != std::string::npos && line.size() > space + 8), "no reason: ", line);
    places.insert(line.substr(0, space));
  }
  return places;
}

TEST_CASE("the public tables of other recognisers: where we differ there is a reason") {
  const std::string folder = shared_path("realdata/pii");
  if (folder.empty()) return;
  Tables tables;
  for (const char* name : {"commonregex.tsv", "datafog.tsv", "libphonenumber-matcher.tsv", "phileas.tsv", "presidio.tsv", "scrubadub.tsv"}) tables.read(folder, name);
  std::string report = "agreement by entity\n";
  Tally all;
  for (const auto& [entity, tally] : tables.tallies()) {
    char row[120];
    std::snprintf(row, sizeof row, "  %-36s %3d of %3d\n", entity.c_str(), tally.agree, tally.rows);
    report += row;
    all.rows += tally.rows;
    all.agree += tally.agree;
  }
  report += "  all                                  " + std::to_string(all.agree) + " of " + std::to_string(all.rows) + "\n";
  MESSAGE(report);
  CHECK(all.rows > 60);
  const std::set<std::string> reasons = explained();
  for (const std::string& place : tables.disagreements()) CHECK_MESSAGE(reasons.contains(place), "no reason given for ", place);
  for (const std::string& place : reasons) CHECK_MESSAGE(tables.disagreements().contains(place), "agrees by now: ", place);
}

}  // namespace
}  // namespace hallpass::test
