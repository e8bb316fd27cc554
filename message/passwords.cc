// After the word for it come at most a few fill words and signs, then the password: a word, or words in quotes.
#include "message/passwords.h"

#include <algorithm>
#include <array>

#include "message/header_text.h"

namespace hallpass {
namespace {

constexpr std::array<std::string_view, 9> kWords{"password", "passcode", "passphrase", "passwort", "contrase\xc3\xb1" "a", "contrasena", "clave", "pwd", "pw"};
constexpr std::array<std::string_view, 14> kFill{"is", "es", "the", "for", "to", "open", "file", "zip", "attachment", "this", "it", "will", "be", "attached"};
constexpr std::size_t kWordsAfter = 8;
constexpr std::size_t kTextLookedAt = 64u << 10;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ':' || c == '='; }

void add(std::string_view word, std::vector<std::string>& out) {
  if (word.size() < 3 || word.size() > 64 || out.size() >= kPasswordsMax || std::ranges::count(out, word)) return;
  out.emplace_back(word);
}

// The candidates in what follows the word.
void candidates(std::string_view rest, std::vector<std::string>& out) {
  for (std::size_t words = 0; words < kWordsAfter && !rest.empty(); ++words) {
    while (!rest.empty() && is_blank(rest.front())) rest.remove_prefix(1);
    if (rest.empty()) return;
    if (rest.front() == '"' || rest.front() == '\'') {
      const std::size_t end = rest.substr(0, 80).find(rest.front(), 1);
      if (end != std::string_view::npos) return add(rest.substr(1, end - 1), out);
    }
    std::size_t end = 0;
    while (end < rest.size() && !is_blank(rest[end])) ++end;
    const std::string_view word = rest.substr(0, end);
    rest.remove_prefix(end);
    if (std::ranges::count(kFill, lower_ascii(word))) continue;
    add(word, out);
    for (std::string_view bare = word; bare.size() > 1 && word.size() - bare.size() < 3; add(bare, out)) {
      if (std::string_view(".,;!?)\"'").find(bare.back()) == std::string_view::npos) break;
      bare.remove_suffix(1);  // the sentence's sign or the password's own
    }
    return;
  }
}

}  // namespace

void collect_passwords(std::string_view text, std::vector<std::string>& out) {
  text = text.substr(0, kTextLookedAt);
  bool after_letter = false;
  for (std::size_t at = 0; at < text.size() && out.size() < kPasswordsMax; ++at) {
    const bool begins = !after_letter && ((text[at] | 32) == 'p' || (text[at] | 32) == 'c');
    after_letter = is_letter(text[at]);
    if (!begins) continue;
    for (const std::string_view word : kWords) {
      if (lower_ascii(text.substr(at, word.size())) != word) continue;
      std::size_t end = at + word.size();
      if (end < text.size() && text[end] == 's') ++end;
      if (end < text.size() && is_letter(text[end])) continue;
      candidates(text.substr(end, 512), out);
      break;
    }
  }
}

}  // namespace hallpass
