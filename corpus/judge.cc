// Readers first, for they are processes; then the engine, whose roster stays mapped when its file is gone.
#include "corpus/judge.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "corpus/district_folder.h"

namespace hallpass {
namespace {

namespace fs = std::filesystem;

// A directory only we can enter, removed at the end of the scope.
class PrivateDir {
 public:
  PrivateDir() {
    std::error_code ignored;
    std::string name = (fs::temp_directory_path(ignored) / "hallpass-XXXXXX").string();
    if (::mkdtemp(name.data())) path_ = name;
    else error_ = std::strerror(errno);
  }
  ~PrivateDir() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  PrivateDir(const PrivateDir&) = delete;
  PrivateDir& operator=(const PrivateDir&) = delete;

  const std::string& path() const { return path_; }
  const std::string& error() const { return error_; }

 private:
  std::string path_;
  std::string error_;
};

}  // namespace

Result<std::shared_ptr<const Engine>> make_judging_engine(const JudgeOptions& options) {
  if (options.district.empty()) return build_engine(options.settings);
  const PrivateDir dir;
  if (dir.path().empty()) return fail(ErrorCode::io, "a private directory for the roster: " + dir.error());
  Settings settings = options.settings;
  if (auto done = apply_district_folder(options.district, dir.path(), settings); !done) {
    return tl::unexpected(done.error());
  }
  return build_engine(settings);
}

Result<std::unique_ptr<Reader>> make_judging_reader(const Settings& settings, unsigned jobs) {
  return start_confined_readers({.program = settings.reader_program,
                                 .workers = jobs,
                                 .messages_each = settings.reader_messages_each,
                                 .ocr_languages = settings.ocr.enabled ? settings.ocr.languages : std::vector<std::string>(),
                                 .ocr_models = settings.ocr.models},
                                settings.limits);
}

Result<Judge> make_judge(const JudgeOptions& options) {
  auto reader = make_judging_reader(options.settings, options.jobs);
  if (!reader) return tl::unexpected(reader.error());
  auto engine = make_judging_engine(options);
  if (!engine) return tl::unexpected(engine.error());
  return Judge{.engine = std::move(*engine), .reader = std::move(*reader)};
}

}  // namespace hallpass
