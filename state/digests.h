// Addresses as numbers. A recipient is mixed with its sender, so that what is stored tells neither who writes
// to whom nor that two people write to the same address; a text's mark is masked by its sender, which keeps
// the distance between two marks of one sender and nothing else.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "base/address.h"
#include "base/digest.h"
#include "hallpass/volume.h"

namespace hallpass {

class AddressDigests {
 public:
  explicit AddressDigests(const Key& key) : key_(key) {}

  // Addresses come normalised; the empty sender is the whole district.
  std::int64_t of(std::string_view sender) const { return static_cast<std::int64_t>(short_digest(key_, sender)); }
  std::int64_t of(std::string_view sender, std::string_view recipient) const {
    return of(std::string(sender) + '\n' + std::string(recipient));
  }
  std::int64_t of_pair(std::string_view sender, std::string_view one, std::string_view other) const {
    if (other < one) std::swap(one, other);
    return of(std::string(sender) + '\n' + std::string(one) + '\n' + std::string(other));
  }
  std::int64_t of_domain(std::string_view domain) const { return of("", "@" + std::string(domain)); }

  // 0 stays 0: nothing to compare.
  CopyMark masked(std::string_view sender, CopyMark mark) const {
    return mark == 0 ? 0 : mark ^ static_cast<CopyMark>(of("mark\n" + std::string(sender)));
  }

  // Equal on two relays where their keys are.
  std::string key_mark() const { return std::to_string(of("hallpass state key")); }

 private:
  Key key_;
};

}  // namespace hallpass
