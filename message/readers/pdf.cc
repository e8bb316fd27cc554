// PDF through poppler's interpreter, with an output of our own that takes glyphs and draws nothing: layout,
// fonts' outlines and pictures, where the library spends its time, are never looked at. What lies under
// black boxes, beyond the page's edge or on layers that are switched off is drawn like everything else.
#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <Catalog.h>
#include <GfxFont.h>
#include <GfxState.h>
#include <GlobalParams.h>
#include <OptionalContent.h>
#include <OutputDev.h>
#include <PDFDoc.h>
#include <Page.h>

#include "message/ocr.h"
#include "message/readers/pdf_extras.h"
#include "message/readers/pdf_page.h"
#include "message/readers/pdf_picture.h"
#include "message/readers/readers.h"

namespace hallpass {
namespace {

constexpr int kPagesMax = 20'000;

class GlyphOutput final : public OutputDev {
 public:
  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }
  bool needNonText() override { return false; }

  void beginString(GfxState* state, const GooString*) override {
    const double* text = state->getTextMat();
    const double* page = state->getCTM();
    const double across = text[0] * page[0] + text[1] * page[2], down = text[0] * page[1] + text[1] * page[3];
    quarter_ = std::fabs(across) >= std::fabs(down) ? (across >= 0 ? 0 : 2) : (down >= 0 ? 1 : 3);
    size_ = state->getTransformedFontSize();
    type3_ = state->getFont() && state->getFont()->getType() == fontType3;
    upright_ = !state->getFont() || state->getFont()->getWMode() == 0;
    guessed_ = !named_characters(state->getFont().get());
  }

  void drawChar(GfxState* state, double x, double y, double dx, double dy, double, double, CharCode code, int, const Unicode* u, int count) override {
    ++glyphs_;
    if (count == 0 || guessed_ || u[0] < 0x20) ++nameless_;
    if (count == 0) return;
    const double spacing = state->getCharSpace() + (code == 0x20 ? state->getWordSpace() : 0);
    double space_x = 0, space_y = 0, left = 0, baseline = 0, width = 0, height = 0;
    state->textTransformDelta(spacing * state->getHorizScaling(), 0, &space_x, &space_y);
    state->transform(x, y, &left, &baseline);
    state->transformDelta(dx - space_x, dy - space_y, &width, &height);
    double long_side = quarter_ % 2 == 0 ? std::fabs(width) : std::fabs(height);
    if (!upright_) long_side = size_;  // written downwards: one character a line is still one word
    if (type3_) size_ = std::max(size_ < 0.5 ? 0 : std::min(size_, long_side * 3), long_side * 1.5);
    for (int i = 0; i < count; ++i) {
      const double part = long_side / count;
      const double shift = part * i;
      full_ = !page_.glyph(left + (quarter_ == 0 ? shift : quarter_ == 2 ? -shift : 0), baseline + (quarter_ == 1 ? shift : quarter_ == 3 ? -shift : 0), part,
                           size_, upright_ ? quarter_ : 1, u[i] < 0x20 ? ' ' : u[i]) || full_;
    }
  }

  // Glyphs numbered by the font's maker alone: the library then takes the numbers for characters.
  static bool named_characters(const GfxFont* font) {
    if (!font || !font->isCIDFont() || font->hasToUnicodeCMap()) return true;
    const GooString* collection = static_cast<const GfxCIDFont*>(font)->getCollection();
    return collection && collection->toStr() != "Adobe-Identity";
  }

  void fill(GfxState*) override { ++fills_; }
  void eoFill(GfxState*) override { ++fills_; }

  PdfPage& page() { return page_; }
  std::size_t fills() const { return fills_; }
  std::size_t glyphs() const { return glyphs_; }
  std::size_t nameless() const { return nameless_; }
  bool full() const { return full_; }
  void next_page() {
    glyphs_ = nameless_ = fills_ = 0;
    full_ = false;
  }

 private:
  PdfPage page_;
  double size_ = 10;
  std::size_t glyphs_ = 0;
  std::size_t nameless_ = 0;
  std::size_t fills_ = 0;
  unsigned quarter_ = 0;
  bool type3_ = false;
  bool upright_ = true;
  bool guessed_ = false;
  bool full_ = false;
};

bool out_of_time(void* sink) { return !static_cast<Sink*>(sink)->in_time(); }

void switch_layers_on(PDFDoc& doc) {
  const OCGs* layers = doc.getCatalog()->getOptContentConfig();
  if (!layers) return;
  for (const auto& [ref, layer] : layers->getOCGs()) layer->setState(OptionalContentGroup::On);
}

// The library makes tables of every colour profile a page names, which takes longer than all else on the page.
// Where nothing is drawn for OCR nobody asks for colours: what names them is taken off the catalog and the page.
void forget_output_profile(PDFDoc& doc) {
  XRef* xref = doc.getXRef();
  const Object catalog = xref->getCatalog();
  if (ocr_on() || !catalog.isDict()) return;
  catalog.getDict()->remove("OutputIntents");
  xref->setModifiedObject(&catalog, {xref->getRootNum(), xref->getRootGen()});
}

void forget_colours(PDFDoc& doc, int number) {
  Dict* resources = ocr_on() ? nullptr : doc.getPage(number)->getResourceDict();
  if (resources) resources->remove("ColorSpace");
}

// Pages whose text the text layer does not hold, or not all of it. OCR takes them in this order.
struct PageTally {
  std::vector<int> pictures;   // nothing but pictures
  std::vector<int> nameless;   // characters without names
  std::vector<int> drawn;      // no text, but many shapes: perhaps letters
  std::vector<int> mixed;      // text, and a picture that is large enough for some
  int missing = 0;
};

constexpr std::size_t kPicturePixels = 250'000;  // a quarter of a page at 100 dots an inch
constexpr std::size_t kLetterShapes = 40;

void read_page(PDFDoc& doc, int number, GlyphOutput& output, PageTally& tally, const Document& document, Sink& sink) {
  output.next_page();
  if (!doc.getPage(number)) {
    ++tally.missing;
    return;
  }
  forget_colours(doc, number);
  doc.displayPage(&output, number, 72, 72, 0, true, false, false, out_of_time, &sink);
  if (output.full()) sink.note("content.over_limit", "a page holds more text than can be");
  if (output.nameless() * 2 > output.glyphs() && output.nameless() >= 10) tally.nameless.push_back(number);
  else if (!output.page().empty() && ocr_on() && largest_picture(doc, number) >= kPicturePixels) tally.mixed.push_back(number);
  if (output.page().empty()) {
    if (largest_picture(doc, number) > 0) tally.pictures.push_back(number);
    else if (ocr_on() && output.fills() >= kLetterShapes) tally.drawn.push_back(number);
    return;
  }
  UnitWriter out(sink, document.kind, "#page " + std::to_string(number));
  output.page().write(out);
}

// What OCR can read of the tally's pages is taken off it: the rest is noted.
void read_pictures(PDFDoc& doc, PageTally& tally, Sink& sink) {
  if (!ocr_on()) return;
  const auto read_all = [&](std::vector<int>& pages, bool draw_text) {
    std::erase_if(pages, [&](int page) { return read_page_picture(doc, page, draw_text, sink); });
  };
  read_all(tally.pictures, false);
  read_all(tally.nameless, true);
  read_all(tally.drawn, false);
  read_all(tally.mixed, false);
}

void read_pages(PDFDoc& doc, const Document& document, Sink& sink) {
  GlyphOutput output;
  PageTally tally;
  const int pages = doc.getNumPages();
  if (pages > kPagesMax) sink.note("content.over_limit", "the document has more pages than are read");
  for (int number = 1; number <= std::min(pages, kPagesMax) && sink.in_time() && !sink.stopped(); ++number) {
    read_page(doc, number, output, tally, document, sink);
    read_annotations(doc, number, sink);
  }
  read_pictures(doc, tally, sink);
  const auto note = [&](std::size_t count, const char* what) {
    if (count > 0) sink.note("content.unreadable", std::to_string(count) + what);
  };
  note(tally.pictures.size(), (" of " + std::to_string(pages) + " pages are pictures").c_str());
  note(tally.nameless.size(), " pages are written in a font without characters");
  if (tally.missing) sink.note("content.unreadable", std::to_string(tally.missing) + " pages are damaged");
  if (pages <= 0) sink.note("content.unreadable", "the PDF has no pages");
}

// The stream does not own its bytes. Without a password the empty one is tried.
std::unique_ptr<PDFDoc> open_pdf(std::string_view bytes, const std::optional<GooString>& password) {
  return std::make_unique<PDFDoc>(new MemStream(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull)), password, password);
}

}  // namespace

Likeness looks_like_pdf(std::string_view bytes) {
  return bytes.substr(0, 1024).find("%PDF-") == std::string_view::npos ? Likeness::no : Likeness::certain;
}

void warm_up_pdf() {
  if (globalParams) return;
  globalParams = std::make_unique<GlobalParams>();
  globalParams->setErrQuiet(true);
  globalParams->setProfileCommands(false);
}

void read_pdf(const Document& document, Sink& sink) {
  warm_up_pdf();
  std::unique_ptr<PDFDoc> doc = open_pdf(document.bytes, {});
  const auto encrypted = [&] { return !doc->isOk() && doc->getErrorCode() == errEncrypted; };
  if (encrypted() && sink.last_try()) {
    PasswordTries tries(sink);
    while (const std::string* word = encrypted() ? tries.next() : nullptr) {
      doc = open_pdf(document.bytes, GooString(*word));
      if (doc->isOk()) tries.opened();
    }
  }
  if (!doc->isOk()) {
    if (encrypted()) sink.locked("the PDF asks for a password");
    else sink.note("content.unreadable", "the PDF is damaged");
    return;
  }
  switch_layers_on(*doc);
  forget_output_profile(*doc);
  read_pages(*doc, document, sink);
  if (sink.stopped()) return;
  read_form(*doc, document.kind, sink);
  read_properties(*doc, sink);
  read_bookmarks(*doc, sink);
  read_scripts(*doc, sink);
  read_attachments(*doc, sink);
}

}  // namespace hallpass
