// A quotation opens with a line that says who wrote ("On ..., NAME wrote:", "NAME <address> wrote:") and runs
// over the quoted lines after it, up to the next such line; without quoting marks it runs to the unit's end.
#include "detectors/quoted.h"

#include <algorithm>

namespace hallpass {
namespace {

constexpr std::size_t kOpeningBytesMax = 300;

bool is_theirs(const Evidence& evidence, PersonId author, const Recipient& recipient) {
  if (recipient.recipient_class == RecipientClass::internal) return true;
  if (std::ranges::find(recipient.people, author) != recipient.people.end()) return true;
  return std::ranges::any_of(evidence.roster.children_of(author), [&](PersonId child) {
    return std::ranges::find(recipient.entitled, child) != recipient.entitled.end();
  });
}

bool all_are_theirs(const Evidence& evidence, PersonId author) {
  return !evidence.recipients.empty() &&
         std::ranges::all_of(evidence.recipients, [&](const Recipient& recipient) { return is_theirs(evidence, author, recipient); });
}

std::size_t line_begin(std::string_view text, std::size_t at) {
  const std::size_t found = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return found == std::string_view::npos ? 0 : found + 1;
}

// Where the quoted lines that begin at `at` end.
std::size_t quotation_end(std::string_view text, std::size_t at) {
  std::size_t first = at;
  while (first < text.size() && (text[first] == '\n' || text[first] == '\r' || text[first] == ' ')) ++first;
  if (first >= text.size() || text[first] != '>') return text.size();
  std::size_t end = line_begin(text, first);
  while (end < text.size()) {
    std::size_t mark = end;
    while (mark < text.size() && text[mark] == ' ') ++mark;
    if (mark >= text.size() || text[mark] != '>') break;
    const std::size_t next = text.find('\n', mark);
    end = next == std::string_view::npos ? text.size() : next + 1;
  }
  return end;
}

// The guardian named in the opening that ends at `wrote`; kNobody where it names nobody of that kind.
PersonId author_of(const Evidence& evidence, std::uint32_t unit, std::size_t wrote) {
  const std::string_view text = evidence.folded[unit].text;
  const std::size_t line = line_begin(text, wrote);
  const std::size_t begin = std::max(line_begin(text, line > 0 ? line - 1 : 0), wrote > kOpeningBytesMax ? wrote - kOpeningBytesMax : 0);
  for (const Mention& mention : evidence.mentions) {
    if (mention.unit != unit || mention.begin < begin || mention.end > wrote) continue;
    for (PersonId person : mention.people) {
      if (evidence.roster.person(person).role == PersonRole::guardian) return person;
    }
  }
  return kNobody;
}

}  // namespace

std::vector<QuotedStretch> quoted_by_recipients(const Evidence& evidence) {
  std::vector<QuotedStretch> result;
  for (std::uint32_t unit = 0; unit < evidence.folded.size(); ++unit) {
    const std::string_view text = evidence.folded[unit].text;
    if (evidence.message.units[unit].kind != UnitKind::body) continue;
    for (std::size_t at = text.find("wrote:"); at != std::string_view::npos; at = text.find("wrote:", at + 6)) {
      const PersonId author = author_of(evidence, unit, at);
      if (author == kNobody || !all_are_theirs(evidence, author)) continue;
      const std::size_t begin = at + 6;
      std::size_t end = quotation_end(text, begin);
      if (const std::size_t inner = text.find("wrote:", begin); inner < end) end = line_begin(text, inner);
      if (begin < end) result.push_back({unit, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    }
  }
  return result;
}

}  // namespace hallpass
