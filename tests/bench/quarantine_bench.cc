// What holding a message costs: put() and confirm() of the durable store, p50 and p99, beside the bare price of
// durability on the same disk (write, fsync, rename, fsync of the directory); then recover() and list() of what
// was put.
//   quarantine_bench [DIRECTORY] [MESSAGES]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "base/file_ops.h"
#include "hallpass/store.h"

namespace {
using namespace hallpass;
using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

void report(const std::string& what, std::vector<double> times, double total_ms) {
  std::ranges::sort(times);
  const auto at = [&](double share) { return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))]; };
  std::printf("%-34s p50 %7.2f ms   p99 %7.2f ms   %7.0f a second\n", what.c_str(), at(0.50), at(0.99),
              1e3 * static_cast<double>(times.size()) / total_ms);
}

std::string message_of(std::size_t bytes, std::size_t number) {
  std::string text = "Subject: bench " + std::to_string(number) + "\r\n\r\n";
  while (text.size() < bytes) text += "the quick brown fox jumps over the lazy dog and back again\r\n";
  return text;
}

void need(bool ok, const char* what) {
  if (ok) return;
  std::fprintf(stderr, "quarantine_bench: %s failed\n", what);
  std::exit(1);
}

void bare(const std::string& dir, std::size_t bytes, std::size_t count) {
  FileOps& ops = real_file_ops();
  std::vector<double> times;
  const auto begin = Clock::now();
  for (std::size_t i = 0; i < count; ++i) {
    const std::string message = message_of(bytes, i);
    const auto start = Clock::now();
    need(replace_file(ops, dir + "/bare-" + std::to_string(i), message).has_value(), "write");
    times.push_back(milliseconds_since(start));
  }
  report("bare file, " + std::to_string(bytes >> 10) + " KiB", std::move(times), milliseconds_since(begin));
}

void put(Store& store, std::size_t bytes, std::size_t count, unsigned threads) {
  std::vector<std::vector<double>> times(threads);
  std::vector<std::thread> running;
  const auto begin = Clock::now();
  for (unsigned worker = 0; worker < threads; ++worker) {
    running.emplace_back([&, worker] {
      Envelope envelope;
      envelope.sender = "bench@district.example";
      const Report none;
      for (std::size_t i = worker; i < count; i += threads) {
        const std::string message = message_of(bytes, i);
        const std::string to = "b" + std::to_string(bytes) + "." + std::to_string(threads) + "@example.com";
        const auto start = Clock::now();
        auto id = store.put({envelope, {to}, message, none, 1'790'000'000, "{}"});
        need(id.has_value(), "put");
        times[worker].push_back(milliseconds_since(start));
        need(store.confirm(*id).has_value(), "confirm");
      }
    });
  }
  for (auto& thread : running) thread.join();
  std::vector<double> all;
  for (const auto& some : times) all.insert(all.end(), some.begin(), some.end());
  report("put, " + std::to_string(bytes >> 10) + " KiB, " + std::to_string(threads) + " thread(s)", std::move(all),
         milliseconds_since(begin));
}

}  // namespace

int main(int argc, char** argv) {
  const std::string root = std::string(argc > 1 ? argv[1] : "/var/tmp") + "/quarantine-bench-XXXXXX";
  std::string dir = root;
  need(::mkdtemp(dir.data()) != nullptr, "mkdtemp");
  const std::size_t count = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 300;
  QuarantineSettings settings;
  settings.dir = dir + "/store";
  settings.key_dir = dir + "/keys";
  need(make_store_keys(settings.key_dir).has_value(), "keys");
  auto store = open_store(settings, {});
  need(store.has_value(), "open");
  bare(dir, 20 << 10, count);
  put(**store, 2 << 10, count, 1);
  put(**store, 20 << 10, count, 1);
  put(**store, 20 << 10, count, 4);
  put(**store, 20 << 10, count, 8);
  put(**store, 1 << 20, std::max<std::size_t>(count / 10, 1), 1);
  auto start = Clock::now();
  need((*store)->recover().has_value(), "recover");
  std::printf("recover                            %.1f ms\n", milliseconds_since(start));
  start = Clock::now();
  auto items = (*store)->list({});
  need(items.has_value(), "list");
  std::printf("list of %-6zu                     %.1f ms\n", items->size(), milliseconds_since(start));
  std::filesystem::remove_all(dir);
}
