// pii.photo: an image part that its own name, the words about pictures in the message, or a note of a few lines around
// it tie to a student.
#include <algorithm>
#include <array>

#include "base/fold.h"
#include "detectors/pii/value_finding.h"
#include "detectors/registry.h"
#include "detectors/value_context.h"

namespace hallpass {
namespace {

constexpr std::uint64_t kPictureBytesMin = 2'000;  // smaller ones are logos, rules and trackers

constexpr std::size_t kNoteBytesMax = 400;         // a note that short is about what it carries

enum Sort : std::uint32_t { kPicture = 1 };

// Everybody in it signed a release: still a picture of identified students, but no disclosure without consent
// (clause-11). Possible, so that policy tags it.
constexpr double kAgreed = 0.6;
constexpr std::string_view kAgreedWords = "consent on file for all of them";

constexpr std::array<std::string_view, 14> kNoPhotographs{"banner", "button", "flyer", "footer", "header", "icon", "image0", "logo",
                                                          "map", "poster", "receipt", "scan", "screenshot", "signature"};

bool has_agreed(const Roster& roster, PersonId student) {
  const Person& person = roster.person(student);
  return (person.consent & kConsentPhoto) != 0 && (person.opt_out & kOptOutPhoto) == 0;
}

class Photo final : public Detector {
 public:
  explicit Photo(const LexiconSet& lexicons) { terms_.read(lexicons.of("pii.photo"), {.strong = kPicture}); }

  std::string_view id() const override { return "pii.photo"; }

  void terms(TermSink& sink) override { terms_.declare(sink); }

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    const Layout& layout = *evidence.layout;
    std::vector<std::uint32_t> pictures;
    for (std::uint32_t part = 0; part < evidence.message.parts.size(); ++part) {
      if (is_picture(evidence.message.parts[part])) pictures.push_back(part);
    }
    if (pictures.empty()) return;
    bool named = false;
    for (std::size_t i = 0; i < layout.units.size(); ++i) {
      const UnitLayout& unit = layout.units[i];
      if (unit.kind != UnitKind::file_name && unit.kind != UnitKind::metadata) continue;
      if (std::ranges::find(pictures, evidence.message.units[i].part) == pictures.end() || unit.students.empty()) continue;
      ValueFindings found(id(), unit.path);
      const bool agreed = std::ranges::all_of(unit.students, [&](const Seen& seen) { return has_agreed(evidence.roster, seen.person); });
      for (const Seen& seen : unit.students) {
        found.add(agreed ? kAgreed : std::max(0.85, seen.confidence), Tie{TieKind::row, 1, {{seen.person, seen.confidence}}, 0},
                  agreed ? kAgreedWords : "named by the file");
      }
      found.emit("pictures", out);
      named = true;
    }
    if (named || inspect_captions(evidence, out)) return;
    const bool photograph = std::ranges::any_of(pictures, [&](std::uint32_t part) { return is_photograph(evidence.message.parts[part]); });
    if (photograph) inspect_note(evidence, out);
  }

 private:
  static bool is_picture(const Part& part) {
    const auto image = [](const std::string& type) { return type.starts_with("image/") && type != "image/svg+xml"; };
    return (image(part.content_type) || image(part.detected_type)) && part.size_bytes >= kPictureBytesMin;
  }

  // As cameras make and name them; logos, flyers and buttons have names of their own.
  static bool is_photograph(const Part& part) {
    const bool camera = part.content_type == "image/jpeg" || part.content_type == "image/heic" || part.detected_type == "image/jpeg";
    return camera && std::ranges::none_of(kNoPhotographs, [&](std::string_view word) { return folded_text(part.file_name).find(word) != std::string::npos; });
  }

  // The people named in a body of a few lines.
  void inspect_note(const Evidence& evidence, std::vector<Finding>& out) const {
    for (const UnitLayout& unit : evidence.layout->units) {
      if (unit.kind != UnitKind::body || unit.text.size() > kNoteBytesMax) continue;
      ValueFindings found(id(), unit.path);
      for (const Seen& seen : unit.students) {
        if (seen.kind != MentionKind::full_name) continue;
        const bool agreed = has_agreed(evidence.roster, seen.person);
        found.add(agreed ? kAgreed : std::min(0.78, seen.confidence), Tie{TieKind::letter, 1, {{seen.person, seen.confidence}}, 0},
                  agreed ? kAgreedWords : "named in the note around it");
      }
      found.emit("pictures", out);
    }
  }

  // False where no words about pictures stand beside a student.
  bool inspect_captions(const Evidence& evidence, std::vector<Finding>& out) const {
    const std::size_t before = out.size();
    const Layout& layout = *evidence.layout;
    for (std::size_t i = 0; i < layout.units.size(); ++i) {
      const UnitLayout& unit = layout.units[i];
      if (unit.students.empty() || (unit.kind == UnitKind::header && unit.path != "header/Subject")) continue;
      ValueFindings found(id(), unit.path);
      for (const Hit& hit : unit.hits) {
        if (!(terms_.of(hit.term) & kPicture)) continue;
        const Tie tie = tie_to_students(layout, i, hit.begin, hit.end);
        if (tie.people.empty()) continue;
        const bool agreed = std::ranges::all_of(tie.people, [&](const TiedPerson& tied) { return has_agreed(evidence.roster, tied.person); });
        const double sure = tie.kind == TieKind::sentence ? 0.85 : tie.kind == TieKind::paragraph ? 0.76 : 0.6;
        found.add(agreed ? std::min(sure, kAgreed) : sure, tie, agreed ? kAgreedWords : "captioned in the text");
      }
      found.emit("captions", out);
    }
    return out.size() > before;
  }

  TermSorts terms_;
};

}  // namespace

std::unique_ptr<Detector> make_pii_photo(const DetectorContext& context) { return std::make_unique<Photo>(context.lexicons); }

}  // namespace hallpass
