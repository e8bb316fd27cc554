// Strict reading of TOML files (settings, policy, lexicons): whoever loads a file walks it key by key,
// and every problem is collected as "file:line:column: what; suggestion" instead of stopping at the first.
//
//   auto file = TomlFile::load(path);            // not there, or not TOML: an Error
//   if (!file) return tl::unexpected(file.error());
//   TomlTable root = file->root();
//   if (auto log = root.table("log")) log->read("level", settings.level);
//   for (TomlTable rule : root.tables("rule")) { rule.read("id", id, kRequired); ... }
//   if (auto good = file->finish(); !good) return tl::unexpected(good.error());
//
// A key that was never asked for in a table that was visited is an unknown key: finish() reports it with
// what was probably meant. Handles stay valid as long as the TomlFile (it may be moved). One thread.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "hallpass/result.h"

namespace hallpass {

inline constexpr std::size_t kTomlBytesMax = 16u << 20;

struct TomlPlace {
  std::uint32_t line = 0;  // from 1
  std::uint32_t column = 0;
};

struct TomlText {
  std::string text;
  TomlPlace place;
};

enum class Presence : bool { optional, required };
inline constexpr Presence kRequired = Presence::required;
inline constexpr Presence kOptional = Presence::optional;

struct TomlNode;    // toml_node.h
struct TomlRecord;  // path, tree, problems, keys asked for

// A table of the file. Every read() leaves `out` as it was where the key is absent, or wrong (then a
// problem is noted), and returns whether it was set.
class TomlTable {
 public:
  bool has(std::string_view key) const;       // asks for it
  bool is_table(std::string_view key) const;  // asks for it

  bool read(std::string_view key, std::string& out, Presence presence = kOptional);
  bool read(std::string_view key, TomlText& out, Presence presence = kOptional);
  bool read(std::string_view key, bool& out, Presence presence = kOptional);
  bool read(std::string_view key, double& out, double min, double max, Presence presence = kOptional);
  // A list of strings.
  bool read(std::string_view key, std::vector<std::string>& out, Presence presence = kOptional);
  bool read(std::string_view key, std::vector<TomlText>& out, Presence presence = kOptional);
  // One of `words`.
  bool read_word(std::string_view key, std::string& out, std::span<const std::string_view> words,
                 Presence presence = kOptional);
  // A whole number in [min, max].
  template <typename Integer>
  requires std::is_integral_v<Integer>
  bool read_number(std::string_view key, Integer& out, std::type_identity_t<Integer> min,
                   std::type_identity_t<Integer> max, Presence presence = kOptional) {
    std::int64_t value = 0;
    if (!read_integer(key, value, to_signed(min), to_signed(max), presence)) return false;
    out = static_cast<Integer>(value);
    return true;
  }
  // A size: a whole number of bytes or "50 MiB" (KiB, MiB, GiB; kB, MB, GB count thousands).
  bool read_bytes(std::string_view key, std::size_t& out, std::size_t min, std::size_t max,
                  Presence presence = kOptional);

  // A table below this one; nullopt where it is absent or something else.
  std::optional<TomlTable> table(std::string_view key, Presence presence = kOptional);
  // An array of tables, in order.
  std::vector<TomlTable> tables(std::string_view key, Presence presence = kOptional);
  // All keys in the order of the file, for tables whose keys are free. Asks for none of them.
  std::vector<TomlText> keys() const;

  // Notes a problem at the value of `key` (at the table where it is absent), or at the table itself.
  void problem(std::string_view key, std::string_view what);
  void problem(std::string_view what);
  // Notes a problem at a place read before (TomlText::place).
  void problem_at(TomlPlace place, std::string_view what);

  TomlPlace place() const;
  const std::string& name() const;  // "[limits]", "[[rule]] 3"; "the file" for the root

 private:
  friend class TomlFile;
  TomlTable(TomlRecord* record, const TomlNode* node) : record_(record), node_(node) {}
  template <typename Integer>
  static constexpr std::int64_t to_signed(Integer value) {
    if constexpr (std::is_unsigned_v<Integer> && sizeof(Integer) == 8) {
      constexpr auto kMax = static_cast<Integer>(std::numeric_limits<std::int64_t>::max());
      return static_cast<std::int64_t>(value < kMax ? value : kMax);
    } else {
      return static_cast<std::int64_t>(value);
    }
  }
  bool read_integer(std::string_view key, std::int64_t& out, std::int64_t min, std::int64_t max,
                    Presence presence);
  const TomlNode* ask(std::string_view key, Presence presence);

  TomlRecord* record_;
  const TomlNode* node_;
};

class TomlFile {
 public:
  // Errors: not_found; io; too_large (over kTomlBytesMax); bad_config where the file is not TOML.
  [[nodiscard]] static Result<TomlFile> load(const std::string& path);
  // The same from text; `name` stands for the path in problems.
  [[nodiscard]] static Result<TomlFile> parse(std::string_view text, const std::string& name);

  TomlFile(TomlFile&&) noexcept;
  TomlFile& operator=(TomlFile&&) noexcept;
  ~TomlFile();

  TomlTable root();
  const std::string& path() const;

  // Reports the unknown keys; then ok, or bad_config with all problems, sorted by place, a line each.
  [[nodiscard]] Result<void> finish();

 private:
  explicit TomlFile(std::unique_ptr<TomlRecord> record);
  std::unique_ptr<TomlRecord> record_;
};

}  // namespace hallpass
