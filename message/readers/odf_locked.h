// Locked OpenDocument files (OpenDocument 1.2 part 3, 3.4 and 3.8), as LibreOffice and OpenOffice have written them for
// years: every member is packed, then encrypted with AES by a key that comes from the password. Knows no reader.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "message/sink.h"

namespace hallpass {

class OdfLock {
 public:
  // `manifest` is META-INF/manifest.xml.
  OdfLock(std::string_view manifest, Sink& sink);

  // Nothing in it is encrypted.
  bool none() const { return !locked_; }

  // Tries the words of the message on `content`, the stored bytes of content.xml.
  bool try_words(std::string_view content, Sink& sink);

  // Is the member one that can be opened?
  bool knows(std::string_view member) const { return entries_.contains(member); }
  // What it holds. Empty where the word that was found does not open it.
  [[nodiscard]] std::string open(std::string_view member, std::string_view stored, Sink& sink) const;

 private:
  friend class OdfManifest;
  struct Entry {
    std::string start, salt, checksum;
    std::uint32_t iterations = 0;
  };
  std::string unlocked(const Entry& entry, std::string_view stored, std::string_view start_key) const;

  std::map<std::string, Entry, std::less<>> entries_;  // by path
  std::string start_key_;                              // of the word that fits
  bool locked_ = false;
};

}  // namespace hallpass
