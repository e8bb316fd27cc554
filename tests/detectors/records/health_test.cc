#include <doctest/doctest.h>

#include "tests/detectors/small_district.h"

namespace hallpass::test {

TEST_CASE("record.health") {
  const TextCase cases[] = {
      {"allergy", "Marisol Quintero is allergic to peanuts and carries an EpiPen.", "record.health"},
      {"medication", "Devon Ashworth takes methylphenidate 10 mg at noon.", "record.health"},
      {"diabetes", "Lucia Ferreira has type 1 diabetes and wears a pump.", "record.health"},
      {"seizure log", "Log for Tobias Okonkwo:\n\n2/10 10:22 seizure, 45 sec\n2/17 seizure, 2 min, diazepam given", "record.health"},
      {"immunization", "Caleb Whitfield is missing MMR #2 and Tdap.", "record.health"},
      {"nurse visit", "Lucia Ferreira was seen by the nurse with a fever of 101.2.", "record.health"},
      {"table", "Child\tAllergy / condition\tMedication\nMarisol Quintero\tpeanut\tEpiPen Jr\nDevon Ashworth\tasthma\talbuterol", "record.health"},
      {"concussion", "Tobias Okonkwo has a concussion, no PE until cleared by doctor.", "record.health"},
      {"Spanish", "Marisol Quintero es alérgica a los cacahuates y usa inhalador.", "record.health"},
      {"Somali", "Caleb Whitfield weli ma haysato tallaalka Tdap, wuxuu qabaa xiiq.", "record.health"},
      {"pregnancy", "Between us, Imogen Vandermeer is pregnant.", "record.health", "pii.opt_out"},
      {"misspelt", "Devon Ashworth has astma, his inhailer is in the office", "record.health"},
      {"fair", "Health fair and immunization clinic Thursday 3-6 pm.", ""},
      {"lice notice", "One or more cases of head lice have been reported in a classroom.", ""},
      {"flu", "Strep and influenza A are going around; keep sick children home.", ""},
      {"nurse's signature", "Thanks,\nYolanda Prentiss, RN\nSchool Nurse", ""},
      {"volunteer", "Lucia Ferreira's mother will help at the blood drive.", ""},
      {"insurance", "Health insurance enrollment for staff ends Friday.", ""},
      {"injury in sports news", "Coach says the team is healthy after a week of rest; Tobias Okonkwo scored twice.", ""},
      {"pump", "Devon Ashworth fixed the bicycle pump.", ""},
      {"lesson", "Lesson 6: what a vaccine does. Worksheet attached.", ""},
      {"temperature", "Caleb Whitfield measured the temperature of the pond, 54 degrees.", ""},
      {"kitchen", "The cooler holds at 38 if nobody opens it.", ""},
      {"physical education", "Physical education starts outdoors Monday; bring Marisol Quintero's shoes.", ""},
  };
  check_texts(cases);
}

}  // namespace hallpass::test
