// Release: hands a held item back to the MTA over SMTP, with a pass on top that lets it through the filter
// once. The MTA's answers decide what becomes of the item.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/result.h"
#include "hallpass/settings.h"
#include "hallpass/store.h"

namespace hallpass {

struct ReleaseOutcome {
  std::string address;
  bool accepted = false;
  std::string answer;   // the MTA's, or why it was not asked
};

struct ReleaseRequest {
  ItemId id;
  std::vector<std::string> recipients;  // empty: all it was not yet released to
  std::string actor;
  std::string reason;
  std::int64_t now_seconds = 0;
};

// One outcome for each recipient. Original envelope sender, the exact bytes (line ends made CRLF) with the
// pass header on top. A recipient the MTA refuses does not hinder the others; the item then stays held for
// the refused ones. Where nothing was accepted the item is held as before.
//
// Errors: those of Store; unavailable (the MTA cannot be reached or gives no answer: the context says what
// to do). After the last dot without an answer the item stays `releasing`: whether it was delivered is not
// known, and it can be released again once its pass has run out.
[[nodiscard]] Result<std::vector<ReleaseOutcome>> release_item(Store& store, const ReleaseSettings& settings,
                                                               const ReleaseRequest& request);

}  // namespace hallpass
