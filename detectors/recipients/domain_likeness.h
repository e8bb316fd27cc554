// Likeness of domains: does a domain imitate a known one, and by what trick? Registrable domains are
// compared (libpsl: "mail.cedarvaley.k12.ia.us" -> "cedarvaley" under "k12.ia.us"), punycode is read as
// people see it, and letters of other scripts as what they look like (ICU). Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hallpass {

struct DomainName {
  std::string label;   // "cedarvaley", as written
  std::string suffix;  // "k12.ia.us"
  std::string look;    // the label as an eye takes it: skeleton of its Unicode form
};

// Empty label where `domain` is itself a public suffix or nothing.
[[nodiscard]] DomainName split_domain(std::string_view domain);

enum class Trick : unsigned char { none, look_alike, slip, one_slip, suffix, added_word, dropped_word, punctuation };

struct Likeness {
  Trick trick = Trick::none;
  double confidence = 0;  // that the likeness is no accident
};

// `a_provider`: `known` is a mail provider that all the world uses, where many names are near and only
// slips count.
[[nodiscard]] Likeness likeness(const DomainName& seen, const DomainName& known, bool a_provider);
[[nodiscard]] std::string_view in_words(Trick trick);  // "one letter from"

// "melby-k12.org" and "melby.k12.org": the same letters and figures, dots and hyphens elsewhere. Whole domains; short
// ones are not compared.
[[nodiscard]] bool differ_in_punctuation(std::string_view one, std::string_view other);

// Domains that `seen` would be an imitation of, by each trick: where what is known is a table of digests, these
// are looked up. Empty for short names, which have neighbours everywhere. At most kImitableMax.
inline constexpr std::size_t kImitableMax = 4'000;
struct Imitable {
  std::string domain;
  Trick trick;
};
[[nodiscard]] std::vector<Imitable> imitable_domains(const DomainName& seen);

}  // namespace hallpass
