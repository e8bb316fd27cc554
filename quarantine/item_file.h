// Item files (FORMAT.md): one held message, sealed to the reviewers' key. A file is whole or corrupt;
// there is nothing between.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/file_ops.h"
#include "hallpass/envelope.h"
#include "hallpass/result.h"

namespace hallpass::quarantine {

// What stands in clear in the file and again in the index: enough to rebuild the row.
struct ItemFacts {
  std::string id;
  std::string key;      // 32 bytes: which (sender, recipients, bytes) this is
  std::string content;  // 32 bytes: content_digest.h, for the release pass
  std::string may_add;  // header fields the message lacks and an MTA may add
  std::int64_t held_seconds = 0;
  std::string sender;
  std::vector<std::string> recipients;
  std::vector<std::string> rules;
  std::vector<std::string> clauses;
  std::vector<std::string> categories;
  std::string reason;
  std::uint64_t students = 0;
  std::uint64_t size_bytes = 0;
  std::string engine;
  std::string queue_id;
};

[[nodiscard]] std::string encode_facts(const ItemFacts& facts);
[[nodiscard]] Result<ItemFacts> decode_facts(std::string_view bytes);  // corrupt

// What is sealed.
struct ItemSecrets {
  Envelope envelope;
  std::string report_json;
  std::string bytes;
};

inline constexpr std::size_t kFactsBytesMax = 16u << 20;
inline constexpr std::size_t kItemBytesMax = 512u << 20;

// Appends the whole item to `file`; the caller syncs. Nothing is held in memory but one chunk.
[[nodiscard]] Result<void> write_item(OutputFile& file, const ItemFacts& facts, const Key& store_public,
                                      const Envelope& envelope, std::string_view report_json,
                                      std::string_view bytes);

// Checks format and checksum without any key. Errors: corrupt.
[[nodiscard]] Result<ItemFacts> read_facts(std::string_view file_bytes);

// Errors: corrupt; permission (sealed to another key).
[[nodiscard]] Result<ItemSecrets> unseal_item(std::string_view file_bytes, const Key& store_secret);

}  // namespace hallpass::quarantine
