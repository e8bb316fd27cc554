// The attachments of the labelled sample mail: every text that was planted comes out, and every row of every
// table comes out as the cells of one row.
#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/message/read_support.h"
#include "tests/message/readers/essence.h"
#include "tests/support/paths.h"

namespace hallpass::test {
namespace {

using nlohmann::json;

// Each row of cells as "a|b|c", empty ones left out.
std::set<std::string> rows_of(const Message& message) {
  std::set<std::string> rows;
  for (const Unit& unit : message.units) {
    std::string row;
    for (std::size_t i = 0; i < unit.cells.size(); ++i) {
      const Cell& cell = unit.cells[i];
      const std::string text = essence(std::string_view(unit.text).substr(cell.begin, cell.end - cell.begin));
      if (!text.empty()) row += text + "|";
      const bool last = i + 1 == unit.cells.size() || unit.cells[i + 1].row != cell.row || unit.cells[i + 1].table != cell.table;
      if (last) rows.insert(std::exchange(row, {}));
    }
  }
  return rows;
}

struct Planted {
  std::vector<std::string> texts;
  std::vector<std::string> rows;
};

void collect(const json& what, Planted& out);

void collect_row(const json& row, Planted& out) {
  std::string joined;
  for (const json& cell : row) {
    const std::string text = essence(cell.is_string() ? cell.get<std::string>() : cell.dump());
    if (!text.empty()) joined += text + "|";
  }
  if (!joined.empty()) out.rows.push_back(joined);
}

void collect_attachment(const json& attachment, Planted& out) {
  for (const json& table : attachment.value("tables", json::array())) {
    for (const json& row : table) collect_row(row, out);
  }
  const json sheets = attachment.value("sheets", json::object());
  for (const json& sheet : sheets) {
    for (const json& row : sheet) collect_row(row, out);
  }
  for (const json& row : attachment.value("rows", json::array())) collect_row(row, out);
  for (const char* key : {"paragraphs", "slides"}) collect(attachment.value(key, json::array()), out);
  for (const json& member : attachment.value("members", json::array())) collect_attachment(member, out);
  if (attachment.value("kind", "") == "txt") collect(attachment.value("text", json()), out);
}

void collect(const json& what, Planted& out) {
  if (what.is_string()) out.texts.push_back(what.get<std::string>());
  if (what.is_array()) for (const json& one : what) collect(one, out);
}

}  // namespace

TEST_CASE("sample mail: every planted text and row is read") {
  const std::string cases = shared_path("cases/cedar");
  if (cases.empty()) return;
  std::size_t attachments = 0, texts = 0, rows = 0;
  for (const auto& file : std::filesystem::directory_iterator(cases)) {
    for (const json& one : json::parse(read_file(file.path().string()))) {
      const std::string id = one["id"];
      Planted planted;
      for (const json& attachment : one.value("attachments", json::array())) {
        ++attachments;
        if (!attachment.value("password", json()).is_string()) collect_attachment(attachment, planted);
      }
      if (planted.texts.empty() && planted.rows.empty()) continue;
      const std::string mail = shared_path("mail/cedar/mail/" + id + ".eml");
      if (mail.empty()) continue;
      const Message message = read_mail(read_file(mail));
      const std::string all = essence(all_text(message));
      const std::set<std::string> found = rows_of(message);
      for (const std::string& text : planted.texts) CHECK_MESSAGE(all.find(essence(text)) != std::string::npos, id);
      for (const std::string& row : planted.rows) CHECK_MESSAGE(found.contains(row), id << ": " << row);
      texts += planted.texts.size();
      rows += planted.rows.size();
    }
  }
  MESSAGE(attachments << " attachments, " << texts << " texts, " << rows << " rows");
  CHECK(rows > 100);
}

}  // namespace hallpass::test
