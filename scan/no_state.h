// The state of a scan that has none: no sender has a history, nobody sent anything lately.
#pragma once

#include "hallpass/scan.h"

namespace hallpass {

[[nodiscard]] const Correspondence& no_correspondence();
[[nodiscard]] const Volume& no_volume();

}  // namespace hallpass
