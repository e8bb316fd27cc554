// What a MIME entity's header fields say about it.
#pragma once

#include <gmime/gmime.h>

#include <string>
#include <string_view>

#include "message/header_text.h"

namespace hallpass {

struct EntityFields {
  HeaderValue type;         // Content-Type; value "text/plain" where none or nonsense was given
  HeaderValue disposition;
  std::string encoding;     // Content-Transfer-Encoding, lower case: "base64"
  std::string file_name;
  bool duplicate = false;   // a Content-* field stands twice
  bool given = false;       // there was a Content-Type

  bool attachment() const { return disposition.value == "attachment" || !file_name.empty(); }
};

[[nodiscard]] EntityFields entity_fields(GMimeObject* entity);

}  // namespace hallpass
