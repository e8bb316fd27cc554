// A district from an export, and one message at a time sent in it: what scan() and explain() say.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/explanation.h"
#include "hallpass/report.h"
#include "hallpass/roster_build.h"
#include "hallpass/scan.h"
#include "tests/support/paths.h"

namespace hallpass::test {

inline constexpr std::int64_t kNow = 1'792'000'000;  // 14 October 2026

class Scene {
 public:
  Scene(const std::string& export_folder, const std::string& work_folder, const std::string& side_csv = {}) {
    RosterBuildOptions options;
    options.source = export_folder;
    options.side_csv = side_csv;
    options.index_path = work_folder + "/roster.idx";
    options.key_path = work_folder + "/roster.key";
    auto settings = load_settings(HALLPASS_SOURCE_DIR "/config/hallpass.toml");
    REQUIRE(settings.has_value());
    options.lexicon_dir = settings->lexicon_dir;
    const auto built = build_roster(options);
    REQUIRE_MESSAGE(built.has_value(), (built ? "" : built.error().context));
    settings->roster_index = options.index_path;
    settings->roster_key = options.key_path;
    settings->district.internal_domains = {"staff.example", "pupils.example"};
    auto engine = build_engine(*settings);
    REQUIRE_MESSAGE(engine.has_value(), (engine ? "" : engine.error().context));
    engine_ = *engine;
    reader_ = make_inline_reader();
  }

  std::string sender = "t0@staff.example";

  // `to`: header and envelope; everybody sees everybody.
  void send(const std::vector<std::string>& to, const std::string& subject, const std::string& body,
            const std::string& file_name = {}, const std::string& file = {}, const std::string& type = {}) {
    envelope_ = {};
    envelope_.sender = envelope_.login = sender;
    std::string list;
    for (const std::string& address : to) {
      list += (list.empty() ? "" : ",\r\n ") + address;
      const auto open = address.find('<');
      envelope_.recipients.push_back(open == std::string::npos ? address : address.substr(open + 1, address.size() - open - 2));
    }
    std::string bytes = "From: " + sender + "\r\nTo: " + list + "\r\nSubject: " + subject + "\r\nMIME-Version: 1.0\r\n";
    if (file.empty()) {
      bytes += "Content-Type: text/plain; charset=utf-8\r\n\r\n" + body;
    } else {
      bytes += "Content-Type: multipart/mixed; boundary=cut\r\n\r\n--cut\r\nContent-Type: text/plain\r\n\r\n" + body +
               "\r\n--cut\r\nContent-Type: " + type + "\r\nContent-Disposition: attachment; filename=\"" + file_name +
               "\"\r\nContent-Transfer-Encoding: binary\r\n\r\n" + file + "\r\n--cut--\r\n";
    }
    report_ = scan({.bytes = bytes}, envelope_, *engine_, *reader_, {}, kNow);
  }

  const Report& report() const { return report_; }
  Action verdict(std::size_t recipient = 0) const { return report_.verdicts[recipient].action; }
  RecipientExplanation said(std::size_t recipient = 0) const {
    return explain(report_, envelope_, engine_roster(*engine_), nullptr, kNow).recipients[recipient];
  }
  bool found(std::string_view category) const {
    return std::ranges::any_of(report_.findings, [&](const Finding& f) { return f.category == category && f.confidence >= kCertain; });
  }

 private:
  std::shared_ptr<const Engine> engine_;
  std::unique_ptr<Reader> reader_;
  Envelope envelope_;
  Report report_;
};

}  // namespace hallpass::test
