// What an export says, in plain values, whichever format it came in. Lives only while an index is built;
// nothing of it is written anywhere but as keyed digests.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "hallpass/roster.h"
#include "hallpass/roster_build.h"

namespace hallpass {

struct SourcePerson {
  std::string source_id;
  PersonRole role = PersonRole::student;
  bool active = true;
  bool dependent = false;
  bool counselor = false;     // staff: counsels the students of their schools
  std::uint16_t opt_out = 0;  // bits of DirectoryField
  std::uint8_t consent = 0;   // bits of ConsentItem
  std::string given, middle, family;
  std::string preferred_given, preferred_family;
  std::vector<std::string> emails;
  std::vector<std::string> phones;
  std::vector<std::string> numbers;  // local student numbers; of staff: employee numbers
  std::string state_number;
  std::string address;
  std::string birth_date;  // YYYY-MM-DD
  std::string school;      // sourcedId of the org
  std::vector<std::string> other_schools;
  std::vector<std::string> barred;      // of students: sourcedIds of guardians who may know nothing
  std::vector<std::string> counselors;  // of students: sourcedIds of staff; empty: those of the school
  std::int8_t grade_level = -128;
};

// Indices into Export::people.
using SourceEdge = std::pair<std::uint32_t, std::uint32_t>;

struct Export {
  std::vector<SourcePerson> people;
  std::unordered_map<std::string, std::uint32_t> by_source_id;
  std::vector<SourceEdge> guardian_edges;  // guardian, student
  std::vector<SourceEdge> teacher_edges;   // staff, student: by a class they share
  std::vector<SourceEdge> counselor_edges; // staff, student
  std::vector<SourceEdge> barred;          // guardian, student
  std::unordered_map<std::string, std::string> school_names;  // by sourcedId of the org
  struct FileRows {
    std::string file;
    std::uint64_t rows = 0;
    std::uint64_t bad = 0;
  };
  std::vector<FileRows> files;
};

// Staff who teach or counsel, in one list.
[[nodiscard]] inline std::vector<SourceEdge> staff_edges(const Export& people) {
  std::vector<SourceEdge> edges = people.teacher_edges;
  edges.insert(edges.end(), people.counselor_edges.begin(), people.counselor_edges.end());
  return edges;
}

}  // namespace hallpass
