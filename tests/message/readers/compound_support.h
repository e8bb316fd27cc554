// Makes small compound files (OLE2) for tests: streams in the root folder, each padded to whole sectors.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace hallpass::test {

inline void put16(std::string& out, unsigned value) {
  out.push_back(static_cast<char>(value));
  out.push_back(static_cast<char>(value >> 8));
}
inline void put32(std::string& out, unsigned value) {
  put16(out, value & 0xffff);
  put16(out, value >> 16);
}

// Names are ASCII. Streams shorter than 4096 bytes are padded with zeros, so that none is a small one.
inline std::string compound_of(const std::vector<std::pair<std::string, std::string>>& streams) {
  std::string directory, data, table;
  std::vector<unsigned> next;
  const auto entry = [&](const std::string& name, unsigned type, unsigned left, unsigned right, unsigned child, unsigned start, std::size_t size) {
    std::string e;
    for (const char c : name) put16(e, static_cast<unsigned char>(c));
    e.resize(64);
    put16(e, static_cast<unsigned>(name.size() * 2 + 2));
    e.push_back(static_cast<char>(type));
    e.push_back(1);
    put32(e, left);
    put32(e, right);
    put32(e, child);
    e.resize(0x74);
    put32(e, start);
    put32(e, static_cast<unsigned>(size));
    e.resize(128);
    directory += e;
  };
  const auto add = [&](const std::string& bytes) {
    const auto first = static_cast<unsigned>(next.size());
    data += bytes;
    data.resize((data.size() + 511) / 512 * 512);
    while (next.size() < data.size() / 512) next.push_back(static_cast<unsigned>(next.size() + 1));
    next.back() = 0xfffffffe;
    return first;
  };
  std::vector<std::pair<unsigned, std::size_t>> places;
  for (auto [name, bytes] : streams) {
    if (bytes.size() < 4096) bytes.resize(4096);
    places.emplace_back(add(bytes), bytes.size());
  }
  entry("Root Entry", 5, 0xffffffff, 0xffffffff, 1, 0xfffffffe, 0);
  for (std::size_t i = 0; i < streams.size(); ++i) {
    const unsigned right = i + 1 < streams.size() ? static_cast<unsigned>(i + 2) : 0xffffffff;
    entry(streams[i].first, 2, 0xffffffff, right, 0xffffffff, places[i].first, places[i].second);
  }
  const unsigned directory_at = add(directory);
  const std::size_t tables = (next.size() + 1 + 127) / 128;
  const auto table_at = static_cast<unsigned>(next.size());
  for (std::size_t i = 0; i < tables; ++i) next.push_back(0xfffffffd);
  for (const unsigned n : next) put32(table, n);
  table.resize(tables * 512, '\xff');
  std::string header = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
  header.resize(0x1e);
  put16(header, 9);
  header.resize(0x2c);
  put32(header, static_cast<unsigned>(tables));
  put32(header, directory_at);
  header.resize(0x38);
  put32(header, 4096);
  put32(header, 0xfffffffe);  // no small streams
  put32(header, 0);
  put32(header, 0xfffffffe);
  put32(header, 0);
  for (unsigned i = 0; i < 109; ++i) put32(header, i < tables ? table_at + i : 0xffffffff);
  return header + data + table;
}

}  // namespace hallpass::test
