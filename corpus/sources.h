// Where the offline tools get messages from: files, mbox files, Maildirs, folders, standard input or a
// manifest; one after the other, with one message in memory at a time.
//
// A path that is a folder is walked downwards in the order of names. In a Maildir cur/ and new/ of it and of
// its subfolders are read; elsewhere hidden entries and files that do not begin like mail are passed over
// (and counted). A file that was named itself is always read. A file that begins with "From " is an mbox
// unless its name ends in .eml. Symbolic links to folders are not followed.
//
// Who sent a message to whom: options.from and options.to where given, else the manifest's row, else the
// header (message_head.h). When: the message's Date, else options.now_seconds, else the machine's clock.
#pragma once

#include <cstdint>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "corpus/manifest.h"
#include "corpus/mbox.h"
#include "hallpass/envelope.h"
#include "hallpass/result.h"

namespace hallpass {

struct SourceOptions {
  std::vector<std::string> paths = {};  // "-": standard input
  std::string manifest = {};            // JSONL; files are relative to it
  std::string from = {};                // the envelope sender of every message
  std::vector<std::string> to = {};     // the envelope recipients of every message
  std::string login = {};
  std::optional<std::int64_t> now_seconds = {};
  std::size_t message_bytes_max = 50u << 20;
  std::istream* standard_input = &std::cin;
};

struct SourceItem {
  std::string file;   // the path; "inbox.mbox#3" in an mbox of several; the manifest's word; "-"
  std::string bytes;  // at most message_bytes_max + 1 of them
  Envelope envelope;
  std::int64_t now_seconds = 0;
  std::optional<ManifestRow> row;
};

inline constexpr std::size_t kFolderDepthMax = 64;
inline constexpr std::size_t kFolderEntriesMax = 1'000'000;  // of one folder

class MessageSources {
 public:
  explicit MessageSources(SourceOptions options);

  // The next message; nothing at the end. Errors: not_found (cannot be read), bad_input (a bad line of the
  // manifest), too_large (a folder beyond its bounds); what comes after can still be had.
  [[nodiscard]] std::optional<Result<SourceItem>> next();

  // Files in folders that did not look like mail.
  [[nodiscard]] std::size_t passed_over() const { return passed_over_; }

 private:
  struct Pending {
    std::string path;
    std::size_t depth = 0;
    bool named = true;     // by the user, or by its place in a Maildir
  };
  using Next = std::optional<Result<SourceItem>>;

  Next next_row();
  Next next_of_mbox();
  Next open_pending(const Pending& pending);
  Next open_folder(const Pending& pending);
  Next open_file(const Pending& pending);
  Next open_stream(std::istream& in, const std::string& name, bool named);
  SourceItem finish(std::string file, std::string bytes, std::optional<ManifestRow> row) const;

  SourceOptions options_;
  std::vector<Pending> pending_;   // the next one last
  std::unique_ptr<std::ifstream> manifest_file_;
  std::unique_ptr<ManifestReader> manifest_;
  std::unique_ptr<std::ifstream> file_;
  std::unique_ptr<MboxSplitter> mbox_;
  std::string mbox_name_;
  std::size_t mbox_count_ = 0;
  std::size_t passed_over_ = 0;
};

}  // namespace hallpass
