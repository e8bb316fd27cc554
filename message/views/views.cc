// One look over the text tells which families can have anything to do; mostly none. What a family gives is read
// again, for disguises are worn one over another, a few times.
#include "message/views/views.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/utf8.h"
#include "message/views/edits.h"
#include "message/views/signs.h"

namespace hallpass {
namespace {

constexpr std::size_t kBefore = 160;  // as far as a label may stand from its number
constexpr std::size_t kAfter = 100;
constexpr unsigned kRounds = 5;
constexpr unsigned kTurns = 2;
constexpr std::size_t kReadingMax = 1u << 20;  // of all that is undone in one unit
constexpr std::size_t kPiece = kSignsBytesMax - 64;  // and what it takes to end between characters

// Families whose edits do not get in each other's way. Each stage reads the text as it is.
enum class Stage : std::uint8_t { decode, markup, dress, direction };
constexpr std::array kStages{Stage::decode, Stage::markup, Stage::dress, Stage::direction};

Edits edits_of(Stage stage, std::string_view text, const Signs& signs, std::vector<std::string>& files) {
  Edits edits;
  switch (stage) {
    case Stage::decode:
      if (signs.escape_signs) undo_escapes(text, edits);
      if (signs.runs || signs.tilde) undo_runs(text, edits, files);
      if (signs.codes) undo_codes(text, edits);
      break;
    case Stage::markup:
      if (signs.markup_signs) undo_markup(text, edits);
      break;
    case Stage::dress:
      if (signs.apart || signs.eastern) undo_spacing(text, edits);
      if (signs.numbers) undo_number_dress(text, edits);
      if (signs.dressed || signs.letter_signs) undo_word_dress(text, edits);
      if (signs.joined) undo_joined_words(text, edits);
      undo_cut_words(text, edits);
      if (signs.tabs) undo_spanned_cells(text, edits);
      if (signs.above_ascii) undo_invisible(text, edits);
      break;
    case Stage::direction:
      if (signs.above_ascii) undo_overrides(text, edits);
      if (signs.turned) undo_turned_lines(text, edits);
      break;
  }
  return edits;
}

bool inside_word(std::string_view text, std::size_t at) { return at > 0 && at < text.size() && static_cast<unsigned char>(text[at]) > ' ' && static_cast<unsigned char>(text[at - 1]) > ' '; }

// Where the text around an edit begins: a number's label may stand before it, words need their own sentence alone.
// It is never in the middle of a word, for half a name is another name.
std::size_t back_to(std::string_view text, std::size_t at, bool number, std::size_t floor) {
  std::size_t begin = std::max(at > kBefore ? at - kBefore : 0, floor);
  const std::string_view before = text.substr(begin, at - begin);
  if (const std::size_t gap = before.rfind("\n\n"); gap != std::string_view::npos && before.size() - gap > 2) begin += gap + 2;
  for (std::size_t i = at; !number && i > begin + 1; --i) {
    const char c = text[i - 2];
    if (text[i - 1] == ' ' && (c == '.' || c == '!' || c == '?')) begin = i;
  }
  while (begin > floor && begin < at && inside_word(text, begin)) ++begin;
  return begin;
}

std::size_t forward_to(std::string_view text, std::size_t at, std::size_t bytes) {
  std::size_t end = std::min(text.size(), at + bytes);
  if (const std::size_t gap = text.substr(at, end - at).find("\n\n", 1); gap != std::string_view::npos) end = at + gap;
  while (end > at && inside_word(text, end)) --end;
  return end;
}

// Edits take whole characters; of those that overlap the longest stays.
void settle(std::string_view text, Edits& edits) {
  const auto inside = [text](std::size_t at) { return at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80; };
  for (Edit& edit : edits) {
    while (inside(edit.begin)) --edit.begin;
    while (inside(edit.end)) ++edit.end;
  }
  std::ranges::stable_sort(edits, {}, &Edit::begin);
  Edits kept;
  for (Edit& edit : edits) {
    if (kept.empty() || edit.begin >= kept.back().end) kept.push_back(std::move(edit));
    else if (const std::size_t now = edit.end - edit.begin, before = kept.back().end - kept.back().begin; now > before || (now == before && edit.disguise)) kept.back() = std::move(edit);
  }
  edits = std::move(kept);
}

// The text around the edits with the edits made.
std::string edited(std::string_view text, Edits& edits) {
  settle(text, edits);
  std::string out;
  std::size_t done = 0;    // of the text
  std::size_t last_end = 0;
  bool open = false;
  for (const Edit& edit : edits) {
    const std::size_t from = back_to(text, edit.begin, std::ranges::any_of(edit.text, is_digit), open ? last_end : 0);
    if (open && from > done) {
      out.append(text.substr(done, forward_to(text, done, std::min(kAfter, from - done)) - done)).push_back('\n');
      done = from;
    }
    if (!open) done = from;
    if (out.size() + (edit.begin - done) + edit.text.size() > kReadingMax) break;
    out.append(text.substr(done, edit.begin - done)).append(edit.text);
    done = last_end = edit.end;
    open = true;
  }
  if (open) out.append(text.substr(done, forward_to(text, done, kAfter) - done)).push_back('\n');
  return out;
}

}  // namespace

bool is_readable(std::string_view text) {
  if (text.size() < 5 || !is_valid_utf8(text)) return false;
  std::size_t good = 0;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t') return false;
    good += c == ' ' || c == '-' || c == '\n' || c == '\r' || c == ',' || is_alnum(c);
  }
  return good * 10 >= text.size() * 7;
}

bool labelled_before(std::string_view text, std::size_t at) {
  const std::size_t from = at > 40 ? at - 40 : 0;
  std::string before(text.substr(from, at - from));
  std::ranges::transform(before, before.begin(), [](char c) { return is_upper(c) ? static_cast<char>(c | 32) : c; });
  const auto stands = [&before](std::string_view word) {
    for (std::size_t i = before.find(word); i != std::string::npos; i = before.find(word, i + 1)) {
      const bool begins = i == 0 || !is_letter(before[i - 1]);
      const char next = i + word.size() < before.size() ? before[i + word.size()] : ' ';
      if (begins && (word == "no" ? next == '.' || next == ':' || next == '#' : !is_letter(next))) return true;  // "no" is a word, too
    }
    return false;
  };
  return std::ranges::any_of(std::array<std::string_view, 9>{"id", "number", "no", "num", "ssn", "social", "numero", "account", "security"}, stands);
}

namespace {

// A piece of the text, cut at a line's end where there is one: so few pieces need more than a look.
std::string_view take_piece(std::string_view& text) {
  std::size_t size = std::min(kPiece, text.size());
  if (size < text.size()) {
    const std::size_t line = text.rfind('\n', size), blank = text.rfind(' ', size);
    if (line != std::string_view::npos && line > size / 2) size = line + 1;
    else if (blank != std::string_view::npos && blank > size / 2) size = blank + 1;
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) ++size;
  }
  const std::string_view piece = text.substr(0, size);
  text.remove_prefix(size);
  return piece;
}

using StageTexts = std::array<std::string, kStages.size()>;

// What each stage undid in one piece of the text goes to its own text of `next`.
void read_piece(std::string_view text, unsigned round, SecondReading& reading, StageTexts& next) {
  const Signs signs = signs_of(text);
  for (std::size_t i = 0; i < kStages.size(); ++i) {
    if (kStages[i] == Stage::direction && round >= kTurns) continue;  // what was turned round would be turned back
    Edits edits = edits_of(kStages[i], text, signs, reading.files);
    for (const Edit& edit : edits) reading.disguised = reading.disguised || edit.disguise;
    if (!edits.empty() && next[i].size() < kReadingMax) next[i] += edited(text, edits);
  }
}

}  // namespace

SecondReading second_reading(std::string_view utf8) {
  SecondReading reading;
  std::string last;
  std::size_t given = 0;
  for (unsigned round = 0; round < kRounds && given < kReadingMax; ++round) {
    StageTexts next;
    for (std::string_view rest = utf8; !rest.empty();) read_piece(take_piece(rest), round, reading, next);
    std::string all;
    for (const std::string& text : next) all += text;
    if (all.empty() || all == last) break;
    for (std::string& text : next) {
      if (!text.empty()) reading.texts.push_back(std::move(text));
    }
    given += all.size();
    last = std::move(all);
    utf8 = last;
  }
  return reading;
}

}  // namespace hallpass
