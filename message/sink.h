// Sink: what a reader writes to. It knows which document is being read, keeps all accounts of Limits for
// the whole message, repairs text to valid UTF-8, and holds the work-list of members still to be read.
//
// A call that returns false says: a bound was reached (already noted) or time is up; stop reading and
// return, what was given stays. Readers mostly write through a UnitWriter (unit_writer.h).
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hallpass/limits.h"
#include "hallpass/reader.h"
#include "message/document.h"
#include "message/output.h"
#include "message/passwords.h"

namespace hallpass {

class Sink {
 public:
  // `earlier_words` outlive it: of the same sender's last messages, see passwords.h.
  Sink(Output& output, const Limits& limits, Deadline deadline, std::span<const std::string> earlier_words = {});

  const Limits& limits() const { return limits_; }
  const Document& document() const { return document_; }

  // --- for readers ---

  // A unit of the document being read; its path is the document's path + suffix ("#Period 3").
  // At most kUnitBytesMax of text: UnitWriter splits.
  bool unit(UnitKind kind, std::string_view suffix, std::string_view text, std::span<const Cell> cells = {});

  // Queues something embedded in the document: it becomes a part "PATH!NAME" and is read afterwards.
  bool member(Member member);

  // The document has many members: they are drawn from `container` one by one afterwards. The document's
  // bytes stay alive until then.
  void open_container(std::unique_ptr<Container> container);

  // A whole mail inside the document (an .eml, a part of an mbox): parsed and read afterwards, its parts'
  // paths under the document's.
  bool nested_message(std::string bytes, std::string_view suffix);

  // Words of ours about the document being read; never text of the message.
  void note(std::string_view category, std::string_view detail);

  // Before inflating `bytes` more: false past expanded_bytes_max of the message.
  bool expand(std::size_t bytes);
  // One more member of an archive: false past entries_max.
  bool count_entry();
  // Look at the clock (cheap: every 64th call does) in any loop that can be long.
  bool in_time();

  // Notes the bound `which` once for the document; false.
  bool over(std::string_view which);

  // Milliseconds that a picture's letters may be read for now; 0 (noted) once the message's are used up.
  std::uint32_t ocr_ms_left();
  // `late`: the picture was not done by then.
  void spend_ocr(std::uint32_t ms, bool late);
  // Before and after work of a known length: tells whoever watches that the document is still being read.
  void still_reading() { output_.working_on(document_.part); }

  // The document, or some of its members, ask for a password. Until last_try() nothing is said yet: the walk
  // comes back with the document once all words of the message are known (document.again); then this is noted.
  void locked(std::string_view detail);
  // Only now are passwords tried (passwords.h).
  bool last_try() const { return last_try_; }

  // --- for PasswordTries ---

  const PasswordWords& words() const { return words_; }
  std::span<const std::string> earlier_words() const { return earlier_words_; }
  void spend_password_ns(std::int64_t ns) { password_ns_ += ns; }
  bool password_time_over() const { return password_ns_ >= std::int64_t{limits_.passwords_ms} * 1'000'000; }

  // --- for the walk (read.cc, parse.cc) ---

  void begin_last_try() { last_try_ = true; }
  bool take_locked() { return std::exchange(locked_, false); }

  // A new part: false past parts_max. `index` is its number.
  bool add_part(const Part& part, std::uint32_t& index);
  void part_result(std::uint32_t part, std::string_view detected_type, bool text_read);
  // What text in disguise in a unit of `kind` says, as a unit "PATH#decoded" (views/views.h); unit() does so by itself.
  bool read_again(std::uint32_t part, UnitKind kind, std::string_view path, std::string_view text);
  void subject(std::string_view text) { subject_ = text.substr(0, 200); }
  bool unit_of(std::uint32_t part, UnitKind kind, std::string_view path, std::string_view text,
               std::span<const Cell> cells = {});
  void note_at(std::string_view category, std::string_view path, std::string_view detail);
  void begin_document(const Document& document);
  bool stopped() const { return stopped_; }
  std::uint32_t units_written() const { return units_; }
  std::uint32_t parts_written() const { return parts_; }
  Output& output() { return output_; }

  struct Nested {
    std::string bytes;
    std::string path;
  };
  bool unfolded() const { return !members_.empty() || !nested_.empty() || container_; }
  std::deque<Member> take_members() { return std::exchange(members_, {}); }
  std::deque<Nested> take_nested() { return std::exchange(nested_, {}); }
  std::unique_ptr<Container> take_container() { return std::move(container_); }

 private:
  void seams(std::string_view path, std::string_view text);

  Output& output_;
  const Limits& limits_;
  Deadline deadline_;
  Document document_;  // being read
  std::span<const std::string> earlier_words_;
  PasswordWords words_;
  std::string subject_, last_tail_;  // for seams()
  std::deque<Member> members_;
  std::deque<Nested> nested_;
  std::unique_ptr<Container> container_;
  std::vector<std::string> bounds_told_;
  std::size_t text_bytes_ = 0;
  std::size_t expanded_bytes_ = 0;
  std::size_t pending_bytes_ = 0;
  std::size_t cells_ = 0;
  std::size_t entries_ = 0;
  std::uint32_t ocr_spent_ms_ = 0;
  std::uint32_t parts_ = 0;
  std::uint32_t units_ = 0;
  std::uint32_t clock_calls_ = 0;
  std::int64_t password_ns_ = 0;
  static constexpr std::uint32_t kNoPart = 0xffffffff;
  std::uint32_t tail_part_ = kNoPart;       // that last_tail_ is of
  std::uint32_t disguised_part_ = kNoPart;  // told of already
  bool stopped_ = false;
  bool locked_ = false;
  bool last_try_ = false;
};

}  // namespace hallpass
