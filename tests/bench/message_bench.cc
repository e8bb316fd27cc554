// What one message costs: CPU of all processes together and the split by hop, for a plain message of 20 KB
// (or --file), judged as the Cedar district would.
//   message_bench [--messages N] [--kib N | --file MESSAGE] [--json]
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <string_view>

#include "corpus/judge.h"

namespace {
using namespace hallpass;

constexpr const char* kProse[] = {
    "Good morning, and thank you for staying so late on Tuesday; the tables are back in the gym and the keys are with me.",
    "We counted the forms twice: 61 came back, 14 are still out, and three families asked for a copy in Spanish.",
    "The bus for the museum leaves at 8:40 from the north door, so lunch has to be in the kitchen by half past seven.",
    "Could you look at the second page of the draft before Thursday, March 12, 2026? I am not sure about the last row.",
    "The order for the art room (PO 26-01188, forty pounds of clay) was split; the brushes come next week, the invoice now.",
    "In reading we are on chapter nine, and most of the class wants to know why the lighthouse keeper kept a goat.",
    "Please call the office at 319-555-0100 if the time does not work, or write back and we will find another.",
    "The meeting moved to room 214, the agenda is the same: calendar, bell schedule, supervision at lunch, and the garden.",
};

std::string message_of(std::size_t bytes) {
  std::string text =
      "From: Josue Weber <josue.weber@cedarvalley.k12.ia.us>\r\nTo: Pat Lind <pat.lind@example.com>\r\n"
      "Subject: this week\r\nDate: Wed, 04 Mar 2026 14:12:00 -0600\r\nMessage-ID: <bench@cedarvalley.k12.ia.us>\r\n"
      "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n";
  for (std::size_t i = 0; text.size() < bytes; ++i) {
    text += kProse[(i * 5 + i / 8) % std::size(kProse)];
    text += i % 4 == 3 ? "\r\n\r\n" : "\r\n";
  }
  return text;
}

double cpu_ms(int who) {
  rusage usage{};
  ::getrusage(who, &usage);
  const auto ms = [](const timeval& t) { return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_usec) / 1e3; };
  return ms(usage.ru_utime) + ms(usage.ru_stime);
}

struct Cost {
  double own_ms = 0, reader_ms = 0;   // CPU of a run
  std::array<double, 7> hops_us{};    // sums
};

constexpr std::array<const char*, 7> kHops = {"read", "fold", "terms", "people", "detect", "decide", "total"};

// The readers' CPU is known once they were waited for: they end with `reader`.
Cost run(std::unique_ptr<Reader> reader, const Engine& engine, const std::string& bytes, const Envelope& envelope, int messages) {
  Cost cost;
  const double children_before = cpu_ms(RUSAGE_CHILDREN), own_before = cpu_ms(RUSAGE_SELF);
  for (int i = 0; i < messages; ++i) {
    const Report report = scan({.bytes = bytes}, envelope, engine, *reader, {}, 1772655120);
    const Timings& t = report.timings;
    const std::array<std::int64_t, 7> hops = {t.read_us, t.fold_us, t.terms_us, t.people_us, t.detect_us, t.decide_us, t.total_us};
    for (std::size_t hop = 0; hop < hops.size(); ++hop) cost.hops_us[hop] += static_cast<double>(hops[hop]);
  }
  cost.own_ms = cpu_ms(RUSAGE_SELF) - own_before;
  reader.reset();
  cost.reader_ms = cpu_ms(RUSAGE_CHILDREN) - children_before;
  return cost;
}

int fail_with(const std::string& what) {
  std::fprintf(stderr, "message_bench: %s\n", what.c_str());
  return 70;
}

}  // namespace

int main(int argc, char** argv) {
  int messages = 2000;
  std::size_t kib = 20;
  std::string file;
  bool json = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--json") json = true;
    else if (i + 1 < argc && word == "--messages") messages = std::max(1, std::atoi(argv[++i]));
    else if (i + 1 < argc && word == "--kib") kib = static_cast<std::size_t>(std::max(1, std::atoi(argv[++i])));
    else if (i + 1 < argc && word == "--file") file = argv[++i];
    else return fail_with("--messages N, --kib N, --file MESSAGE, --json");
  }
  std::string bytes = message_of(kib << 10);
  if (!file.empty()) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) return fail_with(file + ": cannot be read");
    bytes = text.str();
  }
  auto settings = load_settings(HALLPASS_SOURCE_DIR "/config/hallpass.toml");
  if (!settings) return fail_with(settings.error().context);
  if (settings->reader_program.empty()) settings->reader_program = HALLPASS_BUILD_DIR "/hallpass-reader";
  // A run without messages tells what starting and stopping the readers costs.
  auto idle = make_judging_reader(*settings, 1), busy = make_judging_reader(*settings, 1);
  if (!idle || !busy) return fail_with((idle ? busy : idle).error().context);
  const auto engine = make_judging_engine({.settings = *settings, .district = HALLPASS_SOURCE_DIR "/corpus/cedar/district"});
  if (!engine) return fail_with(engine.error().context);
  Envelope envelope;
  envelope.sender = envelope.login = "josue.weber@cedarvalley.k12.ia.us";
  envelope.recipients = {"pat.lind@example.com"};
  const Cost nothing = run(std::move(*idle), **engine, bytes, envelope, 0);
  const Cost cost = run(std::move(*busy), **engine, bytes, envelope, messages);

  const double own = cost.own_ms / messages, reading = std::max(0.0, cost.reader_ms - nothing.reader_ms) / messages;
  if (json) {
    nlohmann::ordered_json value = {{"messages", messages}, {"bytes", bytes.size()}, {"cpu_ms", own + reading},
                                    {"cpu_ms_scanning", own}, {"cpu_ms_reader", reading}};
    for (std::size_t hop = 0; hop < kHops.size(); ++hop) value["hop_us"][kHops[hop]] = cost.hops_us[hop] / messages;
    std::printf("%s\n", value.dump().c_str());
    return 0;
  }
  std::printf("message of %zu bytes, %d times\n", bytes.size(), messages);
  std::printf("CPU a message    %7.3f ms  (scanning process %.3f, reader process %.3f)\n", own + reading, own, reading);
  std::printf("wall by hop      (reading waits for the reader process)\n");
  for (std::size_t hop = 0; hop < kHops.size(); ++hop) {
    std::printf("  %-14s %7.1f us  %3.0f %%\n", kHops[hop], cost.hops_us[hop] / messages, 100 * cost.hops_us[hop] / std::max(1.0, cost.hops_us.back()));
  }
  return 0;
}
