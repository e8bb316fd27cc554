#include "roster/index_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace hallpass {
namespace {

tl::unexpected<Error> failed(const std::string& path) {
  const ErrorCode code = errno == ENOENT ? ErrorCode::not_found
                         : errno == EACCES || errno == EPERM ? ErrorCode::permission
                                                             : ErrorCode::io;
  const char* advice = code == ErrorCode::not_found ? "; build it with: hallpass roster build" : "";
  return fail(code, "roster index " + path + ": " + std::strerror(errno) + advice);
}

// Do starts ascend from 0 to `size`?
bool ascends_to(std::span<const std::uint32_t> starts, std::size_t size) {
  return !starts.empty() && starts.front() == 0 && starts.back() == size && std::ranges::is_sorted(starts);
}

bool all_below(std::span<const std::uint32_t> ids, std::uint32_t bound) {
  std::uint32_t largest = 0;
  for (const std::uint32_t id : ids) largest = std::max(largest, id);
  return ids.empty() || largest < bound;
}

}  // namespace

Result<std::unique_ptr<const IndexFile>> IndexFile::map(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return failed(path);
  struct stat info {};
  if (::fstat(fd, &info) != 0) {
    const auto error = failed(path);
    ::close(fd);
    return error;
  }
  const auto size = static_cast<std::size_t>(info.st_size);
  void* const place = size == 0 ? nullptr : ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
  ::close(fd);
  if (place == MAP_FAILED) return failed(path);
  std::unique_ptr<IndexFile> file(new IndexFile);
  file->bytes_ = {static_cast<const char*>(place), size};
  if (const char* what = file->damage()) {
    return fail(ErrorCode::corrupt, "roster index " + path + ": " + what + "; build it anew with: hallpass roster build");
  }
  return file;
}

IndexFile::~IndexFile() {
  if (!bytes_.empty()) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

// What is wrong with the file, or nullptr. After this every offset and id in it can be followed.
const char* IndexFile::damage() const {
  if (bytes_.size() < sizeof(IndexHeader)) return "is cut short";
  const IndexHeader& head = header();
  if (head.magic != kIndexMagic) return "is no roster index";
  if (head.format != kIndexFormat || head.header_bytes != sizeof(IndexHeader)) return "is of another format version";
  if (head.file_bytes != bytes_.size()) return "is cut short";
  if (quick_sum(bytes_.substr(sizeof(IndexHeader))) != head.sum) return "is damaged (checksum)";
  for (const SectionPlace& place : head.sections) {
    if (place.offset % kSectionAlignment != 0 || place.offset > bytes_.size() || place.bytes > bytes_.size() - place.offset) {
      return "is damaged (sections)";
    }
  }
  const std::uint32_t people = head.person_count;
  const auto ids = [&](Section ends) { return section<std::uint32_t>(ends); };
  const bool sized = section<PersonRecord>(Section::people).size() == people && head.directory_bits >= 1 &&
                     head.directory_bits <= 24 &&
                     ids(Section::directory).size() == (std::size_t{1} << head.directory_bits) + 1 &&
                     ids(Section::starts).size() == section<std::uint64_t>(Section::digests).size() + 1 &&
                     section<std::uint64_t>(Section::name_filter).size() >= 8;
  if (!sized) return "is damaged (sizes)";
  for (const auto& [starts, ends] : {std::pair{Section::starts, Section::ids}, {Section::guardian_starts, Section::guardians},
                                     {Section::child_starts, Section::children}, {Section::teacher_starts, Section::teachers}, {Section::student_starts, Section::students}}) {
    if (starts != Section::starts && ids(starts).size() != std::size_t{people} + 1) return "is damaged (edges)";
    if (!ascends_to(ids(starts), ids(ends).size()) || !all_below(ids(ends), people)) return "is damaged (edges)";
  }
  if (!ascends_to(ids(Section::directory), section<std::uint64_t>(Section::digests).size())) return "is damaged (directory)";
  std::uint64_t last = 0;
  for (const PersonRecord& record : section<PersonRecord>(Section::people)) {
    if (record.source_id_begin < last || record.role > PersonRole::staff) return "is damaged (people)";
    last = record.source_id_begin;
  }
  return last <= section<char>(Section::source_ids).size() ? nullptr : "is damaged (people)";
}

}  // namespace hallpass
