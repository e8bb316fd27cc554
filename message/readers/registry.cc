// Rows sorted by type. Bytes decide before words: a PDF that calls itself text/plain is a PDF, a text that
// calls itself PDF is a text (and noted, read.cc).
#include "message/readers/registry.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "message/header_text.h"
#include "message/readers/readers.h"

namespace hallpass {
namespace {

constexpr std::array kFormats{
    Format{"application/epub+zip", ".epub", false, looks_like_epub, read_epub},
    Format{"application/gzip", ".gz .tgz application/x-gzip", false, looks_like_gzip, read_archive},
    Format{"application/java-archive", ".jar .apk .war application/vnd.android.package-archive", false, looks_like_program_archive, read_program_archive},
    Format{"application/json", ".json .jsonl .ndjson .geojson text/json", true, looks_like_json, read_json},
    Format{"application/mbox", ".mbox .mbx", true, looks_like_mbox, read_mbox},
    Format{"application/ms-tnef", ".dat application/vnd.ms-tnef", false, looks_like_tnef, read_tnef},
    Format{"application/onenote", ".one .onetoc2 application/msonenote", false, looks_like_onenote, read_onenote},
    Format{"application/pdf", ".pdf application/x-pdf", false, looks_like_pdf, read_pdf},
    Format{"application/pgp-encrypted", ".pgp .gpg", false, looks_like_pgp, read_pgp},
    Format{"application/pkcs7-mime", ".p7m .p7s .p7c application/x-pkcs7-mime application/pkcs7-signature application/x-pkcs7-signature", false, looks_like_smime, read_smime},
    Format{"application/rtf", ".rtf text/rtf application/x-rtf text/richtext", true, looks_like_rtf, read_rtf},
    Format{"application/vnd.microsoft.portable-executable", ".exe .dll .scr .com .pif .msi .lnk application/x-msdownload application/x-executable application/x-dosexec", false, looks_like_program, read_program},
    Format{"application/vnd.ms-cab-compressed", ".cab", false, looks_like_cab, read_archive},
    Format{"application/vnd.ms-visio.drawing", ".vsdx .vsdm .vstx", false, looks_like_vsdx, read_ooxml},
    Format{"application/vnd.ms-xpsdocument", ".xps .oxps application/oxps", false, looks_like_xps, read_ooxml},
    Format{"application/vnd.oasis.opendocument.presentation", ".odp .otp .sxi", false, looks_like_odp, read_odf},
    Format{"application/vnd.oasis.opendocument.spreadsheet", ".ods .ots .sxc", false, looks_like_ods, read_odf},
    Format{"application/vnd.oasis.opendocument.text", ".odt .ott .odg .odf .sxw .sxd", false, looks_like_odt, read_odf},
    Format{"application/vnd.oasis.opendocument.text-flat-xml", ".fodt .fods .fodp", false, looks_like_flat_odf, read_flat_odf},
    Format{"application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx .pptm .ppsx .ppsm .potx .potm", false, looks_like_pptx, read_ooxml},
    Format{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx .xlsm .xlsb .xltx .xltm .xlam", false, looks_like_xlsx, read_ooxml},
    Format{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx .docm .dotx .dotm", false, looks_like_docx, read_ooxml},
    Format{"application/vnd.rar", ".rar application/x-rar-compressed application/x-rar", false, looks_like_rar, read_archive},
    Format{"application/vnd.wordperfect", ".wpd .wp .wp5 .wp6 application/wordperfect", false, looks_like_wordperfect, read_wordperfect},
    Format{"application/x-7z-compressed", ".7z", false, looks_like_7z, read_archive},
    Format{"application/x-archive", ".deb .ar", false, looks_like_ar, read_archive},
    Format{"application/x-bzip2", ".bz2 .tbz2 application/x-bzip", false, looks_like_bzip2, read_archive},
    Format{"application/x-compress", ".z", false, looks_like_compress, read_archive},
    Format{"application/x-cpio", ".cpio", false, looks_like_cpio, read_archive},
    Format{"application/x-iso9660-image", ".iso", false, looks_like_iso, read_archive},
    Format{"application/x-lha", ".lzh .lha", false, looks_like_lha, read_archive},
    Format{"application/x-lz4", ".lz4", false, looks_like_lz4, read_archive},
    Format{"application/x-ole-storage", ".doc .dot .xls .xlt .ppt .pps .pot .msg .oft .pub .vsd .mpp application/msword application/vnd.ms-excel application/vnd.ms-powerpoint application/vnd.ms-outlook application/vnd.visio", false, looks_like_ole, read_ole},
    Format{"application/x-script", ".bat .cmd .ps1 .psm1 .vbs .vbe .js .jse .mjs .wsf .wsh .hta .sh .reg .scpt application/javascript text/javascript application/x-sh application/x-bat", true, nullptr, read_script},
    Format{"application/x-tar", ".tar", false, looks_like_tar, read_archive},
    Format{"application/x-xar", ".xar .lz .lzo .lrz .zoo .sit .sitx .ace .arj .alz .egg .wim .dmg .vhd .vhdx .vmdk .qcow2 .rpm .zpaq", false, looks_like_other_archive, read_other_archive},
    Format{"application/x-xz", ".xz .txz", false, looks_like_xz, read_archive},
    Format{"application/xml", ".xml .xsd .xsl .kml .gpx text/xml", true, looks_like_xml, read_xml},
    Format{"application/zip", ".zip application/x-zip-compressed", false, looks_like_zip, read_archive},
    Format{"application/zstd", ".zst", false, looks_like_zstd, read_archive},
    Format{"audio/mpeg", ".mp3 .wav .m4a .ogg .flac .wma audio/wav audio/x-wav audio/mp4 audio/ogg", false, looks_like_sound_or_film, nullptr},
    Format{"font/ttf", ".ttf .otf .woff .woff2 .eot font/otf font/woff font/woff2", false, looks_like_font, nullptr},
    Format{"image/bmp", ".bmp .dib", false, looks_like_bmp, read_image},
    Format{"image/gif", ".gif", false, looks_like_gif, read_image},
    Format{"image/heic", ".heic .heif .avif image/heif image/avif", false, looks_like_heic, read_image},
    Format{"image/jpeg", ".jpg .jpeg .jpe .jfif image/jpg image/pjpeg", false, looks_like_jpeg, read_image},
    Format{"image/png", ".png image/x-png", false, looks_like_png, read_image},
    Format{"image/svg+xml", ".svg", true, looks_like_svg, read_html},
    Format{"image/tiff", ".tif .tiff", false, looks_like_tiff, read_image},
    Format{"image/webp", ".webp", false, looks_like_webp, read_image},
    Format{"message/rfc822", ".eml .mht .mhtml message/global", true, looks_like_mail, read_mail_file},
    Format{"text/calendar", ".ics .ical .vcs .vcf text/vcard text/x-vcard text/directory", true, looks_like_card, read_card},
    Format{"text/csv", ".csv text/comma-separated-values application/csv text/x-csv", true, looks_like_csv, read_csv},
    Format{"text/html", ".html .htm .xhtml application/xhtml+xml", true, looks_like_html, read_html},
    Format{"text/plain", ".txt .text .log .md .asc .ini .cfg .sql text/markdown text/enriched text/x-log", true, nullptr, read_plain},
    Format{"text/tab-separated-values", ".tsv .tab text/tsv", true, nullptr, read_csv},
    Format{"video/mp4", ".mp4 .mov .avi .wmv .mkv .webm .mpg video/quicktime video/x-msvideo video/webm", false, nullptr, nullptr},
};
static_assert(std::ranges::adjacent_find(kFormats, std::ranges::greater_equal{}, &Format::type) == kFormats.end(),
              "kFormats: keep rows sorted by type; types are unique");

bool has_name(const Format& format, std::string_view name) {
  if (format.type == name) return true;
  for (std::size_t at = format.names.find(name); at != std::string_view::npos; at = format.names.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if ((at == 0 || format.names[at - 1] == ' ') && (end == format.names.size() || format.names[end] == ' ')) return true;
  }
  return false;
}

// ASCII with control characters strewn in: nobody's binary format is made of these alone.
bool is_littered_text(std::string_view head) {
  std::size_t shown = 0;
  for (const char c : head) {
    if (static_cast<unsigned char>(c) >= 0x7f) return false;
    shown += c >= 0x20;
  }
  return shown * 10 >= head.size() * 6 && head.size() >= 16;
}

std::string extension_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || name.size() - dot > 12) return {};
  return lower_ascii(trimmed(name.substr(dot)));
}

}  // namespace

std::span<const Format> format_table() { return kFormats; }

const Format* find_format(std::string_view name) {
  if (name.empty() || name.find(' ') != std::string_view::npos) return nullptr;
  const auto found = std::ranges::find_if(kFormats, [name](const Format& f) { return has_name(f, name); });
  return found == kFormats.end() ? nullptr : &*found;
}

const Format* choose_format(const Document& document) {
  const Format* best = nullptr;
  Likeness likeness = Likeness::no;
  for (const Format& format : kFormats) {
    if (!format.looks_like) continue;
    if (const Likeness now = format.looks_like(document.bytes); now > likeness) {
      best = &format;
      likeness = now;
    }
  }
  if (likeness >= Likeness::container) return best;
  const bool text = looks_like_text(document.bytes);
  const Format* by_name = find_format(extension_of(document.name));
  const Format* by_type = find_format(document.declared_type);
  // "text/plain" and "octet-stream" are what mail programs say when they do not know
  if (by_type && by_type->type == "text/plain" && (by_name || document.kind == UnitKind::attachment)) by_type = nullptr;
  for (const Format* format : {by_type, by_name}) {
    if (format && format->text && text) return format;
    if (format && !format->text && !format->looks_like && !text) return format;
  }
  if (best && text && document.kind == UnitKind::attachment) return best;
  return text ? find_format("text/plain") : nullptr;
}

bool looks_like_text(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  if (head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff")) return true;
  std::size_t zeros[2] = {0, 0};
  std::size_t controls = 0;
  for (std::size_t i = 0; i < head.size(); ++i) {
    const auto c = static_cast<unsigned char>(head[i]);
    if (c == 0) ++zeros[i % 2];
    else if (c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b) ++controls;
  }
  const std::size_t half = head.size() / 2;
  if (zeros[0] + zeros[1] + controls > 0 && is_littered_text(head)) return true;
  constexpr std::string_view kThreeZeros("\0\0\0", 3);
  const bool fours = half >= 8 && (head.starts_with(kThreeZeros) || head.substr(1, 3) == kThreeZeros);
  if (fours && (zeros[0] + zeros[1]) * 10 > head.size() * 7) return true;  // UTF-32
  // UTF-16 of a Western language: every second byte is zero, and hardly any of the others
  if (half >= 4 && std::max(zeros[0], zeros[1]) * 10 > half * 7 && std::min(zeros[0], zeros[1]) * 10 < half) return true;
  return (zeros[0] + zeros[1]) * 100 <= head.size() && controls * 50 <= head.size();
}

}  // namespace hallpass
