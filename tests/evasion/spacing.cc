// T3: the secret pulled apart in plain text, or written out.
#include <algorithm>
#include <array>

#include "tests/evasion/evasion.h"

namespace hallpass::test {
namespace {

Transform apart(const std::string& name, const std::string& by) {
  return {name, [by](const Plant& p) { return plain_mail(p.before + spaced(p.secret, by) + p.after); }};
}

// Characters apart, words further apart.
Transform words_apart(const std::string& name, const std::string& by, const std::string& words) {
  return {name, [by, words](const Plant& p) {
            return plain_mail(p.before + each(p.secret, [&](char c) { return c == ' ' ? words.substr(std::min(by.size(), words.size())) : std::string(1, c) + by; }) + p.after);
          }};
}

Transform around(const std::string& name, const std::string& before, const std::string& after) {
  return {name, [before, after](const Plant& p) {
            return plain_mail(p.before + each(p.secret, [&](char c) { return c == ' ' ? " " : before + std::string(1, c) + after; }) + p.after);
          }};
}

std::string in_words(const Plant& p, const std::array<const char*, 10>& names, const std::string& between) {
  return plain_mail(p.before + each(p.secret, [&](char c) { return c >= '0' && c <= '9' ? names[static_cast<std::size_t>(c - '0')] + between : std::string(1, c); }) + p.after);
}

constexpr std::array<const char*, 10> kEnglish{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"};
constexpr std::array<const char*, 10> kSpanish{"cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"};

}  // namespace

std::vector<Transform> spacing() {
  return {
      apart("a blank between", " "),
      apart("two blanks between", "  "),
      words_apart("a blank between, words further apart", " ", "    "),
      apart("a full stop between", "."),
      words_apart("a full stop between, words apart", ".", "  "),
      apart("a hyphen between", "-"),
      words_apart("a hyphen between, words apart", "-", "- "),
      apart("an underscore between", "_"),
      words_apart("an underscore between, words apart", "_", "_ "),
      apart("a slash between", "/"),
      apart("a comma between", ","),
      apart("a comma and a blank between", ", "),
      apart("an asterisk between", "*"),
      words_apart("an asterisk between, words apart", "*", "* "),
      apart("a vertical bar between", " | "),
      apart("a bullet between", "•"),
      apart("a middle dot between", "·"),
      apart("a tilde between", "~"),
      apart("a no-break space between", "\xc2\xa0"),
      apart("a thin space between", utf8(0x2009)),
      apart("an ideographic space between", utf8(0x3000)),
      apart("a tab between", "\t"),
      apart("one character a line", "\r\n"),
      apart("one character a paragraph", "\r\n\r\n"),
      apart("one character a line, quoted", "\r\n> "),
      apart("one character a line, as a list", "\r\n- "),
      around("each in brackets", "(", ")"),
      around("each in square brackets", "[", "]"),
      around("each in quotes", "\"", "\""),
      around("each in asterisks", "*", "*"),
      {"bold in Markdown", [](const Plant& p) { return plain_mail(p.before + "**" + p.secret.substr(0, 3) + "**" + p.secret.substr(3) + p.after); }},
      {"broken across two lines", [](const Plant& p) { return plain_mail(p.before + p.secret.substr(0, 4) + "\r\n" + p.secret.substr(4) + p.after); }},
      {"broken across two quoted lines", [](const Plant& p) { return plain_mail("> " + p.before + p.secret.substr(0, 4) + "\r\n> " + p.secret.substr(4) + p.after); }},
      {"broken where it may break, quoted", [](const Plant& p) { const std::size_t at = std::min(p.secret.find_first_of("- "), std::size_t{2}) + 1; return plain_mail("> " + p.before + p.secret.substr(0, at) + "\r\n> " + p.secret.substr(at) + p.after); }},
      {"a flowed line end", [](const Plant& p) { return mail("Content-Type: text/plain; format=flowed; delsp=yes\r\n", p.before + p.secret.substr(0, 4) + " \r\n" + p.secret.substr(4) + p.after + "\r\n"); }},
      {"groups on lines of their own", [](const Plant& p) { return plain_mail(p.before + "\r\n" + each(p.secret, [](char c) { return c == '-' || c == ' ' ? "\r\n" : std::string(1, c); }) + "\r\n" + p.after); }},
      {"groups of two", [](const Plant& p) {
         std::string out;
         for (std::size_t at = 0; at < p.secret.size(); at += 2) out += p.secret.substr(at, 2) + " ";
         return plain_mail(p.before + out + p.after);
       }},
      {"digits as words", [](const Plant& p) { return in_words(p, kEnglish, " "); }},
      {"digits as words, joined by hyphens", [](const Plant& p) { return in_words(p, kEnglish, "-"); }},
      {"digits as words with commas", [](const Plant& p) { return in_words(p, kEnglish, ", "); }},
      {"digits as Spanish words", [](const Plant& p) { return in_words(p, kSpanish, " "); }},
      {"digits as words, oh for zero", [](const Plant& p) { auto names = kEnglish; names[0] = "oh"; return in_words(p, names, " "); }},
      {"every second digit as a word", [](const Plant& p) {
         std::string out;
         for (std::size_t i = 0; i < p.secret.size(); ++i) out += p.secret[i] >= '0' && p.secret[i] <= '9' && i % 2 ? std::string(" ") + kEnglish[static_cast<std::size_t>(p.secret[i] - '0')] + " " : std::string(1, p.secret[i]);
         return plain_mail(p.before + out + p.after);
       }},
      {"letters glued to the number", [](const Plant& p) { const std::string glue = p.secret[0] <= '9' ? "x" : "_"; return plain_mail(p.before + glue + p.secret + glue + p.after); }},
      {"capitals throughout", [](const Plant& p) { return plain_mail(each(p.text(), [](char c) { return std::string(1, c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c); })); }},
      {"capitals in turn", [](const Plant& p) { bool up = false; return plain_mail(each(p.text(), [&up](char c) { up = !up; return std::string(1, up && c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c); })); }},
      {"far to the right", [](const Plant& p) { return plain_mail(std::string(5'000, ' ') + p.text()); }},
      {"far below", [](const Plant& p) { return plain_mail("Hello.\r\n" + each(std::string(3'000, '\n'), [](char) { return "\r\n"; }) + p.text()); }},
      {"behind a signature mark", [](const Plant& p) { return plain_mail("Hello.\r\n-- \r\n" + p.text()); }},
      {"in a quotation", [](const Plant& p) { return plain_mail("Fine.\r\n\r\nOn Tuesday somebody wrote:\r\n>> " + p.text()); }},
      {"after two megabytes of other text", [](const Plant& p) { return plain_mail(each(std::string(40'000, ' '), [](char) { return "The garden club meets in the library on Monday.\r\n"; }) + p.text()); }},
  };
}

}  // namespace hallpass::test
