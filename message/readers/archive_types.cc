// How archives are known by their bytes.
#include "message/readers/readers.h"

namespace hallpass {
namespace {

using namespace std::literals;

bool at(std::string_view bytes, std::size_t offset, std::string_view magic) {
  return bytes.size() >= offset + magic.size() && bytes.substr(offset, magic.size()) == magic;
}

Likeness certain_if(bool is) { return is ? Likeness::certain : Likeness::no; }

}  // namespace

Likeness looks_like_zip(std::string_view bytes) {
  return at(bytes, 0, "PK\3\4") || at(bytes, 0, "PK\5\6") || at(bytes, 0, "PK00PK\3\4") || at(bytes, 0, "PK\7\10PK\3\4") ? Likeness::container : Likeness::no;
}
Likeness looks_like_7z(std::string_view bytes) { return certain_if(at(bytes, 0, "7z\xbc\xaf\x27\x1c")); }
Likeness looks_like_rar(std::string_view bytes) { return certain_if(at(bytes, 0, "Rar!\x1a\x07")); }
Likeness looks_like_gzip(std::string_view bytes) { return certain_if(at(bytes, 0, "\x1f\x8b\x08")); }
Likeness looks_like_bzip2(std::string_view bytes) { return certain_if(at(bytes, 0, "BZh") && at(bytes, 4, "1AY&SY")); }
Likeness looks_like_xz(std::string_view bytes) { return certain_if(at(bytes, 0, "\xfd" "7zXZ\0"sv)); }
Likeness looks_like_zstd(std::string_view bytes) { return certain_if(at(bytes, 0, "\x28\xb5\x2f\xfd")); }
Likeness looks_like_lz4(std::string_view bytes) { return certain_if(at(bytes, 0, "\x04\x22\x4d\x18")); }
Likeness looks_like_compress(std::string_view bytes) { return certain_if(at(bytes, 0, "\x1f\x9d") && bytes.size() > 3); }
Likeness looks_like_tar(std::string_view bytes) { return certain_if(at(bytes, 257, "ustar")); }
Likeness looks_like_cab(std::string_view bytes) { return certain_if(at(bytes, 0, "MSCF\0\0\0\0"sv)); }
Likeness looks_like_lha(std::string_view bytes) { return certain_if(at(bytes, 2, "-lh") && at(bytes, 6, "-")); }
Likeness looks_like_iso(std::string_view bytes) { return certain_if(at(bytes, 0x8001, "CD001")); }
Likeness looks_like_ar(std::string_view bytes) { return certain_if(at(bytes, 0, "!<arch>\n")); }
Likeness looks_like_cpio(std::string_view bytes) { return certain_if(at(bytes, 0, "070701") || at(bytes, 0, "070702")); }

}  // namespace hallpass
