// Archives and compressed files, through libarchive: zip, 7z, rar, tar, cab, lha, iso, ar, cpio, and gz, bz2,
// xz, zst, lz4, Z around any of them or around one file. Members are drawn one at a time; the accounts that
// stop a bomb (bytes in all, ratio, members, depth, time) are looked at before every further piece.
#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "message/charset.h"
#include "message/header_text.h"
#include "message/passwords.h"
#include "message/readers/rar_blocks.h"
#include "message/readers/readers.h"
#include "message/readers/sevenzip_locked.h"
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
  Archive(const Document& document, Sink& sink) : bytes_(document.bytes), inner_name_(name_inside(document.name)), again_(document.again) {
    if (!again_) open({}, sink);
  }

  bool next(Member& out, Sink& sink) override {
    for (;;) {
      while (open_ && sink.in_time()) {
        if (const Step step = next_entry(out, sink); step == Step::member) return true;
        else if (step == Step::end) break;
      }
      if (sink.stopped() || !next_word(sink)) return false;
    }
  }

 private:
  enum class Step : unsigned char { member, skipped, end };

  // From the beginning, with `word` for what is encrypted.
  bool open(const std::string& word, Sink& sink) {
    reader_.reset(archive_read_new());
    enable_formats(reader_.get());
    if (!word.empty()) archive_read_add_passphrase(reader_.get(), word.c_str());
    entry_ = 0;
    open_ = archive_read_open_memory(reader_.get(), bytes_.data(), bytes_.size()) == ARCHIVE_OK;
    if (!open_ && !again_) damaged(sink);
    return open_;
  }

  Step next_entry(Member& out, Sink& sink) {
    archive_entry* entry = nullptr;
    const int result = archive_read_next_header(reader_.get(), &entry);
    if (result == ARCHIVE_EOF) return end(sink);
    if (result < ARCHIVE_WARN || !is_archive()) return damaged(sink);
    const std::size_t number = entry_++;
    if (number >= seen_) {
      if (!sink.count_entry()) return stop();
      seen_ = number + 1;
    }
    if (archive_entry_filetype(entry) == AE_IFDIR) return Step::skipped;
    const bool encrypted = archive_entry_is_data_encrypted(entry) == 1;
    locked_ = locked_ || encrypted;
    if (encrypted && again_) met_locked_ = true;
    if (encrypted != again_) return Step::skipped;
    if (again_) return unlocked_entry(out, entry, number, sink);
    const bool raw = archive_format(reader_.get()) == ARCHIVE_FORMAT_RAW;
    out.name = raw ? inner_name_ : entry_name(entry);
    out.bytes.clear();
    ++members_;
    if (!take_data(out, sink)) sink.note("content.unreadable", "a member cannot be unpacked");
    return Step::member;
  }

  // A member that was locked before. It is unlocked where all of it comes out: the old encryption takes one
  // wrong word of 256 for the right one.
  Step unlocked_entry(Member& out, archive_entry* entry, std::size_t number, Sink& sink) {
    if (number < unlocked_.size() && unlocked_[number]) return Step::skipped;
    out.name = entry_name(entry);
    out.bytes.clear();
    if (names_only_) return Step::member;
    if (!take_data(out, sink)) {
      still_locked_ = true;
      return Step::skipped;
    }
    unlocked_.resize(std::max(unlocked_.size(), number + 1));
    unlocked_[number] = true;
    if (!std::exchange(fits_, true)) tries_->opened();
    return Step::member;
  }

  // Opens the archive with the next word, on the last try; after the last word once more for the names of what
  // stays locked. False: done.
  bool next_word(Sink& sink) {
    if (!again_ || names_only_) return false;
    if (!tries_) tries_.emplace(sink);
    else if (!still_locked_) return false;
    still_locked_ = false;
    met_locked_ = false;
    fits_ = false;
    const std::string* word = tries_->next();
    if (word) return open(*word, sink);
    sink.locked("the archive is encrypted");
    names_only_ = true;
    return open({}, sink);
  }

  // Bytes that no format knows come back as one raw member that is the file itself: not ours.
  bool is_archive() {
    return archive_format(reader_.get()) != ARCHIVE_FORMAT_RAW || archive_filter_count(reader_.get()) > 1;
  }

  // False: it cannot be unpacked, wholly or from some place on. Bounds are noted here.
  bool take_data(Member& out, Sink& sink) {
    const std::size_t bytes_max = sink.limits().expanded_bytes_max / 4;
    for (;;) {
      const std::size_t have = out.bytes.size();
      if (have >= bytes_max) {
        sink.note("content.over_limit", "a member is too large to be read whole");
        return true;
      }
      out.bytes.resize(have + kPieceBytes);
      const la_ssize_t got = archive_read_data(reader_.get(), out.bytes.data() + have, kPieceBytes);
      out.bytes.resize(have + (got > 0 ? static_cast<std::size_t>(got) : 0));
      if (got < 0) {
        open_ = open_ && got != ARCHIVE_FATAL;
        return false;
      }
      if (got == 0) return true;
      expanded_ += static_cast<std::size_t>(got);
      if (!sink.expand(static_cast<std::size_t>(got)) || !within_ratio(sink) || !sink.in_time()) {
        stop();
        return true;
      }
      if (have == 0 && is_opaque(out)) return true;
    }
  }

  bool within_ratio(Sink& sink) {
    if (expanded_ <= kRatioFrom || expanded_ / sink.limits().expansion_ratio_max <= bytes_.size()) return true;
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

  Step stop() {
    open_ = false;
    return Step::end;
  }

  Step end(Sink& sink) {
    still_locked_ = still_locked_ || !met_locked_;  // the names themselves are locked
    if (!again_ && (locked_ || (members_ == 0 && archive_read_has_encrypted_entries(reader_.get()) == 1))) sink.locked("the archive is encrypted");
    else if (!again_ && seen_ == 0 && !bytes_.starts_with("PK\5\6")) sink.note("content.unreadable", "the archive is empty or cut off");
    else if (!again_ && !is_whole_rar5(bytes_)) sink.note("content.unreadable", "the archive is cut off behind a member, or goes on in another file");
    return stop();
  }

  // libarchive must not be asked about an archive that it could not open: it looks behind its own table of formats.
  Step damaged(Sink& sink) {
    still_locked_ = true;
    if (again_) return stop();
    if (locked_ || (open_ && archive_read_has_encrypted_entries(reader_.get()) == 1) || is_locked_7z(bytes_)) sink.locked("the archive is encrypted");
    else sink.note("content.unreadable", "the archive is damaged; read as far as it goes");
    return stop();
  }

  std::string_view bytes_;
  std::string inner_name_;
  const bool again_;                  // only what was locked is of interest
  std::unique_ptr<archive, CloseArchive> reader_;
  std::optional<PasswordTries> tries_;
  std::vector<bool> unlocked_;        // by number
  std::size_t entry_ = 0;             // number of the next one
  std::size_t seen_ = 0;              // counted so far
  std::size_t expanded_ = 0;
  std::size_t members_ = 0;
  bool open_ = false;
  bool locked_ = false;               // a member asks for a password
  bool met_locked_ = false;           // with this word
  bool still_locked_ = false;         // and this word does not open it
  bool names_only_ = false;           // of what no word opened
  bool fits_ = false;                 // this word opened one
};

}  // namespace

void read_archive(const Document& document, Sink& sink) {
  if (document.again && looks_like_7z(document.bytes) == Likeness::certain && open_locked_7z(document, sink)) return;
  sink.open_container(std::make_unique<Archive>(document, sink));
}

}  // namespace hallpass
