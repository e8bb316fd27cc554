#include "detectors/recipients/addressed.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/address.h"
#include "base/fold.h"
#include "hallpass/finding.h"

namespace hallpass {
namespace {

constexpr std::size_t kNameWordsMax = 5;
constexpr std::size_t kDisplayBytesMax = 100;
constexpr std::size_t kGreetingBytesMax = 60;

constexpr std::array<std::string_view, 28> kTitles{
    "mr",  "mrs",       "ms",    "miss",    "mx",  "dr",  "prof",   "coach", "rev", "sr",
    "sra", "srta",      "senor", "senora",  "jr",  "ii",  "iii",    "iv",    "phd", "edd",
    "rn",  "principal", "nurse", "teacher", "mom", "dad", "parent", "home"};
constexpr std::array<std::string_view, 14> kGreetings{
    "dear",      "hi",       "hello",    "hey",  "good morning", "good afternoon", "good evening",
    "greetings", "estimada", "estimado", "hola", "querida",      "querido",        "morning"};

bool is_title(std::string_view word) {
  return std::ranges::find(kTitles, word) != kTitles.end();
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80 || c == '\'' || c == '-';
}

// Runs of letters, in order.
std::vector<std::string> letter_runs(std::string_view text) {
  std::vector<std::string> runs;
  std::string run;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && is_letter(text[i])) {
      run += text[i];
    } else if (!run.empty()) {
      runs.push_back(std::move(run));
      run.clear();
    }
  }
  return runs;
}

std::string without_brackets(std::string_view text) {
  std::string out;
  int depth = 0;
  for (char c : text) {
    if (c == '(' || c == '[') ++depth;
    if (depth == 0) out += c;
    if ((c == ')' || c == ']') && depth > 0) --depth;
  }
  return out;
}

bool holds(std::span<const PersonId> people, PersonId person) {
  return std::ranges::binary_search(people, person);
}

const Mailbox* mailbox_of(const Evidence& evidence, std::string_view normalized) {
  for (const Mailbox& mailbox : evidence.message.mailboxes) {
    const bool addressed = mailbox.field == "to" || mailbox.field == "cc" || mailbox.field == "bcc";
    if (addressed && normalize_address(mailbox.address) == normalized) return &mailbox;
  }
  return nullptr;
}

// The first line of the body that says something, unless it is a quotation.
std::string_view first_line(const Evidence& evidence) {
  for (std::size_t i = 0; i < evidence.message.units.size() && i < evidence.folded.size(); ++i) {
    if (evidence.message.units[i].kind != UnitKind::body) continue;
    std::string_view text = evidence.folded[i].text;
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) continue;
    text.remove_prefix(begin);
    return text.substr(0, text.find('\n'));
  }
  return {};
}

// "hi natalie, happy to" -> " natalie"; empty where it is no greeting.
std::string_view after_greeting(std::string_view line) {
  for (std::string_view greeting : kGreetings) {
    if (line.starts_with(greeting) && line.size() > greeting.size() && line[greeting.size()] == ' ') {
      const std::string_view rest = line.substr(greeting.size());
      return rest.substr(0, rest.find_first_of(",:;!.-\r", 5));
    }
  }
  const auto comma = line.find_first_of(",:");  // "Valentina,"
  if (comma == std::string_view::npos || line.find(' ') < comma || comma + 1 < line.size()) return {};
  return line.substr(0, comma);
}

}  // namespace

std::vector<std::string> words_of_name(std::string_view display) {
  if (display.size() > kDisplayBytesMax || display.find('@') != std::string_view::npos) return {};
  std::string folded = without_brackets(folded_text(display));
  if (folded.find_first_of("0123456789") != std::string::npos) return {};
  if (const auto comma = folded.find(','); comma != std::string::npos) {
    folded = folded.substr(comma + 1) + " " + folded.substr(0, comma);  // "Pham, Wyatt"
  }
  std::vector<std::string> words;
  for (std::string& word : letter_runs(folded)) {
    if (word.size() > 1 && !is_title(word)) words.push_back(std::move(word));
  }
  return words.size() <= kNameWordsMax ? words : std::vector<std::string>{};
}

std::string display_of(const Evidence& evidence, std::string_view normalized) {
  const Mailbox* mailbox = mailbox_of(evidence, normalized);
  return mailbox ? mailbox->display : "";
}

std::string sender_display(const Evidence& evidence) {
  for (const Mailbox& mailbox : evidence.message.mailboxes) {
    if (mailbox.field == "from") return mailbox.display;
  }
  return "";
}

std::vector<PersonId> people_named(const Roster& roster, const std::vector<std::string>& words) {
  if (words.size() < 2) return {};
  std::string name;
  for (const std::string& word : words) name += (name.empty() ? "" : " ") + word;
  std::set<PersonId> people;
  for (const std::string& form : {name, words.front() + " " + words.back()}) {
    for (RosterField field : {RosterField::full_name, RosterField::nickname_name}) {
      const auto found = roster.find(field, form);
      people.insert(found.begin(), found.end());
    }
  }
  return {people.begin(), people.end()};
}

bool bears(const Roster& roster, PersonId person, std::string_view word) {
  return holds(roster.find(RosterField::name_part, word), person) ||
         holds(roster.find(RosterField::given_name, word), person);
}

bool same_family(const Roster& roster, PersonId one, PersonId other) {
  const auto children = roster.children_of(one);
  return std::ranges::find(children, other) != children.end() ||
         std::ranges::find(roster.children_of(other), one) != roster.children_of(other).end() ||
         std::ranges::any_of(children, [&](PersonId child) {
           const auto guardians = roster.guardians_of(child);
           return std::ranges::find(guardians, other) != guardians.end();
         });
}

bool guards_any(const Roster& roster, PersonId guardian, const std::vector<PersonId>& students) {
  return std::ranges::any_of(roster.children_of(guardian),
                             [&](PersonId child) { return holds(students, child); });
}

std::vector<PersonId> students_mentioned(const Evidence& evidence) {
  std::set<PersonId> students;
  for (const Mention& mention : evidence.mentions) {
    const bool identifies = mention.kind == MentionKind::full_name || mention.kind == MentionKind::number ||
                            mention.kind == MentionKind::state_number;
    if (!identifies || mention.people.empty() || mention.confidence < kPossible) continue;
    const Unit& unit = evidence.message.units[mention.unit];
    if (unit.kind == UnitKind::header && unit.path != "header/Subject") continue;
    const PersonId person = mention.people.front();
    if (evidence.roster.person(person).role == PersonRole::student) students.insert(person);
  }
  return {students.begin(), students.end()};
}

std::vector<std::string> greeted(const Evidence& evidence) {
  const std::string_view line = first_line(evidence);
  if (line.empty() || line.front() == '>') return {};
  const std::string_view name = after_greeting(line);
  if (name.empty() || name.size() > kGreetingBytesMax || name.find_first_of("&/@") != std::string_view::npos)
    return {};
  std::vector<std::string> words = letter_runs(name);
  if (std::ranges::find(words, "and") != words.end() || std::ranges::find(words, "all") != words.end())
    return {};
  std::erase_if(words, [](const std::string& word) { return word.size() < 2 || is_title(word); });
  return words.size() <= 3 ? words : std::vector<std::string>{};
}

std::vector<std::string> words_of_local_part(std::string_view local) {
  std::string letters(local);
  std::ranges::replace(letters, '-', ' ');
  return letter_runs(letters);
}

}  // namespace hallpass
