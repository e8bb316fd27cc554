// hallpass-ocr.so: pictures by leptonica and libheif, letters by tesseract. One engine a process, made before
// the process gives up its files; no threads.
#include <allheaders.h>
#include <libheif/heif.h>
#include <tesseract/baseapi.h>
#include <tesseract/ocrclass.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string_view>

#include "message/ocr_module.h"

// libde265, behind libheif, is told to start a thread for each picture. Ours may have none; symbols are looked
// for here first, and without this call it decodes in the calling thread.
extern "C" __attribute__((visibility("default"))) int de265_start_worker_threads(void*, int) { return 0; }

namespace hallpass {
namespace {

constexpr int kReadWellPixels = 9'000'000;   // a letter page at 300 dots an inch; more is reduced to it
constexpr int kSmallPixels = 1'200'000;      // a part of a screen, with letters of few pixels: read larger
constexpr int kSideMin = 12;                 // no letters fit in less
constexpr int kSideMax = 30'000;             // tesseract counts pixels of a side in 16 bits
constexpr float kConfidenceMin = 25;         // of 100; less is noise that was taken for letters

std::unique_ptr<tesseract::TessBaseAPI> engine;

struct FreePix {
  void operator()(PIX* pix) const { pixDestroy(&pix); }
};
using Pix = std::unique_ptr<PIX, FreePix>;

bool fits(std::int64_t width, std::int64_t height, std::size_t pixels_max) {
  return width > 0 && height > 0 && width <= kSideMax && height <= kSideMax &&
         static_cast<std::size_t>(width) * static_cast<std::size_t>(height) <= pixels_max;
}

// ---- decoding

struct FreeHeif {
  void operator()(heif_context* c) const { heif_context_free(c); }
  void operator()(heif_image_handle* h) const { heif_image_handle_release(h); }
  void operator()(heif_image* i) const { heif_image_release(i); }
};

Pix decode_heif(std::string_view bytes, std::size_t pixels_max, bool& too_large) {
  const std::unique_ptr<heif_context, FreeHeif> context(heif_context_alloc());
  heif_context_set_max_decoding_threads(context.get(), 0);
  heif_image_handle* handle_made = nullptr;
  if (heif_context_read_from_memory_without_copy(context.get(), bytes.data(), bytes.size(), nullptr).code != heif_error_Ok ||
      heif_context_get_primary_image_handle(context.get(), &handle_made).code != heif_error_Ok) {
    return nullptr;
  }
  const std::unique_ptr<heif_image_handle, FreeHeif> handle(handle_made);
  too_large = !fits(heif_image_handle_get_width(handle_made), heif_image_handle_get_height(handle_made), pixels_max);
  heif_image* image_made = nullptr;
  if (too_large || heif_decode_image(handle_made, &image_made, heif_colorspace_YCbCr, heif_chroma_420, nullptr).code != heif_error_Ok) return nullptr;
  const std::unique_ptr<heif_image, FreeHeif> image(image_made);
  int row_bytes = 0;
  const unsigned char* gray = heif_image_get_plane_readonly(image_made, heif_channel_Y, &row_bytes);
  const int width = heif_image_get_width(image_made, heif_channel_Y), height = heif_image_get_height(image_made, heif_channel_Y);
  too_large = !fits(width, height, pixels_max);
  if (!gray || too_large || row_bytes < width) return nullptr;
  Pix pix(pixCreateNoInit(width, height, 8));
  for (int y = 0; pix && y < height; ++y) {
    l_uint32* line = pixGetData(pix.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix.get());
    for (int x = 0; x < width; ++x) SET_DATA_BYTE(line, x, gray[static_cast<std::ptrdiff_t>(y) * row_bytes + x]);
  }
  return pix;
}

Pix decode(std::string_view bytes, unsigned page, std::size_t pixels_max, bool& too_large) {
  const auto* data = reinterpret_cast<const l_uint8*>(bytes.data());
  if (bytes.substr(4, 4) == "ftyp") return page == 0 ? decode_heif(bytes, pixels_max, too_large) : nullptr;
  l_int32 format = 0, width = 0, height = 0;
  const bool tiff = bytes.starts_with("II") || bytes.starts_with("MM");
  if (tiff) {
    if (readHeaderMemTiff(data, bytes.size(), static_cast<l_int32>(page), &width, &height, nullptr, nullptr, nullptr, nullptr, nullptr) != 0) return nullptr;
  } else if (page > 0 || pixReadHeaderMem(data, bytes.size(), &format, &width, &height, nullptr, nullptr, nullptr) != 0) {
    return nullptr;
  }
  if (bytes.starts_with("\xff\xd8")) {  // decoded at 1/2, 1/4 or 1/8 for nothing
    int reduction = 1;
    while (reduction < 8 && static_cast<std::int64_t>(width) * height / (static_cast<std::int64_t>(reduction) * reduction) > kReadWellPixels * 2) reduction *= 2;
    too_large = !fits(width / reduction, height / reduction, pixels_max);
    return too_large ? nullptr : Pix(pixReadMemJpeg(data, bytes.size(), 0, reduction, nullptr, 0));
  }
  too_large = !fits(width, height, pixels_max);
  if (too_large) return nullptr;
  return Pix(tiff ? pixReadMemTiff(data, bytes.size(), static_cast<l_int32>(page)) : pixReadMem(data, bytes.size()));
}

// ---- reading

// Gray, upright, of a size that is read well. What was transparent is white.
Pix prepared(Pix pix, unsigned quarter_turns) {
  if (pixGetDepth(pix.get()) == 32 && pixGetSpp(pix.get()) == 4) pix.reset(pixAlphaBlendUniform(pix.get(), 0xffffff00));
  if (pix) pix.reset(pixConvertTo8(pix.get(), 0));
  if (pix && quarter_turns % 4) pix.reset(pixRotateOrth(pix.get(), static_cast<l_int32>(quarter_turns % 4)));
  if (!pix) return pix;
  const float pixels = static_cast<float>(pixGetWidth(pix.get())) * static_cast<float>(pixGetHeight(pix.get()));
  float scale = 1;
  if (pixels > kReadWellPixels * 1.3F) scale = std::sqrt(kReadWellPixels / pixels);
  else if (pixels < kSmallPixels && std::max(pixGetWidth(pix.get()), pixGetHeight(pix.get())) < kSideMax / 2) scale = 1.5F;
  return scale == 1 ? std::move(pix) : Pix(pixScale(pix.get(), scale, scale));
}

void give_words(TakeWord take, void* taker) {
  const std::unique_ptr<tesseract::ResultIterator> at(engine->GetIterator());
  if (!at) return;
  float baseline = 0, size = 0;
  do {
    if (at->Empty(tesseract::RIL_WORD)) continue;
    int left = 0, top = 0, right = 0, bottom = 0;
    if (at->IsAtBeginningOf(tesseract::RIL_TEXTLINE)) {
      float row = 0, descenders = 0, ascenders = 0;
      at->RowAttributes(&row, &descenders, &ascenders);
      size = std::max(row, 4.0F);
    }
    const std::unique_ptr<char[]> text(at->GetUTF8Text(tesseract::RIL_WORD));
    if (!text || at->Confidence(tesseract::RIL_WORD) < kConfidenceMin || !at->BoundingBox(tesseract::RIL_WORD, &left, &top, &right, &bottom)) continue;
    int x1 = 0, y1 = 0, x2 = 0, y2 = 0;
    baseline = at->Baseline(tesseract::RIL_WORD, &x1, &y1, &x2, &y2) ? static_cast<float>(y1 + y2) / 2 : static_cast<float>(bottom);
    take(taker, {text.get(), static_cast<float>(left), static_cast<float>(right), baseline, size});
  } while (at->Next(tesseract::RIL_WORD));
}

OcrOutcome recognize(PIX* pix, int dots, std::uint32_t page_ms, TakeWord take, void* taker) {
  if (!pix) return OcrOutcome::no_picture;
  if (std::min(pixGetWidth(pix), pixGetHeight(pix)) < kSideMin) return OcrOutcome::read;
  engine->SetImage(pix);
  engine->SetSourceResolution(dots);
  tesseract::ETEXT_DESC monitor;
  monitor.set_deadline_msecs(static_cast<std::int32_t>(page_ms));
  const int failed = engine->Recognize(&monitor);
  give_words(take, taker);
  engine->Clear();
  return failed || monitor.deadline_exceeded() ? OcrOutcome::late : OcrOutcome::read;
}

OcrOutcome read_file(const char* bytes, std::size_t size, unsigned page, const OcrBounds& bounds, TakeWord take, void* taker) {
  bool too_large = false;
  Pix pix = decode({bytes, size}, page, bounds.pixels_max, too_large);
  if (too_large) return OcrOutcome::too_large;
  if (!pix || !fits(pixGetWidth(pix.get()), pixGetHeight(pix.get()), bounds.pixels_max)) return OcrOutcome::no_picture;
  pix = prepared(std::move(pix), bounds.quarter_turns);
  return recognize(pix.get(), 300, bounds.page_ms, take, taker);
}

OcrOutcome read_gray(const unsigned char* pixels, int width, int height, int row_bytes, int dots, const OcrBounds& bounds, TakeWord take,
                     void* taker) {
  if (!fits(width, height, bounds.pixels_max)) return OcrOutcome::too_large;
  const Pix pix(pixCreateNoInit(width, height, 8));
  for (int y = 0; pix && y < height; ++y) {
    l_uint32* line = pixGetData(pix.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix.get());
    for (int x = 0; x < width; ++x) SET_DATA_BYTE(line, x, pixels[static_cast<std::ptrdiff_t>(y) * row_bytes + x]);
  }
  return recognize(pix.get(), dots, bounds.page_ms, take, taker);
}

void ignore_word(void*, const OcrWord&) {}

bool load(const char* models, const char* languages) {
  setMsgSeverity(L_SEVERITY_NONE);
  heif_init(nullptr);
  engine = std::make_unique<tesseract::TessBaseAPI>();
  if (engine->Init(models, languages, tesseract::OEM_LSTM_ONLY) != 0) {
    engine.reset();
    return false;
  }
  engine->SetPageSegMode(tesseract::PSM_AUTO);
  const Pix line(pixCreate(200, 60, 8));  // what is made at the first picture is made now
  pixSetAll(line.get());
  recognize(line.get(), 300, 1'000, ignore_word, nullptr);
  return true;
}

}  // namespace
}  // namespace hallpass

extern "C" __attribute__((visibility("default"))) const hallpass::OcrModule hallpass_ocr_module;
extern "C" const hallpass::OcrModule hallpass_ocr_module{hallpass::load, hallpass::read_file, hallpass::read_gray};
