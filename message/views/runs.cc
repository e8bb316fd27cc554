// A run is a word of the alphabet, or several of one length with blanks, line ends or quotation marks between.
// Only what decodes to readable text counts, so that links, identifiers and pictures stay silent.
#include <algorithm>

#include "message/charset.h"
#include "message/transfer.h"
#include "message/views/edits.h"

namespace hallpass {
namespace {

constexpr std::size_t kRunMin = 16;
constexpr std::size_t kNumberRunMin = 8;    // where all that comes out is a number
constexpr std::size_t kHexRunMin = 12;
constexpr std::size_t kRunMax = 1u << 20;
constexpr std::size_t kFilesMax = 16;

bool in_alphabet(char c) { return is_alnum(c) || c == '+' || c == '/' || c == '=' || c == '-' || c == '_'; }
bool is_gap(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '>' || c == '|'; }

bool all_of_number(std::string_view text) {
  return text.size() >= 5 && std::ranges::all_of(text, [](char c) { return is_digit(c) || c == '-' || c == ' '; });
}

bool is_file(std::string_view bytes) {
  constexpr std::string_view kBegins[] = {"PK\3\4", "\x1f\x8b\x08", "%PDF-", "Rar!\x1a", "7z\xbc\xaf", "\xd0\xcf\x11\xe0", "{\\rtf", "BZh", "\xfd" "7zXZ", "\x28\xb5\x2f\xfd"};
  return std::ranges::any_of(kBegins, [bytes](std::string_view begin) { return bytes.starts_with(begin); });
}

// What the bytes say as text; empty where nothing.
std::string as_text(std::string bytes) {
  if (is_readable(bytes)) return bytes;
  const auto zeros = static_cast<std::size_t>(std::ranges::count(bytes, '\0'));
  if (bytes.size() < 10 || zeros * 3 < bytes.size()) return {};
  std::string wide = to_utf8(bytes, "");
  return is_readable(wide) ? wide : std::string();
}

std::string from_hex(std::string_view run) {
  const auto value = [](char c) { return is_digit(c) ? c - '0' : (c | 32) - 'a' + 10; };
  std::string out;
  for (std::size_t i = 0; i + 1 < run.size(); i += 2) out.push_back(static_cast<char>(value(run[i]) << 4 | value(run[i + 1])));
  return out;
}

std::string from_base32(std::string_view run) {
  std::string out;
  unsigned bits = 0, have = 0;
  for (const char c : run) {
    const int value = is_upper(c) ? c - 'A' : c >= '2' && c <= '7' ? c - '2' + 26 : -1;
    if (value < 0) break;
    bits = (bits << 5 | static_cast<unsigned>(value)) & 0xfffff;
    if ((have += 5) < 8) continue;
    have -= 8;
    out.push_back(static_cast<char>(bits >> have));
  }
  return out;
}

std::string from_ascii85(std::string_view run) {
  std::string out;
  for (std::size_t at = 0; at < run.size(); at += 5) {
    const std::size_t count = std::min<std::size_t>(5, run.size() - at);
    unsigned long long word = 0;
    for (std::size_t i = 0; i < 5; ++i) word = word * 85 + (i < count ? static_cast<unsigned long long>(run[at + i] - '!') : 84u);
    for (std::size_t i = 0; i + 1 < count; ++i) out.push_back(static_cast<char>(word >> (24 - 8 * i)));
  }
  return out;
}

// The text of a run; a file goes to `files` and leaves its name in words of ours.
std::string decoded(const std::string& run, std::vector<std::string>& files) {
  const bool hex = std::ranges::all_of(run, [](char c) { return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f'); });
  const bool digits = std::ranges::all_of(run, is_digit);
  if (hex && !digits && run.size() >= kHexRunMin && run.size() % 2 == 0) {
    if (std::string text = as_text(from_hex(run)); !text.empty()) return text;
  }
  if (hex && digits && run.size() >= kHexRunMin && run.size() % 2 == 0) {  // "353234..." is digits, and hexadecimal of digits
    if (const std::string text = from_hex(run); all_of_number(text)) return text;
  }
  if (digits) return {};
  std::string bytes = decode_base64(run);
  if (run.size() < kRunMin) return run.size() >= kNumberRunMin && all_of_number(bytes) ? bytes : std::string();
  if (is_file(bytes) && files.size() < kFilesMax) {
    files.push_back(std::move(bytes));
    return {};
  }
  if (std::string text = as_text(std::move(bytes)); !text.empty()) return text;
  const bool base32 = std::ranges::all_of(run, [](char c) { return is_upper(c) || (c >= '2' && c <= '7') || c == '='; });
  return base32 ? as_text(from_base32(run)) : std::string();
}

struct Run {
  std::string text;
  std::size_t end = 0;
  std::size_t full_end = 0;  // of the last word that is as long as the first
};

// Further words after the one at [begin, end): all as long as the first, the last may be shorter.
Run joined(std::string_view text, std::size_t begin, std::size_t end) {
  const std::size_t length = end - begin;
  Run run{std::string(text.substr(begin, length)), end, end};
  if (length < 4 || length % 4 != 0) return run;
  while (run.text.size() < kRunMax) {
    std::size_t next = run.end;
    while (next < text.size() && next - run.end < 8 && is_gap(text[next])) ++next;
    std::size_t stop = next;
    while (stop < text.size() && stop - next <= length && in_alphabet(text[stop])) ++stop;
    if (next == run.end || stop == next || stop - next > length) return run;
    run.text.append(text.substr(next, stop - next));
    run.end = stop;
    if (stop - next < length) return run;
    run.full_end = stop;
  }
  return run;
}

void ascii85(std::string_view text, Edits& edits) {
  for (std::size_t open = text.find("<~"); open != std::string_view::npos; open = text.find("<~", open + 2)) {
    const std::size_t end = text.substr(0, open + kRunMax).find("~>", open + 2);
    if (end == std::string_view::npos) return;
    std::string run(text.substr(open + 2, end - open - 2));
    std::erase_if(run, [](char c) { return c < '!' || c > 'u'; });
    if (std::string plain = as_text(from_ascii85(run)); !plain.empty()) edits.push_back({open, end + 2, plain});
    open = end;
  }
}

}  // namespace

void undo_runs(std::string_view text, Edits& edits, std::vector<std::string>& files) {
  for (std::size_t at = 0; at < text.size();) {
    if (!in_alphabet(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && end - at < kRunMax && in_alphabet(text[end])) ++end;
    std::size_t begin = at;
    at = end;
    if (const std::size_t sign = text.substr(begin, end - begin).find('='); sign != std::string_view::npos && begin + sign + 2 < end && text[begin + sign + 1] != '=') begin += sign + 1;  // "entry=VGhl..."
    if (end - begin < 4) continue;
    const Run run = joined(text, begin, end);
    std::string plain = run.end > end ? decoded(run.text, files) : std::string();
    std::size_t stop = run.end;
    if (plain.empty() && run.end > end) {  // the last, shorter word may be no part of it
      const std::size_t length = end - begin;
      plain = decoded(run.text.substr(0, run.text.size() / length * length), files);
      stop = run.full_end;
    }
    if (plain.empty()) {
      plain = decoded(run.text.substr(0, end - begin), files);
      stop = end;
    }
    at = plain.empty() ? std::max(at, run.end) : stop;
    if (plain.empty()) continue;
    const bool alone = begin == 0 || text[begin - 1] == ' ' || text[begin - 1] == '\n' || text[begin - 1] == '\t';  // else of a link
    edits.push_back({begin, stop, plain, alone});
  }
  ascii85(text, edits);
}

}  // namespace hallpass
