// `hallpass read`: what the readers see of a message or a bare document: every part, every unit, every note.
// The one command that shows text, for the person who has the file anyway.
#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/mask.h"
#include "cli/judging.h"
#include "corpus/message_head.h"

namespace hallpass::cli {
namespace {

using Json = nlohmann::ordered_json;

struct ReadWords {
  std::vector<std::string> files;
  bool document = false;
  bool message = false;
};

constexpr std::string_view kKinds[] = {"header", "body", "attachment", "file_name", "metadata", "hidden", "raw"};

std::string_view kind_word(UnitKind kind) {
  const auto index = static_cast<std::size_t>(kind);
  return index < std::size(kKinds) ? kKinds[index] : "raw";
}

Json message_json(const Message& message, const std::string& file) {
  Json parts = Json::array(), units = Json::array(), notes = Json::array();
  for (const Part& part : message.parts) {
    parts.push_back({{"path", part.path}, {"content_type", part.content_type}, {"detected_type", part.detected_type},
                     {"file_name", part.file_name}, {"charset", part.charset}, {"size_bytes", part.size_bytes},
                     {"attachment", part.attachment}, {"text_read", part.text_read}});
  }
  for (const Unit& unit : message.units) {
    Json cells = Json::array();
    for (const Cell& cell : unit.cells) {
      cells.push_back({{"table", cell.table}, {"row", cell.row}, {"column", cell.column}, {"begin", cell.begin}, {"end", cell.end}});
    }
    units.push_back({{"path", unit.path}, {"kind", kind_word(unit.kind)}, {"part", unit.part}, {"text", unit.text},
                     {"cells", std::move(cells)}});
  }
  for (const Note& note : message.notes) {
    notes.push_back({{"category", note.category}, {"path", note.path}, {"detail", note.detail}});
  }
  return {{"schema", 1},           {"file", file},           {"message_id", message.message_id},
          {"parts", std::move(parts)}, {"units", std::move(units)}, {"notes", std::move(notes)}};
}

// Text of a stranger's message, safe for a terminal: lines stay lines, a cell's end shows as " | ".
void print_unit_text(std::string_view text, const Printer& out) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    std::string_view rest = text.substr(0, end);
    std::string line = "    ";
    for (std::size_t tab = rest.find('\t'); tab != std::string_view::npos; tab = rest.find('\t')) {
      line += printable(rest.substr(0, tab), rest.size()) + " | ";
      rest.remove_prefix(tab + 1);
    }
    out.line(line + printable(rest, rest.size() + 1));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void print_text(const Message& message, const std::string& file, const Printer& out) {
  out.line(printable(file) + ": " + counted(message.parts.size(), "part") + ", " + counted(message.units.size(), "unit") +
           ", " + counted(message.notes.size(), "note"));
  for (const Part& part : message.parts) {
    std::string line = "part " + printable(part.path) + ": " + printable(part.content_type);
    if (!part.detected_type.empty() && part.detected_type != part.content_type) line += ", really " + printable(part.detected_type);
    if (!part.file_name.empty()) line += ", file " + printable(part.file_name);
    if (!part.charset.empty()) line += ", charset " + printable(part.charset);
    out.line(line + ", " + counted(part.size_bytes, "byte") + (part.text_read ? ", read" : ", no text read"));
  }
  for (const Note& note : message.notes) {
    out.line("note " + note.category + (note.path.empty() ? "" : " at " + printable(note.path)) + ": " + note.detail);
  }
  for (const Unit& unit : message.units) {
    std::string line = "unit " + printable(unit.path, 400) + " (" + std::string(kind_word(unit.kind)) + ")";
    if (!unit.cells.empty()) line += ", " + counted(unit.cells.size(), "cell");
    out.line(line);
    print_unit_text(unit.text, out);
  }
}

Result<std::string> file_bytes(const std::string& path, std::size_t bytes_max) {
  std::ifstream file;
  if (path != "-") {
    file.open(path, std::ios::binary);
    if (!file) return fail(ErrorCode::not_found, path + ": cannot be read");
  }
  std::istream& in = path == "-" ? std::cin : file;
  std::string bytes;
  char piece[64u << 10];
  while (in && bytes.size() <= bytes_max) {
    in.read(piece, sizeof piece);
    bytes.append(piece, static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) return fail(ErrorCode::not_found, path + ": cannot be read");
  return bytes;
}

int run_read(const ReadWords& words, const Invocation& call) {
  expect_closed_pipes();
  const auto settings = call.settings();
  if (!settings) return report_error(settings.error());
  const auto reader = make_judging_reader(*settings, 1);
  if (!reader) return report_error(reader.error());
  int status = 0;
  for (const std::string& file : words.files) {
    const auto bytes = file_bytes(file, settings->limits.message_bytes_max);
    if (!bytes) {
      status = report_error(bytes.error());
      continue;
    }
    const bool message = words.message || (!words.document && (file.ends_with(".eml") || looks_like_message(*bytes)));
    const Deadline deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(settings->limits.message_ms + settings->ocr_ms());
    const Message seen = message ? (*reader)->read({.bytes = *bytes}, settings->limits, deadline)
                                 : (*reader)->read_document({.bytes = *bytes}, file.substr(file.rfind('/') + 1),
                                                            settings->limits, deadline);
    if (call.out.json) {
      std::fprintf(call.out.out, "%s\n", message_json(seen, file).dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
    } else {
      print_text(seen, file, call.out);
    }
    if (!still_written(call.out)) return report_error({ErrorCode::io, "the output was closed before the end"});
  }
  return status;
}

}  // namespace

void declare_read(CLI::App& app, Invocation& call) {
  const auto words = std::make_shared<ReadWords>();
  app.add_option("FILE", words->files, "a message or a bare document; - for standard input")->required();
  auto* document = app.add_flag("--document", words->document, "take it as a document even if it looks like a message");
  app.add_flag("--message", words->message, "take it as a message even if it does not look like one")->excludes(document);
  app.callback([words, &call] { call.run = [words, &call] { return run_read(*words, call); }; });
}

}  // namespace hallpass::cli
