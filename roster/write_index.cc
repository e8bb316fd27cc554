// Every value of every person becomes (digest, person); sorted, they are the table. The digest's leading
// bits pick a directory slot, so that a lookup touches the directory, one or two digests and the answer.
#include "roster/write_index.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <unordered_map>
#include <unordered_set>

#include "roster/index_layout.h"
#include "roster/normalize.h"
#include "roster/person_values.h"

namespace hallpass {
namespace {

struct Entry {
  std::uint64_t digest;
  PersonId person;
  auto operator<=>(const Entry&) const = default;
};

class IndexBuilder {
 public:
  IndexBuilder(const Export& source, const NameLexicon& lexicon, const Key& key)
      : source_(source), lexicon_(lexicon), key_(key), table_key_(table_key_of(key)) {}

  std::string build() {
    bytes_.resize(sizeof(IndexHeader));
    header_.person_count = static_cast<std::uint32_t>(source_.people.size());
    add_people();
    add_values();
    add_edges();
    add_filter();
    return sealed();
  }

 private:
  template <typename T>
  void add_section(Section section, const std::vector<T>& items) {
    bytes_.resize((bytes_.size() + kSectionAlignment - 1) / kSectionAlignment * kSectionAlignment);
    const std::size_t size = items.size() * sizeof(T);
    header_.sections[static_cast<std::size_t>(section)] = {bytes_.size(), size};
    bytes_.append(reinterpret_cast<const char*>(items.data()), size);
  }

  void add_people();
  void count_number(RosterField field, std::string_view number);
  void add_schools(std::vector<Entry>& entries);
  void add_values();
  void add_edges();
  void add_graph(Section starts, Section ends, std::vector<SourceEdge> edges);
  void add_filter();
  std::string sealed();

  const Export& source_;
  const NameLexicon& lexicon_;
  Key key_;
  Key table_key_;
  IndexHeader header_;
  std::string bytes_;
  std::unordered_set<std::uint64_t> name_parts_;
};

std::uint8_t flags_of(const SourcePerson& person, const NameLexicon& lexicon) {
  return static_cast<std::uint8_t>((person.active ? kFlagActive : 0) | (person.dependent ? kFlagDependent : 0) |
                                   (has_common_word_name(person, lexicon) ? kFlagCommonWordName : 0) |
                                   (person.middle.empty() ? 0 : kFlagMiddleName));
}

void IndexBuilder::add_people() {
  std::vector<PersonRecord> records;
  std::vector<char> ids;
  std::unordered_map<std::string, std::uint16_t> schools;
  records.reserve(source_.people.size());
  for (const SourcePerson& person : source_.people) {
    const auto school = person.school.empty()
                            ? std::uint16_t{0}
                            : schools.try_emplace(person.school, static_cast<std::uint16_t>(schools.size() + 1)).first->second;
    records.push_back({.source_id_begin = static_cast<std::uint32_t>(ids.size()),
                       .turns_18_day = person.role == PersonRole::student ? turns_18_day(person.birth_date) : 0,
                       .school = school, .opt_out = person.opt_out, .role = person.role,
                       .grade_level = person.grade_level, .flags = flags_of(person, lexicon_),
                       .consent = person.consent});
    ids.insert(ids.end(), person.source_id.begin(), person.source_id.end());
  }
  add_section(Section::people, records);
  add_section(Section::source_ids, ids);
}

void IndexBuilder::count_number(RosterField field, std::string_view number) {
  if (field > RosterField::employee_number || number.size() >= kNumberLengthsMax) return;
  if (number.find_first_not_of("0123456789") != std::string_view::npos) return;
  ++header_.numbers[static_cast<std::size_t>(field)][number.size()];
}

// Whoever goes to a school or works there is found by its names. Guardians are not: theirs are their children's.
void IndexBuilder::add_schools(std::vector<Entry>& entries) {
  std::unordered_map<std::string, std::vector<std::uint64_t>> digests;
  for (const auto& [id, name] : source_.school_names) {
    for (const std::string& form : school_names(name)) digests[id].push_back(value_digest(table_key_, RosterField::school, form));
  }
  for (PersonId id = 0; id < source_.people.size(); ++id) {
    const SourcePerson& person = source_.people[id];
    const auto school = digests.find(person.school);
    if (school == digests.end() || person.role == PersonRole::guardian) continue;
    for (const std::uint64_t digest : school->second) entries.push_back({digest, id});
  }
}

void IndexBuilder::add_values() {
  std::vector<Entry> entries;
  entries.reserve(source_.people.size() * 14);
  for (PersonId id = 0; id < source_.people.size(); ++id) {
    list_values(source_.people[id], lexicon_, [&](RosterField field, std::string_view value) {
      const std::uint64_t digest = value_digest(table_key_, field, value);
      entries.push_back({digest, id});
      if (field == RosterField::name_part) name_parts_.insert(digest);
      count_number(field, value);
    });
    list_name_pieces(source_.people[id], [&](std::string_view word) {
      name_parts_.insert(value_digest(table_key_, RosterField::name_part, word));
    });
  }
  add_schools(entries);
  std::ranges::sort(entries);
  entries.erase(std::unique(entries.begin(), entries.end()), entries.end());

  std::vector<std::uint64_t> digests;
  std::vector<std::uint32_t> starts;
  std::vector<PersonId> ids;
  ids.reserve(entries.size());
  for (const Entry& entry : entries) {
    if (digests.empty() || digests.back() != entry.digest) {
      digests.push_back(entry.digest);
      starts.push_back(static_cast<std::uint32_t>(ids.size()));
    }
    ids.push_back(entry.person);
  }
  starts.push_back(static_cast<std::uint32_t>(ids.size()));

  header_.directory_bits = std::clamp(static_cast<std::uint32_t>(std::bit_width(digests.size())), 1u, 24u);
  std::vector<std::uint32_t> directory((std::size_t{1} << header_.directory_bits) + 1);
  for (const std::uint64_t digest : digests) ++directory[(digest >> (64 - header_.directory_bits)) + 1];
  for (std::size_t i = 1; i < directory.size(); ++i) directory[i] += directory[i - 1];

  add_section(Section::directory, directory);
  add_section(Section::digests, digests);
  add_section(Section::starts, starts);
  add_section(Section::ids, ids);
}

// Compressed rows: the edges of person i are ends[starts[i]] to ends[starts[i + 1]].
void IndexBuilder::add_graph(Section starts_section, Section ends_section, std::vector<SourceEdge> edges) {
  std::ranges::sort(edges);
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  std::vector<std::uint32_t> starts(header_.person_count + std::size_t{1});
  std::vector<PersonId> ends;
  for (const auto& [from, to] : edges) {
    ++starts[from + std::size_t{1}];
    ends.push_back(to);
  }
  for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
  add_section(starts_section, starts);
  add_section(ends_section, ends);
}

std::vector<SourceEdge> turned(std::vector<SourceEdge> edges) {
  for (auto& [from, to] : edges) std::swap(from, to);
  return edges;
}

void IndexBuilder::add_edges() {
  std::vector<std::uint64_t> barred;
  for (const auto& [guardian, student] : source_.barred) barred.push_back(std::uint64_t{guardian} << 32 | student);
  std::ranges::sort(barred);
  std::vector<SourceEdge> guardians;
  for (const SourceEdge& edge : source_.guardian_edges) {
    const std::uint64_t both = std::uint64_t{edge.first} << 32 | edge.second;
    if (!std::ranges::binary_search(barred, both)) guardians.push_back(edge);
  }
  add_graph(Section::guardian_starts, Section::guardians, turned(guardians));
  add_graph(Section::child_starts, Section::children, std::move(guardians));
  std::vector<SourceEdge> staff = staff_edges(source_);
  add_graph(Section::teacher_starts, Section::teachers, turned(staff));
  add_graph(Section::student_starts, Section::students, std::move(staff));
  add_section(Section::barred, barred);
}

void IndexBuilder::add_filter() {
  constexpr std::uint64_t kBitsEach = 14;  // with seven bits set: about one wrong answer in 500
  const std::uint64_t blocks = name_parts_.size() * kBitsEach / 512 + 1;
  std::vector<std::uint64_t> filter(blocks * 8);
  for (const std::uint64_t digest : name_parts_) {
    const FilterProbe probe = filter_probe(digest, blocks);
    for (std::size_t i = 0; i < 8; ++i) filter[probe.block * 8 + i] |= probe.bits[i];
  }
  add_section(Section::name_filter, filter);
}

std::string IndexBuilder::sealed() {
  header_.header_bytes = sizeof(IndexHeader);
  header_.file_bytes = bytes_.size();
  header_.key_check = key_check_of(key_);
  std::memcpy(bytes_.data(), &header_, sizeof header_);
  header_.content = Hasher(key_).add(bytes_).finish();
  header_.sum = quick_sum(std::string_view(bytes_).substr(sizeof header_));
  std::memcpy(bytes_.data(), &header_, sizeof header_);
  return std::move(bytes_);
}

}  // namespace

std::string make_index(const Export& source, const NameLexicon& lexicon, const Key& key) {
  return IndexBuilder(source, lexicon, key).build();
}

}  // namespace hallpass
