// Evidence of an empty world: no roster, no history, one outside recipient.
#pragma once

#include <span>
#include <vector>

#include "hallpass/evidence.h"

namespace hallpass::test {

class NoCorrespondence final : public Correspondence {
 public:
  bool known(std::string_view) const override { return false; }
  Habit habit(std::string_view, std::string_view) const override { return {}; }
};

class NoVolume final : public Volume {
 public:
  std::uint64_t recipients_since(std::string_view, std::int64_t, std::int64_t) const override { return 0; }
};

class NobodyKnown final : public Roster {
 public:
  std::uint32_t person_count() const override { return 0; }
  const Person& person(PersonId) const override { return nobody_; }
  std::string_view source_id(PersonId) const override { return ""; }
  std::span<const PersonId> find(RosterField, std::string_view) const override { return {}; }
  bool maybe_name_part(std::string_view) const override { return false; }
  std::span<const PersonId> guardians_of(PersonId) const override { return {}; }
  std::span<const PersonId> children_of(PersonId) const override { return {}; }
  std::span<const PersonId> teachers_of(PersonId) const override { return {}; }
  bool barred(PersonId, PersonId) const override { return false; }
  std::string_view version() const override { return "none"; }

 private:
  Person nobody_;
};

class EmptyWorld {
 public:
  EmptyWorld() {
    Recipient outsider;
    outsider.address = outsider.normalized = "someone@elsewhere.example";
    outsider.domain = "elsewhere.example";
    recipients_.push_back(outsider);
    envelope_.sender = "office@maplefork.example";
    envelope_.recipients = {"someone@elsewhere.example"};
  }

  // Everything handed in outlives what is returned, and so does this.
  Evidence evidence(const Message& message, std::span<const FoldedUnit> folded, std::span<const Hit> hits,
                    std::span<const Mention> mentions) const {
    return evidence(message, folded, hits, mentions, roster_);
  }
  Evidence evidence(const Message& message, std::span<const FoldedUnit> folded, std::span<const Hit> hits,
                    std::span<const Mention> mentions, const Roster& roster) const {
    return Evidence{.envelope = envelope_, .recipients = recipients_, .message = message, .folded = folded, .hits = hits,
                    .mentions = mentions, .roster = roster, .district = district_, .correspondence = correspondence_,
                    .volume = volume_, .now_seconds = kNow};
  }

 private:
  static constexpr std::int64_t kNow = 1'772'452'800;  // 2 March 2026, noon UTC
  Envelope envelope_;
  std::vector<Recipient> recipients_;
  NobodyKnown roster_;
  District district_;
  NoCorrespondence correspondence_;
  NoVolume volume_;
};

}  // namespace hallpass::test
