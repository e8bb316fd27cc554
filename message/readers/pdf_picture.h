// A page of a PDF as a picture: what its text layer does not say, drawn for OCR. Only where OCR is on.
#pragma once

#include "message/sink.h"

class PDFDoc;

namespace hallpass {

// Draws the page without its named text (or with it: `draw_text`, where its characters have no names) and
// writes the words found, path "#page N picture". False: none were found.
bool read_page_picture(PDFDoc& doc, int page, bool draw_text, Sink& sink);

}  // namespace hallpass
