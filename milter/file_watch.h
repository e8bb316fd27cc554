// FileWatch: has a file been replaced since we last looked? For what is swapped in by rename, like the
// roster index. One user at a time.
#pragma once

#include <sys/stat.h>

#include <string>

namespace hallpass {

class FileWatch {
 public:
  // An empty path never changes.
  explicit FileWatch(std::string path);

  // Since construction or the last call. A file that is gone for the moment has not changed.
  [[nodiscard]] bool changed();

 private:
  struct Identity {
    ino_t inode = 0;
    timespec written{};
  };
  static bool identity_of(const std::string& path, Identity& out);

  std::string path_;
  Identity seen_;
};

}  // namespace hallpass
