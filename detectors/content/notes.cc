// content.*: what a reader could not read, or must not pass unseen, is a note; a note of that family is a
// finding of the same name.
#include "detectors/registry.h"

namespace hallpass {
namespace {

class ContentNotes final : public Detector {
 public:
  std::string_view id() const override { return "content.notes"; }
  void terms(TermSink&) override {}

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    for (const Note& note : evidence.message.notes) {
      if (!note.category.starts_with("content.")) continue;
      Finding& finding = out.emplace_back();
      finding.category = note.category;
      finding.confidence = 1;
      finding.where = note.path;
      finding.evidence = note.detail;
    }
  }
};

}  // namespace

std::unique_ptr<Detector> make_content_notes(const DetectorContext&) { return std::make_unique<ContentNotes>(); }

}  // namespace hallpass
