// Recollection: what one message sees of the state. Its sender's memory was read beforehand, from this relay's
// file and perhaps from other relays; of two views the one that knows more is believed. What it was not read
// for it asks the file.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "hallpass/state.h"
#include "state/digests.h"
#include "state/sender_memory.h"

namespace hallpass {

class Recollection final : public Remembered, public Correspondence, public Volume {
 public:
  // `views`: at least one. `end` is called once, at the end, with `claim`.
  Recollection(State& behind, const AddressDigests& digests, std::string sender, std::vector<SenderMemory> views,
               std::uint64_t claim, std::function<void(std::uint64_t)> end)
      : behind_(behind), digests_(digests), sender_(std::move(sender)), views_(std::move(views)), claim_(claim),
        end_(std::move(end)) {}
  ~Recollection() override { end_(claim_); }

  const Correspondence& correspondence() const override { return *this; }
  const Volume& volume() const override { return *this; }
  std::uint64_t claim() const override { return claim_; }

  bool known(std::string_view sender) const override;
  Habit habit(std::string_view sender, std::string_view recipient) const override;
  std::uint32_t together(std::string_view sender, std::string_view one, std::string_view other) const override;
  std::uint64_t recipients_since(std::string_view sender, std::int64_t now_seconds,
                                 std::int64_t window_seconds) const override;
  AudienceCounts audiences_since(std::string_view sender, std::int64_t now_seconds,
                                 std::int64_t window_seconds) const override;
  std::uint64_t copies_since(std::string_view sender, CopyMark mark, std::int64_t now_seconds,
                             std::int64_t window_seconds) const override;

 private:
  bool is_mine(std::string_view sender) const { return normalize_address(sender) == sender_; }
  Habit domain_habit(std::string_view recipient) const;

  State& behind_;
  const AddressDigests& digests_;
  const std::string sender_;
  const std::vector<SenderMemory> views_;
  const std::uint64_t claim_;
  const std::function<void(std::uint64_t)> end_;
};

}  // namespace hallpass
