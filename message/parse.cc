// GMime splits the message; everything it would decode (headers, names, charsets, transfer encodings) we
// decode ourselves, from the bytes it points at: tolerantly, without iconv and its files, and without a copy.
#include "message/parse.h"

#include <gmime/gmime.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "message/colons.h"
#include "message/coverage.h"
#include "message/mime_fields.h"
#include "message/other_readings.h"
#include "message/sweep.h"
#include "message/transfer.h"

namespace hallpass {
namespace {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <typename T>
using Ref = std::unique_ptr<T, Unref>;

// A stream over bytes we keep: GMime's memory stream would copy them or free them.
class BorrowedStream {
 public:
  explicit BorrowedStream(std::string_view bytes) : array_(g_byte_array_new()) {
    array_->data = reinterpret_cast<guint8*>(const_cast<char*>(bytes.data()));
    array_->len = static_cast<guint>(bytes.size());
    stream_.reset(g_mime_stream_mem_new_with_byte_array(array_));
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream_.get()), FALSE);
  }
  ~BorrowedStream() {
    stream_.reset();
    array_->data = nullptr;
    array_->len = 0;
    g_byte_array_free(array_, TRUE);
  }
  BorrowedStream(const BorrowedStream&) = delete;
  BorrowedStream& operator=(const BorrowedStream&) = delete;
  GMimeStream* get() const { return stream_.get(); }

 private:
  GByteArray* array_;
  Ref<GMimeStream> stream_;
};

bool known_encoding(std::string_view encoding) {
  return encoding.empty() || encoding == "7bit" || encoding == "8bit" || encoding == "binary" || encoding == "base64" ||
         encoding == "quoted-printable" || encoding == "x-uuencode" || encoding == "uuencode" || encoding == "x-uue";
}

constexpr std::size_t kFieldNameMax = 40;

// Nothing but full lines of base64, and at least three of them.
bool all_base64(std::string_view raw) {
  std::size_t lines = 0;
  for (raw = trimmed(raw); !raw.empty(); ++lines) {
    const std::size_t end = std::min(raw.find('\n'), raw.size());
    const std::string_view line = trimmed(raw.substr(0, end));
    raw.remove_prefix(std::min(end + 1, raw.size()));
    bool damaged = false;
    (void)decode_base64(line, &damaged);
    if (damaged || (line.size() < 60 && !raw.empty())) return false;
  }
  return lines >= 3;
}

class MessageWalk {
 public:
  MessageWalk(std::string_view bytes, std::string_view prefix, std::uint32_t depth, Sink& sink)
      : bytes_(bytes), prefix_(prefix), depth_(depth), sink_(sink) {}

  std::deque<Leaf> walk(GMimeMessage* message) {
    todo_.push_back({GMIME_OBJECT(message), prefix_, 0, false});
    while (!todo_.empty() && sink_.in_time()) {
      const Step step = todo_.back();
      todo_.pop_back();
      if (!visit(step)) break;
    }
    if (const std::string rest = coverage_.rest_of(bytes_); !rest.empty()) {
      sweep_text(rest, 0, prefix_ + "#outside", sink_);
    }
    if (ambiguous_) sweep_text(bytes_, 0, prefix_ + "#as-it-stands", sink_);
    return std::move(leaves_);
  }

 private:
  struct Step {
    GMimeObject* object;
    std::string path;       // of this object; of the part it stands in, for a message
    std::size_t depth;
    bool in_digest;
  };

  bool visit(const Step& step) {
    if (GMIME_IS_MESSAGE(step.object)) return enter_message(step);
    EntityFields fields = entity_fields(step.object);
    const bool multipart = GMIME_IS_MULTIPART(step.object);
    Part part{step.path, fields.type.value, {}, fields.file_name, std::string(fields.type.parameter("charset")), 0,
              fields.attachment(), false};
    if (!fields.given && step.in_digest) part.content_type = "message/rfc822";
    part.charset = lower_ascii(part.charset);
    std::uint32_t index = 0;
    if (GMIME_IS_PART(step.object)) return leaf(step, fields, part);
    if (!sink_.add_part(part, index)) return false;
    cover_headers(step.object);
    note_duplicates(fields, step.path);
    part_headers(step.object, step.path, index);
    if (multipart && (fields.encoding == "base64" || fields.encoding == "quoted-printable")) {
      sink_.note_at("note.mime", step.path, "a multipart that says it is encoded");
      ambiguous_ = true;
    }
    if (multipart) enter_multipart(step);
    else if (GMIME_IS_MESSAGE_PART(step.object)) {
      name_unit(part, index);
      if (GMimeMessage* inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(step.object))) {
        push({GMIME_OBJECT(inner), step.path, step.depth + 1, false});
      }
    }
    return true;
  }

  void push(Step step) {
    if (step.depth > sink_.limits().mime_depth_max) {
      return sink_.note_at("content.over_limit", step.path, "limit mime_depth_max was reached");
    }
    todo_.push_back(std::move(step));
  }

  bool enter_message(const Step& step) {
    auto* message = GMIME_MESSAGE(step.object);
    cover_headers(step.object);
    headers(message, step.path);
    GMimeObject* body = g_mime_message_get_mime_part(message);
    if (!body) return true;
    const bool multipart = GMIME_IS_MULTIPART(body);
    const std::string dot = step.path.empty() ? "" : step.path + ".";
    push({body, dot + (multipart ? "0" : "1"), step.depth, false});
    return true;
  }

  void enter_multipart(const Step& step) {
    auto* multipart = GMIME_MULTIPART(step.object);
    coverage_.add_boundary(entity_fields(step.object).type.parameter("boundary"));
    const bool digest = g_mime_content_type_is_type(g_mime_object_get_content_type(step.object), "multipart", "digest");
    std::string base = step.path;  // the children of "0" are "1", "2"; of "2.0" they are "2.1", "2.2"
    if (base == "0") base.clear();
    else if (base.ends_with(".0")) base.resize(base.size() - 1);
    else base += ".";
    const int count = g_mime_multipart_get_count(multipart);
    if (count == 0) sink_.note_at("note.mime", step.path, "a multipart without parts");
    for (int i = count - 1; i >= 0; --i) {
      push({g_mime_multipart_get_part(multipart, i), base + std::to_string(i + 1), step.depth + 1, digest});
    }
  }

  void headers(GMimeMessage* message, const std::string& path) {
    GMimeHeaderList* list = g_mime_object_get_header_list(GMIME_OBJECT(message));
    const std::string where = path.empty() ? "header/" : path + "/header/";
    const bool outermost = path.empty();
    std::vector<Mailbox> mailboxes;
    std::size_t bytes = 0;
    const int count = g_mime_header_list_get_count(list);
    // the part the fields belong to comes next, or is the one around
    const std::uint32_t part = sink_.parts_written() > 0 && !outermost ? sink_.parts_written() - 1 : 0;
    for (int i = 0; i < count && sink_.in_time(); ++i) {
      GMimeHeader* header = g_mime_header_list_get_header_at(list, i);
      const char* raw = g_mime_header_get_raw_value(header);
      const std::string_view value = raw ? raw : "";
      const std::string name = g_mime_header_get_name(header);
      bytes += name.size() + value.size();
      if (bytes > sink_.limits().header_bytes_max) {
        sink_.note_at("content.over_limit", path, "limit header_bytes_max was reached");
        sink_.unit_of(part, UnitKind::raw, where + name, value);
        continue;
      }
      field_text(part, where + decode_header(name), decode_header(value), lower_ascii(name), false);
      if (outermost && !field(lower_ascii(name), value, mailboxes)) {
        sink_.note_at("content.over_limit", path, "limit addresses_max was reached");
      }
    }
    for (const Mailbox& mailbox : mailboxes) sink_.output().mailbox(mailbox);
  }

  // A field's text as a header unit; where it holds whole sentences in a place that is none for them, as text too.
  void field_text(std::uint32_t part, const std::string& path, const std::string& text, const std::string& name, bool structure) {
    if (!structure) sink_.unit_of(part, UnitKind::header, path, text);
    if (!structure && !is_written_by_programs(name)) sink_.read_again(part, UnitKind::header, path, text);
    if (name == "subject" && prefix_.empty()) sink_.subject(text);
    if (name == "subject" || name == "thread-topic") return;
    if (holds_prose(text)) sink_.unit_of(part, UnitKind::hidden, path + "#text", text);
    if (name.size() > kFieldNameMax) sink_.unit_of(part, UnitKind::hidden, path + "#name", with_blanks(name));
  }

  void cover_headers(GMimeObject* object) {
    GMimeHeaderList* list = g_mime_object_get_header_list(object);
    const int count = g_mime_header_list_get_count(list);
    for (int i = 0; i < count; ++i) {
      GMimeHeader* header = g_mime_header_list_get_header_at(list, i);
      const gint64 offset = g_mime_header_get_offset(header);
      const char* raw = g_mime_header_get_raw_value(header);
      if (offset < 0 || !raw) continue;
      const auto begin = static_cast<std::size_t>(offset);
      coverage_.add(begin, begin + std::strlen(g_mime_header_get_raw_name(header)) + 1 + std::strlen(raw));
    }
  }

  // Fields of a part that are text, not structure: Content-Description, and whatever else stands there.
  void part_headers(GMimeObject* object, const std::string& path, std::uint32_t index) {
    GMimeHeaderList* list = g_mime_object_get_header_list(object);
    const int count = g_mime_header_list_get_count(list);
    for (int i = 0; i < count && sink_.in_time(); ++i) {
      GMimeHeader* header = g_mime_header_list_get_header_at(list, i);
      const std::string name = g_mime_header_get_name(header);
      const std::string lower = lower_ascii(name);
      const char* raw = g_mime_header_get_raw_value(header);
      const bool structure = lower == "content-type" || lower == "content-transfer-encoding" || lower == "content-disposition" ||
                             lower == "content-id" || lower == "mime-version";
      if (raw) field_text(index, path + "/header/" + decode_header(name), decode_header(raw), lower, structure);
    }
  }

  // What the outermost message's fields say beyond their text; false: too many addresses.
  bool field(const std::string& name, std::string_view value, std::vector<Mailbox>& mailboxes) {
    if (name == "from" || name == "to" || name == "cc" || name == "bcc" || name == "reply-to" || name == "sender") {
      return parse_mailboxes(name, value, sink_.limits().addresses_max, mailboxes);
    }
    if (name == "message-id") {
      std::string_view id = trimmed(value);
      if (const std::size_t open = id.find('<'); open != std::string_view::npos) id.remove_prefix(open + 1);
      sink_.output().message_id(decode_header(id.substr(0, std::min(id.find('>'), std::min<std::size_t>(id.size(), 998)))));
    } else if (name == "date") {
      if (GDateTime* date = g_mime_utils_header_decode_date(std::string(value.substr(0, 256)).c_str())) {
        sink_.output().date(g_date_time_to_unix(date));
        g_date_time_unref(date);
      }
    }
    return true;
  }

  void name_unit(const Part& part, std::uint32_t index) {
    if (!part.file_name.empty()) sink_.unit_of(index, UnitKind::file_name, part.path, part.file_name);
  }

  void note_duplicates(const EntityFields& fields, const std::string& path) {
    if (fields.duplicate) sink_.note_at("note.mime", path, "a Content- field stands twice");
    if (fields.type.repeated || fields.disposition.repeated) sink_.note_at("note.mime", path, "a parameter stands twice");
    ambiguous_ = ambiguous_ || fields.duplicate || fields.type.repeated;
  }

  std::string_view raw_content(GMimePart* part) const {
    GMimeDataWrapper* wrapper = g_mime_part_get_content(part);
    GMimeStream* stream = wrapper ? g_mime_data_wrapper_get_stream(wrapper) : nullptr;
    if (!stream || stream->bound_start < 0) return {};
    const auto begin = static_cast<std::size_t>(stream->bound_start);
    const auto end = stream->bound_end < 0 ? bytes_.size() : static_cast<std::size_t>(stream->bound_end);
    if (begin > end || end > bytes_.size()) return {};
    return bytes_.substr(begin, end - begin);
  }

  void cover(std::string_view raw) {
    if (raw.empty()) return;
    const auto begin = static_cast<std::size_t>(raw.data() - bytes_.data());
    coverage_.add(begin, begin + raw.size());
  }

  bool leaf(const Step& step, const EntityFields& fields, Part& part) {
    const std::string_view raw = raw_content(GMIME_PART(step.object));
    Leaf& leaf = leaves_.emplace_back();
    std::string_view content = raw;
    bool damaged = false;
    if (fields.encoding == "base64") content = leaf.storage = decode_base64(raw, &damaged);
    else if (fields.encoding == "quoted-printable") content = leaf.storage = decode_quoted_printable(raw);
    else if (part.attachment && all_base64(raw)) {
      content = leaf.storage = decode_base64(raw);
      sink_.note_at("note.mime", step.path, "base64 that does not say so");
    }
    if (damaged) sink_.note_at("note.mime", step.path, "base64 with characters that are none");
    else if (!known_encoding(fields.encoding)) sink_.note_at("note.mime", step.path, "an unknown transfer encoding");
    part.size_bytes = content.size();
    std::uint32_t index = 0;
    if (!sink_.add_part(part, index)) {
      leaves_.pop_back();
      return false;
    }
    cover_headers(step.object);
    cover(raw);
    note_duplicates(fields, step.path);
    name_unit(part, index);
    part_headers(step.object, step.path, index);
    if (damaged) sweep_bytes(raw, index, step.path + "#encoded", sink_);
    if (!known_encoding(fields.encoding)) sweep_text(raw, index, step.path + "#encoded", sink_);
    leaf.document = {leaf.storage.empty() ? raw : std::string_view(leaf.storage), part.path, part.file_name, part.content_type,
                     part.charset, {}, part.attachment ? UnitKind::attachment : UnitKind::body, index, depth_};
    if (!leaf.storage.empty() || content.empty()) leaf.document.bytes = leaf.storage;
    return true;
  }

  std::string_view bytes_;
  std::string prefix_;
  std::uint32_t depth_;
  Sink& sink_;
  Coverage coverage_;
  std::vector<Step> todo_;
  std::deque<Leaf> leaves_;
  bool ambiguous_ = false;  // another program may read the structure otherwise: sweep it all besides
};

// A message always has a part: here one without a body, or bytes that are no message at all.
void add_only_leaf(std::string_view bytes, std::string_view prefix, std::uint32_t depth, Sink& sink, std::deque<Leaf>& leaves) {
  const std::string path = prefix.empty() ? "1" : std::string(prefix) + ".1";
  std::uint32_t index = 0;
  if (!sink.add_part({path, "text/plain", {}, {}, {}, bytes.size(), false, false}, index)) return;
  leaves.emplace_back().document = {bytes, path, {}, "text/plain", {}, {}, UnitKind::body, index, depth};
}

}  // namespace

std::deque<Leaf> parse_message(std::string_view bytes, std::string_view prefix, std::uint32_t depth, Sink& sink) {
  const std::string calmer = with_fewer_colons(bytes);
  if (!calmer.empty()) sink.note_at("note.mime", prefix, "a field with thousands of groups");
  const BorrowedStream stream(calmer.empty() ? bytes : calmer);
  const Ref<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  g_mime_parser_set_persist_stream(parser.get(), TRUE);
  g_mime_parser_set_format(parser.get(), GMIME_FORMAT_MESSAGE);
  const Ref<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
  const std::uint32_t before = sink.parts_written();
  if (std::string other = with_line_feeds(bytes); !other.empty()) {
    sink.note_at("note.mime", prefix, "carriage returns alone where others see line ends");
    sink.nested_message(std::move(other), std::string(prefix) + "#line-ends");
  }
  std::deque<Leaf> leaves;
  if (message) leaves = MessageWalk(bytes, prefix, depth, sink).walk(message.get());
  if (sink.parts_written() == before) add_only_leaf(message ? std::string_view() : bytes, prefix, depth, sink, leaves);
  return leaves;
}

void warm_up_parsing() {
  g_mime_init();
  g_log_set_default_handler([](const gchar*, GLogLevelFlags, const gchar*, gpointer) {}, nullptr);
}

}  // namespace hallpass
