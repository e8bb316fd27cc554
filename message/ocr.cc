// A word is spread over its width as glyphs of a page (readers/pdf_page.h), which knows lines, cells and
// columns by the gaps between them.
#include "message/ocr.h"

#include <dlfcn.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include "base/utf8.h"
#include "message/beside_program.h"
#include "message/ocr_module.h"
#include "message/readers/pdf_page.h"

namespace hallpass {
namespace {

constexpr unsigned kPicturePagesMax = 200;

const OcrModule* module = nullptr;

struct PageOfWords {
  PdfPage page;
  std::size_t words = 0;

  static void take(void* self, const OcrWord& word) {
    auto& to = *static_cast<PageOfWords*>(self);
    const std::string text = repaired_utf8(word.text);
    std::u32string points;
    for (std::size_t at = 0; at < text.size();) points.push_back(next_code_point(text, at));
    const float each = (word.right - word.left) / static_cast<float>(std::max<std::size_t>(points.size(), 1));
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (i == 0) to.page.glyph(word.left, word.baseline, 0, word.size, 0, ' ');
      to.page.glyph(word.left + each * static_cast<float>(i), word.baseline, each, word.size, 0, points[i]);
    }
    ++to.words;
  }
};

// Reads one picture within what is left of the message's time.
template <typename ReadIt>
OcrOutcome timed(Sink& sink, ReadIt&& read_it) {
  const std::uint32_t page_ms = sink.ocr_ms_left();
  if (page_ms == 0) return OcrOutcome::late;  // noted by the sink
  sink.still_reading();
  const auto start = std::chrono::steady_clock::now();
  const OcrOutcome outcome = read_it(page_ms);
  const auto spent = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
  sink.spend_ocr(static_cast<std::uint32_t>(spent.count()), outcome == OcrOutcome::late);
  sink.still_reading();
  return outcome;
}

bool write(PageOfWords& words, std::string_view suffix, Sink& sink) {
  if (words.page.empty()) return false;
  UnitWriter out(sink, sink.document().kind, std::string(suffix));
  words.page.write(out);
  return true;
}

}  // namespace

std::string joined_languages(const std::vector<std::string>& languages) {
  std::string joined;
  for (const std::string& language : languages) joined += (joined.empty() ? "" : "+") + language;
  return joined;
}

Result<void> start_ocr(const std::string& languages, const std::string& models) {
  if (module) return {};
  const std::string file = beside_program("hallpass-ocr.so");
  if (file.empty()) return fail(ErrorCode::not_found, "ocr: no hallpass-ocr.so beside this program");
  ::setenv("OMP_THREAD_LIMIT", "1", 1);  // the library's threads would end a confined process
  void* library = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  const void* symbol = library ? ::dlsym(library, kOcrModuleSymbol) : nullptr;
  if (!symbol) return fail(ErrorCode::unavailable, "ocr: " + file + " cannot be loaded");
  const auto* loaded = static_cast<const OcrModule*>(symbol);
  if (!loaded->load(models.c_str(), languages.c_str())) {
    return fail(ErrorCode::not_found, "ocr: no models for " + languages + " in " + models);
  }
  module = loaded;
  return {};
}

bool ocr_on() { return module != nullptr; }

void read_picture_file(std::string_view bytes, unsigned quarter_turns, Sink& sink) {
  if (!module) return;
  const std::size_t pixels_max = sink.limits().ocr_pixels_max;
  for (unsigned page = 0; page < kPicturePagesMax && !sink.stopped(); ++page) {
    PageOfWords words;
    const OcrOutcome outcome = timed(sink, [&](std::uint32_t ms) {
      return module->read_file(bytes.data(), bytes.size(), page, {pixels_max, ms, quarter_turns}, PageOfWords::take, &words);
    });
    if (outcome == OcrOutcome::no_picture && page > 0) return;
    if (outcome == OcrOutcome::no_picture) return sink.note("content.unreadable", "the picture is damaged");
    if (outcome == OcrOutcome::too_large) {
      sink.over("ocr_pixels_max");
      return;
    }
    write(words, page == 0 ? "#picture" : "#picture " + std::to_string(page + 1), sink);
    if (outcome == OcrOutcome::late && sink.ocr_ms_left() == 0) return;
  }
}

bool read_gray_picture(const GrayPicture& picture, std::string_view suffix, Sink& sink) {
  if (!module) return false;
  PageOfWords words;
  const OcrOutcome outcome = timed(sink, [&](std::uint32_t ms) {
    return module->read_gray(picture.pixels, picture.width, picture.height, picture.row_bytes, picture.dots,
                             {sink.limits().ocr_pixels_max, ms, 0}, PageOfWords::take, &words);
  });
  if (outcome == OcrOutcome::too_large) sink.over("ocr_pixels_max");
  return write(words, suffix, sink);
}

}  // namespace hallpass
