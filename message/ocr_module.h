// What hallpass-ocr.so exports: tesseract and the picture decoders behind plain functions, in a file of its
// own so that a reader without OCR neither loads nor maps any of it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace hallpass {

// One word as it stands in the picture, in pixels, y downwards.
struct OcrWord {
  const char* text;  // UTF-8
  float left, right;
  float baseline;
  float size;        // height of its line
};
using TakeWord = void (*)(void* taker, const OcrWord& word);

enum class OcrOutcome : std::uint8_t {
  read,
  no_picture,  // no such page, or nothing that can be decoded
  too_large,   // more pixels than pixels_max, also reduced
  late,        // time was up; the words found by then were given
};

struct OcrBounds {
  std::size_t pixels_max;
  std::uint32_t page_ms;
  unsigned quarter_turns;  // clockwise, to stand upright
};

struct OcrModule {
  // `languages` as "eng+spa", their models in the folder `models`. False: they are not there. The other
  // two need it. Everything that is loaded late is loaded here.
  bool (*load)(const char* models, const char* languages);
  // A picture as a file: jpg, png, gif, webp, bmp, heic, and page `page` (from 0) of a tiff.
  OcrOutcome (*read_file)(const char* bytes, std::size_t size, unsigned page, const OcrBounds& bounds, TakeWord take, void* taker);
  // Gray pixels, one byte each, 0 black; `dots` of them an inch.
  OcrOutcome (*read_gray)(const unsigned char* pixels, int width, int height, int row_bytes, int dots, const OcrBounds& bounds,
                          TakeWord take, void* taker);
};

inline constexpr const char* kOcrModuleSymbol = "hallpass_ocr_module";

}  // namespace hallpass
