// Values of hallpass.toml: what they have to look like, and the readers that say so at their place. What is
// wrong is noted in the table and leaves `out` as it was.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/toml_reader.h"

namespace hallpass {

[[nodiscard]] bool is_host_and_port(std::string_view text);
[[nodiscard]] bool is_socket(std::string_view text);   // as libmilter has it
[[nodiscard]] bool is_mode(std::string_view text);     // "0660"
[[nodiscard]] bool is_domain(std::string_view text);   // in lower case
[[nodiscard]] bool is_address(std::string_view text);  // normalised
[[nodiscard]] bool is_format(std::string_view text);   // RE2 that matches something

// `wanted`: what to write instead.
void read_checked(TomlTable& table, std::string_view key, std::string& out, bool (*good)(std::string_view),
                  std::string_view wanted);
// A path as it is; a relative one is taken from the folder of the file that names it.
void read_path(TomlTable& table, std::string_view key, const std::filesystem::path& base, std::string& out);
void read_domains(TomlTable& table, std::string_view key, std::vector<std::string>& out);
void read_addresses(TomlTable& table, std::string_view key, std::vector<std::string>& out);

}  // namespace hallpass
