// Who teaches whom, by the classes they share. Exports keep classes that are over: a teacher of the year before
// last is nobody's teacher, so that classes tie nobody once they have been over for a while.
#include <algorithm>
#include <chrono>

#include "base/fold.h"
#include "roster/normalize.h"
#include "roster/read_parts.h"

namespace hallpass {
namespace {

constexpr std::int64_t kGraceDays = 120;  // a summer: marks are spoken of after the last day of school

bool is_deleted(const CsvTable& table, int status) { return folded_text(table.field(status)) == "tobedeleted"; }

std::int64_t day_of(std::string_view normal_date) {
  const auto number = [&](std::size_t from, std::size_t count) { return std::stoi(std::string(normal_date.substr(from, count))); };
  using namespace std::chrono;
  const year_month_day date{year(number(0, 4)), month(static_cast<unsigned>(number(5, 2))), day(static_cast<unsigned>(number(8, 2)))};
  return sys_days(date).time_since_epoch().count();
}

// False where the field says no day.
bool read_day(const CsvTable& table, int column, std::int64_t& day) {
  const std::string date = normal_date(table.field(column));
  if (date.empty()) return false;
  day = day_of(date);
  return true;
}

struct Class {
  std::vector<std::uint32_t> staff, students;
};

void tie_all(const std::unordered_map<std::string, Class>& classes, Export& people) {
  for (const auto& [name, shared] : classes) {
    for (const std::uint32_t teacher : shared.staff) {
      for (const std::uint32_t student : shared.students) people.teacher_edges.emplace_back(teacher, student);
    }
  }
}

}  // namespace

EndDays read_sessions(CsvTable& sessions) {
  const int id = sessions.required_column("sourcedId");
  const int end = sessions.column("endDate");
  const int status = sessions.column("status");
  EndDays days;
  while (id >= 0 && sessions.next()) {
    std::int64_t day = 0;
    if (is_deleted(sessions, status)) days[std::string(sessions.field(id))] = kDeleted;
    else if (read_day(sessions, end, day)) days[std::string(sessions.field(id))] = day;
  }
  return days;
}

EndDays read_classes(CsvTable& classes, const EndDays& sessions) {
  const int id = classes.required_column("sourcedId");
  const int status = classes.column("status");
  int terms = classes.column("termSourcedIds");
  for (const char* other : {"sessionSourcedIds", "terms"}) terms = terms >= 0 ? terms : classes.column(other);
  EndDays days;
  while (id >= 0 && classes.next()) {
    std::int64_t last = kDeleted;
    bool known = true;
    const auto named = list_of(classes.field(terms));
    for (const std::string& term : named) {
      const auto session = sessions.find(term);
      known = known && session != sessions.end();
      if (known) last = std::max(last, session->second);
    }
    if (is_deleted(classes, status)) days[std::string(classes.field(id))] = kDeleted;
    else if (known && !named.empty()) days[std::string(classes.field(id))] = last;
  }
  return days;
}

void read_enrollments(CsvTable& enrollments, const EndDays& classes, std::int64_t today, Export& people) {
  const int user = enrollments.required_column("userSourcedId");
  const int group = enrollments.required_column("classSourcedId");
  const int role = enrollments.column("role");
  const int status = enrollments.column("status");
  const int end = enrollments.column("endDate");
  if (user < 0 || group < 0) return;
  std::unordered_map<std::string, Class> shared;
  while (enrollments.next()) {
    if (is_deleted(enrollments, status)) continue;
    const auto found = people.by_source_id.find(std::string(enrollments.field(user)));
    if (found == people.by_source_id.end()) {
      enrollments.reject(user, "userSourcedId is no user of users.csv");
      continue;
    }
    std::string name(enrollments.field(group));
    const auto over = classes.find(name);
    if (over != classes.end() && over->second == kDeleted) continue;
    std::int64_t last = over == classes.end() ? today : over->second;
    if (today > 0) (void)read_day(enrollments, end, last);
    if (today > 0 && last + kGraceDays < today) continue;
    const PersonRole person = people.people[found->second].role;
    Class& members = shared[std::move(name)];
    const std::string as = folded_text(enrollments.field(role));
    if (person == PersonRole::student && as != "teacher") members.students.push_back(found->second);
    if (person == PersonRole::staff && as != "student") members.staff.push_back(found->second);
  }
  tie_all(shared, people);
}

void link_counselors(Export& people) {
  std::unordered_map<std::string_view, std::vector<std::uint32_t>> by_school;
  for (std::uint32_t i = 0; i < people.people.size(); ++i) {
    const SourcePerson& person = people.people[i];
    if (person.role != PersonRole::staff || !person.counselor || !person.active) continue;
    if (!person.school.empty()) by_school[person.school].push_back(i);
    for (const std::string& school : person.other_schools) by_school[school].push_back(i);
  }
  for (std::uint32_t i = 0; i < people.people.size(); ++i) {
    const SourcePerson& student = people.people[i];
    if (student.role != PersonRole::student || !student.counselors.empty()) continue;
    const auto counselors = by_school.find(student.school);
    if (counselors == by_school.end()) continue;
    for (const std::uint32_t counselor : counselors->second) people.counselor_edges.emplace_back(counselor, i);
  }
}

}  // namespace hallpass
