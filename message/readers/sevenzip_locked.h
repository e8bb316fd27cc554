// 7z archives that ask for a password, which libarchive lists but does not open: AES over what LZMA, LZMA2 or
// nothing has packed, the list of names locked or not. The format is that of 7-Zip's 7zFormat.txt.
#pragma once

#include <string_view>

#include "message/document.h"

namespace hallpass {

class Sink;

// Is something in it encrypted? From its header alone.
[[nodiscard]] bool is_locked_7z(std::string_view bytes);

// Tries the words of the message; what opens becomes members. False: nothing was opened, and nothing noted.
bool open_locked_7z(const Document& document, Sink& sink);

}  // namespace hallpass
