// Nothing here knows more of a format than its element names.
#include "message/readers/office_parts.h"

namespace hallpass {
namespace {

constexpr std::size_t kLineBytesMax = 256u << 10;

std::string_view stripped(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

}  // namespace

void PropertyLines::start(std::string_view name, const XmlAttributes& attributes) {
  text_.clear();
  if (name == "property" || name == "user-defined") label_ = attributes.get("name");
  else if (name.size() <= 2 || name == "lpwstr" || name == "filetime" || name == "bool") {}  // a value's type
  else label_ = name;
}

void PropertyLines::text(std::string_view piece) {
  if (text_.size() < kLineBytesMax) text_.append(piece);
}

void PropertyLines::end(std::string_view) {
  if (const std::string_view value = stripped(text_); !value.empty()) {
    out_.text(label_);
    out_.text(": ");
    out_.paragraph(value);
  }
  text_.clear();
}

bool AllText::wanted(std::string_view attribute) const {
  if (attributes_ == "*") return true;
  for (std::size_t at = attributes_.find(attribute); at != std::string_view::npos; at = attributes_.find(attribute, at + 1)) {
    const std::size_t end = at + attribute.size();
    if ((at == 0 || attributes_[at - 1] == ' ') && (end == attributes_.size() || attributes_[end] == ' ')) return true;
  }
  return false;
}

void AllText::line() {
  if (const std::string_view value = stripped(text_); !value.empty()) out_.paragraph(value);
  text_.clear();
}

void AllText::start(std::string_view, const XmlAttributes& attributes) {
  line();
  if (attributes_.empty()) return;
  for (const char** at = attributes.pairs(); *at; at += 2) {
    if (!std::string_view(at[0]).starts_with("xmlns") && wanted(local_name(at[0]))) {
      if (const std::string_view value = stripped(at[1]); !value.empty()) out_.paragraph(value);
    }
  }
}

void AllText::end(std::string_view) { line(); }

void AllText::text(std::string_view piece) {
  text_.append(piece);
  if (text_.size() > kLineBytesMax) {
    out_.text(text_);
    text_.clear();
  }
}

void ExternalTargets::start(std::string_view name, const XmlAttributes& attributes) {
  if (name == "Relationship" && attributes.get("TargetMode") == "External") out_.paragraph(attributes.get("Target"));
}

}  // namespace hallpass
