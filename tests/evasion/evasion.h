// What the evasion table is made of: plants (a sentence that must not leave, with the stretch of it that a
// trick works on) and transforms (a named trick that makes a mail of a plant). All people are the golden
// district's, all numbers invented.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace hallpass::test {

struct Plant {
  std::string category;  // what has to be found: "pii.ssn", "record.*"
  std::string before;    // the sentence, the stretch a trick works on, the rest
  std::string secret;
  std::string after;

  std::string text() const { return before + secret + after; }
};

struct Transform {
  std::string name;
  std::function<std::string(const Plant&)> mail;  // the whole message, as on the wire
};

// One list for each chapter of the catalogue's evasion part (T1 to T6).
std::vector<Transform> transfer_encodings();   // T1
std::vector<Transform> charsets();             // T1
std::vector<Transform> encoded_headers();      // T1
std::vector<Transform> pasted_encodings();     // T1
std::vector<Transform> invisible_characters(); // T2
std::vector<Transform> other_characters();     // T2
std::vector<Transform> spacing();              // T3
std::vector<Transform> html_layout();          // T3
std::vector<Transform> hidden_html();          // T3
std::vector<Transform> document_layout();      // T3
std::vector<Transform> containers();           // T4
std::vector<Transform> false_names();          // T4
std::vector<Transform> splitting();            // T5
std::vector<Transform> mime_differentials();   // T6

// --- mails ---

// A mail with the fields every mail has; `fields` (lines with CRLF) follow them, then the empty line.
std::string mail(const std::string& fields, const std::string& body, const std::string& subject = "for you");
std::string plain_mail(const std::string& body);  // text/plain; charset=utf-8
std::string html_mail(const std::string& body);   // text/html; charset=utf-8
// A few innocent words and an attached file, base64.
std::string mail_with(const std::string& file_name, const std::string& bytes, const std::string& type = "application/octet-stream");
std::string multipart(const std::vector<std::string>& parts, const std::string& kind = "mixed");  // fields and body of it

// --- spellings ---

std::string base64(const std::string& bytes, std::size_t line = 76, const std::string& line_end = "\r\n");
std::string quoted_printable(const std::string& bytes);  // every character
std::string hex(const std::string& bytes, const std::string& before = {}, const std::string& after = {});
std::string utf8(char32_t c);
// Every character of `text` through `change`.
std::string each(const std::string& text, const std::function<std::string(char)>& change);
// `between` after each character but the last.
std::string spaced(const std::string& text, const std::string& between);
// UTF-8 in another charset, as ICU names it.
std::string in_charset(const std::string& text, const char* charset);

}  // namespace hallpass::test
