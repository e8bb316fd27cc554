#include "milter/file_watch.h"

#include <utility>

namespace hallpass {

FileWatch::FileWatch(std::string path) : path_(std::move(path)) { (void)identity_of(path_, seen_); }

bool FileWatch::identity_of(const std::string& path, Identity& out) {
  struct stat info {};
  if (path.empty() || ::stat(path.c_str(), &info) != 0) return false;
  out = Identity{info.st_ino, info.st_mtim};
  return true;
}

bool FileWatch::changed() {
  Identity now;
  if (!identity_of(path_, now)) return false;
  const bool same = now.inode == seen_.inode && now.written.tv_sec == seen_.written.tv_sec &&
                    now.written.tv_nsec == seen_.written.tv_nsec;
  seen_ = now;
  return !same;
}

}  // namespace hallpass
