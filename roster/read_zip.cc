#include "roster/read_zip.h"

namespace hallpass {

Result<SourceFiles> read_zip(const std::string& path) {
  return fail(ErrorCode::bad_input, "roster: " + path + ": is no folder");
}

}  // namespace hallpass
