// Everything is behind the checksum, which is keyed: a file that was damaged, cut or made with another key is
// refused before anything in it is believed. Counts are checked against what is left all the same.
#include "detectors/forms/form_file.h"

namespace hallpass {
namespace {

constexpr std::string_view kMagic = "HPFORMS1";
constexpr std::size_t kSumBytes = sizeof(Digest);

void put(std::string& out, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xff);
}

std::string sum_of(std::string_view body, const Key& key) {
  const Digest digest = Hasher(key).add(kMagic).add(body).finish();
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

class Input {
 public:
  explicit Input(std::string_view bytes) : rest_(bytes) {}
  bool good() const { return good_; }
  bool empty() const { return rest_.empty(); }

  std::uint64_t number(std::size_t bytes) {
    std::uint64_t value = 0;
    const std::string_view taken = take(bytes);
    for (std::size_t i = 0; i < taken.size(); ++i) value |= std::uint64_t{static_cast<unsigned char>(taken[i])} << (8 * i);
    return value;
  }
  std::string text() { return std::string(take(number(2))); }
  template <typename Number>
  std::vector<Number> numbers(std::size_t most) {
    const std::uint64_t count = number(4);
    std::vector<Number> list;
    if (count > most || count * sizeof(Number) > rest_.size()) return good_ = false, list;
    list.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i) list.push_back(static_cast<Number>(number(sizeof(Number))));
    return list;
  }

 private:
  std::string_view take(std::size_t bytes) {
    if (bytes > rest_.size()) return good_ = false, std::string_view{};
    const std::string_view taken = rest_.substr(0, bytes);
    rest_.remove_prefix(bytes);
    return taken;
  }
  std::string_view rest_;
  bool good_ = true;
};

}  // namespace

std::string form_file_bytes(const std::vector<Form>& forms, const Key& key) {
  std::string body;
  put(body, forms.size(), 4);
  for (const Form& form : forms) {
    put(body, form.name.size(), 2);
    body += form.name;
    put(body, form.category.size(), 2);
    body += form.category;
    put(body, form.prints.size(), 4);
    for (const std::uint64_t print : form.prints) put(body, print, 8);
    put(body, form.words.size(), 4);
    for (const std::uint32_t word : form.words) put(body, word, 4);
  }
  return std::string(kMagic) + sum_of(body, key) + body;
}

Result<std::vector<Form>> parse_form_file(std::string_view bytes, const Key& key, const std::string& path) {
  const auto refuse = [&](const char* what) { return fail(ErrorCode::corrupt, "forms " + path + ": " + what + "; add the forms anew: hallpass fingerprint add"); };
  if (!bytes.starts_with(kMagic)) return refuse("is no file of prints, or of another version");
  if (bytes.size() < kMagic.size() + kSumBytes) return refuse("is cut short");
  const std::string_view body = bytes.substr(kMagic.size() + kSumBytes);
  if (!equal_in_constant_time(bytes.substr(kMagic.size(), kSumBytes), sum_of(body, key))) return refuse("is damaged, or was made with another key");
  Input input(body);
  std::vector<Form> forms;
  const std::uint64_t count = input.number(4);
  if (count > kFormsMax) return refuse("has too many forms");
  for (std::uint64_t i = 0; i < count && input.good(); ++i) {
    Form form;
    form.name = input.text();
    form.category = input.text();
    form.prints = input.numbers<std::uint64_t>(kFormPrintsMax);
    form.words = input.numbers<std::uint32_t>(kFormWordsMax);
    forms.push_back(std::move(form));
  }
  if (!input.good() || !input.empty()) return refuse("has the wrong length");
  return forms;
}

Result<std::vector<Form>> read_form_file(FileOps& ops, const std::string& path, const Key& key) {
  auto bytes = ops.read(path, kFormFileBytesMax);
  if (!bytes && bytes.error().code == ErrorCode::not_found) return std::vector<Form>{};
  if (!bytes) return tl::unexpected(bytes.error());
  return parse_form_file(*bytes, key, path);
}

}  // namespace hallpass
