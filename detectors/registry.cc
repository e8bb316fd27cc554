#include "detectors/registry.h"

#include <algorithm>
#include <array>
#include <functional>

namespace hallpass {

std::unique_ptr<Detector> make_pii_birth_date(const DetectorContext&);
std::unique_ptr<Detector> make_pii_ssn(const DetectorContext&);
std::unique_ptr<Detector> make_pii_student_id(const DetectorContext&);
std::unique_ptr<Detector> make_record_grades(const DetectorContext&);

namespace {

constexpr std::array kDetectors{
    DetectorRow{"pii.birth_date", "a date given as a person's date of birth", make_pii_birth_date},
    DetectorRow{"pii.ssn", "US Social Security number", make_pii_ssn},
    DetectorRow{"pii.student_id", "a student's local or state number", make_pii_student_id},
    DetectorRow{"record.grades", "marks, scores, GPA or class rank of a student", make_record_grades},
};
static_assert(std::ranges::adjacent_find(kDetectors, std::ranges::greater_equal{}, &DetectorRow::id) ==
                  kDetectors.end(),
              "kDetectors: keep rows sorted by id; ids are unique");

}  // namespace

std::span<const DetectorRow> detector_rows() { return kDetectors; }

}  // namespace hallpass
