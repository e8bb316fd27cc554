// OCR: letters in pictures as text, where it was switched on. The words of a picture become units of the
// document being read, lines and tables as on a printed page; time is counted for each picture and for the
// message (Limits), and what lies beyond is a note.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hallpass/result.h"
#include "message/sink.h"

namespace hallpass {

// Loads hallpass-ocr.so, found beside this program, and the models; once, before the process gives up its
// files. Errors: not_found (says what is missing), unavailable.
[[nodiscard]] Result<void> start_ocr(const std::string& languages, const std::string& models);
[[nodiscard]] bool ocr_on();

// `languages` as tesseract takes them: "eng+spa".
[[nodiscard]] std::string joined_languages(const std::vector<std::string>& languages);

// The pages of a picture file, as "#picture" units (of further pages "#picture 2"). `quarter_turns`:
// clockwise, to stand upright. Nothing where OCR is off.
void read_picture_file(std::string_view bytes, unsigned quarter_turns, Sink& sink);

// A page that was drawn: gray, a byte each, `dots` an inch. False: no word was found, or no time was left.
struct GrayPicture {
  const unsigned char* pixels;
  int width, height, row_bytes;
  int dots;
};
bool read_gray_picture(const GrayPicture& picture, std::string_view suffix, Sink& sink);

}  // namespace hallpass
