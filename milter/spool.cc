// The file is made with O_TMPFILE where the file system can, else made and unlinked at once: either way the
// kernel takes it back when we end, however we end. The reader process gets a descriptor opened read-only,
// so that it can neither change nor truncate what we have mapped.
#include "milter/spool.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace hallpass {
namespace {

constexpr std::size_t kWriteBytes = 256u << 10;  // to the file in pieces of this size

std::string reason() { return std::strerror(errno); }

int open_nameless(const std::string& directory) {
  const int file = ::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL)) return file;
  std::string path = directory + "/hallpass-spool-XXXXXX";
  const int named = ::mkostemp(path.data(), O_CLOEXEC);
  if (named >= 0) ::unlink(path.c_str());
  return named;
}

}  // namespace

Spool::Spool(std::string directory, std::size_t memory_bytes)
    : directory_(std::move(directory)), memory_bytes_(memory_bytes) {}

Spool::~Spool() {
  if (mapped_) ::munmap(mapped_, size_bytes_);
  if (read_only_ >= 0) ::close(read_only_);
  if (file_ >= 0) ::close(file_);
}

Result<void> Spool::broken(std::string context) {
  is_broken_ = true;
  error_ = Error{error_.code, std::move(context)};
  return tl::unexpected(error_);
}

Result<void> Spool::add_header(std::string_view name, std::string_view value, bool leading_space) {
  std::string field;
  field.reserve(name.size() + value.size() + 8);
  field.append(name).append(leading_space ? ":" : ": ");
  // Folded values arrive with a bare LF.
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\n' && (i == 0 || value[i - 1] != '\r')) field += '\r';
    field += value[i];
  }
  field += "\r\n";
  return append(field);
}

Result<void> Spool::add_body(std::string_view bytes) {
  if (!in_body_) {
    in_body_ = true;
    if (auto done = append("\r\n"); !done) return done;
  }
  return append(bytes);
}

Result<void> Spool::append(std::string_view bytes) {
  if (is_broken_) return tl::unexpected(error_);
  if (bytes.size() > kSpoolBytesMax - size_bytes_) {
    error_.code = ErrorCode::too_large;
    return broken("spool: the message is larger than " + std::to_string(kSpoolBytesMax) + " bytes");
  }
  size_bytes_ += bytes.size();
  memory_.append(bytes);
  if (file_ < 0 && memory_.size() > memory_bytes_) {
    if (auto done = move_to_file(); !done) return done;
  }
  if (file_ >= 0 && memory_.size() >= kWriteBytes) {
    if (auto done = write_out(memory_); !done) return done;
    memory_.clear();
  }
  return {};
}

Result<void> Spool::move_to_file() {
  file_ = open_nameless(directory_);
  if (file_ < 0) return broken("spool: make a file in " + directory_ + ": " + reason());
  return {};
}

Result<void> Spool::write_out(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return broken("spool: write in " + directory_ + ": " + reason());
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<MessageSource> Spool::finish() {
  if (!in_body_) {
    in_body_ = true;
    if (auto done = append("\r\n"); !done) return tl::unexpected(done.error());
  }
  if (is_broken_) return tl::unexpected(error_);
  if (file_ < 0) return MessageSource{memory_, -1};
  if (mapped_) return MessageSource{{static_cast<const char*>(mapped_), size_bytes_}, read_only_};
  if (auto done = write_out(memory_); !done) return tl::unexpected(done.error());
  memory_.clear();
  memory_.shrink_to_fit();
  void* mapped = ::mmap(nullptr, size_bytes_, PROT_READ, MAP_SHARED, file_, 0);
  if (mapped == MAP_FAILED) {
    (void)broken("spool: map the message: " + reason());
    return tl::unexpected(error_);
  }
  mapped_ = mapped;
  // Without /proc there is no second descriptor; the reader then gets a copy.
  const std::string self = "/proc/self/fd/" + std::to_string(file_);
  read_only_ = ::open(self.c_str(), O_RDONLY | O_CLOEXEC);
  return MessageSource{{static_cast<const char*>(mapped_), size_bytes_}, read_only_};
}

std::string spool_directory(const Settings& settings) {
  return settings.milter.spool_dir.empty() ? "/var/tmp" : settings.milter.spool_dir;
}

Result<void> check_spool_directory(const std::string& directory) {
  const int file = open_nameless(directory);
  if (file < 0) {
    return fail(ErrorCode::io, "spool: cannot write in " + directory + ": " + reason() +
                                   "; set milter.spool_dir to a directory that user hallpass can write");
  }
  ::close(file);
  return {};
}

}  // namespace hallpass
