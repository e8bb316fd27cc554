// release_item(): intent durable, hand over, outcome durable. A pass is good for exactly its recipients, so
// each recipient the MTA refuses costs one more round without it.
#include "hallpass/release.h"

#include <algorithm>

#include "base/address.h"
#include "base/crash_point.h"
#include "quarantine/content_digest.h"
#include "quarantine/smtp_client.h"

namespace hallpass {
namespace {

using quarantine::SmtpAnswer;
using quarantine::SmtpResult;

bool among(const std::vector<std::string>& addresses, const std::string& address) {
  return std::ranges::find(addresses, normalize_address(address), normalize_address) != addresses.end();
}

std::vector<std::string> not_yet_released(const ItemSummary& item) {
  std::vector<std::string> open;
  for (const std::string& address : item.recipients) {
    if (!among(item.released_to, address)) open.push_back(address);
  }
  return open;
}

tl::unexpected<Error> no_answer(const ReleaseSettings& settings, const ReleaseRequest& request, const SmtpAnswer& answer) {
  const std::string where = "release: " + settings.smtp + ": " + answer.text;
  if (answer.result == SmtpResult::unknown) {
    return fail(ErrorCode::unavailable, where + "; the message was handed over but not answered: look for it in the MTA's "
                                                "log; item " + request.id + " can be released again after " +
                                            std::to_string(settings.pass_seconds) + " s");
  }
  return fail(ErrorCode::unavailable, where + "; item " + request.id +
                                          " is still held: check that the MTA runs and release.smtp, then release again");
}

}  // namespace

Result<std::vector<ReleaseOutcome>> release_item(Store& store, const ReleaseSettings& settings,
                                                 const ReleaseRequest& request) {
  auto item = store.open(request.id);
  if (!item) return tl::unexpected(item.error());
  std::vector<std::string> open = request.recipients.empty() ? not_yet_released(item->summary) : request.recipients;
  const std::string message = quarantine::with_crlf(item->bytes);
  std::vector<ReleaseOutcome> outcomes;
  while (!open.empty()) {  // each round ends it or drops one recipient
    auto pass = store.begin_release(request.id, open, request.actor, request.reason, request.now_seconds);
    if (!pass) return tl::unexpected(pass.error());
    const std::string handed = std::string(kPassHeader) + ": " + *pass + "\r\n" + message;
    const SmtpAnswer answer = quarantine::send_mail(settings, {item->summary.sender, open, handed});
    crash_point("release.answered");
    if (answer.result == SmtpResult::unknown) return no_answer(settings, request, answer);
    const bool accepted = answer.result == SmtpResult::accepted;
    auto finished = store.finish_release(request.id, open, accepted, answer.text);
    if (!finished) return tl::unexpected(finished.error());
    if (answer.result == SmtpResult::not_delivered) return no_answer(settings, request, answer);
    if (!accepted && answer.refused_recipient < open.size()) {
      const auto refused = open.begin() + static_cast<std::ptrdiff_t>(answer.refused_recipient);
      outcomes.push_back({*refused, false, answer.text});
      open.erase(refused);
      continue;
    }
    for (const std::string& address : open) outcomes.push_back({address, accepted, answer.text});
    break;
  }
  if (outcomes.empty()) return fail(ErrorCode::usage, "release: item " + request.id + " has gone to all its recipients");
  return outcomes;
}

}  // namespace hallpass
