// A store of a test's own, and a message to put into it.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "quarantine/disk_store.h"
#include "tests/support/failing_file_ops.h"
#include "tests/support/paths.h"

namespace hallpass::test {

inline constexpr std::int64_t kNow = 1'790'000'000;

struct TestMail {
  Envelope envelope;
  Report report;
  std::string bytes;
  std::vector<std::string> recipients;

  explicit TestMail(const std::string& marker = "one") {
    envelope.sender = "mia.teacher@district.example";
    envelope.recipients = {"pat@example.com", "Sam@Example.org"};
    envelope.login = "mteacher";
    envelope.queue_id = "4Q" + marker;
    recipients = envelope.recipients;
    bytes = "From: mia.teacher@district.example\r\nTo: pat@example.com\r\nSubject: canary-subject " + marker +
            "\r\nDate: Mon, 2 Nov 2026 10:00:00 +0000\r\nMessage-ID: <" + marker +
            "@district.example>\r\n\r\ncanary-body 078-05-1120\r\n.leading dot\r\n";
    for (const std::string& address : recipients) {
      Recipient recipient;
      recipient.address = address;
      report.recipients.push_back(recipient);
      Verdict verdict;
      verdict.action = Action::quarantine;
      verdict.rules = {"records-to-outsiders"};
      verdict.clauses = {"clause-13"};
      verdict.reason = "24 students; entitled to none of them";
      report.verdicts.push_back(verdict);
    }
    Finding finding;
    finding.category = "record.grades";
    report.findings = {finding};
    report.students = {1, 2, 3};
    report.engine = "engine-1";
  }
  HeldMessage held() const { return {envelope, recipients, bytes, report, kNow, "{\"schema\":1}"}; }
};

struct TestStore {
  TempDir dir;
  FailingFileOps ops;
  QuarantineSettings settings;
  ReleaseSettings release;
  std::unique_ptr<quarantine::DiskStore> store;

  TestStore() {
    settings.dir = dir.file("quarantine");
    settings.key_dir = dir.file("keys");
    settings.free_bytes_min = 1;
    REQUIRE(make_store_keys(settings.key_dir));
    store = reopened();
  }
  std::unique_ptr<quarantine::DiskStore> reopened() {
    auto opened = quarantine::DiskStore::open_at(settings, release, ops);
    if (!opened) FAIL(opened.error().context);
    return std::move(*opened);
  }
  ItemId put(const TestMail& mail) {
    auto id = store->put(mail.held());
    if (!id) FAIL(id.error().context);
    return *id;
  }
  std::size_t files(const std::string& below) const {
    return real_file_ops().list(settings.dir + "/" + below).value().size();
  }
};

}  // namespace hallpass::test
