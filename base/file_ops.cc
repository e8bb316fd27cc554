// The real FileOps: thin over the kernel's calls. EINTR is retried and short writes are continued here;
// everything else is the caller's to answer.
#include "base/file_ops.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/digest.h"

namespace hallpass {
namespace {

tl::unexpected<Error> failed(std::string_view attempt, const std::string& path) {
  const int why = errno;
  const auto code = why == ENOENT                    ? ErrorCode::not_found
                    : why == EACCES || why == EPERM ? ErrorCode::permission
                                                    : ErrorCode::io;
  return fail(code, std::string(attempt) + " " + path + ": " + std::strerror(why));
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  operator int() const { return fd_; }

 private:
  int fd_;
};

class RealOutputFile final : public OutputFile {
 public:
  RealOutputFile(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}

  Result<void> append(std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return failed("write", path_);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
  }

  Result<void> sync() override {
    if (::fsync(fd_) != 0) return failed("sync", path_);
    return {};
  }

 private:
  std::string path_;
  Descriptor fd_;
};

class RealFileOps final : public FileOps {
 public:
  Result<std::unique_ptr<OutputFile>> create(const std::string& path) override {
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return failed("create", path);
    auto file = std::make_unique<RealOutputFile>(path, fd);
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) return failed("lock", path);
    return file;
  }

  Result<void> rename(const std::string& from, const std::string& to) override {
    if (::rename(from.c_str(), to.c_str()) != 0) return failed("rename to", to);
    return {};
  }

  Result<void> sync_directory(const std::string& path) override {
    const Descriptor fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (fd < 0 || ::fsync(fd) != 0) return failed("sync directory", path);
    return {};
  }

  Result<void> remove(const std::string& path) override {
    if (::unlink(path.c_str()) != 0) return failed("remove", path);
    return {};
  }

  Result<void> make_directory(const std::string& path) override {
    struct stat info {};
    if (::mkdir(path.c_str(), 0700) == 0) return {};
    if (errno == EEXIST && ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode)) return {};
    return failed("make directory", path);
  }

  Result<std::string> read(const std::string& path, std::size_t bytes_max) override {
    const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat info {};
    if (fd < 0 || ::fstat(fd, &info) != 0) return failed("open", path);
    if (static_cast<std::uint64_t>(info.st_size) > bytes_max) {
      return fail(ErrorCode::too_large, "read " + path + ": over " + std::to_string(bytes_max) + " bytes");
    }
    std::string bytes(static_cast<std::size_t>(info.st_size), '\0');
    std::size_t at = 0;
    while (at < bytes.size()) {
      const ssize_t got = ::read(fd, bytes.data() + at, bytes.size() - at);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return failed("read", path);
      if (got == 0) break;
      at += static_cast<std::size_t>(got);
    }
    bytes.resize(at);
    return bytes;
  }

  Result<bool> exists(const std::string& path) override {
    struct stat info {};
    if (::stat(path.c_str(), &info) == 0) return true;
    if (errno == ENOENT) return false;
    return failed("look for", path);
  }

  Result<bool> in_use(const std::string& path) override {
    const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (fd < 0) return failed("open", path);
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return false;
    if (errno == EWOULDBLOCK) return true;
    return failed("lock", path);
  }

  Result<std::vector<std::string>> list(const std::string& path) override {
    DIR* directory = ::opendir(path.c_str());
    if (!directory) return failed("list", path);
    std::vector<std::string> names;
    while (const dirent* entry = ::readdir(directory)) {
      const std::string_view name = entry->d_name;
      if (name != "." && name != "..") names.emplace_back(name);
    }
    ::closedir(directory);
    std::ranges::sort(names);
    return names;
  }

  Result<std::uint64_t> free_bytes(const std::string& path) override {
    struct statvfs info {};
    if (::statvfs(path.c_str(), &info) != 0) return failed("measure", path);
    return static_cast<std::uint64_t>(info.f_bavail) * info.f_frsize;
  }
};

std::string directory_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

FileOps& real_file_ops() {
  static RealFileOps ops;
  return ops;
}

Result<void> replace_file(FileOps& ops, const std::string& path, std::string_view bytes) {
  const std::string aside = path + ".new-" + random_token(8);
  auto file = ops.create(aside);
  if (!file) return tl::unexpected(file.error());
  auto done = (*file)->append(bytes)
                  .and_then([&] { return (*file)->sync(); })
                  .and_then([&] { return ops.rename(aside, path); });
  if (!done) {
    (void)ops.remove(aside);
    return done;
  }
  return ops.sync_directory(directory_of(path));
}

}  // namespace hallpass
