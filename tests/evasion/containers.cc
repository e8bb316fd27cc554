// T4: containers, whole and damaged, nested, encrypted; and files under false names.
#include <zlib.h>

#include "tests/evasion/evasion.h"
#include "tests/message/readers/archive_samples.h"

namespace hallpass::test {
namespace {

std::string filler() { return std::string(3'000, 'x'); }
std::string zipped(const std::string& text, const std::string& name = "a.txt") { return zip_of({{name, text}}); }

// Archives of one text, by libarchive's names.
Transform archived(const std::string& name, const std::string& file, const char* format, const char* filter) {
  return {name, [=](const Plant& p) { return mail_with(file, archive_of({{"a.txt", p.text()}}, format, filter)); }};
}

std::string wrapped_zip(const std::string& text, int times) {
  std::string zip = zipped(text);
  for (int i = 0; i < times; ++i) zip = zipped(zip, "a.zip");
  return zip;
}

std::string with_comment(const std::string& comment) {
  std::string zip = zipped("nothing");
  zip[zip.size() - 2] = static_cast<char>(comment.size());
  return zip + comment;
}

// Every byte of `from` in the archive becomes `to`: sizes stay.
std::string replaced(std::string bytes, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = bytes.find(from, at)) != std::string::npos; at += to.size()) bytes.replace(at, from.size(), to);
  return bytes;
}

std::string mail_saying(const std::string& words, const std::string& name, const std::string& bytes) {
  std::string all = mail_with(name, bytes);
  return all.replace(all.find("See the file."), 13, words);
}

std::string inner(const Plant& p) { return "Subject: inner\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64(p.text()) + "\r\n"; }

}  // namespace

std::vector<Transform> containers() {
  return {
      archived("zip", "a.zip", "zip", ""),
      archived("7z", "a.7z", "7zip", ""),
      archived("tar", "a.tar", "ustar", ""),
      archived("tar and gzip", "a.tar.gz", "ustar", "gzip"),
      archived("tar and bzip2", "a.tar.bz2", "ustar", "bzip2"),
      archived("tar and xz", "a.tar.xz", "ustar", "xz"),
      archived("tar and zstd", "a.tar.zst", "ustar", "zstd"),
      archived("tar and lz4", "a.tar.lz4", "ustar", "lz4"),
      archived("tar and compress", "a.tar.Z", "ustar", "compress"),
      archived("gzip", "a.txt.gz", "raw", "gzip"),
      archived("bzip2", "a.txt.bz2", "raw", "bzip2"),
      archived("xz", "a.txt.xz", "raw", "xz"),
      archived("zstd", "a.txt.zst", "raw", "zstd"),
      archived("lz4", "a.txt.lz4", "raw", "lz4"),
      archived("cpio", "a.cpio", "newc", ""),
      archived("ar", "a.ar", "arbsd", ""),
      archived("ISO image", "a.iso", "iso9660", ""),
      archived("xar", "a.xar", "xar", ""),
      archived("shell archive", "a.shar", "shar", ""),
      archived("web archive", "a.warc", "warc", ""),
      {"a zip in a zip", [](const Plant& p) { return mail_with("a.zip", wrapped_zip(p.text(), 1)); }},
      {"zips ten deep", [](const Plant& p) { return mail_with("a.zip", wrapped_zip(p.text(), 10)); }},
      {"zips thirty deep", [](const Plant& p) { return mail_with("a.zip", wrapped_zip(p.text(), 30)); }},
      {"a gzip in a gzip", [](const Plant& p) { return mail_with("a.gz", archive_of({{"a", archive_of({{"a.txt", p.text()}}, "raw", "gzip")}}, "raw", "gzip")); }},
      {"a member among a hundred", [](const Plant& p) {
         std::vector<SampleFile> files(100, {"m.txt", "The garden club meets on Monday."});
         files[70].bytes = p.text();
         return mail_with("a.zip", zip_of(files));
       }},
      {"a member without a name", [](const Plant& p) { return mail_with("a.zip", zipped(p.text(), "x")); }},
      {"a member outside the archive's folder", [](const Plant& p) { return mail_with("a.zip", zipped(p.text(), "../../../etc/a.txt")); }},
      {"a member that calls itself a picture", [](const Plant& p) { return mail_with("a.zip", zipped(p.text(), "a.jpg")); }},
      {"the name of a member", [](const Plant& p) { return mail_with("a.zip", zipped("x", p.text() + ".txt")); }},
      {"a zip's comment", [](const Plant& p) { return mail_with("a.zip", with_comment(p.text())); }},
      {"text before a zip", [](const Plant& p) { return mail_with("a.zip", filler() + zipped(p.text())); }},
      {"text behind a zip", [](const Plant& p) { return mail_with("a.zip", zipped("nothing") + p.text()); }},
      {"a zip behind a zip", [](const Plant& p) { return mail_with("a.zip", zipped("nothing") + zipped(p.text())); }},
      {"a zip without its directory", [](const Plant& p) { const std::string zip = zipped(p.text()); return mail_with("a.zip", zip.substr(0, zip.find("PK\1\2"))); }},
      {"a zip cut off", [](const Plant& p) { const std::string zip = zipped(p.text() + filler()); return mail_with("a.zip", zip.substr(0, zip.find("PK\1\2") - 5)); }},
      {"a zip with a wrong checksum", [](const Plant& p) { std::string zip = zipped(p.text()); zip[14] = static_cast<char>(zip[14] ^ 1); return mail_with("a.zip", zip); }},
      {"a zip whose directory has another name", [](const Plant& p) { std::string zip = zipped(p.text(), "a.txt"); zip.replace(zip.rfind("a.txt"), 5, "b.jpg"); return mail_with("a.zip", zip); }},
      {"a zip without its first letters", [](const Plant& p) { return mail_with("a.zip", replaced(zipped(p.text()), "PK\3\4", "XX\3\4")); }},
      {"gzip pieces in a row", [](const Plant& p) { return mail_with("a.gz", archive_of({{"a", p.before}}, "raw", "gzip") + archive_of({{"a", p.secret + p.after}}, "raw", "gzip")); }},
      {"a gzip cut off", [](const Plant& p) { const std::string gz = archive_of({{"a", p.text() + filler()}}, "raw", "gzip"); return mail_with("a.gz", gz.substr(0, gz.size() - 9)); }},
      {"an encrypted zip", [](const Plant& p) { return mail_with("a.zip", archive_of({{"a.txt", p.text()}}, "zip", "", "Tiger42!")); }},
      {"an encrypted zip of the old kind", [](const Plant& p) { return mail_with("a.zip", archive_of({{"a.txt", p.text()}}, "zip", "", "Tiger42!", "zip:encryption=traditional")); }},
      {"an encrypted zip, the password beside it", [](const Plant& p) { return mail_saying("The password is Tiger42!", "a.zip", archive_of({{"a.txt", p.text()}}, "zip", "", "Tiger42!")); }},
      {"an encrypted zip under another name", [](const Plant& p) { return mail_with("a.jpg", archive_of({{"a.txt", p.text()}}, "zip", "", "Tiger42!")); }},
      {"an encrypted zip in a zip", [](const Plant& p) { return mail_with("a.zip", zipped(archive_of({{"a.txt", p.text()}}, "zip", "", "Tiger42!"), "b.zip")); }},
      {"a PGP message", [](const Plant&) { return plain_mail("-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA0Jx\r\n=abcd\r\n-----END PGP MESSAGE-----"); }},
      {"a mail as a file", [](const Plant& p) { return mail_with("a.eml", inner(p)); }},
      {"a mail as a file in a zip", [](const Plant& p) { return mail_with("a.zip", zipped(inner(p), "a.eml")); }},
      {"a mailbox", [](const Plant& p) { return mail_with("a.mbox", "From a@b Tue Oct 13 09:08:00 2026\nSubject: x\n\nHello\n\nFrom a@b Tue Oct 13 09:08:00 2026\n" + inner(p)); }},
      {"a web page as a mail", [](const Plant& p) { return mail_with("a.mht", "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=w\r\n\r\n--w\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted_printable("<p>" + p.text() + "</p>") + "\r\n--w--\r\n"); }},
      {"a book", [](const Plant& p) { return mail_with("a.epub", zip_of({{"mimetype", "application/epub+zip"}, {"OEBPS/c.xhtml", "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>" + p.text() + "</p></body></html>"}})); }},
      {"bytes nobody knows around the text", [](const Plant& p) { return mail_with("a.bin", std::string("\x7f\x01\x02\x00\x03\x04", 6) + p.text() + std::string("\x00\x01\x9f\x8e", 4)); }},
      {"the same in UTF-16", [](const Plant& p) { return mail_with("a.bin", std::string("\x7f\x01\x02\x00\x03\x04", 6) + in_charset(p.text(), "UTF-16LE") + std::string("\x00\x01\x9f\x8e", 4)); }},
      {"a text file with a bit of everything first", [](const Plant& p) { return mail_with("a.txt", std::string("\x00\x01\x02\x03\x04\x05\x06\x07", 8) + p.text()); }},
  };
}

std::vector<Transform> false_names() {
  const auto typed = [](const std::string& name, const std::string& file, const std::string& type) {
    return Transform{name, [=](const Plant& p) { return mail_with(file, p.text(), type); }};
  };
  return {
      typed("a text called a picture", "a.jpg", "image/jpeg"),
      typed("a text called a film", "a.mp4", "video/mp4"),
      typed("a text called a sound", "a.mp3", "audio/mpeg"),
      typed("a text called a font", "a.woff", "font/woff"),
      typed("a text called a PDF", "a.pdf", "application/pdf"),
      typed("a text called a zip", "a.zip", "application/zip"),
      typed("a text called a Word document", "a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
      typed("a text called a program", "a.exe", "application/x-msdownload"),
      typed("a text called a signature", "smime.p7s", "application/pkcs7-signature"),
      typed("a text called a key", "a.asc", "application/pgp-keys"),
      typed("a text called winmail.dat", "winmail.dat", "application/ms-tnef"),
      typed("a text called a calendar", "a.ics", "text/calendar"),
      typed("a text called JSON", "a.json", "application/json"),
      typed("a text called XML", "a.xml", "application/xml"),
      typed("a text called HTML", "a.html", "text/html"),
      typed("a text called CSV", "a.csv", "text/csv"),
      typed("a text called rich text", "a.rtf", "application/rtf"),
      typed("a text without a name", "", "application/octet-stream"),
      typed("a text of a type nobody knows", "a.qqq", "application/x-qqq"),
      typed("a text with two extensions", "a.txt.jpg", "image/png"),
      typed("a text with a long extension", "a." + std::string(300, 'x'), "application/octet-stream"),
      {"a zip called a picture", [](const Plant& p) { return mail_with("a.jpg", zipped(p.text()), "image/jpeg"); }},
      {"a zip called a text", [](const Plant& p) { return mail_with("a.txt", zipped(p.text()), "text/plain"); }},
      {"a zip called a signature", [](const Plant& p) { return mail_with("signature.asc", zipped(p.text()), "application/pgp-signature"); }},
      {"a zip behind a picture", [](const Plant& p) { return mail_with("a.gif", std::string("GIF89a\1\0\1\0\0\0\0;", 14) + zipped(p.text()), "image/gif"); }},
      {"a zip behind a sound", [](const Plant& p) { return mail_with("a.mp3", "ID3" + std::string(400, '\x01') + zipped(p.text()), "audio/mpeg"); }},
      {"text behind a picture", [](const Plant& p) { return mail_with("a.gif", std::string("GIF89a\1\0\1\0\0\0\0;", 14) + p.text(), "image/gif"); }},
      {"text in a sound", [](const Plant& p) { return mail_with("a.mp3", "ID3" + std::string(400, '\x01') + p.text(), "audio/mpeg"); }},
      {"text in a film", [](const Plant& p) { return mail_with("a.mp4", std::string("\0\0\0\x18" "ftypmp42\0\0\0\0", 16) + p.text(), "video/mp4"); }},
      {"a page that begins as a picture", [](const Plant& p) { return mail_with("a.gif", "GIF89a/* */<html><body>" + p.text() + "</body></html>", "image/gif"); }},
      {"a PDF called a picture", [](const Plant& p) { return mail_with("a.png", "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [4 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n4 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 792] /Resources << /Font << /F 3 0 R >> >> /Contents 5 0 R >>\nendobj\n5 0 obj\n<< /Length " + std::to_string(p.text().size() + 48) + " >>\nstream\nBT /F 10 Tf 1 0 0 1 50 700 Tm (" + p.text() + ") Tj ET\nendstream\nendobj\ntrailer << /Root 1 0 R >>\n", "image/png"); }},
      {"a page called a text", [](const Plant& p) { return mail_with("a.txt", "<!DOCTYPE html><html><body>" + p.before + each(p.secret, [](char c) { return "<b>" + std::string(1, c) + "</b>"; }) + p.after + "</body></html>", "text/plain"); }},
      {"a text inline that calls itself a picture", [](const Plant& p) { return mail("Content-Type: image/png\r\n", p.text()); }},
      {"a body that calls itself a program", [](const Plant& p) { return mail("Content-Type: application/octet-stream\r\n", p.text()); }},
  };
}

}  // namespace hallpass::test
