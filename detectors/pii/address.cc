// pii.address: a person's home address. One the roster knows, or a street address in a student's row or
// sentence that a head or word calls theirs. Where schools, events and businesses are is public.
#include <algorithm>
#include <array>

#include "detectors/pii/value_finding.h"
#include "detectors/registry.h"
#include "detectors/terms/tokens.h"
#include "detectors/value_context.h"

namespace hallpass {
namespace {

enum Sort : std::uint32_t { kHead = 1, kHome = 2, kPublic = 4 };

class Address final : public Detector {
 public:
  explicit Address(const DetectorContext& context) {
    terms_.read(context.lexicons.of("pii.address"), {.strong = kHome, .columns = kHead, .exclude = kPublic});
  }

  std::string_view id() const override { return "pii.address"; }

  void terms(TermSink& sink) override {
    terms_.declare(sink);
    street_ = sink.pattern(
        R"(\d{1,6}(?:[ -]?[a-d]|-\d{1,4}| 1/2)? (?:[nsew]\.?|north|south|east|west|ne|nw|se|sw)?\.? ?(?:[a-z0-9.'-]+ ){1,4}?)"
        R"((?:street|st|avenue|ave|av|road|rd|drive|dr|lane|ln|court|ct|place|pl|boulevard|blvd|way|circle|cir|terrace|ter|parkway|pkwy|highway|hwy|trail|trl|loop|square|sq|row|run|path|cove|cv|alley|bend|ridge|crossing|xing|point|pt)\b)",
        PatternStart::digit);
    po_box_ = sink.pattern(R"((?:p\.? ?o\.? ?box|rural route|rr) \d{1,5}\b)", PatternStart::word);
    calle_ = sink.pattern(R"((?:calle|avenida|camino|carrera) [a-z0-9' ]{2,30}?(?:#|no\.?|num\.?|,)? ?\d{1,6}\b)", PatternStart::word);
  }

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    for (std::size_t i = 0; i < evidence.layout->units.size(); ++i) {
      const UnitLayout& unit = evidence.layout->units[i];
      if (unit.kind == UnitKind::header && unit.path != "header/Subject") continue;
      ValueFindings found(id(), unit.path);
      std::vector<Seen> known;
      for (const Mention& mention : evidence.mentions) {
        if (mention.unit != i || mention.kind != MentionKind::address || mention.people.empty()) continue;
        known.push_back({mention.begin, mention.end, mention.people.front(), mention.confidence, mention.kind});
        add_known(evidence, i, known.back(), found);
      }
      std::uint32_t past = 0;
      for (const Hit& hit : unit.hits) {
        if ((hit.term != street_ && hit.term != po_box_ && hit.term != calle_) || hit.begin < past) continue;
        const bool seen = std::ranges::any_of(known, [&](const Seen& other) { return other.begin < hit.end && hit.begin < other.end; });
        if (!seen) add_unknown(evidence, i, hit, found);
        past = hit.end;
      }
      found.emit("addresses", out);
    }
  }

 private:
  static void add_known(const Evidence& evidence, std::size_t index, const Seen& seen, ValueFindings& found) {
    const PersonRole role = evidence.roster.person(seen.person).role;
    if (role == PersonRole::staff) return;
    Tie tie = tie_to_students(*evidence.layout, index, seen.begin, seen.end);
    if (tie.strength < 0.8) {
      tie.people.clear();
      if (role == PersonRole::student) tie.people.push_back({seen.person, seen.confidence});
      else for (PersonId child : evidence.roster.children_of(seen.person)) tie.people.push_back({child, seen.confidence});
    }
    found.add(std::max(seen.confidence, 0.8), tie, "in the roster");
  }

  void add_unknown(const Evidence& evidence, std::size_t index, const Hit& hit, ValueFindings& found) const {
    const UnitLayout& unit = evidence.layout->units[index];
    if (hit.begin > 0 && (unit.text[hit.begin - 1] == ':' || unit.text[hit.begin - 1] == '/' || unit.text[hit.begin - 1] == '.')) return;
    if (is_sentence(unit.text.substr(hit.begin, hit.end - hit.begin))) return;
    const Tie tie = tie_to_students(*evidence.layout, index, hit.begin, hit.end);
    if (const Head head = head_over(unit, hit.begin); !head.empty()) {
      if (!has_term(unit, terms_, kHead, head.begin, head.end) || has_term(unit, terms_, kPublic, head.begin, head.end)) return;
      if (tie.kind == TieKind::row) found.add(0.92, tie, "a column of addresses");
      else if (tie.unknown > 0) found.add(0.75, tie, "a column of addresses");
      return;
    }
    const auto near = [&](std::uint32_t sorts, std::uint32_t before, std::uint32_t after) {
      return in_context(unit, terms_, sorts, hit.begin, hit.end, before, after);
    };
    if (near(kPublic, 60, 30)) return;
    const bool close = tie.kind == TieKind::sentence || tie.kind == TieKind::row || tie.kind == TieKind::paragraph;
    const bool home = near(kHome, 48, 16);
    if (home && close) found.add(0.88, tie, "called a home");
    else if (home && !tie.people.empty() && tie.kind != TieKind::before && tie.strength > 0.8) found.add(0.76, tie, "called a home");
    else if (home && (!tie.people.empty() || tie.unknown > 0)) found.add(0.7, tie, "called a home");
    else if (tie.kind == TieKind::row || (tie.kind == TieKind::sentence && !tie.people.empty())) found.add(0.72, tie, "beside a student");
  }

  // "5 miles on Elm Street": between a house number and its street stand no words like these.
  static bool is_sentence(std::string_view text) {
    constexpr std::array<std::string_view, 19> kWords{"a", "and", "at", "blocks", "for", "from", "in", "is", "kids", "miles", "minutes", "of", "on", "people", "students", "the", "times", "to", "was"};
    bool found = false;
    for_each_word(text, [&](std::size_t begin, std::size_t end) {
      found |= std::ranges::find(kWords, text.substr(begin, end - begin)) != kWords.end();
    });
    return found;
  }

  TermId street_ = 0, po_box_ = 0, calle_ = 0;
  TermSorts terms_;
};

}  // namespace

std::unique_ptr<Detector> make_pii_address(const DetectorContext& context) { return std::make_unique<Address>(context); }

}  // namespace hallpass
