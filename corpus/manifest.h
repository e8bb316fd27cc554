// A manifest: JSON lines that name messages, how they were sent and, where they are labelled, what is to
// be found (design.md, "Contracts with the outside").
#pragma once

#include <cstdint>
#include <istream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/envelope.h"
#include "hallpass/result.h"

namespace hallpass {

// The label of a message. `recipients` holds addresses as written and the word of the verdict.
struct Expectation {
  std::vector<std::string> must;
  std::vector<std::string> may;
  std::vector<std::string> students;  // sourcedIds
  std::vector<std::pair<std::string, std::string>> recipients;
};

struct ManifestRow {
  std::string id;         // the file where none is given
  std::string file;       // relative to the manifest
  std::string sequence;   // empty: none
  std::string title;
  std::string why;
  std::string login;
  std::optional<Envelope> envelope;  // sender and recipients; absent: derived from the header
  std::optional<Expectation> expect;
};

inline constexpr std::size_t kManifestLineBytesMax = 16u << 20;

// One line. Errors: bad_input, in words that quote nothing but the names of keys.
[[nodiscard]] Result<ManifestRow> parse_manifest_row(std::string_view line);

// Reads a manifest line by line; empty lines are passed over.
class ManifestReader {
 public:
  // `name` is the manifest's, for errors.
  ManifestReader(std::istream& in, std::string name);

  // The next row; nothing at the end. Errors: bad_input as "name:line: what"; the rows after it can be read.
  [[nodiscard]] std::optional<Result<ManifestRow>> next();

 private:
  std::istream& in_;
  std::string name_;
  std::size_t line_ = 0;
};

// A whole manifest. Errors: not_found; bad_input, every bad line on a line of its own.
[[nodiscard]] Result<std::vector<ManifestRow>> load_manifest(const std::string& path);

}  // namespace hallpass
