// Archives and disk images that nobody here reads: known by their first bytes so that they are not taken for bytes
// without meaning.
#include <algorithm>
#include <array>

#include "message/readers/readers.h"
#include "message/sink.h"

namespace hallpass {
namespace {

using namespace std::literals;

constexpr std::array kBegins{"xar!"sv, "LZIP"sv, "\x89LZO\0"sv, "LRZI"sv, "ZOO "sv, "StuffIt"sv, "SIT!"sv, "zPQ"sv, "7kSt"sv, "MSWIM\0\0\0"sv,
                             "hsqs"sv, "sqsh"sv, "KDMV"sv, "QFI\xfb"sv, "conectix"sv, "vhdxfile"sv, "\xed\xab\xee\xdb"sv, "\x60\xea"sv, "EGGA"sv, "ALZ\1"sv};

}  // namespace

Likeness looks_like_other_archive(std::string_view bytes) {
  const bool ace = bytes.size() > 14 && bytes.substr(7, 7) == "**ACE**";
  return ace || std::ranges::any_of(kBegins, [bytes](std::string_view begin) { return bytes.starts_with(begin); }) ? Likeness::certain : Likeness::no;
}

void read_other_archive(const Document&, Sink& sink) { sink.note("content.unreadable", "an archive of a kind that is not read"); }

}  // namespace hallpass
