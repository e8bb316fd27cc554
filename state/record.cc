#include "state/record.h"

#include <cstring>

namespace hallpass {
namespace {

constexpr std::size_t kListMax = 100'000;

void put(std::string& out, std::uint64_t number) {
  for (int i = 0; i < 8; ++i) out += static_cast<char>(number >> (8 * i) & 0xff);
}

void put(std::string& out, const std::vector<std::int64_t>& list) {
  put(out, list.size());
  for (std::int64_t number : list) put(out, static_cast<std::uint64_t>(number));
}

// Takes numbers off the front; good() is false where one was missing.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : left_(bytes) {}
  std::uint64_t number() {
    if (left_.size() < 8) {
      good_ = false;
      return 0;
    }
    std::uint64_t value = 0;
    for (int i = 7; i >= 0; --i) value = value << 8 | static_cast<unsigned char>(left_[static_cast<std::size_t>(i)]);
    left_.remove_prefix(8);
    return value;
  }
  std::vector<std::int64_t> list() {
    const std::uint64_t size = number();
    if (size > kListMax || size * 8 > left_.size()) good_ = false;
    std::vector<std::int64_t> values;
    for (std::uint64_t i = 0; good_ && i < size; ++i) values.push_back(static_cast<std::int64_t>(number()));
    return values;
  }
  bool good() const { return good_ && left_.empty(); }

 private:
  std::string_view left_;
  bool good_ = true;
};

}  // namespace

std::set<std::string> beginnings(const std::vector<std::string>& addresses) {
  std::set<std::string> found;
  for (const std::string& address : addresses) {
    const std::string_view local = local_part_of(address);
    if (local.size() >= Correspondence::kBeginning) found.insert("^" + std::string(local.substr(0, Correspondence::kBeginning)));
  }
  return found;
}

Record make_record(const AddressDigests& digests, const SentMessage& sent) {
  Record record{.sender = digests.of(sent.sender), .claim = sent.claim, .at_seconds = sent.at_seconds,
                .volume = sent.volume, .copy_mark = digests.masked(sent.sender, sent.copy_mark),
                .habits = {}, .domains = {}, .pairs = {}};
  if (record.volume.total() == 0) record.volume[Audience::outside] = sent.addressed.size();
  for (const std::string& recipient : sent.delivered) {
    record.habits.push_back(digests.of(sent.sender, recipient));
    record.domains.push_back(digests.of_domain(domain_of(recipient)));
  }
  for (const std::string& beginning : beginnings(sent.delivered)) record.habits.push_back(digests.of(sent.sender, beginning));
  if (sent.delivered.size() > Correspondence::kTogetherMax) return record;
  for (std::size_t a = 0; a < sent.delivered.size(); ++a) {
    for (std::size_t b = a + 1; b < sent.delivered.size(); ++b)
      record.pairs.push_back(digests.of_pair(sent.sender, sent.delivered[a], sent.delivered[b]));
  }
  return record;
}

std::string packed(const Record& record) {
  std::string out;
  out.reserve(8 * (10 + record.habits.size() + record.domains.size() + record.pairs.size()));
  put(out, static_cast<std::uint64_t>(record.sender));
  put(out, record.claim);
  put(out, static_cast<std::uint64_t>(record.at_seconds));
  for (std::uint64_t count : record.volume.of) put(out, count);
  put(out, record.copy_mark);
  put(out, record.habits);
  put(out, record.domains);
  put(out, record.pairs);
  return out;
}

Result<Record> unpacked(std::string_view bytes) {
  Unpacker from(bytes);
  Record record;
  record.sender = static_cast<std::int64_t>(from.number());
  record.claim = from.number();
  record.at_seconds = static_cast<std::int64_t>(from.number());
  for (std::uint64_t& count : record.volume.of) count = from.number();
  record.copy_mark = from.number();
  record.habits = from.list();
  record.domains = from.list();
  record.pairs = from.list();
  if (!from.good()) return fail(ErrorCode::corrupt, "state: a record that waits for other relays is damaged");
  return record;
}

}  // namespace hallpass
