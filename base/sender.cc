#include "base/sender.h"

#include "base/address.h"

namespace hallpass {

std::string answering_sender(const Envelope& envelope) {
  std::string login = normalize_address(envelope.login);
  return login.find('@') != std::string::npos ? login : normalize_address(envelope.sender);
}

}  // namespace hallpass
