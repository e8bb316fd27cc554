// How many slips of the hand are caught, at how many false alarms: the recipient detectors over a simulated
// district's correspondence. The whole run of the issue: HALLPASS_SIMULATE=full (400 senders, 60 days).
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>

#include "detectors/layout.h"
#include "detectors/registry.h"
#include "hallpass/detection.h"
#include "hallpass/policy.h"
#include "hallpass/state.h"
#include "tests/detectors/recipients/habits.h"

namespace hallpass::test {
namespace {

constexpr std::array kAsked{"recipient.inactive", "recipient.lookalike_domain", "recipient.mistyped_address", "recipient.name_mismatch",
                            "recipient.personal_account", "recipient.unfamiliar", "recipient.wrong_guardian"};

struct Tally {
  std::size_t slips = 0, caught = 0, proper = 0, alarms = 0;
};

struct Curve {
  std::map<double, Tally> at;                     // by threshold
  std::array<std::pair<std::size_t, std::size_t>, kSlipKinds> kinds{};  // planted, caught at 0.5
};

std::vector<std::unique_ptr<Detector>> detectors_for(const District& district) {
  static const auto kLexicons = LexiconSet::load(HALLPASS_SOURCE_DIR "/config/lexicons");
  REQUIRE(kLexicons);
  std::vector<std::unique_ptr<Detector>> made;
  for (const DetectorRow& row : detector_rows()) {
    if (std::ranges::find(kAsked, row.id) != kAsked.end()) made.push_back(row.make(DetectorContext{*kLexicons, district}));
  }
  return made;
}

// The surest of all findings for each recipient.
std::vector<double> scores(const SimulatedMessage& simulated, const SimulatedDistrict& world,
                           const std::vector<std::unique_ptr<Detector>>& detectors, const State& state) {
  Message message;
  message.parts.emplace_back().path = "1";
  message.mailboxes.push_back({"from", simulated.sender_display, simulated.sender});
  Envelope envelope;
  envelope.sender = envelope.login = simulated.sender;
  for (const SimulatedRecipient& to : simulated.to) {
    message.mailboxes.push_back({"to", to.display, to.address});
    envelope.recipients.push_back(to.address);
  }
  message.units.push_back({UnitKind::body, 0, "1", simulated.text, {}});
  std::vector<Note> notes;
  const auto folded = fold_units(message, notes);
  std::vector<Mention> mentions;
  std::vector<Finding> found;
  if (!simulated.child_name.empty()) {
    const auto at = static_cast<std::uint32_t>(folded[0].text.find(simulated.child_name));
    mentions.push_back({0, at, at + 4, MentionKind::full_name, {simulated.about.front()}, 0.9});
    Finding record;
    record.category = "record.grades";
    record.confidence = 0.9;
    record.subjects = simulated.about;
    found.push_back(std::move(record));
  }
  const auto recipients = classify_recipients(envelope, world.roster, world.district, simulated.at_seconds);
  Evidence evidence{.envelope = envelope, .recipients = recipients, .message = message, .folded = folded, .hits = {}, .mentions = mentions,
                    .roster = world.roster, .district = world.district, .correspondence = state.correspondence(),
                    .volume = state.volume(), .now_seconds = simulated.at_seconds};
  const Layout layout = lay_out(evidence);
  evidence.layout = &layout;
  for (const auto& detector : detectors) detector->inspect(evidence, found);
  for (const auto& detector : detectors) detector->conclude(evidence, found);
  std::vector<double> best(recipients.size());
  for (const Finding& finding : found) {
    if (finding.recipient < best.size()) best[finding.recipient] = std::max(best[finding.recipient], finding.confidence);
  }
  return best;
}

// A slip that was caught is not learnt; one that was missed went out and is.
void remember(const SimulatedMessage& message, const std::vector<double>& best, State& state) {
  SentMessage sent;
  sent.sender = message.sender;
  sent.at_seconds = message.at_seconds;
  for (std::size_t i = 0; i < message.to.size(); ++i) {
    if (best[i] < kCertain) sent.delivered.push_back(message.to[i].address);
  }
  CHECK(state.record_sent(sent));
}

Curve measure(const HabitKnobs& knobs) {
  const auto world = simulate(knobs);
  const auto detectors = detectors_for(world->district);
  const auto state = make_state_in_memory();
  Curve curve;
  for (const SimulatedMessage& message : world->messages) {
    const std::vector<double> best = scores(message, *world, detectors, *state);
    for (std::size_t i = 0; i < message.to.size(); ++i) {
      const bool slip = message.to[i].slip != SlipKind::none;
      auto& [planted, caught] = curve.kinds[static_cast<std::size_t>(message.to[i].slip)];
      ++planted;
      caught += best[i] >= kPossible;
      for (double threshold : {0.5, 0.6, 0.75, 0.8, 0.85, 0.9, 0.95}) {
        Tally& tally = curve.at[threshold];
        ++(slip ? tally.slips : tally.proper);
        if (best[i] >= threshold) ++(slip ? tally.caught : tally.alarms);
      }
    }
    remember(message, best, *state);
  }
  return curve;
}

double share(std::size_t part, std::size_t of) { return of == 0 ? 0 : static_cast<double>(part) / static_cast<double>(of); }

void print(const Curve& curve, std::uint64_t seed) {
  std::printf("slips, seed %llu\nthreshold  recall  false alarms\n", static_cast<unsigned long long>(seed));
  for (const auto& [threshold, tally] : curve.at) {
    std::printf("%9.2f  %5.1f %%  %6.3f %%  (%zu of %zu; %zu of %zu)\n", threshold, 100 * share(tally.caught, tally.slips),
                100 * share(tally.alarms, tally.proper), tally.caught, tally.slips, tally.alarms, tally.proper);
  }
  for (std::size_t kind = 1; kind < kSlipKinds; ++kind) {
    std::printf("  %-20s %zu of %zu\n", to_string(static_cast<SlipKind>(kind)), curve.kinds[kind].second, curve.kinds[kind].first);
  }
}

TEST_CASE("recipient.*: recall of planted slips at few false alarms, on a seed nothing was tuned on") {
  HabitKnobs knobs;
  knobs.seed = 7'001;  // held out; 1 to 99 are for trying things
  if (const char* size = std::getenv("HALLPASS_SIMULATE"); size && std::string_view(size) == "full") knobs.senders = 400;
  const Curve curve = measure(knobs);
  print(curve, knobs.seed);
  const Tally& tally = curve.at.at(kPossible);
  CHECK(tally.slips > 50);
  CHECK(share(tally.caught, tally.slips) >= 0.87);
  CHECK(share(tally.alarms, tally.proper) <= 0.005);
}

}  // namespace
}  // namespace hallpass::test
