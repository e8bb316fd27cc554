// The normal form of each kind of value. The index is built from these and asked with these: what a
// message writes differently ("5715 Lincoln Avenue", "(319) 555-0142") has to come out the same.
//
// Pure, linear in the value. An empty answer: the value is not one of its kind.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/roster.h"

namespace hallpass {

// Folded letters and digits alone: "O'Brien", "Garcia-Lopez", "De la Cruz" -> "obrien", "garcialopez",
// "delacruz". Non-ASCII letters stay.
[[nodiscard]] std::string name_letters(std::string_view name);

// The words of a name: "De la Cruz" -> de, la, cruz; "O'Brien" -> obrien. Generation suffixes are left out.
[[nodiscard]] std::vector<std::string> name_words(std::string_view name);

// The words of a name as it may also be cut: at apostrophes and before capitals. "O'Brien" -> o, brien; "DeLeon" ->
// de, leon. Single letters are left out; empty for names that are not cut further than name_words() does.
[[nodiscard]] std::vector<std::string> name_pieces(std::string_view name);

// "Given Family" or "Family, Given" -> "givenfamily".
[[nodiscard]] std::string normal_full_name(std::string_view name);

// The ways a school's name is written: "Oak Hill Elementary School" -> oakhillelementaryschool, oakhill,
// oakhillelementary, oakhillelem, oakhilles, ohes.
[[nodiscard]] std::vector<std::string> school_names(std::string_view name);

// "#182-235", " 182235 ", "182235.0" -> "182235"; letters stay: "E17560" -> "e17560".
[[nodiscard]] std::string normal_number(std::string_view number);

// The last ten digits of a North American number, "+1" off; else all digits, 7 to 15.
[[nodiscard]] std::string normal_phone(std::string_view phone);

// "5715 North Lincoln Avenue, Apt 20, Town, IA 50613" -> "5715 n lincoln ave". Only the street line.
[[nodiscard]] std::string normal_address(std::string_view address);

// Years 1900 to 2100 in ISO order, or month/day/year: -> "YYYY-MM-DD".
[[nodiscard]] std::string normal_date(std::string_view date);

// Days from 1970-01-01 to the 18th birthday of somebody born on the normal date; 0 where it is none.
[[nodiscard]] std::int32_t turns_18_day(std::string_view normal_date);

// "KG", "K", "PK", "01", "12" -> 0, 0, -1, 1, 12; else -128.
[[nodiscard]] std::int8_t grade_level_of(std::string_view grade);

[[nodiscard]] std::string normal_value(RosterField field, std::string_view value);

}  // namespace hallpass
