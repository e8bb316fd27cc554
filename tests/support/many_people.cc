#include "tests/support/many_people.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "tests/support/roster_files.h"

namespace hallpass::test {
namespace {

// A small generator of our own: the standard's distributions differ between libraries.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15 + 1) {}
  std::uint32_t roll(std::uint32_t sides) {
    state_ = state_ * 6364136223846793005 + 1442695040888963407;
    return static_cast<std::uint32_t>((state_ >> 33) % sides);
  }

 private:
  std::uint64_t state_;
};

constexpr std::array kStarts{"Ba", "Bre", "Ca", "Cla", "Da", "Do", "Fa", "Fri", "Ga", "Gre", "Ha", "Hel", "Ja", "Jo", "Ka", "Kri",
                             "La", "Li", "Ma", "Mo", "Na", "Ne", "Pa", "Pro", "Ra", "Ro", "Sa", "Sti", "Ta", "Tre", "Va", "Wi"};
constexpr std::array kMiddles{"ba", "bel", "da", "den", "fi", "ga", "ka", "la", "len", "li", "lo", "ma", "men", "mi", "na", "ni",
                              "ra", "ren", "ri", "ro", "sa", "sen", "si", "ta", "ti", "to", "va", "vi", "za", "zel", "zi", "xo"};
constexpr std::array kGivenEnds{"a", "ia", "o", "n", "ra", "lyn", "s", "el"};
constexpr std::array kFamilyEnds{"berg", "ford", "gren", "ham", "ic", "kov", "land", "man", "mont", "quist", "rez", "sson", "ston", "vale", "wick", "zano"};
constexpr std::array kStreets{"Larch", "Harbour", "Quarry", "Meadow", "Granite", "Juniper", "Cannery", "Orchard"};
constexpr std::array kStreetEnds{"Avenue", "Street", "Road", "Lane", "Drive", "Court"};
constexpr std::array kWords{"the", "budget", "and", "for", "next", "meeting", "we", "will", "have", "a", "review", "of", "bus",
                            "routes", "with", "lunch", "at", "noon", "please", "send", "your", "notes", "to", "office", "by"};

struct Name {
  std::string given, family;
};

Name name_of(std::uint32_t who, std::uint32_t seed) {
  Dice dice(std::uint64_t{who} * 7919 + seed);
  const auto pick = [&](const auto& list) { return std::string(list[dice.roll(static_cast<std::uint32_t>(list.size()))]); };
  Name name;
  name.given = pick(kStarts) + pick(kMiddles) + pick(kGivenEnds);
  name.family = pick(kStarts) + pick(kMiddles) + (dice.roll(3) == 0 ? pick(kMiddles) : "") + pick(kFamilyEnds);
  return name;
}

std::string padded(std::uint64_t number, std::size_t width) {
  std::string text = std::to_string(number);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

std::string number_of(std::uint32_t student) { return padded(1'000'000 + std::uint64_t{student} * 37 % 8'999'999, 7); }
std::string birth_date_of(std::uint32_t student) {
  return std::to_string(2008 + student % 13) + "-" + padded(student / 13 % 12 + 1, 2) + "-" + padded(student / 156 % 28 + 1, 2);
}
std::string address_of(std::uint32_t home) {
  return std::to_string(10 + home / 48) + " " + kStreets[home % 8] + " " + kStreetEnds[home / 8 % 6];
}

std::ofstream open(const std::string& path) {
  std::ofstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot write " + path);
  return file;
}

void write_users(const ManyPeople& counts, const std::string& folder) {
  auto users = open(folder + "/users.csv");
  users << "sourcedId,status,enabledUser,orgSourcedIds,role,givenName,familyName,middleName,identifier,email,phone,"
           "agentSourcedIds,grades,metadata.stateId,metadata.homeAddress\n";
  for (std::uint32_t i = 0; i < counts.students; ++i) {
    const Name name = name_of(i, counts.seed);
    users << "s" << i << ",active,true,o" << i % 60 << ",student," << name.given << "," << name.family << ",," << number_of(i)
          << ",s" << i << "@pupils.example,555" << padded(i, 7) << ",g" << i % counts.guardians << ","
          << padded(i % 13, 2) << "," << padded(4'000'000'000 + i * 13ULL, 10) << "," << address_of(i) << "\n";
  }
  for (std::uint32_t i = 0; i < counts.guardians; ++i) {
    const Name name = name_of(i + 10'000'000, counts.seed);
    users << "g" << i << ",active,true,o1,guardian," << name.given << "," << name_of(i % counts.students, counts.seed).family << ",,,g"
          << i << "@home.example,556" << padded(i, 7) << ",s" << i % counts.students << ",,,\n";
  }
  for (std::uint32_t i = 0; i < counts.staff; ++i) {
    const Name name = name_of(i + 20'000'000, counts.seed);
    users << "t" << i << ",active,true,o" << i % 60 << ",teacher," << name.given << "," << name.family << ",,E" << padded(i, 6)
          << ",t" << i << "@staff.example,557" << padded(i, 7) << ",,,,\n";
  }
}

}  // namespace

void write_export(const ManyPeople& counts, const std::string& folder) {
  std::filesystem::create_directory(folder);
  write_users(counts, folder);
  auto demographics = open(folder + "/demographics.csv");
  demographics << "sourcedId,birthDate\n";
  for (std::uint32_t i = 0; i < counts.students; ++i) demographics << "s" << i << "," << birth_date_of(i) << "\n";
  auto enrollments = open(folder + "/enrollments.csv");
  enrollments << "sourcedId,classSourcedId,userSourcedId,role\n";
  constexpr std::uint32_t kClassesEach = 6;
  const std::uint32_t classes = counts.students * kClassesEach / 25 + 1;
  for (std::uint32_t i = 0; i < classes; ++i) enrollments << "et" << i << ",c" << i << ",t" << i % counts.staff << ",teacher\n";
  for (std::uint32_t i = 0; i < counts.students; ++i) {
    for (std::uint32_t k = 0; k < kClassesEach; ++k) {
      enrollments << "e" << i << "-" << k << ",c" << (i / 25 * kClassesEach + k) % classes << ",s" << i << ",student\n";
    }
  }
}

RosterBuildOptions many_people_to_build(const ManyPeople& counts, const TempDir& dir) {
  RosterBuildOptions options = roster_files(dir);
  options.lexicon_dir = HALLPASS_SOURCE_DIR "/config/lexicons";
  write_export(counts, options.source);
  return options;
}

std::string roster_lines(const ManyPeople& counts, std::uint32_t students) {
  std::string text = "Last,First,Student ID,Birth date,Address,Grade,Phone,Email,Bus,Stop\n";
  for (std::uint32_t i = 0; i < students; ++i) {
    const std::uint32_t who = i * 9U % counts.students;
    const Name name = name_of(who, counts.seed);
    text += name.family + "," + name.given + "," + number_of(who) + "," + birth_date_of(who) + "," + address_of(who) + "," +
            std::to_string(who % 13) + ",555" + padded(who, 7) + ",s" + std::to_string(who) + "@pupils.example,Route " +
            std::to_string(who % 40) + ",Corner " + kStreets[who % 8] + "\n";
  }
  return text;
}

std::string prose(const ManyPeople& counts, std::size_t bytes, std::size_t bytes_between) {
  Dice dice(counts.seed);
  std::string text;
  for (std::size_t next = bytes_between; text.size() < bytes;) {
    text += kWords[dice.roll(kWords.size())];
    text += dice.roll(12) == 0 ? ".\n" : " ";
    if (text.size() < next) continue;
    const Name name = name_of(dice.roll(counts.students), counts.seed);
    text += name.given + " " + name.family + " ";
    next += bytes_between;
  }
  return text;
}

}  // namespace hallpass::test
