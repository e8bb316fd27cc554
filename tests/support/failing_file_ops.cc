#include "tests/support/failing_file_ops.h"

#include <cstring>
#include <filesystem>

namespace hallpass::test {
namespace {

class FailingOutputFile final : public OutputFile {
 public:
  FailingOutputFile(FailingFileOps& ops, std::string path, std::unique_ptr<OutputFile> file)
      : ops_(ops), path_(std::move(path)), file_(std::move(file)) {}

  Result<void> append(std::string_view bytes) override {
    if (!ops_.next_fails("append")) return file_->append(bytes);
    if (ops_.fault().short_write) (void)file_->append(bytes.substr(0, bytes.size() / 2));
    return ops_.failure(path_);
  }
  Result<void> sync() override {
    if (ops_.next_fails("sync")) return ops_.failure(path_);
    return file_->sync();
  }

 private:
  FailingFileOps& ops_;
  std::string path_;
  std::unique_ptr<OutputFile> file_;
};

}  // namespace

void FailingFileOps::set(Fault fault) {
  const std::lock_guard lock(mutex_);
  fault_ = fault;
  calls_ = 0;
  log_.clear();
}

std::vector<std::string> FailingFileOps::log() const {
  const std::lock_guard lock(mutex_);
  return log_;
}

bool FailingFileOps::next_fails(std::string_view call_name, const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().filename();
  {
    const std::lock_guard lock(mutex_);
    log_.push_back(std::string(call_name) + (folder.empty() ? "" : " ") + folder);
  }
  const std::size_t call = ++calls_;
  return fault_.at != 0 && (call == fault_.at || (fault_.for_ever && call > fault_.at));
}

tl::unexpected<Error> FailingFileOps::failure(const std::string& path) const {
  return fail(ErrorCode::io, "test: " + path + ": " + std::strerror(fault_.error));
}

Result<std::unique_ptr<OutputFile>> FailingFileOps::create(const std::string& path) {
  if (next_fails("create", path)) return failure(path);
  auto file = real_file_ops().create(path);
  if (!file) return file;
  return std::make_unique<FailingOutputFile>(*this, path, std::move(*file));
}

Result<void> FailingFileOps::rename(const std::string& from, const std::string& to) {
  if (next_fails("rename", to)) return failure(to);
  return real_file_ops().rename(from, to);
}

Result<void> FailingFileOps::sync_directory(const std::string& path) {
  if (next_fails("sync_directory", path)) return failure(path);
  return real_file_ops().sync_directory(path);
}

Result<void> FailingFileOps::remove(const std::string& path) {
  if (next_fails("remove", path)) return failure(path);
  return real_file_ops().remove(path);
}

Result<void> FailingFileOps::make_directory(const std::string& path) {
  if (next_fails("make_directory", path)) return failure(path);
  return real_file_ops().make_directory(path);
}

Result<std::string> FailingFileOps::read(const std::string& path, std::size_t bytes_max) {
  if (next_fails("read", path)) return failure(path);
  return real_file_ops().read(path, bytes_max);
}

Result<bool> FailingFileOps::exists(const std::string& path) {
  if (next_fails("exists", path)) return failure(path);
  return real_file_ops().exists(path);
}

Result<bool> FailingFileOps::in_use(const std::string& path) {
  if (next_fails("in_use", path)) return failure(path);
  return real_file_ops().in_use(path);
}

Result<std::vector<std::string>> FailingFileOps::list(const std::string& path) {
  if (next_fails("list", path)) return failure(path);
  return real_file_ops().list(path);
}

Result<std::uint64_t> FailingFileOps::free_bytes(const std::string& path) {
  if (next_fails("free_bytes", path)) return failure(path);
  if (pretended_free_bytes >= 0) return static_cast<std::uint64_t>(pretended_free_bytes);
  return real_file_ops().free_bytes(path);
}

}  // namespace hallpass::test
