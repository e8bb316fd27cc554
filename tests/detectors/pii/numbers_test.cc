#include <doctest/doctest.h>

#include "tests/detectors/small_district.h"

namespace hallpass::test {

TEST_CASE("pii.payment_card, financial_account, government_id, employee_id") {
  const TextCase cases[] = {
      {"Visa", "Visa 4111 1111 1111 1111 exp 09/27", "pii.payment_card"},
      {"Amex", "amex 3782 822463 10005", "pii.payment_card"},
      {"card no. plain", "card number 5555555555554444", "pii.payment_card"},
      {"Spanish", "la tarjeta es 4012 8888 8888 1881, vence 04/28", "pii.payment_card"},
      {"fails Luhn", "Visa 4111 1111 1111 1112", ""},
      {"item number", "Item 4417-0092-6653-1188 did arrive.", ""},
      {"tracking", "tracking 4111111111111111", ""},
      {"longer", "ref 94111111111111111123", ""},
      {"test card talk", "Use the test card 4111 1111 1111 1111 in the demo store.", ""},
      {"library card", "library card 21234000567890", ""},
      {"card talk", "I'll pay with the school card when you get here.", ""},
      {"direct deposit", "Direct deposit: routing 073000176, checking 4410228917", "pii.financial_account", "personnel.payroll"},
      {"IBAN", "IBAN DE89 3704 0044 0532 0130 00", "pii.financial_account"},
      {"bank account", "Bank account number 000123456789 at First Prairie", "pii.financial_account"},
      {"Spanish account", "Número de cuenta 123456789, banco: ruta 073000176", "pii.financial_account"},
      {"wrong checksum IBAN", "IBAN DE89 3704 0044 0532 0130 01", ""},
      {"budget account", "Which account is billed? Fund 33, object 450.", ""},
      {"lunch account", "Her lunch account 771204 is low.", ""},
      {"utility", "Electric account 5512348877 is past due.", ""},
      {"customer", "Customer account 88213001 at the paper company", ""},
      {"passport", "US passport 561840273 exp 08/2029", "pii.government_id"},
      {"licence", "Driver's license number D123-4567-8901", "pii.government_id"},
      {"Medicaid", "Medicaid ID 1234567A for the speech billing", "pii.government_id", "record.special_education"},
      {"alien number", "Alien registration A012345678", "pii.government_id"},
      {"ITIN", "ITIN 912-78-1234", "pii.government_id"},
      {"passport column", "Name\tPassport\nAmos Pell\tA04417732\nIda Roe\t578216690", "pii.government_id"},
      {"passport office", "The passport office is open 9 to 4, fee $130, call 319-555-0100.", ""},
      {"teaching license", "License 172 required, MA, 190 days.", ""},
      {"software", "Your software license number is in the box.", ""},
      {"plate", "license plate frame, item 12345678", ""},
      {"employee number", "Harriet Lindgren, employee no. E44120", "pii.employee_id"},
      {"badge list", "line1\temp_no\nMarcus Bellweather\tE51907\nYolanda Prentiss\tE30218", "pii.employee_id"},
      {"unknown with label", "Employee ID E99881", "pii.employee_id"},
      {"E-something", "Room E44 and stairwell E2", ""},
      {"model", "Model E10500 printer", ""},
      {"elevation", "Benchmark E23 at 900 feet", ""},
  };
  check_texts(cases);
}

}  // namespace hallpass::test
