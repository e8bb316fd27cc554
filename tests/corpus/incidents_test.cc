// Five disclosures that happened (requirements.md, 3.13), each rebuilt with invented people: message in, verdict and
// explanation out. Beside each the nearest thing that is in order, so that holding everything would fail.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <sstream>

#include "tests/corpus/scene.h"
#include "tests/support/many_people.h"

namespace hallpass {
namespace {

using test::Scene;

bool has(const std::string& text, std::string_view words) { return text.find(words) != std::string::npos; }

// The pages of a PDF that a print dialog would make: lines of text in a fixed font.
std::string pdf_of(const std::vector<std::string>& lines) {
  constexpr std::size_t kLinesEach = 50;
  std::vector<std::string> objects = {"<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"};
  std::string kids;
  for (std::size_t at = 0; at < lines.size(); at += kLinesEach) {
    std::string stream = "BT /F1 9 Tf 36 750 Td 13 TL\n";
    for (std::size_t i = at; i < std::min(at + kLinesEach, lines.size()); ++i) stream += "(" + lines[i] + ") Tj T*\n";
    stream += "ET";
    kids += std::to_string(objects.size() + 1) + " 0 R ";
    objects.push_back("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents " +
                      std::to_string(objects.size() + 2) + " 0 R >>");
    objects.push_back("<< /Length " + std::to_string(stream.size()) + " >>\nstream\n" + stream + "\nendstream");
  }
  objects[1] = "<< /Type /Pages /Count " + std::to_string((objects.size() - 3) / 2) + " /Kids [" + kids + "] >>";
  std::string pdf = "%PDF-1.4\n", table;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    char entry[24];
    std::snprintf(entry, sizeof entry, "%010zu 00000 n \n", pdf.size());
    table += entry;
    pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string count = std::to_string(objects.size() + 1);
  return pdf + "xref\n0 " + count + "\n0000000000 65535 f \n" + table + "trailer << /Size " + count +
         " /Root 1 0 R >>\nstartxref\n" + std::to_string(pdf.size()) + "\n%%EOF\n";
}

// The head of the district's list and its rows [from, to). Row 0 is of age, row 1 is g9's child.
std::string rows_of(const test::ManyPeople& counts, std::uint32_t from, std::uint32_t to) {
  std::istringstream lines(test::roster_lines(counts, to));
  std::string text;
  std::uint32_t row = 0;
  for (std::string line; std::getline(lines, line); ++row) {
    if (row == 0 || row > from) text += line + "\n";
  }
  return text;
}

// Seniors with number, name, marks and address as a report prints them.
std::vector<std::string> class_report(const std::string& list) {
  std::vector<std::string> lines = {"Class of 2027 - Senior Report", "", "ID       Name                            GPA    Rank  Address"};
  std::istringstream rows(list);
  std::string row;
  std::getline(rows, row);
  for (std::uint32_t rank = 1; std::getline(rows, row); ++rank) {
    std::istringstream fields(row);
    std::string family, given, number, born, address;
    for (std::string* field : {&family, &given, &number, &born, &address}) std::getline(fields, *field, ',');
    char line[160];
    std::snprintf(line, sizeof line, "%-8s %-31s %d.%02d   %-5u %s", number.c_str(), (family + ", " + given).c_str(), 1 + static_cast<int>(rank % 3),
                  static_cast<int>(rank % 100), rank, address.c_str());
    lines.emplace_back(line);
  }
  return lines;
}

struct LargeDistrict {
  static constexpr test::ManyPeople kCounts{9'601, 12'000, 300, 7};
  test::TempDir dir;
  Scene scene;

  LargeDistrict() : scene(exported(dir), dir.path()) {}
  static std::string exported(const test::TempDir& dir) {
    test::write_export(kCounts, dir.file("export"));
    return dir.file("export");
  }
};

TEST_CASE("incident: South Washington County 2017, a bus list of thousands to a parent") {
  LargeDistrict district;
  Scene& scene = district.scene;
  const std::string body = "Dear families,\r\nplease find your bus route for the new school year attached.\r\n";
  scene.send({"g9@home.example"}, "Your bus route", body, "routes.csv", rows_of(LargeDistrict::kCounts, 0, 9'600), "text/csv");
  CHECK(scene.verdict() == Action::quarantine);
  CHECK(scene.report().students.size() >= 9'590);
  CHECK(has(scene.said().who, " students; the recipient is guardian of 1 of them"));
  CHECK(has(scene.said().because, "guardian of 1 of them"));

  scene.send({"g9@home.example"}, "Your bus route", body, "routes.csv", rows_of(LargeDistrict::kCounts, 1, 2), "text/csv");
  CHECK_MESSAGE(scene.verdict() == Action::encrypt, "the family's own line alone");
  CHECK(scene.said().who == "guardian: 1 student; the recipient is guardian of the student");
  scene.send({"g0@home.example"}, "Your bus route", body, "routes.csv", rows_of(LargeDistrict::kCounts, 0, 1), "text/csv");
  CHECK_MESSAGE(scene.verdict() == Action::quarantine, "of a child who is of age");
  CHECK(has(scene.said().who, "was guardian of the student, of age now"));
}

TEST_CASE("incident: Guilford County 2013, 456 seniors in one PDF to one guardian") {
  LargeDistrict district;
  Scene& scene = district.scene;
  const std::string body = "Hello,\r\nhere is the document you asked for.\r\n";
  scene.send({"g9@home.example"}, "Report", body, "report.pdf", pdf_of(class_report(rows_of(LargeDistrict::kCounts, 0, 456))), "application/pdf");
  CHECK(scene.verdict() == Action::quarantine);
  CHECK(scene.said().who == "guardian: 456 students; the recipient is guardian of 1 of them");
  CHECK(has(scene.said().because, "456 students"));
  CHECK_FALSE(scene.found("pii.ssn"));

  scene.send({"g9@home.example"}, "Report", body, "report.pdf", pdf_of(class_report(rows_of(LargeDistrict::kCounts, 1, 2))), "application/pdf");
  CHECK_MESSAGE(scene.verdict() == Action::encrypt, "their own child's line alone");
}

struct SmallDistrict {
  test::TempDir dir;
  Scene scene;

  SmallDistrict() : scene(exported(dir), dir.path()) {}
  static std::string exported(const test::TempDir& dir) {
    std::string users =
        "sourcedId,role,givenName,familyName,identifier,email,agentSourcedIds,metadata.directoryOptOut\n"
        "t0,teacher,Dana,Whitlock,E10001,t0@staff.example,,\nt1,teacher,Ines,Marsh,E10002,t1@staff.example,,\n"
        "g0,guardian,Rosalind,Okafor,,rosalind@home.example,s0,\n";
    constexpr const char* kGiven[] = {"Ifeoma", "Bastian", "Calla", "Dmitri", "Elowen", "Fabrice", "Greta", "Hakim", "Ingrid", "Joaquim", "Keiko", "Lorcan"};
    constexpr const char* kFamily[] = {"Okafor", "Lindqvist", "Marchetti", "Petrov", "Trelawney", "Duchamp", "Halvorsen", "Nasser", "Bergstrom", "Teixeira", "Yamane", "Gallagher"};
    std::string enrollments = "classSourcedId,userSourcedId,role\nc0,t0,teacher\n";
    for (int i = 0; i < 12; ++i) {
      const std::string n = std::to_string(i);
      users += "s" + n + ",student," + kGiven[i] + "," + kFamily[i] + "," + std::to_string(204'500 + i * 7) + ",s" + n + "@pupils.example," +
               (i == 0 ? "g0" : "") + "," + (i == 11 ? "true" : "") + "\n";
      if (i < 6) enrollments += "c0,s" + n + ",student\n";
    }
    dir.write("export/users.csv", users + "s12,student,Wilfred,Oyelaran,204999,s12@pupils.example,,true\n");
    dir.write("export/enrollments.csv", enrollments + "c0,s12,student\n");
    return dir.file("export");
  }
  static std::vector<std::string> pupils(int from, int to) {
    std::vector<std::string> addresses;
    for (int i = from; i < to; ++i) addresses.push_back("s" + std::to_string(i) + "@pupils.example");
    return addresses;
  }
};

TEST_CASE("incident: Kentucky 2019, a student's removal to a parent's address at work") {
  SmallDistrict district;
  Scene& scene = district.scene;
  const std::string letter =
      "Dear Ms. Okafor,\r\n\r\nThis letter confirms that Ifeoma Okafor has been removed from the marching band for the rest of the season. The "
      "decision follows the disciplinary referral of October 2 and the two days of in-school suspension.\r\n\r\nDana Whitlock\r\nBand director\r\n";
  scene.send({"Rosalind Okafor <rokafor@freightworks.example>"}, "Band", letter);
  CHECK(scene.verdict() == Action::quarantine);
  CHECK(scene.found("record.discipline"));
  CHECK(scene.said().who == "outsider: 1 student; the recipient has no tie to the student");

  scene.send({"Rosalind Okafor <rosalind@home.example>"}, "Band", letter);
  CHECK_MESSAGE(scene.verdict() == Action::encrypt, "to the address on file");
  CHECK(scene.said().who == "guardian: 1 student; the recipient is guardian of the student");
}

TEST_CASE("incident: University of Alabama 2011, a failing notice with all students in To") {
  SmallDistrict district;
  Scene& scene = district.scene;
  const std::string notice = "Hello,\r\n\r\nYou are currently failing this course. Please see me before Friday.\r\n\r\nDana Whitlock\r\n";
  scene.send(district.pupils(0, 6), "Your standing in class", notice);
  for (std::size_t i = 0; i < 6; ++i) CHECK(scene.verdict(i) == Action::quarantine);
  CHECK(scene.found("record.grades"));
  CHECK(scene.said().who == "a student's account: 6 students; the recipient is one of them");

  scene.send(district.pupils(0, 1), "Your standing in class", notice);
  CHECK_MESSAGE(scene.verdict() == Action::allow, "to each alone");
  scene.send(district.pupils(0, 6), "Marks", "Hello,\r\n\r\nmarks of the first test are posted in the portal. No one is failing this unit!\r\n\r\nDana Whitlock\r\n");
  CHECK_MESSAGE(scene.verdict() == Action::allow, "a notice about nobody");
  scene.send({"t1@staff.example", "s0@pupils.example"}, "Your standing in class", notice);
  CHECK_MESSAGE(scene.verdict(1) == Action::allow, "a colleague in copy is no other student");
}

TEST_CASE("incident: AACRAO 2020, a visible list is in order unless somebody on it refused") {
  SmallDistrict district;
  Scene& scene = district.scene;
  const std::string invitation = "Hello,\r\n\r\nthe chess club meets on Tuesday at three in room 12.\r\n\r\nDana Whitlock\r\n";
  scene.send(district.pupils(4, 11), "Chess club", invitation);
  for (std::size_t i = 0; i < 7; ++i) CHECK(scene.verdict(i) == Action::allow);
  scene.send(district.pupils(4, 12), "Chess club", invitation);
  CHECK(scene.verdict() == Action::quarantine);
  CHECK(scene.found("pii.opt_out"));
  CHECK(scene.report().student_ids == std::vector<std::string>{"s11"});
  CHECK(scene.said().who == "a student's account: 1 student; the recipient has no tie to the student");
  CHECK_MESSAGE(scene.verdict(7) == Action::allow, "the student who refused may have it");

  scene.send(district.pupils(11, 12), "Chess club", invitation);
  CHECK_MESSAGE(scene.verdict() == Action::allow, "alone on the list");
  scene.send({"s0@pupils.example", "s1@pupils.example", "s12@pupils.example"}, "Reading for Monday", invitation);
  CHECK_MESSAGE(scene.verdict() == Action::allow, "the sender's own class: classmates know who is in it");
  scene.send({"s11@pupils.example", "t1@staff.example"}, "Chess club", invitation);
  CHECK_MESSAGE(scene.verdict(0) == Action::allow, "staff may see the address");
  scene.sender = "s4@pupils.example";
  scene.send(district.pupils(5, 12), "Chess club", invitation);
  CHECK_MESSAGE(!scene.found("pii.opt_out"), "a pupil who writes to others discloses no record of the school");
}

}  // namespace
}  // namespace hallpass
