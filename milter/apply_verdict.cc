// The order is the whole idea: hold (durable), probe (is the MTA still there?), change, answer. A crash or a
// lost connection between any two of them leaves a pending item and a sender who comes again with the same
// message; the store knows it by its key, so nothing is lost and nothing is held twice.
#include "milter/apply_verdict.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "base/crash_point.h"
#include "hallpass/report_json.h"
#include "milter/added_text.h"

namespace hallpass {
namespace {

// On TCP the first write after the peer left succeeds and brings the reset that makes the second fail.
constexpr std::chrono::milliseconds kProbeGap{10};
// After a verdict that took so long the MTA may have given up already; then nothing is stored at all, for
// the next try may be judged otherwise (a reader that hung will not hang again).
constexpr std::int64_t kSlowMs = 1'000;

bool mta_still_there(Mta& mta, bool over_tcp) {
  if (!mta.progress()) return false;
  if (!over_tcp) return true;
  std::this_thread::sleep_for(kProbeGap);
  return mta.progress();
}

std::vector<std::string> distinct(const std::vector<std::string>& all, const std::vector<std::uint32_t>& indices) {
  std::vector<std::string> picked;
  for (const auto i : indices) {
    if (std::find(picked.begin(), picked.end(), all[i]) == picked.end()) picked.push_back(all[i]);
  }
  return picked;
}

Applied in_trouble(std::string what) { return Applied{Answer::temporary_failure, {}, std::move(what)}; }

bool tag_subject(const Judged& judged, Mta& mta) {
  const std::string subject = prefixed_subject(judged.subject, judged.settings.subject_prefix);
  return judged.has_subject ? mta.change_header("Subject", 1, subject) : mta.add_header("Subject", subject);
}

bool add_own_headers(const Judged& judged, const Partition& parts, Mta& mta) {
  const Action action = parts.delivered_action;
  if (!mta.add_header(std::string(kVerdictHeader), std::string(to_string(action)))) return false;
  if (action == Action::allow) return true;
  const auto categories = categories_for(judged.report, parts.deliver);
  if (!categories.empty() && !mta.add_header(std::string(kFindingsHeader), header_list(categories))) return false;
  if (action == Action::encrypt) return mta.add_header(std::string(kRouteHeader), std::string(kRouteRequireTls));
  return judged.settings.subject_prefix.empty() || tag_subject(judged, mta);
}

Applied refuse(const Judged& judged, Mta& mta) {
  std::vector<std::uint32_t> all(judged.report.verdicts.size());
  for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
  const auto lines = refusal_lines(judged.settings.reject_text, rules_for(judged.report, all),
                                   clauses_for(judged.report, all), judged.reference);
  if (!mta.set_refusal("550", "5.7.1", lines)) return in_trouble("the reply of a refusal was not taken");
  return Applied{Answer::refuse, {}, {}};
}

Result<ItemId> hold(const Judged& judged, const Partition& parts, Store& store) {
  return store.put(HeldMessage{.envelope = judged.envelope,
                               .recipients = distinct(judged.envelope.recipients, parts.hold),
                               .bytes = judged.bytes,
                               .report = judged.report,
                               .now_seconds = judged.now_seconds,
                               .report_json = report_json(judged.report, judged.envelope, judged.reference)});
}

bool remove_recipients(const Judged& judged, const Partition& parts, Mta& mta) {
  for (const auto& recipient : distinct(judged.recipients_as_given, parts.hold)) {
    if (!mta.delete_recipient(recipient)) return false;
  }
  return true;
}

}  // namespace

Applied apply_verdict(const Judged& judged, const Partition& parts, Mta& mta, Store& store) {
  if (parts.refuse) return refuse(judged, mta);

  Applied applied;
  if (!parts.hold.empty()) {
    if (judged.elapsed_ms >= kSlowMs && !mta_still_there(mta, judged.over_tcp)) {
      return in_trouble("the MTA left before the verdict");
    }
    crash_point("apply.before_put");
    const Result<ItemId> item = hold(judged, parts, store);
    if (!item) return in_trouble(item.error().context);
    crash_point("apply.after_put");
    if (!mta_still_there(mta, judged.over_tcp)) return in_trouble("the MTA left before our answer");
    crash_point("apply.after_probe");
    applied.held = *item;
  }
  if (parts.deliver.empty()) {
    applied.answer = Answer::discard;
    return applied;
  }
  if (!remove_recipients(judged, parts, mta)) return in_trouble("the MTA did not remove the held recipients");
  crash_point("apply.after_remove");
  if (!judged.own_headers.remove_from(mta) || !add_own_headers(judged, parts, mta)) {
    return in_trouble("the MTA did not take our headers");
  }
  crash_point("apply.before_answer");
  applied.answer = Answer::proceed;
  return applied;
}

Applied apply_release(const OwnHeaders& own_headers, Mta& mta) {
  if (!own_headers.remove_from(mta) || !mta.add_header(std::string(kVerdictHeader), "released")) {
    return in_trouble("the MTA did not take our headers");
  }
  crash_point("release.before_answer");
  return Applied{Answer::proceed, {}, {}};
}

}  // namespace hallpass
