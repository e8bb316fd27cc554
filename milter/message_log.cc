#include "milter/message_log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

#include "base/mask.h"

namespace hallpass {
namespace {

bool json_lines = false;

std::string comma_list(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ",") + word;
  return text.empty() ? "-" : text;
}

std::string word(std::string_view text) {
  std::string shown = printable(text);
  for (char& c : shown) {
    if (c == ' ') c = '_';
  }
  return shown;
}

std::string to_json(const MessageLine& line) {
  nlohmann::json object{{"id", line.id},          {"from", printable(line.sender)},
                        {"nrcpt", line.recipients}, {"action", line.action},
                        {"rules", line.rules},    {"students", line.students},
                        {"ms", line.elapsed_ms},  {"size", line.size_bytes},
                        {"parts", line.parts},    {"msgid", printable(line.message_id)}};
  if (!line.held.empty()) {
    object["held"] = line.held;
    object["held_nrcpt"] = line.held_recipients;
  }
  if (line.own_headers) object["stripped"] = line.own_headers;
  if (!line.trouble.empty()) object["trouble"] = printable(line.trouble, 500);
  return object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void write(spdlog::level::level_enum level, std::string_view text) {
  if (!json_lines) {
    spdlog::log(level, "{}", text);
    return;
  }
  const nlohmann::json object{{"text", text}};
  spdlog::log(level, "{}", object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace

void start_logging(const std::string& log_level, bool json) {
  auto logger = std::make_shared<spdlog::logger>("hallpassd", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  json_lines = json;
  logger->set_pattern(json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","pid":%P,"entry":%v})"
                           : "%Y-%m-%dT%H:%M:%S.%eZ hallpassd[%P] %l: %v",
                      spdlog::pattern_time_type::utc);
  logger->set_level(spdlog::level::from_str(log_level == "warn" ? "warning" : log_level));
  logger->flush_on(spdlog::level::info);
  spdlog::set_default_logger(std::move(logger));
}

std::string to_text(const MessageLine& line) {
  std::string text = line.id + ": from=<" + word(line.sender) + "> nrcpt=" + std::to_string(line.recipients) +
                     " action=" + line.action + " rules=" + comma_list(line.rules) +
                     " students=" + std::to_string(line.students) + " ms=" + std::to_string(line.elapsed_ms) +
                     " size=" + std::to_string(line.size_bytes) + " parts=" + std::to_string(line.parts) +
                     " msgid=<" + word(line.message_id) + ">";
  if (!line.held.empty()) text += " held=" + line.held + " held_nrcpt=" + std::to_string(line.held_recipients);
  if (line.own_headers) text += " stripped=" + std::to_string(line.own_headers);
  if (!line.trouble.empty()) text += " trouble=\"" + printable(line.trouble, 500) + "\"";
  return text;
}

void log_message(const MessageLine& line) {
  const auto level = line.trouble.empty() ? spdlog::level::info : spdlog::level::warn;
  if (!spdlog::should_log(level)) return;
  spdlog::log(level, "{}", json_lines ? to_json(line) : to_text(line));
}

void log_info(std::string_view text) { write(spdlog::level::info, text); }

void log_warning(std::string_view text) { write(spdlog::level::warn, text); }

void log_error(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) write(spdlog::level::err, text.substr(at, end - at));
    at = end + 1;
  }
}

}  // namespace hallpass
