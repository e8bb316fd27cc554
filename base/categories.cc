#include "base/categories.h"

#include <algorithm>
#include <array>

namespace hallpass {
namespace {

constexpr std::array<std::string_view, 50> kCategories{
    "bulk.address_list",
    "bulk.all_district",
    "bulk.chain_letter",
    "bulk.rate",
    "bulk.recipients",
    "bulk.solicitation",
    "content.encrypted",
    "content.executable",
    "content.over_limit",
    "content.unreadable",
    "credential.password",
    "credential.secret_key",
    "identity.impersonation",
    "identity.remailer",
    "operations.security",
    "personnel.discipline",
    "personnel.employment",
    "personnel.evaluation",
    "personnel.payroll",
    "pii.address",
    "pii.birth_date",
    "pii.employee_id",
    "pii.financial_account",
    "pii.government_id",
    "pii.opt_out",
    "pii.payment_card",
    "pii.phone",
    "pii.photo",
    "pii.ssn",
    "pii.student_id",
    "recipient.exposed_list",
    "recipient.inactive",
    "recipient.lookalike_domain",
    "recipient.mistyped_address",
    "recipient.name_mismatch",
    "recipient.personal_account",
    "recipient.unfamiliar",
    "recipient.wrong_guardian",
    "record.assessment",
    "record.attendance",
    "record.counseling",
    "record.custody",
    "record.discipline",
    "record.english_learner",
    "record.grades",
    "record.health",
    "record.meal_status",
    "record.section_504",
    "record.special_education",
    "record.transcript",
};
static_assert(std::ranges::adjacent_find(kCategories, std::ranges::greater_equal{}) == kCategories.end(),
              "kCategories: keep sorted; each once");

}  // namespace

std::span<const std::string_view> known_categories() {
  return kCategories;
}

bool is_custom_category(std::string_view word) {
  constexpr std::string_view kFamily = "custom.";
  constexpr std::size_t kBytesMax = 64;
  return word.starts_with(kFamily) && word.size() > kFamily.size() && word.size() <= kBytesMax &&
         std::ranges::all_of(word.substr(kFamily.size()), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::vector<std::string> categories_named(std::string_view word) {
  std::vector<std::string> named;
  if (word == "custom.*" || is_custom_category(word)) return {std::string(word)};
  const bool family = word.ends_with(".*");
  const std::string_view start = family ? word.substr(0, word.size() - 1) : word;
  for (std::string_view category : kCategories) {
    if (family ? category.starts_with(start) : category == word) named.emplace_back(category);
  }
  return named;
}

}  // namespace hallpass
