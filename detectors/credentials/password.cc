// credential.password: a word for it, then the secret itself: after a colon, "is" or in quotes it may look
// like any password, without them it must look strongly like one. Columns headed so count as well. Talk
// about passwords, reset instructions and the codes of meetings are left alone.
#include <algorithm>
#include <array>

#include "detectors/credentials/secret_shape.h"
#include "detectors/pii/value_finding.h"
#include "detectors/registry.h"
#include "detectors/value_context.h"

namespace hallpass {
namespace {

constexpr std::size_t kTokensMax = 9;     // between the word and its secret
constexpr std::size_t kStrangersMax = 3;  // of them, such as seldom stand there: "the PIN for our office is ..."

enum Sort : std::uint32_t { kPassword = 1, kPin = 2, kMeeting = 4, kAdvice = 8, kLogin = 16 };

constexpr std::array<std::string_view, 34> kFillers{
    "a", "and", "as", "be", "contrasena", "current", "currently", "del", "es", "for", "is", "it", "new", "now", "of", "on", "still", "temp", "temporal", "temporary", "that",
    "the", "this", "to", "wifi", "will", "your", "account", "wireless", "network", "login", "la", "de", "portal"};
static_assert(kFillers.size() < 64);

class Password final : public Detector {
 public:
  explicit Password(const DetectorContext& context) {
    terms_.read(context.lexicons.of("credential.password"), {.strong = kPassword, .medium = kLogin, .exclude = kMeeting});
    terms_.read(context.lexicons.of("credential.pin"), {.strong = kPin});
    terms_.read(context.lexicons.of("common.password_advice"), {.medium = kAdvice});
  }

  std::string_view id() const override { return "credential.password"; }

  void terms(TermSink& sink) override {
    terms_.declare(sink);
  }

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    for (std::size_t i = 0; i < evidence.layout->units.size(); ++i) {
      const UnitLayout& unit = evidence.layout->units[i];
      ValueFindings found(id(), unit.path);
      const std::string_view source = evidence.message.units[i].text;
      std::size_t past = 0;
      for (const Hit& hit : unit.hits) {
        const std::uint32_t sort = terms_.of(hit.term);
        if (!(sort & (kPassword | kPin))) continue;
        if (const std::size_t line = unit.line_at(hit.begin); is_head(unit, line)) {
          add_column(unit, source, evidence.folded[i], hit, found);
          continue;
        }
        const std::size_t after = evidence.folded[i].source(hit.end);
        if (after < past) continue;
        std::size_t end = after;
        const double confidence = judge(unit, hit, sort, source, after, end);
        if (confidence < kPossible) continue;
        found.add(confidence, Tie{}, "a secret after its word");
        past = end;
      }
      found.emit("secrets", out);
    }
  }

 private:
  static bool is_head(const UnitLayout& unit, std::size_t line) {
    return line < unit.lines.size() && unit.lines[line].table >= 0 && unit.lines[line].row == 0 &&
           unit.tables[static_cast<std::size_t>(unit.lines[line].table)].rows.size() > 1 &&
           unit.tables[static_cast<std::size_t>(unit.lines[line].table)].column_count() > 1;
  }

  void add_column(const UnitLayout& unit, std::string_view source, const FoldedUnit& folded, const Hit& hit, ValueFindings& found) const {
    const std::size_t line = unit.line_at(hit.begin);
    const Table& table = unit.tables[static_cast<std::size_t>(unit.lines[line].table)];
    const auto head = std::ranges::find_if(table.rows[0].cells, [&](const Cell& cell) { return hit.begin >= cell.begin && hit.begin < cell.end; });
    if (head == table.rows[0].cells.end()) return;
    const std::string_view label = unit.text.substr(head->begin, head->end - head->begin);
    const auto says = [&](std::string_view word) { return label.find(word) != std::string_view::npos; };
    if (!says("pass") && !says("pin") && (says("login") || says("username") || says("log in") || says("logon"))) return;
    for (std::size_t row = 1; row < table.rows.size(); ++row) {
      const Cell* cell = table.cell(row, head->column);
      if (!cell || cell->begin == cell->end) continue;
      const std::uint32_t begin = folded.source(cell->begin);
      const std::string_view text = next_token(source.substr(0, folded.source(cell->end)), begin).text;
      if (looks_like_password(text, 5) || is_pin(text)) found.add(0.92, Tie{}, "a column of secrets");
    }
  }

  // The first token after the word that looks like a secret, past what may stand between.
  double judge(const UnitLayout& unit, const Hit& hit, std::uint32_t sort, std::string_view source, std::size_t after,
               std::size_t& end) const {
    const auto near = [&](std::uint32_t sorts, std::uint32_t before, std::uint32_t following) {
      return in_context(unit, terms_, sorts, hit.begin, hit.end, before, following);
    };
    if (near(kMeeting, 80, 60) && !near(kLogin, 60, 60)) return 0;
    const bool only_login = is_login_word(unit.text.substr(hit.begin, hit.end - hit.begin));
    const bool advice = near(kAdvice, 60, 60);
    const bool after_login = near(kLogin, 60, 0);
    bool pointed = false;
    std::size_t at = after, strangers = 0;
    for (std::size_t i = 0; i < kTokensMax; ++i) {
      const bool colon = points(source, after, at);
      pointed |= colon;
      const Token token = next_token(source, at);
      if (token.text.empty() && token.end >= source.size()) return 0;
      if (token.text.empty()) {
        // The secret may stand on the next line, after a colon.
        if (!pointed || at + 1 >= source.size() || source[token.end] != '\n') {
          if (token.end == at) return 0;
          at = token.end;
          continue;
        }
        at = token.end + 1;
        continue;
      }
      end = token.end;
      const bool meant = pointed || token.quoted || (i == 0 && after_login);
      const bool plain = strangers == 0 || looks_strongly_like_password(token.text) || (pointed && (sort & kPin));
      if (const double sure = plain ? weigh(token, sort, meant, only_login) : 0; sure > 0) return advice ? sure - 0.3 : sure;
      const std::string folded = lower(token.text);
      if (folded == "is" || folded == "es" || folded == "=" || folded == ":" || folded == "-") pointed = true;
      if (!filler(folded) && !only_login && (++strangers > kStrangersMax + (i == 0) || ends_sentence(source, token))) return 0;
      at = token.end;
    }
    return 0;
  }

  static double weigh(const Token& token, std::uint32_t sort, bool pointed, bool only_login) {
    const bool strong = looks_strongly_like_password(token.text);
    // A login's name is no secret; its password mostly has a word of its own.
    if (only_login) return strong && has_symbol(token.text) ? 0.85 : 0;
    if ((sort & kPassword) && strong) return pointed ? 0.96 : 0.88;
    if ((sort & kPassword) && pointed && looks_like_password(token.text, 5)) return 0.92;
    if ((sort & kPassword) && token.quoted && token.text.size() >= 5) return 0.8;
    if (is_pin(token.text) && (sort & kPin)) return pointed ? 0.85 : 0.78;
    if (is_pin(token.text) && token.text.size() >= 5 && pointed) return 0.8;
    return 0;
  }

  static bool ends_sentence(std::string_view source, const Token& token) {
    const char last = token.end > 0 && token.end <= source.size() ? source[token.end - 1] : ' ';
    return last == '.' || last == '!' || last == '?' || last == ';';
  }

  static bool has_symbol(std::string_view text) { return text.find_first_of("!@#$%^&*+=") != std::string_view::npos; }

  static bool is_login_word(std::string_view word) {
    return word == "login" || word == "log in" || word == "logon" || word == "log on" || word == "credentials";
  }
  static bool filler(std::string_view word) { return std::ranges::find(kFillers, word) != kFillers.end(); }

  // Is there a colon or an equals sign between the word and where reading stands?
  static bool points(std::string_view source, std::size_t from, std::size_t to) {
    const std::string_view between = source.substr(from, std::max(from + 2, to + 2) - from);
    for (std::size_t i = 0; i < between.size() && from + i <= to + 1; ++i) {
      if (between[i] == ':' || between[i] == '=') return true;
      if (between[i] != ' ' && from + i >= to) return false;
    }
    return false;
  }

  static std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return result;
  }

  TermSorts terms_;
};

}  // namespace

std::unique_ptr<Detector> make_credential_password(const DetectorContext& context) { return std::make_unique<Password>(context); }

}  // namespace hallpass
