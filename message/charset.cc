// Most mail is ASCII or UTF-8 and is taken as it stands. Otherwise: byte order mark, then what the bytes
// prove (UTF-16 by its zeros, UTF-8 by its form), then the label, then ICU's guess, then windows-1252,
// in which every byte means something.
#include "message/charset.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <memory>

#include "base/utf8.h"

namespace hallpass {
namespace {

constexpr std::size_t kDetectBytes = 16u << 10;

struct CloseConverter {
  void operator()(UConverter* c) const { ucnv_close(c); }
};
struct CloseDetector {
  void operator()(UCharsetDetector* d) const { ucsdet_close(d); }
};

bool is_ascii(std::string_view bytes) {
  return std::ranges::all_of(bytes, [](char c) { return static_cast<signed char>(c) > 0; });
}

// Converts through ICU; false where there is no such charset.
bool convert(std::string_view bytes, const std::string& label, std::string& out, bool& lossy) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> from(ucnv_open(label.c_str(), &status));
  if (U_FAILURE(status)) return false;
  const std::unique_ptr<UConverter, CloseConverter> to(ucnv_open("UTF-8", &status));
  if (U_FAILURE(status)) return false;
  const char* source = bytes.data();
  const char* const source_end = source + bytes.size();
  UChar pivot[2048];
  UChar* pivot_from = pivot;
  UChar* pivot_to = pivot;
  bool first = true;
  char chunk[8192];
  do {
    status = U_ZERO_ERROR;
    char* target = chunk;
    ucnv_convertEx(to.get(), from.get(), &target, chunk + sizeof chunk, &source, source_end, pivot, &pivot_from,
                   &pivot_to, pivot + 2048, first, true, &status);
    first = false;
    out.append(chunk, static_cast<std::size_t>(target - chunk));
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  lossy = out.find("\xef\xbf\xbd") != std::string::npos;
  return true;
}

// UTF-16 without a mark: in text of any Western language every second byte is zero; in UTF-32 three of four.
const char* utf16_by_zeros(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 512);
  if (head.size() < 4) return nullptr;
  std::size_t of_four[4] = {0, 0, 0, 0};
  for (std::size_t i = 0; i < head.size(); ++i) of_four[i % 4] += head[i] == 0;
  const std::size_t quarter = head.size() / 4;
  if (quarter >= 4 && of_four[1] * 10 > quarter * 9 && of_four[2] * 10 > quarter * 9) {
    if (of_four[3] * 10 > quarter * 9 && of_four[0] * 10 < quarter) return "UTF-32LE";
    if (of_four[0] * 10 > quarter * 9 && of_four[3] * 10 < quarter) return "UTF-32BE";
  }
  std::size_t zeros[2] = {0, 0};
  for (std::size_t i = 0; i < head.size(); ++i) zeros[i % 2] += head[i] == 0;
  const std::size_t half = head.size() / 2;
  if (zeros[1] * 10 > half * 7 && zeros[0] * 10 < half) return "UTF-16LE";
  if (zeros[0] * 10 > half * 7 && zeros[1] * 10 < half) return "UTF-16BE";
  return nullptr;
}

// EBCDIC: letters and digits above 0x80, the blank at 0x40, hardly anything that is text in ASCII.
bool is_ebcdic(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  std::size_t theirs = 0, ours = 0;
  for (const char signed_c : head) {
    const auto c = static_cast<unsigned char>(signed_c);
    const unsigned low = c & 0x0f;
    theirs += c == 0x40 || (c >= 0x81 && c <= 0xe9 && low >= 1 && low <= 9) || c >= 0xf0;
    ours += (c >= 'a' && c <= 'z') || c == ' ';
  }
  return head.size() >= 16 && theirs * 10 > head.size() * 8 && ours * 20 < head.size();
}

// Two-byte sequences for ASCII: not valid, and read by lenient programs.
std::string without_overlong(std::string_view bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto lead = static_cast<unsigned char>(bytes[i]);
    const bool overlong = (lead & 0xfe) == 0xc0 && i + 1 < bytes.size() && (static_cast<unsigned char>(bytes[i + 1]) & 0xc0) == 0x80;
    out.push_back(overlong ? static_cast<char>((lead & 1) << 6 | (bytes[i + 1] & 0x3f)) : bytes[i]);
    i += overlong;
  }
  return out;
}

std::string guess(std::string_view bytes) {
  if (const std::string shorter = without_overlong(bytes); shorter.size() < bytes.size() && is_valid_utf8(shorter)) return shorter;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, CloseDetector> detector(ucsdet_open(&status));
  const std::string_view head = bytes.substr(0, kDetectBytes);
  ucsdet_setText(detector.get(), head.data(), static_cast<std::int32_t>(head.size()), &status);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
  std::string name = is_ebcdic(bytes) ? "ibm-37" : "windows-1252";
  if (name != "ibm-37" && U_SUCCESS(status) && match && ucsdet_getConfidence(match, &status) >= 40) {
    const char* found = ucsdet_getName(match, &status);
    if (U_SUCCESS(status) && found && std::string_view(found) != "UTF-8") name = found;
  }
  if (name == "ISO-8859-1") name = "windows-1252";
  std::string out;
  bool lossy = false;
  if (!convert(bytes, name, out, lossy)) out = repaired_utf8(bytes);
  return out;
}

std::string_view without_mark(std::string_view utf8) {
  return utf8.starts_with("\xef\xbb\xbf") ? utf8.substr(3) : utf8;
}

// How ICU should be asked, where its idea of a label is not mail's.
std::string icu_name(std::string_view label) {
  if (label == "iso-8859-1" || label == "latin1" || label == "us-ascii" || label == "ascii") return "windows-1252";
  if (label == "gb2312" || label == "gbk") return "gb18030";
  if (label == "ks_c_5601-1987" || label == "euc-kr") return "windows-949";
  if (label == "shift_jis" || label == "sjis") return "windows-31j";
  return std::string(label);
}

bool is_far_from_ascii(std::string_view label) {  // no text in them is ASCII text too
  return label.starts_with("utf-32") || label.starts_with("ibm") || label.starts_with("cp037") || label.starts_with("cp1047") ||
         label.starts_with("cp500") || label.starts_with("ebcdic");
}

bool is_stateful(std::string_view label) {  // ASCII bytes that do not mean ASCII
  return label.starts_with("iso-2022") || label.starts_with("hz") || label.starts_with("utf-7") ||
         label.starts_with("unicode-1-1-utf-7") || label.starts_with("utf-16") || label.starts_with("utf-32") ||
         is_far_from_ascii(label) || label.starts_with("imap-mailbox");
}

// Charsets in which valid UTF-8 may be text of another kind.
bool is_asian(std::string_view label) {
  constexpr std::string_view kBegins[] = {"gb", "big5", "euc-", "shift", "sjis", "ks_c", "windows-9", "windows-31j", "cp9", "x-euc", "x-sjis", "hkscs", "johab"};
  return std::ranges::any_of(kBegins, [label](std::string_view begin) { return label.starts_with(begin); });
}

// The escapes that begin Japanese, Korean or Chinese in seven bits.
const char* seven_bit_charset(std::string_view bytes) {
  if (bytes.find('\x1b') == std::string_view::npos) return nullptr;
  if (bytes.find("\x1b$)C") != std::string_view::npos) return "iso-2022-kr";
  if (bytes.find("\x1b$)A") != std::string_view::npos || bytes.find("\x1b$)G") != std::string_view::npos) return "iso-2022-cn";
  return bytes.find("\x1b$") != std::string_view::npos ? "iso-2022-jp-2" : nullptr;
}

}  // namespace

std::string to_utf8(std::string_view bytes, std::string_view label, CharsetDoubt* doubt) {
  const auto doubted = [doubt](CharsetDoubt what) {
    if (doubt) *doubt = what;
  };
  doubted(CharsetDoubt::none);
  std::string out;
  bool lossy = false;
  const char* marked = nullptr;
  if (bytes.starts_with(std::string_view("\xff\xfe\0\0", 4))) marked = "UTF-32";
  else if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff")) marked = "UTF-16";
  else if (!bytes.starts_with("\xef\xbb\xbf")) marked = utf16_by_zeros(bytes);
  if (marked) {
    (void)convert(bytes, marked, out, lossy);
    if (!label.empty() && !label.starts_with("utf-16") && !label.starts_with("utf-32")) doubted(CharsetDoubt::wrong_label);
    return out;
  }
  if (const char* seven_bit = is_stateful(label) ? nullptr : seven_bit_charset(bytes); seven_bit && convert(bytes, seven_bit, out, lossy) && !lossy) {
    doubted(CharsetDoubt::wrong_label);
    return out;
  }
  out.clear();
  if (!is_stateful(label) && (is_ascii(bytes) || is_valid_utf8(bytes))) {
    if (!label.empty() && label != "utf-8" && label != "utf8" && !is_ascii(bytes)) {
      // valid UTF-8 by accident is next to impossible in single-byte text, not so in Asian charsets
      if (!is_asian(label)) {
        if (label.starts_with("iso-8859") || label.starts_with("windows-125") || label == "us-ascii") doubted(CharsetDoubt::wrong_label);
      } else if (convert(bytes, icu_name(label), out, lossy) && !lossy) {
        return out;
      }
    }
    return std::string(without_mark(bytes));
  }
  if (label.empty() || label == "utf-8" || label == "utf8") {
    doubted(label.empty() ? CharsetDoubt::unknown_label : CharsetDoubt::wrong_label);
    return guess(bytes);
  }
  if ((label.starts_with("utf-16") || is_far_from_ascii(label)) && is_ascii(bytes)) {
    doubted(CharsetDoubt::wrong_label);
    return std::string(bytes);
  }
  if (!convert(bytes, icu_name(label), out, lossy)) {
    doubted(CharsetDoubt::unknown_label);
    return is_valid_utf8(bytes) ? std::string(bytes) : guess(bytes);
  }
  if (lossy) doubted(CharsetDoubt::undecodable);
  return out;
}

void warm_up_charsets() {
  for (const char* name : {"utf-16", "utf-16le", "iso-8859-2", "iso-8859-15", "windows-1252", "gb18030", "big5", "euc-kr",
                           "windows-949", "windows-31j", "iso-2022-jp", "koi8-r", "utf-7", "utf-32", "euc-jp"}) {
    std::string out;
    bool lossy = false;
    (void)convert("warm", name, out, lossy);
  }
  (void)guess("caf\xe9 cr\xe8me br\xfbl\xe9" "e, d\xe9j\xe0 vu");
}

}  // namespace hallpass
