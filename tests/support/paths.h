// Where tests find things and put things.
#pragma once

#include <string>

namespace hallpass::test {

// A directory of this test's own, removed with everything in it at the end of the scope.
class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  const std::string& path() const { return path_; }
  std::string file(const std::string& name) const { return path_ + "/" + name; }
  // Writes a file below the directory, making folders on the way; returns its path.
  std::string write(const std::string& name, const std::string& bytes) const;

 private:
  std::string path_;
};

// The folder of shared material that stands beside the checkout (../shared, or $HALLPASS_SHARED), with
// `below` added; empty where it is absent, after saying so once on standard error.
[[nodiscard]] std::string shared_path(const std::string& below);

[[nodiscard]] std::string read_file(const std::string& path);  // throws where it cannot be read

}  // namespace hallpass::test
