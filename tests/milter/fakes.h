// The milter's neighbours for tests: an MTA that records what is asked of it, a store in memory, a judge
// that reads its verdict off the recipient's address ("hold@…", "reject@…").
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "hallpass/store.h"
#include "milter/judge.h"
#include "milter/mta.h"

namespace hallpass::test {

class RecordingMta final : public Mta {
 public:
  std::vector<std::string> calls;             // "add X-A=b", "delete X-A 2", "remove <a@b>", "probe", "refuse 550 5.7.1"
  std::map<std::string, std::string> macros;
  std::vector<std::string> refusal;
  int fail_at = -1;                           // the call with this number (from 0) fails

  std::string macro(const char* name) override {
    const auto found = macros.find(name);
    return found == macros.end() ? "" : found->second;
  }
  bool add_header(const std::string& name, const std::string& value) override { return take("add " + name + "=" + value); }
  bool change_header(const std::string& name, int index, const std::string& value) override {
    return take("change " + name + " " + std::to_string(index) + "=" + value);
  }
  bool delete_header(const std::string& name, int index) override {
    return take("delete " + name + " " + std::to_string(index));
  }
  bool delete_recipient(const std::string& recipient) override { return take("remove " + recipient); }
  bool progress() override { return take("probe"); }
  bool set_refusal(const char* code, const char* enhanced, const std::vector<std::string>& lines) override {
    refusal = lines;
    return take(std::string("refuse ") + code + " " + enhanced);
  }

 private:
  bool take(std::string call) {
    const bool good = static_cast<int>(calls.size()) != fail_at;
    calls.push_back(std::move(call));
    return good;
  }
};

class MemoryStore final : public Store {
 public:
  struct Held {
    std::string sender;
    std::vector<std::string> recipients;
    std::string bytes;
    bool confirmed = false;
    int times = 1;
  };
  bool full = false;
  std::string good_pass;  // redeem_pass() takes it once
  bool pass_trouble = false;
  std::vector<std::string> log;

  std::map<ItemId, Held> items() const {
    const std::lock_guard lock(mutex_);
    return items_;
  }

  Result<ItemId> put(const HeldMessage& message) override {
    const std::lock_guard lock(mutex_);
    log.push_back("put");
    if (full) return fail(ErrorCode::io, "quarantine: write items/x: No space left on device");
    for (auto& [id, held] : items_) {
      if (held.sender == message.envelope.sender && held.recipients == message.recipients && held.bytes == message.bytes) {
        ++held.times;
        return id;
      }
    }
    const ItemId id = "item" + std::to_string(items_.size() + 1);
    items_[id] = Held{message.envelope.sender, message.recipients, std::string(message.bytes)};
    return id;
  }
  Result<void> confirm(const ItemId& id) override {
    const std::lock_guard lock(mutex_);
    log.push_back("confirm " + id);
    items_[id].confirmed = true;
    return {};
  }
  Result<bool> redeem_pass(std::string_view pass, const Envelope&, std::string_view, std::int64_t) override {
    const std::lock_guard lock(mutex_);
    if (pass_trouble) return fail(ErrorCode::temporary, "quarantine: index is locked");
    if (good_pass.empty() || pass != good_pass) return false;
    good_pass.clear();
    return true;
  }
  Result<std::vector<ItemSummary>> list(const ItemFilter&) const override { return std::vector<ItemSummary>{}; }
  Result<ItemSummary> summary(const ItemId&) const override { return none(); }
  Result<Item> open(const ItemId&) const override { return none(); }
  Result<void> reject(const ItemId&, std::string_view, std::string_view) override { return none(); }
  Result<void> remove(const ItemId&, std::string_view, std::string_view) override { return none(); }
  Result<std::string> begin_release(const ItemId&, const std::vector<std::string>&, std::string_view, std::string_view,
                                    std::int64_t) override {
    return none();
  }
  Result<void> finish_release(const ItemId&, const std::vector<std::string>&, bool, std::string_view) override {
    return none();
  }
  Result<std::vector<std::string>> recover() override { return std::vector<std::string>{}; }

 private:
  static tl::unexpected<Error> none() { return fail(ErrorCode::not_found, "not in this test"); }
  mutable std::mutex mutex_;
  std::map<ItemId, Held> items_;
};

inline Action action_for(const std::string& recipient) {
  for (const auto& [word, action] : {std::pair{"tag", Action::tag}, {"encrypt", Action::encrypt},
                                     {"hold", Action::quarantine}, {"reject", Action::reject}}) {
    if (recipient.starts_with(word)) return action;
  }
  return Action::allow;
}

// One finding, "record.grades", behind every verdict but allow.
inline Report report_for(const std::vector<std::string>& recipients) {
  Report report;
  report.findings.resize(1);
  report.findings[0].category = "record.grades";
  for (const auto& address : recipients) {
    Verdict verdict;
    verdict.action = action_for(address);
    if (verdict.action != Action::allow) {
      verdict.rules = {"records-to-outsiders"};
      verdict.clauses = {"clause-13"};
      verdict.findings = {0};
    }
    report.action = std::max(report.action, verdict.action);
    report.verdicts.push_back(std::move(verdict));
    report.recipients.emplace_back();
    report.recipients.back().address = address;
    report.recipients.back().normalized = address;
  }
  return report;
}

class AddressJudge final : public Judge {
 public:
  explicit AddressJudge(Settings settings) : settings_(std::move(settings)) {}
  std::unique_ptr<Remembered> recall(const Envelope& envelope, std::int64_t now_seconds) const override {
    if (!state) return nullptr;
    return state->recall({.sender = envelope.sender, .recipients = envelope.recipients,
                          .volume = {{0, 0, envelope.recipients.size()}}, .now_seconds = now_seconds});
  }
  Report judge(const MessageSource& source, const Envelope& envelope, const Remembered*, std::int64_t) const override {
    if (seen) seen(source.bytes, envelope);
    return report_for(envelope.recipients);
  }
  const Settings& settings() const override { return settings_; }
  std::function<void(std::string_view, const Envelope&)> seen;
  State* state = nullptr;

 private:
  Settings settings_;
};

}  // namespace hallpass::test
