// The Roster over a mapped index. A lookup: normalise, digest, directory slot, a few digests, the people.
#include <algorithm>
#include <cmath>

#include "hallpass/roster_build.h"
#include "roster/index_file.h"
#include "roster/normalize.h"

namespace hallpass {
namespace {

class MappedRoster final : public Roster {
 public:
  MappedRoster(std::unique_ptr<const IndexFile> file, const Key& key);

  std::uint32_t person_count() const override { return file_->header().person_count; }
  const Person& person(PersonId id) const override { return people_[id]; }
  std::string_view source_id(PersonId id) const override;
  std::span<const PersonId> find(RosterField field, std::string_view value) const override;
  bool maybe_name_part(std::string_view folded_word) const override;
  double share_taken(RosterField field, std::size_t characters) const override;
  std::span<const PersonId> guardians_of(PersonId student) const override {
    return row(guardian_starts_, guardians_, student);
  }
  std::span<const PersonId> children_of(PersonId guardian) const override { return row(child_starts_, children_, guardian); }
  std::span<const PersonId> teachers_of(PersonId student) const override { return row(teacher_starts_, teachers_, student); }
  std::span<const PersonId> students_of(PersonId staff) const override { return row(student_starts_, students_, staff); }
  bool barred(PersonId guardian, PersonId student) const override {
    return std::ranges::binary_search(barred_, std::uint64_t{guardian} << 32 | student);
  }
  std::string_view version() const override { return version_; }

 private:
  using Ids = std::span<const std::uint32_t>;

  Ids people_under(std::uint64_t digest) const;

  static Ids row(Ids starts, Ids ends, PersonId person) {
    if (person + std::size_t{1} >= starts.size()) return {};
    return ends.subspan(starts[person], starts[person + 1] - starts[person]);
  }

  std::unique_ptr<const IndexFile> file_;
  Key table_key_;
  std::string version_;
  std::vector<Person> people_;
  std::span<const PersonRecord> records_;
  std::span<const std::uint64_t> digests_, barred_, filter_;
  Ids directory_, starts_, ids_, guardian_starts_, guardians_, child_starts_, children_, teacher_starts_, teachers_,
      student_starts_, students_;
};

Person person_of(const PersonRecord& record) {
  return {.role = record.role,
          .active = (record.flags & kFlagActive) != 0,
          .directory_opt_out = record.opt_out != 0,
          .dependent = (record.flags & kFlagDependent) != 0,
          .common_word_name = (record.flags & kFlagCommonWordName) != 0,
          .has_middle_name = (record.flags & kFlagMiddleName) != 0,
          .turns_18_day = record.turns_18_day,
          .school = record.school,
          .grade_level = record.grade_level,
          .opt_out = record.opt_out,
          .consent = record.consent};
}

MappedRoster::MappedRoster(std::unique_ptr<const IndexFile> file, const Key& key)
    : file_(std::move(file)), table_key_(table_key_of(key)), version_(to_hex(file_->header().content).substr(0, 32)) {
  const auto ids = [this](Section section) { return file_->section<std::uint32_t>(section); };
  records_ = file_->section<PersonRecord>(Section::people);
  digests_ = file_->section<std::uint64_t>(Section::digests);
  barred_ = file_->section<std::uint64_t>(Section::barred);
  filter_ = file_->section<std::uint64_t>(Section::name_filter);
  directory_ = ids(Section::directory);
  starts_ = ids(Section::starts);
  ids_ = ids(Section::ids);
  guardian_starts_ = ids(Section::guardian_starts);
  guardians_ = ids(Section::guardians);
  child_starts_ = ids(Section::child_starts);
  children_ = ids(Section::children);
  teacher_starts_ = ids(Section::teacher_starts);
  teachers_ = ids(Section::teachers);
  student_starts_ = ids(Section::student_starts);
  students_ = ids(Section::students);
  people_.reserve(records_.size());
  for (const PersonRecord& record : records_) people_.push_back(person_of(record));
}

std::string_view MappedRoster::source_id(PersonId id) const {
  const auto text = file_->section<char>(Section::source_ids);
  const std::size_t begin = records_[id].source_id_begin;
  const std::size_t end = id + std::size_t{1} < records_.size() ? records_[id + 1].source_id_begin : text.size();
  return {text.data() + begin, end - begin};
}

// Most of what is asked for comes out of folded text as it stands in the index: it is not normalised again.
bool is_normal_already(RosterField field, std::string_view value) {
  const bool joined = field <= RosterField::name_part || field >= RosterField::nickname_name;
  return joined && std::ranges::all_of(value, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

std::span<const PersonId> MappedRoster::find(RosterField field, std::string_view value) const {
  std::string normal;
  if (!is_normal_already(field, value)) value = normal = normal_value(field, value);
  return value.empty() ? Ids{} : people_under(value_digest(table_key_, field, value));
}

std::span<const PersonId> MappedRoster::people_under(std::uint64_t digest) const {
  const std::size_t slot = digest >> (64 - file_->header().directory_bits);
  for (std::size_t at = directory_[slot]; at < directory_[slot + 1]; ++at) {
    if (digests_[at] == digest) return ids_.subspan(starts_[at], starts_[at + 1] - starts_[at]);
  }
  return {};
}

bool MappedRoster::maybe_name_part(std::string_view folded_word) const {
  const FilterProbe probe = filter_probe(value_digest(table_key_, RosterField::name_part, folded_word), filter_.size() / 8);
  const std::uint64_t* const block = filter_.data() + probe.block * 8;
  bool all = true;
  for (std::size_t i = 0; i < 8; ++i) all &= (block[i] & probe.bits[i]) == probe.bits[i];
  return all;
}

double MappedRoster::share_taken(RosterField field, std::size_t characters) const {
  if (field > RosterField::employee_number || characters >= kNumberLengthsMax) return 0;
  return file_->header().numbers[static_cast<std::size_t>(field)][characters] /
         std::pow(10.0, static_cast<double>(characters));
}

struct KeyedIndex {
  Key key;
  std::unique_ptr<const IndexFile> file;
};

Result<KeyedIndex> map_with_key(const std::string& index_path, const std::string& key_path) {
  init_crypto();
  auto key = load_key(key_path);
  if (!key && key.error().code == ErrorCode::not_found) {
    return fail(ErrorCode::not_found, key.error().context + "; key and index are made by: hallpass roster build");
  }
  if (!key) return tl::unexpected(key.error());
  auto file = IndexFile::map(index_path);
  if (!file) return tl::unexpected(file.error());
  if ((*file)->header().key_check != key_check_of(*key)) {
    // A new key whose index is in place already, but not yet the key itself (build_roster).
    if (auto next = load_key(key_path + std::string(kNextKeySuffix))) key = std::move(next);
  }
  if ((*file)->header().key_check != key_check_of(*key)) {
    return fail(ErrorCode::corrupt, "roster index " + index_path + ": was built with another key than " + key_path +
                                        "; build it anew with: hallpass roster build");
  }
  return KeyedIndex{*key, std::move(*file)};
}

}  // namespace

Result<std::shared_ptr<const Roster>> open_roster(const std::string& index_path, const std::string& key_path) {
  auto index = map_with_key(index_path, key_path);
  if (!index) return tl::unexpected(index.error());
  return std::make_shared<const MappedRoster>(std::move(index->file), index->key);
}

Result<std::string> verify_roster(const std::string& index_path, const std::string& key_path) {
  auto index = map_with_key(index_path, key_path);
  if (!index) return tl::unexpected(index.error());
  IndexHeader header = index->file->header();
  const Digest content = header.content;
  header.content = {};
  header.sum = 0;
  Hasher hasher(index->key);
  hasher.add({reinterpret_cast<const char*>(&header), sizeof header});
  hasher.add(index->file->bytes().substr(sizeof header));
  if (hasher.finish() != content) {
    return fail(ErrorCode::corrupt, "roster index " + index_path + ": is not what was built with this key; build it "
                                        "anew with: hallpass roster build");
  }
  return to_hex(content).substr(0, 32);
}

}  // namespace hallpass
