// The functions named in the table of formats (registry.cc), a block for each file, sorted by file.
#pragma once

#include <string_view>

#include "message/document.h"
#include "message/readers/registry.h"

namespace hallpass {

// csv.cc
Likeness looks_like_csv(std::string_view bytes);
void read_csv(const Document& document, Sink& sink);

// html.cc
Likeness looks_like_html(std::string_view bytes);
void read_html(const Document& document, Sink& sink);

// odf.cc
Likeness looks_like_flat_odf(std::string_view bytes);
Likeness looks_like_odp(std::string_view bytes);
Likeness looks_like_ods(std::string_view bytes);
Likeness looks_like_odt(std::string_view bytes);
void read_flat_odf(const Document& document, Sink& sink);
void read_odf(const Document& document, Sink& sink);

// ooxml.cc
Likeness looks_like_docx(std::string_view bytes);
Likeness looks_like_pptx(std::string_view bytes);
Likeness looks_like_vsdx(std::string_view bytes);
Likeness looks_like_xlsx(std::string_view bytes);
Likeness looks_like_xps(std::string_view bytes);
void read_ooxml(const Document& document, Sink& sink);

// plain.cc
void read_plain(const Document& document, Sink& sink);

// The document's bytes as UTF-8 by its charset; doubts are noted. For every format made of characters. (plain.cc)
std::string document_text(const Document& document, Sink& sink);

}  // namespace hallpass
