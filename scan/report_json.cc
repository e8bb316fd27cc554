// A Report as one line of JSON: schema 1 of design.md. Keys keep the order they are written in here, so that
// two lines can be compared by eye and by diff.
#include "hallpass/report_json.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

namespace hallpass {
namespace {

using Json = nlohmann::ordered_json;

void add_new(std::vector<std::string>& out, const std::vector<std::string>& more) {
  for (const std::string& word : more) {
    if (std::ranges::find(out, word) == out.end()) out.push_back(word);
  }
}

unsigned clause_number(std::string_view clause) {
  const auto dash = clause.rfind('-');
  unsigned number = 0;
  if (dash != std::string_view::npos) std::from_chars(clause.data() + dash + 1, clause.data() + clause.size(), number);
  return number;
}

std::vector<std::string> rules_of(const Report& report) {
  std::vector<std::string> rules;
  for (const Verdict& verdict : report.verdicts) add_new(rules, verdict.rules);
  return rules;
}

std::vector<std::string> clauses_of(const Report& report) {
  std::vector<std::string> clauses;
  for (const Verdict& verdict : report.verdicts) add_new(clauses, verdict.clauses);
  std::ranges::stable_sort(clauses, {}, [](const std::string& clause) { return clause_number(clause); });
  return clauses;
}

// Actions by address. An address given twice has the stronger of its verdicts.
Json recipients_of(const Report& report) {
  Json recipients = Json::object();
  const std::size_t judged = std::min(report.recipients.size(), report.verdicts.size());
  for (std::size_t i = 0; i < judged; ++i) {
    const std::string& address = report.recipients[i].address;
    const auto before = recipients.find(address);
    const auto known = before == recipients.end() ? std::nullopt : action_from(before->get<std::string>());
    if (!known || *known < report.verdicts[i].action) recipients[address] = to_string(report.verdicts[i].action);
  }
  return recipients;
}

// The sourcedIds of those subjects who are students of the report; staff have no id here.
Json students_of(const Finding& finding, const Report& report) {
  Json ids = Json::array();
  for (PersonId person : finding.subjects) {
    const auto at = std::ranges::lower_bound(report.students, person);
    if (at == report.students.end() || *at != person) continue;
    const auto index = static_cast<std::size_t>(at - report.students.begin());
    if (index < report.student_ids.size()) ids.push_back(report.student_ids[index]);
  }
  return ids;
}

Json finding_json(const Finding& finding, const Report& report) {
  Json value = {{"category", finding.category},
                {"confidence", finding.confidence},
                {"count", finding.count},
                {"where", finding.where},
                {"students", students_of(finding, report)}};
  if (finding.unknown_subjects > 0) value["unknown_people"] = finding.unknown_subjects;
  if (finding.recipient < report.recipients.size()) value["recipient"] = report.recipients[finding.recipient].address;
  value["evidence"] = finding.evidence;
  return value;
}

}  // namespace

std::string report_json(const Report& report, const Envelope& envelope, std::string_view file) {
  Json findings = Json::array();
  for (const Finding& finding : report.findings) findings.push_back(finding_json(finding, report));
  Json notes = Json::array();
  for (const Note& note : report.notes) {
    notes.push_back({{"category", note.category}, {"path", note.path}, {"detail", note.detail}});
  }
  const Json value = {{"schema", 1},
                      {"file", file},
                      {"message_id", report.message_id},
                      {"sender", envelope.sender},
                      {"engine", report.engine},
                      {"verdict", to_string(report.action)},
                      {"recipients", recipients_of(report)},
                      {"rules", rules_of(report)},
                      {"clauses", clauses_of(report)},
                      {"students", report.students.size()},
                      {"findings", std::move(findings)},
                      {"notes", std::move(notes)},
                      {"elapsed_us", report.timings.total_us}};
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace hallpass
