#include <doctest/doctest.h>

#include "tests/detectors/small_district.h"

namespace hallpass::test {

TEST_CASE("record.meal_status") {
  const TextCase cases[] = {
      {"eligible", "Marisol Quintero is approved for free lunch.", "record.meal_status"},
      {"list", "Child\tLunch status\tIncome\nQuintero, Marisol\tFREE\t24k\nFerreira, Lucia\tREDUCED\t31k", "record.meal_status"},
      {"income", "Household income for the Ferreira family (Lucia Ferreira): $2,180 a month, on SNAP benefits.", "record.meal_status"},
      {"FRL", "Devon Ashworth - FRL, EL", "record.meal_status", "record.english_learner"},
      {"debt", "Caleb Whitfield has $41 of lunch debt.", "record.meal_status"},
      {"Spanish", "Marisol Quintero recibe almuerzo gratis.", "record.meal_status"},
      {"Somali", "Ilmahaaga Caleb Whitfield wuxuu xaq u leeyahay cunto bilaash ah.", "record.meal_status"},
      {"rate", "Free or reduced lunch 41.7% of enrollment.", ""},
      {"menu", "Lunch menu: tacos, fruit, milk. Sugar free option.", ""},
      {"for all", "Free meals for all children this summer at the park.", ""},
      {"feel free", "Feel free to call; Devon Ashworth can reduce his load.", ""},
      {"lunch", "Marisol Quintero sees me at lunch.", ""},
      {"free ticket", "Tobias Okonkwo won a free lunch in the raffle? No: a free pizza.", "", "record.meal_status"},
  };
  check_texts(cases);
}

}  // namespace hallpass::test
