// What families agreed to and what they refused, from the side CSV to the verdict.
#include "tests/corpus/scene.h"

namespace hallpass {
namespace {

constexpr const char* kUsers =
    "sourcedId,role,givenName,familyName,identifier,email\n"
    "t0,teacher,Dana,Whitlock,E10001,t0@staff.example\n"
    "free,student,Ifeoma,Okafor,204500,\n"
    "agreed,student,Bastian,Lindqvist,204507,\n"
    "nophoto,student,Calla,Marchetti,204514,\n"
    "noaward,student,Dmitri,Petrov,204521,\n"
    "noname,student,Elowen,Trelawney,204528,\n"
    "both,student,Fabrice,Duchamp,204535,\n"
    "all,student,Greta,Halvorsen,204542,\n";
constexpr const char* kSide =
    "sourcedId,optOut,photoConsent\nagreed,,yes\nnophoto,,no\nnoaward,award,\nnoname,name,\nboth,photo,yes\nall,all,\n";

struct District {
  test::TempDir dir;
  test::Scene scene;

  District() : scene(exported(dir), dir.path(), dir.write("side.csv", kSide)) {}
  static std::string exported(const test::TempDir& dir) {
    dir.write("export/users.csv", kUsers);
    return dir.file("export");
  }
};

// The category is found for sure ('!'), perhaps ('?') or not at all.
char how_sure(const Report& report, std::string_view category) {
  char sure = '-';
  for (const Finding& finding : report.findings) {
    if (finding.category == category) sure = finding.confidence >= kCertain ? '!' : sure == '!' ? '!' : '?';
  }
  return sure;
}

TEST_CASE("pii.opt_out asks which fields a family refused") {
  District district;
  struct Case {
    const char* why;
    const char* text;
    char want;
  };
  const Case cases[] = {
      {"refused everything, an award", "Greta Halvorsen made the honor roll.", '!'},
      {"refused everything, a team", "Greta Halvorsen plays for the varsity team.", '!'},
      {"refused everything, nothing of a directory", "Please call Greta Halvorsen back about the key.", '-'},
      {"refused awards, an award", "Dmitri Petrov made the honor roll.", '!'},
      {"refused awards, a team", "Dmitri Petrov joined the chess club.", '-'},
      {"refused the name, a team", "Elowen Trelawney joined the chess club.", '!'},
      {"refused pictures, an award", "Calla Marchetti made the honor roll.", '-'},
      {"refused pictures, a picture", "The yearbook has Calla Marchetti on its cover.", '!'},
      {"refused nothing", "Ifeoma Okafor made the honor roll.", '-'},
      {"agreed to pictures, an award", "Bastian Lindqvist made the honor roll.", '-'},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    district.scene.send({"editor@paper.example"}, "News", std::string("Hello,\r\n\r\n") + c.text + "\r\n\r\nDana Whitlock\r\n");
    CHECK(how_sure(district.scene.report(), "pii.opt_out") == c.want);
  }
}

TEST_CASE("pii.photo knows who agreed to pictures") {
  District district;
  struct Case {
    const char* why;
    const char* file;
    char want;
    Action verdict;
  };
  const Case cases[] = {
      {"nobody asked the family", "Ifeoma_Okafor.jpg", '!', Action::quarantine},
      {"the family agreed", "Bastian_Lindqvist.jpg", '?', Action::tag},
      {"the family refused", "Calla_Marchetti.jpg", '!', Action::quarantine},
      {"agreed and refused: the refusal counts", "Fabrice_Duchamp.jpg", '!', Action::quarantine},
      {"nobody's picture", "IMG_4471.jpg", '-', Action::allow},
  };
  const std::string picture = "\xFF\xD8\xFF\xE0" + std::string(4'000, '\x11') + "\xFF\xD9";
  for (const Case& c : cases) {
    CAPTURE(std::string(c.why));
    district.scene.send({"editor@paper.example"}, "Here it is", "Hello,\r\n\r\nas you asked.\r\n\r\nDana\r\n", c.file, picture, "image/jpeg");
    CHECK(how_sure(district.scene.report(), "pii.photo") == c.want);
    CHECK(district.scene.verdict() == c.verdict);
  }
}

}  // namespace
}  // namespace hallpass
