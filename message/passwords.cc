// Around the word for it: what stands in quotes, what has a digit or a capital inside, what follows "is" or a
// colon, else the first word that is no mere filling. And a line that is one such word.
#include "message/passwords.h"

#include <algorithm>
#include <array>

#include "message/header_text.h"

namespace hallpass {
namespace {

constexpr std::array<std::string_view, 15> kTriggers{"password", "passwort", "passcode", "passphrase", "passwd", "pass", "pwd", "pw", "pin", "clave",
                                                     "contrase\xc3\xb1" "a", "contrasena", "codigo", "c\xc3\xb3" "digo", "kennwort"};
constexpr std::array<std::string_view, 41> kFill{
    "a", "an", "and", "archivo", "as", "attached", "attachment", "be", "del", "document", "documento", "el", "es", "excel",
    "file", "for", "here", "i", "is", "it", "la", "my", "need", "of", "open", "our", "para", "pdf",
    "sent", "that", "the", "this", "to", "unlock", "use", "was", "will", "with", "you", "your", "zip"};
static_assert(std::ranges::is_sorted(kFill));
constexpr std::size_t kWordsAround = 12;
constexpr std::size_t kWordsBefore = 4;
constexpr std::size_t kBytesAround = 300;
constexpr std::size_t kTextLookedAt = 64u << 10;
constexpr std::size_t kAttachmentLookedAt = 4u << 10;
constexpr std::size_t kMessageLookedAt = 1u << 20;
constexpr std::size_t kBytesMin = 3, kBytesMax = 64;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

void add(std::string_view word, std::size_t words_max, std::vector<std::string>& out) {
  if (word.size() < kBytesMin || word.size() > kBytesMax || out.size() >= words_max || std::ranges::count(out, word)) return;
  out.emplace_back(word);
}

// The word, and without the signs around it: they may be the sentence's or its own.
void add_with_bare(std::string_view word, std::vector<std::string>& out) {
  add(word, kMarkedMax, out);
  std::string_view bare = word;
  while (!bare.empty() && std::string_view("\"'(<[*").find(bare.front()) != std::string_view::npos) bare.remove_prefix(1);
  for (int signs = 0; signs < 3 && !bare.empty() && std::string_view(".,;:!?)\"'>]*").find(bare.back()) != std::string_view::npos; ++signs) {
    add(bare, kMarkedMax, out);
    bare.remove_suffix(1);
  }
  add(bare, kMarkedMax, out);
}

// Letters with a digit, or a capital inside: nobody writes so by chance. No addresses, no links.
bool looks_made_up(std::string_view word) {
  bool letter = false, digit = false, inner = false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (word[i] == '@' || word[i] == '/' || word[i] == '<') return false;
    letter = letter || is_letter(word[i]);
    digit = digit || is_digit(word[i]);
    inner = inner || (i > 0 && word[i] >= 'A' && word[i] <= 'Z' && word[i - 1] >= 'a' && word[i - 1] <= 'z');
  }
  return letter && (digit || inner) && word.size() >= 5;
}

std::string_view next_word(std::string_view& rest) {
  while (!rest.empty() && (is_blank(rest.front()) || rest.front() == ':' || rest.front() == '=')) rest.remove_prefix(1);
  std::size_t end = 0;
  while (end < rest.size() && !is_blank(rest[end])) ++end;
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(end);
  return word;
}

std::string_view last_word(std::string_view& before) {
  while (!before.empty() && is_blank(before.back())) before.remove_suffix(1);
  std::size_t begin = before.size();
  while (begin > 0 && !is_blank(before[begin - 1])) --begin;
  const std::string_view word = before.substr(begin);
  before = before.substr(0, begin);
  return word;
}

bool is_fill(std::string_view word) {
  while (!word.empty() && !is_letter(word.back()) && !is_digit(word.back())) word.remove_suffix(1);
  return word.empty() || std::ranges::binary_search(kFill, lower_ascii(word));
}

bool equal_any_case(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() && std::ranges::equal(text, lower, [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

// Bytes of the trigger that begins at `at`; 0: none does.
std::size_t trigger_at(std::string_view text, std::size_t at) {
  for (const std::string_view word : kTriggers) {
    if (!equal_any_case(text.substr(at, word.size()), word)) continue;
    std::size_t end = at + word.size();
    if (end < text.size() && text[end] == 's') ++end;
    if (end == text.size() || !is_letter(text[end])) return end - at;
  }
  return 0;
}

std::string_view quoted(std::string_view text) {
  for (const std::string_view sign : {"\"", "'", "\xe2\x80\x9c", "\xe2\x80\x98"}) {
    const std::size_t begin = text.find(sign);
    if (begin == std::string_view::npos) continue;
    const std::string_view close = sign == "\xe2\x80\x9c" ? "\xe2\x80\x9d" : sign == "\xe2\x80\x98" ? "\xe2\x80\x99" : sign;
    const std::size_t end = text.find(close, begin + sign.size());
    if (end != std::string_view::npos && end - begin < 80) return text.substr(begin + sign.size(), end - begin - sign.size());
  }
  return {};
}

}  // namespace

void PasswordWords::look_around(std::string_view text, std::size_t begin, std::size_t end) {
  std::string_view after = text.substr(end, kBytesAround);
  if (const std::size_t paragraph = std::min(after.find("\n\n"), after.find("\r\n\r\n")); paragraph != std::string_view::npos && paragraph > 8) after = after.substr(0, paragraph);
  add(quoted(after), kMarkedMax, marked_);
  std::string_view first, following, made_up;  // the first real word; the one after "is", "es" or a sign; the first made-up one
  bool expected = after.find_first_of(":=") <= 2;
  std::string_view rest = after;
  for (std::size_t words = 0; words < kWordsAround && !rest.empty(); ++words) {
    const std::size_t blanks = rest.find_first_not_of(" \t\r\n");
    if (blanks != std::string_view::npos && (rest[blanks] == ':' || rest[blanks] == '=')) expected = true;
    const std::string_view word = next_word(rest);
    if (word.empty()) break;
    if (is_fill(word)) {
      expected = expected || equal_any_case(word, "is") || equal_any_case(word, "es") || word.back() == ':';
      continue;
    }
    if (first.empty()) first = word;
    if (expected && following.empty()) following = word;
    if (made_up.empty() && looks_made_up(word)) made_up = word;
    expected = expected || word.back() == ':';
  }
  for (const std::string_view word : {following, made_up, following.empty() && made_up.empty() ? first : std::string_view()}) {
    if (!word.empty()) add_with_bare(word, marked_);
  }
  std::string_view before = text.substr(begin - std::min(begin, kBytesAround), std::min(begin, kBytesAround));
  for (std::size_t words = 0; words < kWordsBefore && !before.empty(); ++words) {
    const std::string_view word = last_word(before);
    if (is_fill(word)) continue;
    if (looks_made_up(word)) add_with_bare(word, marked_);  // "Tiger42 is the password"
    return;
  }
}

// A line that is one made-up word; and such words anywhere.
void PasswordWords::look_at_lines(std::string_view text) {
  while (!text.empty() && (marked_.size() < kMarkedMax || loose_.size() < kLooseMax)) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    std::size_t words = 0;
    std::string_view last;
    for (std::string_view word = next_word(line); !word.empty(); word = next_word(line), ++words) {
      last = word;
      if (looks_made_up(word)) add(word, kLooseMax, loose_);
    }
    if (words == 1 && looks_made_up(last)) add_with_bare(last, marked_);
  }
}

void PasswordWords::look_at(UnitKind kind, std::string_view text) {
  const bool written = kind == UnitKind::body || kind == UnitKind::header;
  if (!written && kind != UnitKind::attachment && kind != UnitKind::hidden) return;
  text = text.substr(0, written ? kTextLookedAt : kAttachmentLookedAt);
  if (bytes_seen_ > kMessageLookedAt) return;
  bytes_seen_ += text.size();
  bool after_letter = false;
  for (std::size_t at = 0; at < text.size() && marked_.size() < kMarkedMax; ++at) {
    const int lower = text[at] | 32;
    const bool begins = !after_letter && (lower == 'p' || lower == 'c' || lower == 'k');
    after_letter = is_letter(text[at]);
    if (!begins) continue;
    if (const std::size_t bytes = trigger_at(text, at)) look_around(text, at, at + bytes);
  }
  if (kind == UnitKind::body) look_at_lines(text);
}

}  // namespace hallpass
