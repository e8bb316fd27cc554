// Every key that is read is checked for its type here, once, so that nobody behind has to.
#include "corpus/manifest.h"

#include <fstream>
#include <nlohmann/json.hpp>

namespace hallpass {
namespace {

using Json = nlohmann::ordered_json;

// Collects what is wrong with a row; the first problem is reported.
class Fields {
 public:
  explicit Fields(const Json& object) : object_(object) {}

  std::string text(const char* key, bool wanted = false) {
    const Json* value = find(key, wanted);
    if (!value) return {};
    if (!value->is_string()) return wrong(key, "is to be a string"), std::string();
    return value->get<std::string>();
  }

  std::vector<std::string> texts(const char* key) {
    std::vector<std::string> all;
    const Json* value = find(key, false);
    if (!value) return all;
    if (!value->is_array()) return wrong(key, "is to be a list of strings"), all;
    for (const Json& item : *value) {
      if (!item.is_string()) return wrong(key, "is to be a list of strings"), all;
      all.push_back(item.get<std::string>());
    }
    return all;
  }

  const Json* object(const char* key) {
    const Json* value = find(key, false);
    if (!value || value->is_object()) return value;
    return wrong(key, "is to be an object"), nullptr;
  }

  void wrong(const char* key, const char* what) {
    if (problem_.empty()) problem_ = "'" + std::string(key) + "' " + what;
  }
  const std::string& problem() const { return problem_; }

 private:
  const Json* find(const char* key, bool wanted) {
    const auto found = object_.find(key);
    if (found != object_.end() && !found->is_null()) return &*found;
    if (wanted) wrong(key, "is missing");
    return nullptr;
  }

  const Json& object_;
  std::string problem_;
};

std::string read_envelope(const Json& object, ManifestRow& row) {
  Fields fields(object);
  row.envelope.emplace();
  row.envelope->sender = fields.text("sender");
  row.envelope->recipients = fields.texts("recipients");
  return fields.problem();
}

std::string read_expectation(const Json& object, ManifestRow& row) {
  Fields fields(object);
  row.expect.emplace();
  row.expect->must = fields.texts("must");
  row.expect->may = fields.texts("may");
  row.expect->students = fields.texts("students");
  if (const Json* recipients = fields.object("recipients")) {
    for (const auto& [address, verdict] : recipients->items()) {
      if (!verdict.is_string()) fields.wrong("recipients", "is to give each address a verdict");
      else row.expect->recipients.emplace_back(address, verdict.get<std::string>());
    }
  }
  return fields.problem();
}

}  // namespace

Result<ManifestRow> parse_manifest_row(std::string_view line) {
  const Json object = Json::parse(line, nullptr, false);
  if (object.is_discarded()) return fail(ErrorCode::bad_input, "this is not a JSON object on one line");
  if (!object.is_object()) return fail(ErrorCode::bad_input, "a row is to be a JSON object");
  Fields fields(object);
  ManifestRow row;
  row.file = fields.text("file", true);
  row.id = fields.text("id");
  if (row.id.empty()) row.id = row.file;
  row.sequence = fields.text("sequence");
  row.title = fields.text("title");
  row.why = fields.text("why");
  std::string problem;
  if (const Json* envelope = fields.object("envelope")) problem = read_envelope(*envelope, row);
  if (const Json* expect = fields.object("expect"); expect && problem.empty()) problem = read_expectation(*expect, row);
  row.login = fields.text("login");
  if (problem.empty()) problem = fields.problem();
  if (problem.empty() && row.file.empty()) problem = "'file' is empty";
  if (!problem.empty()) return fail(ErrorCode::bad_input, problem);
  return row;
}

ManifestReader::ManifestReader(std::istream& in, std::string name) : in_(in), name_(std::move(name)) {}

std::optional<Result<ManifestRow>> ManifestReader::next() {
  std::string line;
  while (std::getline(in_, line)) {
    ++line_;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const auto place = name_ + ":" + std::to_string(line_) + ": ";
    if (line.size() > kManifestLineBytesMax) return fail(ErrorCode::bad_input, place + "the line is over 16 MiB");
    auto row = parse_manifest_row(line);
    if (!row) return fail(row.error().code, place + row.error().context);
    return row;
  }
  return std::nullopt;
}

Result<std::vector<ManifestRow>> load_manifest(const std::string& path) {
  std::ifstream in(path);
  if (!in) return fail(ErrorCode::not_found, path + ": cannot be read");
  ManifestReader reader(in, path);
  std::vector<ManifestRow> rows;
  std::string problems;
  while (auto row = reader.next()) {
    if (*row) rows.push_back(std::move(**row));
    else problems += (problems.empty() ? "" : "\n") + row->error().context;
  }
  if (!problems.empty()) return fail(ErrorCode::bad_input, problems);
  return rows;
}

}  // namespace hallpass
