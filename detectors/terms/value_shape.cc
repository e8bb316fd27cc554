// One anchored question at a candidate's begin over its bytes and a few around them. The answers that PCRE2
// gives when it stops early are all one here: not decided.
#include "detectors/terms/value_shape.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace hallpass {
namespace {

// Grows to its limit at most and is used again; the ovector holds the whole match alone.
pcre2_match_data* match_data_of_thread() {
  struct Free {
    void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
  };
  thread_local const std::unique_ptr<pcre2_match_data, Free> data(pcre2_match_data_create(1, nullptr));
  return data.get();
}

void must(bool holds, std::string_view pcre2) {
  if (holds) return;
  std::fprintf(stderr, "hallpass: a built-in shape does not compile: %.*s\n", static_cast<int>(pcre2.size()), pcre2.data());
  std::abort();
}

}  // namespace

void ValueShape::Free::operator()(pcre2_code* code) const { pcre2_code_free(code); }
void ValueShape::Free::operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }

ValueShape::ValueShape(std::string_view pcre2, const ShapeLimits& limits) {
  int error = 0;
  PCRE2_SIZE at = 0;
  code_.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pcre2.data()), pcre2.size(), PCRE2_ANCHORED | PCRE2_NEVER_UTF, &error, &at, nullptr));
  limits_.reset(pcre2_match_context_create(nullptr));
  must(code_ && limits_, pcre2);
  pcre2_set_match_limit(limits_.get(), limits.match_steps);
  pcre2_set_depth_limit(limits_.get(), limits.depth);
  pcre2_set_heap_limit(limits_.get(), limits.heap_kib);
  // May be refused, where memory cannot be made executable: then it is interpreted.
  if (limits.jit) (void)pcre2_jit_compile(code_.get(), PCRE2_JIT_COMPLETE);
}

Fit ValueShape::fit(std::string_view text, std::size_t begin, std::size_t end) const {
  pcre2_match_data* data = match_data_of_thread();
  if (!data) return Fit::over_limit;
  const std::size_t from = begin - std::min(begin, kShapeLookBytes);
  const std::size_t to = std::min(text.size(), end + kShapeLookBytes);
  const auto* seen = reinterpret_cast<PCRE2_SPTR>(text.data() + from);
  const int result = pcre2_match(code_.get(), seen, to - from, begin - from, 0, data, limits_.get());
  if (result == PCRE2_ERROR_NOMATCH) return Fit::no;
  if (result < 0) return Fit::over_limit;  // match, depth or heap limit, stack, memory
  return pcre2_get_ovector_pointer(data)[1] == end - from ? Fit::yes : Fit::no;
}

}  // namespace hallpass
