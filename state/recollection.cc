#include "state/recollection.h"

#include <algorithm>

namespace hallpass {

bool Recollection::known(std::string_view sender) const {
  if (!is_mine(sender)) return behind_.correspondence().known(sender);
  return std::ranges::any_of(views_, [](const SenderMemory& view) { return !view.habits.empty(); });
}

Correspondence::Habit Recollection::habit(std::string_view sender, std::string_view recipient) const {
  if (sender.empty()) return domain_habit(recipient);
  if (!is_mine(sender)) return behind_.correspondence().habit(sender, recipient);
  const std::int64_t digest = digests_.of(sender_, normalize_address(recipient));
  Habit best;
  for (const SenderMemory& view : views_) {
    const auto found = view.habits.find(digest);
    if (found != view.habits.end() && found->second.messages > best.messages) best = found->second;
  }
  return best;
}

Correspondence::Habit Recollection::domain_habit(std::string_view recipient) const {
  const std::int64_t digest = digests_.of("", recipient);
  Habit best = behind_.correspondence().habit("", recipient);
  for (const SenderMemory& view : views_) {
    const auto found = view.domains.find(digest);
    if (found != view.domains.end() && found->second.messages > best.messages) best = found->second;
  }
  return best;
}

std::uint32_t Recollection::together(std::string_view sender, std::string_view one, std::string_view other) const {
  if (!is_mine(sender)) return behind_.correspondence().together(sender, one, other);
  const std::int64_t digest = digests_.of_pair(sender_, normalize_address(one), normalize_address(other));
  std::uint32_t most = 0;
  for (const SenderMemory& view : views_) {
    const auto found = view.pairs.find(digest);
    if (found != view.pairs.end()) most = std::max(most, found->second);
  }
  return most;
}

std::uint64_t Recollection::recipients_since(std::string_view sender, std::int64_t now_seconds,
                                             std::int64_t window_seconds) const {
  return audiences_since(sender, now_seconds, window_seconds).total();
}

AudienceCounts Recollection::audiences_since(std::string_view sender, std::int64_t now_seconds,
                                             std::int64_t window_seconds) const {
  if (!is_mine(sender)) return behind_.volume().audiences_since(sender, now_seconds, window_seconds);
  AudienceCounts best;
  for (const SenderMemory& view : views_) {
    AudienceCounts counts = sum_of(view.buckets, now_seconds, window_seconds);
    counts += view.claimed;
    if (counts.total() >= best.total()) best = counts;
  }
  return best;
}

std::uint64_t Recollection::copies_since(std::string_view sender, CopyMark mark, std::int64_t now_seconds,
                                         std::int64_t window_seconds) const {
  if (!is_mine(sender)) return behind_.volume().copies_since(sender, mark, now_seconds, window_seconds);
  std::uint64_t most = 0;
  for (const SenderMemory& view : views_)
    most = std::max(most, view.copies_of(digests_.masked(sender_, mark), now_seconds, window_seconds));
  return most;
}

}  // namespace hallpass
