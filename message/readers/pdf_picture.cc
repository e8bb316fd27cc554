// Poppler's own painter, in gray, at the resolution that letters are read best; a large page at less.
#include "message/readers/pdf_picture.h"

#include <PDFDoc.h>
#include <Page.h>
#include <SplashOutputDev.h>
#include <splash/SplashBitmap.h>

#include <algorithm>
#include <cmath>

#include "message/ocr.h"

namespace hallpass {
namespace {

constexpr double kDots = 200;
constexpr double kDotsMin = 72;
constexpr double kPixelsWanted = 6'000'000;  // a letter page has 3.7 million

// Fonts are not even loaded where text is left out.
class PicturePainter final : public SplashOutputDev {
 public:
  PicturePainter(bool draw_text, SplashColor paper) : SplashOutputDev(splashModeMono8, 4, false, paper), draw_text_(draw_text) {}

  void updateFont(GfxState* state) override {
    if (draw_text_) SplashOutputDev::updateFont(state);
  }
  void drawChar(GfxState* state, double x, double y, double dx, double dy, double left, double top, CharCode code, int bytes, const Unicode* u,
                int count) override {
    if (draw_text_) SplashOutputDev::drawChar(state, x, y, dx, dy, left, top, code, bytes, u, count);
  }
  bool beginType3Char(GfxState* state, double x, double y, double dx, double dy, CharCode code, const Unicode* u, int count) override {
    return !draw_text_ || SplashOutputDev::beginType3Char(state, x, y, dx, dy, code, u, count);
  }
  void endType3Char(GfxState* state) override {
    if (draw_text_) SplashOutputDev::endType3Char(state);
  }
  void beginTextObject(GfxState*) override {}
  void endTextObject(GfxState*) override {}

 private:
  const bool draw_text_;
};

bool out_of_time(void* sink) { return !static_cast<Sink*>(sink)->in_time(); }

}  // namespace

bool read_page_picture(PDFDoc& doc, int number, bool draw_text, Sink& sink) {
  Page* page = doc.getPage(number);
  if (!page || sink.ocr_ms_left() == 0) return false;
  const double inches = page->getCropWidth() / 72 * page->getCropHeight() / 72;
  if (!std::isfinite(inches) || inches <= 0) return false;
  const double dots = std::min(kDots, std::sqrt(kPixelsWanted / inches));
  if (dots < kDotsMin) return sink.over("ocr_pixels_max");
  SplashColor paper;
  paper[0] = 255;
  PicturePainter painter(draw_text, paper);
  painter.setFontAntialias(true);
  painter.setVectorAntialias(true);
  painter.startDoc(&doc);
  sink.still_reading();
  doc.displayPage(&painter, number, dots, dots, 0, false, false, false, out_of_time, &sink);
  SplashBitmap* bitmap = painter.getBitmap();
  if (!bitmap || !bitmap->getDataPtr() || bitmap->getWidth() <= 0 || bitmap->getHeight() <= 0) return false;
  const GrayPicture picture{bitmap->getDataPtr(), bitmap->getWidth(), bitmap->getHeight(), bitmap->getRowSize(), static_cast<int>(dots)};
  return read_gray_picture(picture, "#page " + std::to_string(number) + " picture", sink);
}

}  // namespace hallpass
