#include <algorithm>

#include "base/recipient_volume.h"
#include "base/sender.h"
#include "hallpass/state.h"

namespace hallpass {
namespace {

void add_new(std::vector<std::string>& list, const std::string& address) {
  if (!address.empty()) list.push_back(address);
}

void make_distinct(std::vector<std::string>& list) {
  std::ranges::sort(list);
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

}  // namespace

SentMessage sent_message(const Envelope& envelope, const Report& report, std::int64_t now_seconds) {
  SentMessage sent;
  sent.sender = answering_sender(envelope);
  sent.at_seconds = now_seconds;
  sent.volume = recipient_volume(report.recipients);
  sent.copy_mark = report.copy_mark;
  for (std::size_t i = 0; i < report.recipients.size(); ++i) {
    add_new(sent.addressed, report.recipients[i].normalized);
    const bool went_out = i < report.verdicts.size() && report.verdicts[i].action < Action::quarantine;
    if (went_out) add_new(sent.delivered, report.recipients[i].normalized);
  }
  make_distinct(sent.addressed);
  make_distinct(sent.delivered);
  return sent;
}

}  // namespace hallpass
