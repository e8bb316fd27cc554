#include "detectors/registry.h"

#include <algorithm>
#include <array>
#include <functional>

namespace hallpass {

std::unique_ptr<Detector> make_bulk_address_list(const DetectorContext&);
std::unique_ptr<Detector> make_bulk_all_district(const DetectorContext&);
std::unique_ptr<Detector> make_bulk_chain_letter(const DetectorContext&);
std::unique_ptr<Detector> make_bulk_rate(const DetectorContext&);
std::unique_ptr<Detector> make_bulk_recipients(const DetectorContext&);
std::unique_ptr<Detector> make_bulk_solicitation(const DetectorContext&);
std::unique_ptr<Detector> make_content_notes(const DetectorContext&);
std::unique_ptr<Detector> make_credential_password(const DetectorContext&);
std::unique_ptr<Detector> make_credential_secret_key(const DetectorContext&);
std::unique_ptr<Detector> make_custom_forms(const DetectorContext&);
std::unique_ptr<Detector> make_custom_patterns(const DetectorContext&);
std::unique_ptr<Detector> make_identity_impersonation(const DetectorContext&);
std::unique_ptr<Detector> make_identity_remailer(const DetectorContext&);
std::unique_ptr<Detector> make_operations_security(const DetectorContext&);
std::unique_ptr<Detector> make_personnel_discipline(const DetectorContext&);
std::unique_ptr<Detector> make_personnel_employment(const DetectorContext&);
std::unique_ptr<Detector> make_personnel_evaluation(const DetectorContext&);
std::unique_ptr<Detector> make_personnel_payroll(const DetectorContext&);
std::unique_ptr<Detector> make_pii_address(const DetectorContext&);
std::unique_ptr<Detector> make_pii_birth_date(const DetectorContext&);
std::unique_ptr<Detector> make_pii_employee_id(const DetectorContext&);
std::unique_ptr<Detector> make_pii_financial_account(const DetectorContext&);
std::unique_ptr<Detector> make_pii_government_id(const DetectorContext&);
std::unique_ptr<Detector> make_pii_opt_out(const DetectorContext&);
std::unique_ptr<Detector> make_pii_payment_card(const DetectorContext&);
std::unique_ptr<Detector> make_pii_phone(const DetectorContext&);
std::unique_ptr<Detector> make_pii_photo(const DetectorContext&);
std::unique_ptr<Detector> make_pii_ssn(const DetectorContext&);
std::unique_ptr<Detector> make_pii_student_id(const DetectorContext&);
std::unique_ptr<Detector> make_recipient_exposed_list(const DetectorContext&);
std::unique_ptr<Detector> make_recipient_inactive(const DetectorContext&);
std::unique_ptr<Detector> make_recipient_lookalike_domain(const DetectorContext&);
std::unique_ptr<Detector> make_recipient_mistyped_address(const DetectorContext&);
std::unique_ptr<Detector> make_recipient_name_mismatch(const DetectorContext&);
std::unique_ptr<Detector> make_recipient_personal_account(const DetectorContext&);
std::unique_ptr<Detector> make_recipient_unfamiliar(const DetectorContext&);
std::unique_ptr<Detector> make_recipient_visible_list(const DetectorContext&);
std::unique_ptr<Detector> make_recipient_wrong_guardian(const DetectorContext&);
std::unique_ptr<Detector> make_record_assessment(const DetectorContext&);
std::unique_ptr<Detector> make_record_attendance(const DetectorContext&);
std::unique_ptr<Detector> make_record_counseling(const DetectorContext&);
std::unique_ptr<Detector> make_record_custody(const DetectorContext&);
std::unique_ptr<Detector> make_record_discipline(const DetectorContext&);
std::unique_ptr<Detector> make_record_english_learner(const DetectorContext&);
std::unique_ptr<Detector> make_record_grades(const DetectorContext&);
std::unique_ptr<Detector> make_record_health(const DetectorContext&);
std::unique_ptr<Detector> make_record_meal_status(const DetectorContext&);
std::unique_ptr<Detector> make_record_section_504(const DetectorContext&);
std::unique_ptr<Detector> make_record_special_education(const DetectorContext&);
std::unique_ptr<Detector> make_record_transcript(const DetectorContext&);

namespace {

constexpr std::array kDetectors{
    DetectorRow{"bulk.address_list", "a list of district addresses handed to an outsider", make_bulk_address_list},
    DetectorRow{"bulk.all_district", "a list of the whole district, addressed without permission", make_bulk_all_district},
    DetectorRow{"bulk.chain_letter", "chain letter or pyramid scheme", make_bulk_chain_letter},
    DetectorRow{"bulk.rate", "more recipients within an hour than a sender may address", make_bulk_rate},
    DetectorRow{"bulk.recipients", "more recipients of one message than a sender may address", make_bulk_recipients},
    DetectorRow{"bulk.solicitation", "advertising or fund-raising for private gain", make_bulk_solicitation},
    DetectorRow{"content.notes", "encrypted, unreadable, oversized or executable parts", make_content_notes},
    DetectorRow{"credential.password", "a password, PIN or login with its secret", make_credential_password},
    DetectorRow{"credential.secret_key", "API key, private key, token", make_credential_secret_key},
    DetectorRow{"custom.forms", "the district's own forms, filled in (hallpass fingerprint)", make_custom_forms},
    DetectorRow{"custom.patterns", "the district's own words and patterns, under the categories they name", make_custom_patterns},
    DetectorRow{"identity.impersonation", "From or Sender is not who logged in", make_identity_impersonation},
    DetectorRow{"identity.remailer", "anonymous remailer or disposable address", make_identity_remailer},
    DetectorRow{"operations.security", "plans, codes, networks that outsiders must not have", make_operations_security},
    DetectorRow{"personnel.discipline", "reprimand, investigation, termination of an employee", make_personnel_discipline},
    DetectorRow{"personnel.employment", "application, history, references, background check", make_personnel_employment},
    DetectorRow{"personnel.evaluation", "an employee's evaluation or improvement plan", make_personnel_evaluation},
    DetectorRow{"personnel.payroll", "pay, garnishment, benefits, leave of an employee", make_personnel_payroll},
    DetectorRow{"pii.address", "a person's home address", make_pii_address},
    DetectorRow{"pii.birth_date", "a date given as a person's date of birth", make_pii_birth_date},
    DetectorRow{"pii.employee_id", "an employee's number", make_pii_employee_id},
    DetectorRow{"pii.financial_account", "bank account or IBAN", make_pii_financial_account},
    DetectorRow{"pii.government_id", "passport, driver licence, Medicaid, alien number, ITIN", make_pii_government_id},
    DetectorRow{"pii.opt_out", "a student whose family refused directory disclosure", make_pii_opt_out},
    DetectorRow{"pii.payment_card", "payment card number", make_pii_payment_card},
    DetectorRow{"pii.phone", "a student's or guardian's phone number", make_pii_phone},
    DetectorRow{"pii.photo", "a picture of an identified student", make_pii_photo},
    DetectorRow{"pii.ssn", "US Social Security number", make_pii_ssn},
    DetectorRow{"pii.student_id", "a student's local or state number", make_pii_student_id},
    DetectorRow{"recipient.exposed_list", "many families see each other's addresses", make_recipient_exposed_list},
    DetectorRow{"recipient.inactive", "an address whose owner has left", make_recipient_inactive},
    DetectorRow{"recipient.lookalike_domain", "a domain that imitates a known one", make_recipient_lookalike_domain},
    DetectorRow{"recipient.mistyped_address", "an address one slip away from a known one", make_recipient_mistyped_address},
    DetectorRow{"recipient.name_mismatch", "display name or greeting of somebody else", make_recipient_name_mismatch},
    DetectorRow{"recipient.personal_account", "a staff member's private mailbox receives district data", make_recipient_personal_account},
    DetectorRow{"recipient.unfamiliar", "a newcomer among recipients who always go together", make_recipient_unfamiliar},
    DetectorRow{"recipient.visible_list", "recipients who see each other, on a notice about them or against their refusal", make_recipient_visible_list},
    DetectorRow{"recipient.wrong_guardian", "data about a student to another's guardian", make_recipient_wrong_guardian},
    DetectorRow{"record.assessment", "standardised or diagnostic test results", make_record_assessment},
    DetectorRow{"record.attendance", "absences, tardies, truancy of a student", make_record_attendance},
    DetectorRow{"record.counseling", "counselling, mental health, abuse reports", make_record_counseling},
    DetectorRow{"record.custody", "custody, protective order, foster or homeless status", make_record_custody},
    DetectorRow{"record.discipline", "referral, suspension, expulsion, incident of a student", make_record_discipline},
    DetectorRow{"record.english_learner", "English-learner status or proficiency", make_record_english_learner},
    DetectorRow{"record.grades", "marks, scores, GPA or class rank of a student", make_record_grades},
    DetectorRow{"record.health", "diagnosis, medication, immunisation, nurse visit", make_record_health},
    DetectorRow{"record.meal_status", "free or reduced-price meals, household income", make_record_meal_status},
    DetectorRow{"record.section_504", "504 plan or its accommodations", make_record_section_504},
    DetectorRow{"record.special_education", "IEP, eligibility, evaluation, services", make_record_special_education},
    DetectorRow{"record.transcript", "a transcript or cumulative record", make_record_transcript},
};
static_assert(std::ranges::adjacent_find(kDetectors, std::ranges::greater_equal{}, &DetectorRow::id) ==
                  kDetectors.end(),
              "kDetectors: keep rows sorted by id; ids are unique");

}  // namespace

std::span<const DetectorRow> detector_rows() { return kDetectors; }

}  // namespace hallpass
