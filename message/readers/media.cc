// Sound, film and fonts: known for what they are, so that nothing is looked for in them.
#include "message/readers/readers.h"

namespace hallpass {

using namespace std::literals;

Likeness looks_like_sound_or_film(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 16);
  const bool riff = head.starts_with("RIFF") && bytes.size() > 12 && (bytes.substr(8, 4) == "WAVE" || bytes.substr(8, 4) == "AVI ");
  bool film = false;
  if (bytes.size() > 12 && bytes.substr(4, 4) == "ftyp") {  // not the pictures of that family
    const std::string_view brand = bytes.substr(8, 4);
    film = brand != "heic" && brand != "heix" && brand != "mif1" && brand != "msf1" && brand != "avif" && brand != "hevc";
  }
  const bool is = riff || film || head.starts_with("ID3") || head.starts_with("OggS") || head.starts_with("fLaC") ||
                  head.starts_with("\x1a\x45\xdf\xa3") || head.starts_with("\0\0\x01\xba"sv);
  return is ? Likeness::certain : Likeness::no;
}

Likeness looks_like_font(std::string_view bytes) {
  const bool is = bytes.starts_with("wOFF") || bytes.starts_with("wOF2") || bytes.starts_with("OTTO") || bytes.starts_with("\0\1\0\0\0"sv);
  return is ? Likeness::certain : Likeness::no;
}

}  // namespace hallpass
