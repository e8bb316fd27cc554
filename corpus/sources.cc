// A work-list of paths: a folder puts its entries on it, an mbox stays open until it is empty, a file gives
// one message.
#include "corpus/sources.h"

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "corpus/message_head.h"

namespace hallpass {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSniffBytes = 4096;

std::int64_t machine_seconds() {
  using namespace std::chrono;
  return duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
}

Error unreadable(const std::string& path, std::string_view why = "cannot be read") {
  return {ErrorCode::not_found, path + ": " + std::string(why)};
}

std::string read_up_to(std::istream& in, std::size_t bytes_max) {
  std::string bytes;
  char piece[64u << 10];
  while (bytes.size() < bytes_max && in) {
    in.read(piece, static_cast<std::streamsize>(std::min(sizeof piece, bytes_max - bytes.size())));
    bytes.append(piece, static_cast<std::size_t>(in.gcount()));
  }
  return bytes;
}

// What an mbox puts before a message that was saved alone.
void drop_separator(std::string& bytes) {
  if (!bytes.starts_with("From ")) return;
  const auto end = bytes.find('\n');
  if (end != std::string::npos) bytes.erase(0, end + 1);
}

bool is_maildir(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_directory(folder / "cur", ignored) && fs::is_directory(folder / "new", ignored);
}

struct Entry {
  std::string path;
  bool folder = false;
};

// The entries worth a look, by name. Errors: not_found, too_large.
Result<std::vector<Entry>> entries_of(const std::string& folder, bool hidden_too) {
  std::vector<Entry> entries;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    const bool link = at->is_symlink(ignored);
    const bool is_folder = at->is_directory(ignored);
    if ((is_folder && link) || (!is_folder && !at->is_regular_file(ignored))) continue;
    if (!hidden_too && at->path().filename().native().starts_with('.')) continue;
    if (entries.size() >= kFolderEntriesMax) {
      return fail(ErrorCode::too_large, folder + ": more than " + std::to_string(kFolderEntriesMax) +
                                            " entries; split it into several folders");
    }
    entries.push_back({at->path().string(), is_folder});
  }
  if (error) return tl::unexpected(unreadable(folder, error.message()));
  std::ranges::sort(entries, {}, &Entry::path);
  return entries;
}

}  // namespace

MessageSources::MessageSources(SourceOptions options) : options_(std::move(options)) {
  for (auto path = options_.paths.rbegin(); path != options_.paths.rend(); ++path) pending_.push_back({*path});
}

std::optional<Result<SourceItem>> MessageSources::next() {
  if (!options_.manifest.empty()) {
    if (Next item = next_row()) return item;
  }
  for (;;) {
    if (mbox_) {
      if (Next item = next_of_mbox()) return item;
    }
    if (pending_.empty()) return std::nullopt;
    const Pending pending = std::move(pending_.back());
    pending_.pop_back();
    if (Next item = open_pending(pending)) return item;
  }
}

MessageSources::Next MessageSources::next_row() {
  if (!manifest_) {
    manifest_file_ = std::make_unique<std::ifstream>(options_.manifest, std::ios::binary);
    manifest_ = std::make_unique<ManifestReader>(*manifest_file_, options_.manifest);
    if (!*manifest_file_ || fs::is_directory(options_.manifest)) {
      return tl::unexpected(unreadable(options_.manifest));
    }
  }
  auto row = manifest_->next();
  if (!row) return std::nullopt;
  if (!*row) return tl::unexpected(row->error());
  const fs::path path = fs::path(options_.manifest).parent_path() / (*row)->file;
  std::ifstream in(path, std::ios::binary);
  std::error_code ignored;
  if (!in || !fs::is_regular_file(path, ignored)) return tl::unexpected(unreadable(path.string()));
  std::string file = (*row)->file;
  return finish(std::move(file), read_up_to(in, options_.message_bytes_max + 1), std::move(**row));
}

MessageSources::Next MessageSources::next_of_mbox() {
  auto bytes = mbox_->next();
  if (!bytes) {
    mbox_.reset();
    return std::nullopt;
  }
  ++mbox_count_;
  const bool single = mbox_count_ == 1 && !mbox_->more();
  return finish(single ? mbox_name_ : mbox_name_ + "#" + std::to_string(mbox_count_), std::move(*bytes), {});
}

MessageSources::Next MessageSources::open_pending(const Pending& pending) {
  if (pending.path == "-") return open_stream(*options_.standard_input, "-", true);
  std::error_code error;
  const auto status = fs::status(pending.path, error);
  if (!fs::exists(status)) return tl::unexpected(unreadable(pending.path, "is not there"));
  return fs::is_directory(status) ? open_folder(pending) : open_file(pending);
}

MessageSources::Next MessageSources::open_folder(const Pending& pending) {
  if (pending.depth > kFolderDepthMax) {
    return fail(ErrorCode::too_large, pending.path + ": more than " + std::to_string(kFolderDepthMax) + " folders deep");
  }
  const bool maildir = is_maildir(pending.path);
  const fs::path folder(pending.path);
  const bool in_maildir = is_maildir(folder.parent_path()) && (folder.filename() == "cur" || folder.filename() == "new");
  auto entries = entries_of(pending.path, maildir || in_maildir);
  if (!entries) return tl::unexpected(entries.error());
  for (auto entry = entries->rbegin(); entry != entries->rend(); ++entry) {
    const std::string name = fs::path(entry->path).filename().string();
    // Of a Maildir: its messages, and its subfolders ".Sent"; tmp and the index files are not mail.
    if (maildir && (!entry->folder || (name != "cur" && name != "new" && !is_maildir(entry->path)))) continue;
    pending_.push_back({std::move(entry->path), pending.depth + 1, in_maildir});
  }
  return std::nullopt;
}

MessageSources::Next MessageSources::open_file(const Pending& pending) {
  file_ = std::make_unique<std::ifstream>(pending.path, std::ios::binary);
  if (!*file_) return tl::unexpected(unreadable(pending.path));
  return open_stream(*file_, pending.path, pending.named);
}

MessageSources::Next MessageSources::open_stream(std::istream& in, const std::string& name, bool named) {
  std::string bytes = read_up_to(in, kSniffBytes);
  if (in.bad()) return tl::unexpected(unreadable(name));
  if (!named && !looks_like_message(bytes)) {
    ++passed_over_;
    return std::nullopt;
  }
  if (bytes.starts_with("From ") && !name.ends_with(".eml")) {
    mbox_ = std::make_unique<MboxSplitter>(in, options_.message_bytes_max, std::move(bytes));
    mbox_name_ = name;
    mbox_count_ = 0;
    return next_of_mbox();
  }
  const std::size_t bytes_max = options_.message_bytes_max + 1;
  bytes += read_up_to(in, bytes_max - std::min(bytes.size(), bytes_max));
  if (bytes.size() > bytes_max) bytes.resize(bytes_max);
  drop_separator(bytes);
  return finish(name, std::move(bytes), {});
}

SourceItem MessageSources::finish(std::string file, std::string bytes, std::optional<ManifestRow> row) const {
  SourceItem item{.file = std::move(file), .bytes = std::move(bytes), .envelope = {}, .row = std::move(row)};
  const auto head = head_fields(item.bytes);
  item.envelope = item.row && item.row->envelope ? *item.row->envelope : envelope_of_head(head);
  if (item.row) item.envelope.login = item.row->login;
  if (!options_.from.empty()) item.envelope.sender = options_.from;
  if (!options_.to.empty()) item.envelope.recipients = options_.to;
  if (!options_.login.empty()) item.envelope.login = options_.login;
  const auto date = date_of_head(head);
  item.now_seconds = date ? *date : options_.now_seconds.value_or(machine_seconds());
  return item;
}

}  // namespace hallpass
