// Item files cut at every length and flipped at every bit: corrupt, every time.
#include "quarantine/item_file.h"

#include "quarantine/keys.h"
#include "tests/quarantine/store_fixture.h"

using namespace hallpass;
using namespace hallpass::test;
using namespace hallpass::quarantine;

namespace {

class StringFile final : public OutputFile {
 public:
  std::string bytes;
  Result<void> append(std::string_view more) override {
    bytes += more;
    return {};
  }
  Result<void> sync() override { return {}; }
};

struct Sealed {
  Key secret{};
  std::string file;
};

Sealed sealed_item(const std::string& bytes) {
  init_crypto();
  Sealed result;
  result.secret.fill(7);
  ItemFacts facts;
  facts.id = "abcdefghijkl";
  facts.recipients = {"pat@example.com"};
  Envelope envelope;
  envelope.sender = "mia@district.example";
  StringFile file;
  REQUIRE(write_item(file, facts, public_of(result.secret), envelope, "{}", bytes));
  result.file = file.bytes;
  return result;
}

std::string fixed_checksum(std::string file) {
  const std::size_t body = file.size() - sizeof(Digest);
  file.replace(body, sizeof(Digest), as_text(Hasher().add(std::string_view(file).substr(0, body)).finish()));
  return file;
}

}  // namespace

TEST_CASE("item file: cut at every length") {
  const Sealed item = sealed_item("small");
  REQUIRE(unseal_item(item.file, item.secret));
  for (std::size_t length = 0; length < item.file.size(); ++length) {
    const std::string cut = item.file.substr(0, length);
    CHECK(read_facts(cut).error().code == ErrorCode::corrupt);
    if (length > 32) CHECK(!unseal_item(fixed_checksum(cut), item.secret));
  }
  CHECK(read_facts(item.file + "x").error().code == ErrorCode::corrupt);
}

TEST_CASE("item file: every bit flipped, with the old checksum and with a new one") {
  const Sealed item = sealed_item("small");
  for (std::size_t at = 0; at < item.file.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string bad = item.file;
      bad[at] = static_cast<char>(bad[at] ^ (1 << bit));
      CHECK(unseal_item(bad, item.secret).error().code == ErrorCode::corrupt);
      if (at + sizeof(Digest) < bad.size()) CHECK(!unseal_item(fixed_checksum(bad), item.secret));
    }
  }
}

TEST_CASE("item file: chunks moved, dropped or repeated are found out") {
  const std::string text(200'000, 'x');
  const Sealed item = sealed_item(text);
  CHECK(unseal_item(item.file, item.secret)->bytes == text);
  const std::size_t chunk = 8 + 65'536 + 17;
  const std::size_t end = item.file.size() - sizeof(Digest) - 8;
  const std::size_t last = 8 + (end - (item.file.size() - sizeof(Digest) - 8)) + 0;
  (void)last;
  // The first full chunk begins where the fixed part ends: find it by its length field.
  const std::string length("\x11\x00\x01\x00\x00\x00\x00\x00", 8);
  const std::size_t first = item.file.find(length);
  REQUIRE(first != std::string::npos);
  REQUIRE(item.file.compare(first + chunk, 8, length) == 0);
  std::string swapped = item.file;
  swapped.replace(first, chunk, item.file, first + chunk, chunk);
  swapped.replace(first + chunk, chunk, item.file, first, chunk);
  std::string dropped = item.file;
  dropped.erase(first, chunk);
  std::string repeated = item.file;
  repeated.insert(first, item.file, first, chunk);
  for (const std::string& bad : {swapped, dropped, repeated}) {
    CHECK(unseal_item(fixed_checksum(bad), item.secret).error().code == ErrorCode::corrupt);
  }
}

TEST_CASE("item file: damage to one item leaves the others alone") {
  TestStore t;
  const ItemId good = t.put(TestMail("good"));
  const ItemId bad = t.put(TestMail("bad"));
  const std::string path = t.settings.dir + "/items/" + bad;
  std::string bytes = read_file(path);
  bytes[bytes.size() / 2] ^= 1;
  REQUIRE(replace_file(real_file_ops(), path, bytes));
  CHECK(t.store->open(bad).error().code == ErrorCode::corrupt);
  CHECK(t.store->open(good));
  CHECK(t.store->list({})->size() == 2);
  // One whole item in another's place is found out as well.
  REQUIRE(replace_file(real_file_ops(), path, read_file(t.settings.dir + "/items/" + good)));
  CHECK(t.store->open(bad).error().code == ErrorCode::corrupt);
}
