// Words to the service manager: one datagram to $NOTIFY_SOCKET (sd_notify(3)), nothing where it is not set.
#pragma once

#include <string_view>

namespace hallpass {

void tell_service_manager(std::string_view lines);  // "READY=1\nSTATUS=serving"

}  // namespace hallpass
