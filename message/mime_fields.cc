// The first of duplicate fields counts, as in most mail programs; that there are two is noted.
#include "message/mime_fields.h"

namespace hallpass {

EntityFields entity_fields(GMimeObject* entity) {
  EntityFields fields;
  GMimeHeaderList* list = g_mime_object_get_header_list(entity);
  bool seen_disposition = false, seen_encoding = false;
  const int count = g_mime_header_list_get_count(list);
  for (int i = 0; i < count; ++i) {
    GMimeHeader* header = g_mime_header_list_get_header_at(list, i);
    const std::string_view name = g_mime_header_get_name(header);
    if (name.size() < 12 || (name[0] | 32) != 'c') continue;
    const std::string lower = lower_ascii(name);
    const char* raw = g_mime_header_get_raw_value(header);
    const std::string_view value = raw ? raw : "";
    const auto once = [&fields](bool& seen) {
      fields.duplicate = fields.duplicate || seen;
      return !std::exchange(seen, true);
    };
    if (lower == "content-type") {
      if (once(fields.given)) fields.type = parse_parameters(value);
    } else if (lower == "content-disposition") {
      if (once(seen_disposition)) fields.disposition = parse_parameters(value);
    } else if (lower == "content-transfer-encoding") {
      if (once(seen_encoding)) fields.encoding = parse_parameters(value).value;
    }
  }
  if (fields.type.value.find('/') == std::string::npos) fields.type.value = "text/plain";
  fields.file_name = fields.disposition.parameter("filename");
  if (fields.file_name.empty()) fields.file_name = fields.type.parameter("name");
  return fields;
}

}  // namespace hallpass
