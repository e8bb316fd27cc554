// What a PDF holds beside its pages: annotations, form fields, properties, bookmarks, scripts, attached files. Read
// as plain objects, on work-lists, each bounded.
#pragma once

#include "message/sink.h"

class PDFDoc;

namespace hallpass {

// Comments and link targets of a page, as hidden text; files pinned to it, as members.
void read_annotations(PDFDoc& doc, int page, Sink& sink);

// Form fields as "name: value" lines, path "#form"; XFA data as a member.
void read_form(PDFDoc& doc, UnitKind kind, Sink& sink);

void read_properties(PDFDoc& doc, Sink& sink);
// JavaScript that runs by itself, as hidden text, path "#script"; noted.
void read_scripts(PDFDoc& doc, Sink& sink);
void read_bookmarks(PDFDoc& doc, Sink& sink);
void read_attachments(PDFDoc& doc, Sink& sink);

// Pixels of the largest picture that a page draws, itself or in one of its forms; 0: it draws none.
[[nodiscard]] std::size_t largest_picture(PDFDoc& doc, int page);

}  // namespace hallpass
