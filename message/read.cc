// One work-list, last in first out: a leaf's members are read before the next leaf, so that at most one
// path through the nesting is in memory. A container stays open on the list and gives a member at a time.
#include "message/read.h"

#include <algorithm>
#include <deque>
#include <memory>

#include "base/utf8.h"
#include "message/charset.h"
#include "message/parse.h"
#include "message/readers/readers.h"
#include "message/readers/encoded_text.h"
#include "message/readers/registry.h"
#include "message/sweep.h"

namespace hallpass {
namespace {

constexpr std::size_t kLockedMax = 64;  // documents that are kept for their password

struct Work {
  Leaf leaf;                             // what is to be read, or the container's own document
  std::unique_ptr<Container> container;  // set: draw the next member from it
  bool is_message = false;               // the bytes are a mail
};

class Walk {
 public:
  Walk(const ReadRequest& request, const Limits& limits, Output& output)
      : request_(request), sink_(output, limits, request.deadline, request.passwords) {}

  void run() {
    switch (request_.mode) {
      case ReadMode::sweep_only: return sweep_text(request_.bytes, 0, "0", sink_);
      case ReadMode::message: parse(request_.bytes, {}, 0); break;
      case ReadMode::document: add_document(); break;
    }
    read_list();
    read_locked();
    for (const std::string& word : sink_.words().marked()) {
      if (is_valid_utf8(word)) sink_.output().password(word);
    }
  }

 private:
  void read_list() {
    while (!list_.empty() && !sink_.stopped()) {
      Work work = std::move(list_.back());
      list_.pop_back();
      if (work.container) next_member(std::move(work));
      else if (work.is_message) parse_nested(work);
      else read_document(std::move(work));
    }
  }

  // What was locked waits for the words of the parts behind it. Opened, it may hold further parts; those that
  // are locked in turn are tried on the spot.
  void read_locked() {
    sink_.begin_last_try();
    for (Leaf& leaf : locked_) {
      rebind(leaf);
      if (sink_.stopped()) {
        sink_.note_at("content.encrypted", leaf.document.path, "locked, and there was no time to try passwords");
        continue;
      }
      leaf.document.again = true;
      list_.push_back({std::move(leaf), nullptr, false});
      rebind(list_.back().leaf);
      read_list();
    }
  }

  void keep_if_locked(Leaf& leaf) {
    if (!sink_.take_locked()) return;
    if (locked_.size() < kLockedMax) locked_.push_back(std::move(leaf));
    else sink_.note("content.encrypted", "locked, as are too many others to try passwords");
  }

  void parse(std::string_view bytes, std::string_view prefix, std::uint32_t depth) {
    std::deque<Leaf> leaves = parse_message(bytes, prefix, depth, sink_);
    while (!leaves.empty()) {
      list_.push_back({std::move(leaves.back()), nullptr, false});
      rebind(list_.back().leaf);
      leaves.pop_back();
    }
  }

  // A short std::string moves its bytes when it moves.
  static void rebind(Leaf& leaf) {
    if (!leaf.storage.empty()) leaf.document.bytes = leaf.storage;
  }

  void parse_nested(Work& work) {
    kept_.push_back(std::move(work.leaf.storage));  // its leaves point into it
    parse(kept_.back(), work.leaf.document.path, work.leaf.document.depth);
  }

  void add_document() {
    Leaf leaf;
    leaf.document = {request_.bytes, "1", std::string(request_.file_name), {}, {}, {}, UnitKind::attachment, 0, 0};
    std::uint32_t index = 0;
    const Part part{"1", {}, {}, leaf.document.name, {}, request_.bytes.size(), true, false};
    if (!sink_.add_part(part, index)) return;
    if (!part.file_name.empty()) sink_.unit_of(index, UnitKind::file_name, part.path, part.file_name);
    list_.push_back({std::move(leaf), nullptr, false});
  }

  void read_document(Work work) {
    rebind(work.leaf);
    Document& document = work.leaf.document;
    sink_.begin_document(document);
    if (std::ranges::count(request_.poisoned, document.part)) return sweep_bytes(document.bytes, document.part, document.path, sink_);
    const Format* format = choose_format(document);
    if (format) document.type = format->type;
    const std::uint32_t before = sink_.units_written();
    if (document.again) {
      if (format && format->read) format->read(document, sink_);
      sink_.part_result(document.part, document.type, sink_.units_written() > before || sink_.unfolded());
      return unfold(std::move(work));
    }
    note_mismatch(document, format);
    if (format && format->read) format->read(document, sink_);
    if (!format) unfold_encoded_text(document.bytes, sink_);  // a yEnc file makes its text look like none
    look_behind(document, format);
    look_at_edges(document, format);
    note_unknown(document, format);
    const bool text_read = sink_.units_written() > before;
    sink_.part_result(document.part, document.type, text_read || sink_.unfolded() || (format && format->read && document.bytes.empty()));
    if (!format || (format->read && !text_read && !sink_.unfolded())) sweep_bytes(document.bytes, document.part, document.path + "#raw", sink_);
    unfold(std::move(work));
  }

  void note_mismatch(const Document& document, const Format* format) {
    const Format* declared = find_format(document.declared_type);
    if (!declared || declared == format || document.bytes.empty()) return;
    if (declared->text && format && format->text) return;
    sink_.note("note.mime", "the bytes are not of the declared type");
  }

  // A picture, film or unknown file with a zip behind it: other programs open the zip.
  void look_behind(const Document& document, const Format* format) {
    constexpr std::size_t kEndWithin = 22 + 65'535;
    if (format && format->read && !format->type.starts_with("image/")) return;
    const std::size_t from = document.bytes.size() - std::min(document.bytes.size(), kEndWithin);
    if (document.bytes.find("PK\5\6", from) == std::string_view::npos || sink_.unfolded()) return;
    sink_.note("note.format", "a zip stands behind it");
    find_format("application/zip")->read(document, sink_);
  }

  // Sentences before or behind what a picture, a film or an archive is made of: its own program skips them.
  void look_at_edges(const Document& document, const Format* format) {
    constexpr std::size_t kEdge = 16u << 10, kSentence = 24, kEndWithin = 1u << 20;
    if (!format || format->text || document.bytes.empty()) return;
    std::string_view behind = document.bytes;
    if (format->read && !format->type.starts_with("image/")) {
      behind.remove_prefix(behind.size() - std::min(behind.size(), kEndWithin));
      const std::size_t end = behind.rfind("PK\5\6");
      if (end == std::string_view::npos) return;
      behind.remove_prefix(std::min(end + 22, behind.size()));
    }
    std::string found = sentences_in(behind.substr(0, kEdge), kSentence);
    if (behind.size() > kEdge) found += sentences_in(behind.substr(behind.size() - std::min(kEdge, behind.size() - kEdge)), kSentence);
    sink_.unit_of(document.part, UnitKind::raw, document.path + "#edges", found);
  }

  void note_unknown(const Document& document, const Format* format) {
    if (!format && !document.bytes.empty() && !sink_.unfolded()) {
      sink_.note("note.format", "no reader for this kind of file; only strings were looked for");
    }
  }

  void unfold(Work work) {
    const std::uint32_t depth = work.leaf.document.depth + 1;
    const std::string path = work.leaf.document.path;
    auto members = sink_.take_members();
    auto nested = sink_.take_nested();
    if (auto container = sink_.take_container()) {
      list_.push_back({std::move(work.leaf), std::move(container), false});
      rebind(list_.back().leaf);
    } else {
      keep_if_locked(work.leaf);
    }
    for (; !nested.empty(); nested.pop_back()) {
      Leaf leaf;
      leaf.storage = std::move(nested.back().bytes);
      leaf.document.path = std::move(nested.back().path);
      leaf.document.depth = depth;
      list_.push_back({std::move(leaf), nullptr, true});
    }
    std::deque<Work> reversed;
    for (; !members.empty(); members.pop_front()) add_member(std::move(members.front()), path, depth, reversed);
    for (; !reversed.empty(); reversed.pop_back()) {
      list_.push_back(std::move(reversed.back()));
      rebind(list_.back().leaf);
    }
  }

  void next_member(Work work) {
    sink_.begin_document(work.leaf.document);
    Member member;
    if (!sink_.in_time() || !work.container->next(member, sink_)) return keep_if_locked(work.leaf);
    const std::uint32_t depth = work.leaf.document.depth + 1;
    const std::string path = work.leaf.document.path;
    list_.push_back(std::move(work));
    std::deque<Work> one;
    add_member(std::move(member), path, depth, one);
    if (one.empty()) return;
    list_.push_back(std::move(one.back()));
    rebind(list_.back().leaf);
  }

  void add_member(Member member, const std::string& container, std::uint32_t depth, std::deque<Work>& out) {
    Leaf leaf;
    leaf.storage = std::move(member.bytes);
    leaf.document = {{}, container + "!" + member.name, member.name, member.declared_type, {}, {}, UnitKind::attachment, 0, depth};
    const Part part{leaf.document.path, member.declared_type, {}, member.name, {}, leaf.storage.size(), true, false};
    if (!sink_.add_part(part, leaf.document.part)) return;
    if (!member.name.empty()) sink_.unit_of(leaf.document.part, UnitKind::file_name, part.path, member.name);
    out.push_back({std::move(leaf), nullptr, false});
  }

  const ReadRequest& request_;
  Sink sink_;
  std::deque<Work> list_;
  std::deque<std::string> kept_;
  std::deque<Leaf> locked_;
};

}  // namespace

void read_all(const ReadRequest& request, const Limits& limits, Output& output) { Walk(request, limits, output).run(); }

void warm_up_reading() {
  warm_up_charsets();
  warm_up_parsing();
  warm_up_pdf();
}

}  // namespace hallpass
