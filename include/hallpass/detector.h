// A Detector turns what was read and recognised in one message into findings of its categories.
//
// Built once, shared by every connection: inspect() is called from many threads at once and keeps no
// state between calls. What it wants searched for it declares in terms(); the engine compiles the
// terms of all detectors into one pass over the text.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "hallpass/evidence.h"
#include "hallpass/finding.h"
#include "hallpass/terms.h"

namespace hallpass {

class Detector {
 public:
  virtual ~Detector() = default;

  // Stable name used in policy files and audit records, e.g. "pii.ssn". Refers to static storage.
  virtual std::string_view id() const = 0;

  // Patterns and vocabulary this detector wants hits for. Called once, while the engine is built;
  // the ids are kept.
  virtual void terms(TermSink& sink) = 0;

  // Appends findings to `out`, earlier elements are left alone. Time is linear in the number of hits,
  // mentions and cells. Cannot fail.
  virtual void inspect(const Evidence& evidence, std::vector<Finding>& out) const = 0;

  // Called after every detector's inspect(): `out` then holds what all of them found, for detectors whose
  // question depends on it (does a wrong recipient get any data?). The same promises.
  virtual void conclude(const Evidence& evidence, std::vector<Finding>& out) const {
    (void)evidence, (void)out;
  }
};

}  // namespace hallpass
