#include <doctest/doctest.h>

#include "tests/detectors/small_district.h"

namespace hallpass::test {

TEST_CASE("record.counseling") {
  const TextCase cases[] = {
      {"suicide", "Devon Ashworth told a friend he wants to die; risk screen came out high.", "record.counseling"},
      {"self-harm", "Lucia Ferreira has been cutting since October.", "record.counseling", "record.health"},
      {"abuse report", "We made a CPS report about Caleb Whitfield today.", "record.counseling", "record.custody"},
      {"session", "Counseling session with Tobias Okonkwo: his parents' divorce.", "record.counseling"},
      {"panic", "Marisol Quintero had a panic attack in the hall and sees a therapist.", "record.counseling", "record.health"},
      {"narrative", "Caleb Whitfield said nobody would notice if he was gone. We made a safety plan.", "record.counseling"},
      {"overdose", "Devon Ashworth took a bunch of pills in the bathroom.", "record.counseling", "record.health"},
      {"Spanish", "Marisol Quintero dijo que quiere morir y se ha cortado los brazos.", "record.counseling"},
      {"misspelt", "Tobias Okonkwo made sucidal statments", "record.counseling"},
      {"form", "REPORT OF SUSPECTED CHILD ABUSE\nChild: Amos Pellworth   Age 7\nChild stated that she hits me with a cord.", "record.counseling"},
      {"training", "Suicide prevention training is Friday in the library.", ""},
      {"awareness", "May is mental health awareness month; wear green.", ""},
      {"posting", "School counselor wanted: crisis response, suicide risk screening, child abuse reporting.", ""},
      {"college", "Devon Ashworth has an appointment in the college counseling center.", ""},
      {"cutting paper", "Lucia Ferreira is cutting paper snowflakes.", ""},
      {"drama", "Imogen Vandermeer cries on stage in act two.", "pii.opt_out"},
      {"vignette", "The case study about Alex asks whether to report neglect.", ""},
      {"counselor's signature", "See you then,\nYolanda Prentiss\nSchool Counselor", ""},
      {"happy", "Marisol Quintero was so happy she cried when she won.", ""},
      {"hotline in a newsletter", "If you are in crisis call or text 988.", ""},
      {"budget", "We had a crisis with the copier; Grant Sorensen fixed it.", ""},
  };
  check_texts(cases);
}

}  // namespace hallpass::test
