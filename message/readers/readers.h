// The functions named in the table of formats (registry.cc), a block for each file, sorted by file.
#pragma once

#include <string_view>

#include "message/document.h"
#include "message/readers/registry.h"

namespace hallpass {

// archive.cc
void read_other_archive(const Document& document, Sink& sink);
void read_archive(const Document& document, Sink& sink);

// archive_types.cc
Likeness looks_like_7z(std::string_view bytes);
Likeness looks_like_ar(std::string_view bytes);
Likeness looks_like_bzip2(std::string_view bytes);
Likeness looks_like_cab(std::string_view bytes);
Likeness looks_like_compress(std::string_view bytes);
Likeness looks_like_cpio(std::string_view bytes);
Likeness looks_like_other_archive(std::string_view bytes);
Likeness looks_like_gzip(std::string_view bytes);
Likeness looks_like_iso(std::string_view bytes);
Likeness looks_like_lha(std::string_view bytes);
Likeness looks_like_lz4(std::string_view bytes);
Likeness looks_like_rar(std::string_view bytes);
Likeness looks_like_tar(std::string_view bytes);
Likeness looks_like_xz(std::string_view bytes);
Likeness looks_like_zip(std::string_view bytes);
Likeness looks_like_zstd(std::string_view bytes);

// card.cc
Likeness looks_like_card(std::string_view bytes);
void read_card(const Document& document, Sink& sink);

// cryptography.cc
Likeness looks_like_pgp(std::string_view bytes);
Likeness looks_like_smime(std::string_view bytes);
void read_pgp(const Document& document, Sink& sink);
void read_smime(const Document& document, Sink& sink);

// csv.cc
Likeness looks_like_csv(std::string_view bytes);
void read_csv(const Document& document, Sink& sink);

// epub.cc
Likeness looks_like_epub(std::string_view bytes);
void read_epub(const Document& document, Sink& sink);

// html.cc
Likeness looks_like_html(std::string_view bytes);
Likeness looks_like_svg(std::string_view bytes);
void read_html(const Document& document, Sink& sink);

// image.cc
Likeness looks_like_bmp(std::string_view bytes);
Likeness looks_like_gif(std::string_view bytes);
Likeness looks_like_heic(std::string_view bytes);
Likeness looks_like_jpeg(std::string_view bytes);
Likeness looks_like_png(std::string_view bytes);
Likeness looks_like_tiff(std::string_view bytes);
Likeness looks_like_webp(std::string_view bytes);
void read_image(const Document& document, Sink& sink);

// json.cc
Likeness looks_like_json(std::string_view bytes);
void read_json(const Document& document, Sink& sink);

// mail_files.cc
Likeness looks_like_mail(std::string_view bytes);
Likeness looks_like_mbox(std::string_view bytes);
void read_mail_file(const Document& document, Sink& sink);
void read_mbox(const Document& document, Sink& sink);

// media.cc
Likeness looks_like_font(std::string_view bytes);
Likeness looks_like_sound_or_film(std::string_view bytes);

// odf.cc
Likeness looks_like_flat_odf(std::string_view bytes);
Likeness looks_like_odp(std::string_view bytes);
Likeness looks_like_ods(std::string_view bytes);
Likeness looks_like_odt(std::string_view bytes);
void read_flat_odf(const Document& document, Sink& sink);
void read_odf(const Document& document, Sink& sink);

// ole.cc
Likeness looks_like_ole(std::string_view bytes);
void read_ole(const Document& document, Sink& sink);

// ooxml.cc
Likeness looks_like_docx(std::string_view bytes);
Likeness looks_like_pptx(std::string_view bytes);
Likeness looks_like_vsdx(std::string_view bytes);
Likeness looks_like_xlsx(std::string_view bytes);
Likeness looks_like_xps(std::string_view bytes);
void read_ooxml(const Document& document, Sink& sink);

// onenote.cc
Likeness looks_like_onenote(std::string_view bytes);
void read_onenote(const Document& document, Sink& sink);

// pdf.cc
Likeness looks_like_pdf(std::string_view bytes);
void read_pdf(const Document& document, Sink& sink);
void warm_up_pdf();

// plain.cc
void read_plain(const Document& document, Sink& sink);

// program.cc
Likeness looks_like_program(std::string_view bytes);
Likeness looks_like_program_archive(std::string_view bytes);
void read_program(const Document& document, Sink& sink);
void read_program_archive(const Document& document, Sink& sink);
void read_script(const Document& document, Sink& sink);

// rtf.cc
Likeness looks_like_rtf(std::string_view bytes);
void read_rtf(const Document& document, Sink& sink);

// tnef.cc
Likeness looks_like_tnef(std::string_view bytes);
void read_tnef(const Document& document, Sink& sink);

// wordperfect.cc
Likeness looks_like_wordperfect(std::string_view bytes);
void read_wordperfect(const Document& document, Sink& sink);

// xml.cc
Likeness looks_like_xml(std::string_view bytes);
void read_xml(const Document& document, Sink& sink);

// The document's bytes as UTF-8 by its charset; doubts are noted. For every format made of characters. (plain.cc)
std::string document_text(const Document& document, Sink& sink);

}  // namespace hallpass
