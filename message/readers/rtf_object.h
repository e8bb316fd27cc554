// What RTF holds as digits: objects (\objdata) and pictures (\pict). They become parts of their own.
#pragma once

#include <string_view>

#include "message/sink.h"

namespace hallpass {

// `digits`: hexadecimal, with anything in between. Something that is none of the known kinds is noted.
void queue_rtf_object(std::string_view digits, Sink& sink);
void queue_rtf_picture(std::string_view digits, Sink& sink);

}  // namespace hallpass
