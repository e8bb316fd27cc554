// The folder is read once; what comes of it lives in the settings and in a private directory.
#include "corpus/district_folder.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/address.h"
#include "base/digest.h"
#include "hallpass/roster_build.h"

namespace hallpass {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

struct ListFact {
  const char* key;
  std::vector<std::string> District::*list;
};
constexpr ListFact kLists[] = {{"internal_domains", &District::internal_domains},
                               {"partner_domains", &District::partner_domains},
                               {"all_district_aliases", &District::all_district_lists},
                               {"mass_mail_authorised", &District::mass_mail_senders},
                               {"bulk_release_authorised", &District::bulk_release_senders},
                               {"may_encrypt", &District::encrypt_senders},
                               {"student_lists", &District::student_lists},
                               {"delegations", &District::delegations}};

struct FormatFact {
  const char* key;
  std::string District::*pattern;
};
constexpr FormatFact kFormats[] = {{"student_id_format", &District::student_number_format},
                                   {"state_id_format", &District::state_number_format},
                                   {"employee_id_format", &District::employee_number_format}};

Result<void> apply_list(const Json& facts, const ListFact& fact, District& district) {
  const auto found = facts.find(fact.key);
  if (found == facts.end()) return {};
  const auto is_text = [](const Json& item) { return item.is_string(); };
  if (!found->is_array() || !std::ranges::all_of(*found, is_text)) {
    return fail(ErrorCode::bad_input, std::string("'") + fact.key + "' is to be a list of strings");
  }
  auto& list = district.*fact.list;
  list.clear();
  for (const Json& item : *found) list.push_back(normalize_address(item.get<std::string>()));
  return {};
}

Result<void> apply_format(const Json& facts, const FormatFact& fact, District& district) {
  const auto found = facts.find(fact.key);
  if (found == facts.end()) return {};
  const std::string pattern = found->is_string() ? number_pattern(found->get<std::string>()) : "";
  if (pattern.empty()) {
    return fail(ErrorCode::bad_input, std::string("'") + fact.key + "' is to be as \"6 digits\" or \"E + 5 digits\"");
  }
  district.*fact.pattern = pattern;
  return {};
}

// all-students@… reaches students' accounts: the name is all that facts.json says about a list.
void add_student_lists(District& district) {
  for (const std::string& list : district.all_district_lists) {
    if (local_part_of(list).find("student") != std::string_view::npos &&
        std::ranges::find(district.student_lists, list) == district.student_lists.end()) {
      district.student_lists.push_back(list);
    }
  }
}

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// The index is gone before anybody else could read it, so its key guards nothing; being always the same, it
// gives the same district the same engine name.
Result<void> write_passing_key(const std::string& path) {
  std::ofstream(path) << to_hex(Hasher().add_field("a district folder's index").finish()) << "\n";
  std::error_code error;
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, error);
  if (error) return fail(ErrorCode::io, path + ": " + error.message());
  return {};
}

}  // namespace

std::string number_pattern(std::string_view words) {
  std::string prefix;
  const auto plus = words.find('+');
  std::string_view rest = words;
  if (plus != std::string_view::npos) {
    for (const char c : words.substr(0, plus)) {
      if (c == ' ') continue;
      const char low = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      if (low < 'a' || low > 'z') return {};
      prefix += low;
    }
    rest = words.substr(plus + 1);
  }
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  const auto digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  if (digits == 0 || digits > 2 || rest.substr(digits) != " digits") return {};
  return prefix + "\\d{" + std::string(rest.substr(0, digits)) + "}";
}

Result<void> apply_district_facts(std::string_view json, District& district) {
  const Json facts = Json::parse(json, nullptr, false);
  if (!facts.is_object()) return fail(ErrorCode::bad_input, "this is not a JSON object");
  if (const auto name = facts.find("name"); name != facts.end()) {
    if (!name->is_string()) return fail(ErrorCode::bad_input, "'name' is to be a string");
    district.name = name->get<std::string>();
  }
  for (const ListFact& fact : kLists) {
    if (auto done = apply_list(facts, fact, district); !done) return done;
  }
  for (const FormatFact& fact : kFormats) {
    if (auto done = apply_format(facts, fact, district); !done) return done;
  }
  add_student_lists(district);
  return {};
}

Result<void> apply_district_folder(const std::string& folder, const std::string& private_dir, Settings& settings) {
  std::error_code ignored;
  if (!fs::exists(folder, ignored)) return fail(ErrorCode::not_found, folder + ": there is no such district folder");
  const fs::path facts = fs::path(folder) / "facts.json";
  if (fs::exists(facts, ignored)) {
    settings.district = District{};
    if (auto done = apply_district_facts(text_of(facts), settings.district); !done) {
      return fail(done.error().code, facts.string() + ": " + done.error().context);
    }
  }
  RosterBuildOptions options;
  options.source = folder;
  const fs::path side = fs::path(folder) / "side.csv";
  if (fs::exists(side, ignored)) options.side_csv = side.string();
  options.index_path = private_dir + "/roster.index";
  options.key_path = private_dir + "/roster.key";
  options.lexicon_dir = settings.lexicon_dir;
  init_crypto();
  if (auto done = write_passing_key(options.key_path); !done) return done;
  if (auto built = build_roster(options); !built) return tl::unexpected(built.error());
  settings.roster_index = options.index_path;
  settings.roster_key = options.key_path;
  return {};
}

}  // namespace hallpass
