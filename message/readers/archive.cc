// Archives and compressed files, through libarchive: zip, 7z, rar, tar, cab, lha, iso, ar, cpio, and gz, bz2,
// xz, zst, lz4, Z around any of them or around one file. Members are drawn one at a time; the accounts that
// stop a bomb (bytes in all, ratio, members, depth, time) are looked at before every further piece.
#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <memory>

#include "base/utf8.h"
#include "message/charset.h"
#include "message/header_text.h"
#include "message/readers/readers.h"
#include "message/sink.h"

namespace hallpass {
namespace {

constexpr std::size_t kPieceBytes = 64u << 10;
constexpr std::size_t kRatioFrom = 1u << 20;  // expansion_ratio_max counts from here on

struct CloseArchive {
  void operator()(archive* a) const { archive_read_free(a); }
};

void enable_formats(archive* reader) {
  archive_read_support_filter_gzip(reader);
  archive_read_support_filter_bzip2(reader);
  archive_read_support_filter_xz(reader);
  archive_read_support_filter_lzma(reader);
  archive_read_support_filter_zstd(reader);
  archive_read_support_filter_lz4(reader);
  archive_read_support_filter_compress(reader);
  archive_read_support_format_zip(reader);
  archive_read_support_format_7zip(reader);
  archive_read_support_format_rar(reader);
  archive_read_support_format_rar5(reader);
  archive_read_support_format_tar(reader);
  archive_read_support_format_cab(reader);
  archive_read_support_format_lha(reader);
  archive_read_support_format_iso9660(reader);
  archive_read_support_format_cpio(reader);
  archive_read_support_format_ar(reader);
  archive_read_support_format_raw(reader);
}

std::string entry_name(archive_entry* entry) {
  if (const char* utf8 = archive_entry_pathname_utf8(entry)) return repaired_utf8(utf8);
  if (const char* bytes = archive_entry_pathname(entry)) return to_utf8(bytes, "");
  std::string name;
  if (const wchar_t* wide = archive_entry_pathname_w(entry)) {
    for (; *wide && name.size() < 4096; ++wide) append_utf8(name, static_cast<char32_t>(*wide));
  }
  return repaired_utf8(name);
}

// "grades.csv.gz" holds "grades.csv", "old.tgz" holds "old.tar".
std::string name_inside(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return std::string(name);
  const std::string extension = lower_ascii(name.substr(dot));
  return std::string(name.substr(0, dot)) + (extension == ".tgz" || extension == ".tbz2" || extension == ".txz" ? ".tar" : "");
}

class Archive final : public Container {
 public:
  Archive(const Document& document, Sink& sink) : size_(document.bytes.size()), inner_name_(name_inside(document.name)), reader_(archive_read_new()) {
    enable_formats(reader_.get());
    for (const std::string& password : sink.passwords()) archive_read_add_passphrase(reader_.get(), password.c_str());
    open_ = archive_read_open_memory(reader_.get(), document.bytes.data(), document.bytes.size()) == ARCHIVE_OK;
    if (!open_) damaged(sink);
  }

  bool next(Member& out, Sink& sink) override {
    while (open_ && sink.in_time()) {
      archive_entry* entry = nullptr;
      const int result = archive_read_next_header(reader_.get(), &entry);
      if (result == ARCHIVE_EOF) return end(sink);
      if (result < ARCHIVE_WARN || !is_archive()) return damaged(sink);
      if (!sink.count_entry()) return open_ = false;
      if (archive_entry_filetype(entry) == AE_IFDIR) continue;
      const bool raw = archive_format(reader_.get()) == ARCHIVE_FORMAT_RAW;
      out.name = raw ? inner_name_ : entry_name(entry);
      out.bytes.clear();
      ++members_;
      const bool encrypted = archive_entry_is_data_encrypted(entry) == 1;
      if (encrypted && sink.passwords().empty()) encrypted_ = true;
      else take_data(out, encrypted, sink);
      return true;
    }
    return false;
  }

 private:
  // Bytes that no format knows come back as one raw member that is the file itself: not ours.
  bool is_archive() {
    return archive_format(reader_.get()) != ARCHIVE_FORMAT_RAW || archive_filter_count(reader_.get()) > 1;
  }

  void take_data(Member& out, bool encrypted, Sink& sink) {
    const std::size_t bytes_max = sink.limits().expanded_bytes_max / 4;
    for (;;) {
      const std::size_t have = out.bytes.size();
      if (have >= bytes_max) return sink.note("content.over_limit", "a member is too large to be read whole");
      out.bytes.resize(have + kPieceBytes);
      const la_ssize_t got = archive_read_data(reader_.get(), out.bytes.data() + have, kPieceBytes);
      out.bytes.resize(have + (got > 0 ? static_cast<std::size_t>(got) : 0));
      if (got < 0) {
        if (encrypted) encrypted_ = true;
        else sink.note("content.unreadable", "a member cannot be unpacked");
        open_ = open_ && got != ARCHIVE_FATAL;
        return;
      }
      if (got == 0) {
        if (encrypted) opened_ = true;
        return;
      }
      expanded_ += static_cast<std::size_t>(got);
      if (!sink.expand(static_cast<std::size_t>(got)) || !within_ratio(sink) || !sink.in_time()) {
        open_ = false;
        return;
      }
      if (have == 0 && is_opaque(out)) return;
    }
  }

  bool within_ratio(Sink& sink) {
    if (expanded_ <= kRatioFrom || expanded_ / sink.limits().expansion_ratio_max <= size_) return true;
    sink.note("content.over_limit", "limit expansion_ratio_max was reached");
    return false;
  }

  // Of what is known to hold no text its beginning is enough.
  static bool is_opaque(const Member& member) {
    Document document;
    document.bytes = member.bytes;
    document.name = member.name;
    const Format* format = choose_format(document);
    return format && !format->read;
  }

  bool end(Sink& sink) {
    if (encrypted_ || (members_ == 0 && archive_read_has_encrypted_entries(reader_.get()) == 1)) {
      sink.note("content.encrypted", "the archive is encrypted");
    }
    if (opened_) sink.note("note.format", "opened with a password that stands in the message");
    return open_ = false;
  }

  bool damaged(Sink& sink) {
    if (encrypted_ || archive_read_has_encrypted_entries(reader_.get()) == 1) sink.note("content.encrypted", "the archive is encrypted");
    else sink.note("content.unreadable", "the archive is damaged; read as far as it goes");
    return open_ = false;
  }

  std::size_t size_;
  std::string inner_name_;
  std::unique_ptr<archive, CloseArchive> reader_;
  std::size_t expanded_ = 0;
  std::size_t members_ = 0;
  bool open_ = false;
  bool encrypted_ = false;  // a member that could not be opened
  bool opened_ = false;     // one that could, by a password
};

}  // namespace

void read_archive(const Document& document, Sink& sink) {
  sink.open_container(std::make_unique<Archive>(document, sink));
}

}  // namespace hallpass
