// T5: one leak in several pieces or places.
#include "tests/evasion/evasion.h"

namespace hallpass::test {
namespace {

std::string whole(const std::string& all) {
  const std::size_t end = all.find("\r\n\r\n");
  return mail(all.substr(0, end + 2), all.substr(end + 4));
}

}  // namespace

std::vector<Transform> splitting() {
  return {
      {"the first piece of a message in pieces", [](const Plant& p) { return mail("Content-Type: message/partial; id=x; number=1; total=2\r\n", "Subject: y\r\n\r\n" + p.text()); }},
      {"the second piece, in base64", [](const Plant& p) { return mail("Content-Type: message/partial; id=x; number=2; total=2\r\n", base64(p.text() + " and so it goes on for a while")); }},
      {"a body that is elsewhere", [](const Plant& p) { return mail("Content-Type: message/external-body; access-type=URL; URL=\"https://burgerstop.example/x\"\r\n", "Content-Type: text/plain\r\n\r\n" + p.text()); }},
      {"only in the plain alternative", [](const Plant& p) { return whole(multipart({"Content-Type: text/plain\r\n\r\n" + p.text(), "Content-Type: text/html\r\n\r\n<p>Hello</p>"}, "alternative")); }},
      {"only in the HTML alternative", [](const Plant& p) { return whole(multipart({"Content-Type: text/plain\r\n\r\nHello", "Content-Type: text/html\r\n\r\n<p>" + p.text() + "</p>"}, "alternative")); }},
      {"only in a third alternative", [](const Plant& p) { return whole(multipart({"\r\nHello", "Content-Type: text/html\r\n\r\n<p>Hello</p>", "Content-Type: text/x-watch-html\r\n\r\n<p>" + p.text()}, "alternative")); }},
      {"in a part related to nothing", [](const Plant& p) { return whole(multipart({"Content-Type: text/html\r\n\r\n<p>Hello</p>", "Content-Type: text/plain\r\nContent-ID: <x>\r\n\r\n" + p.text()}, "related")); }},
      {"over two parts", [](const Plant& p) { return whole(multipart({"\r\n" + p.before + p.secret.substr(0, 4), "\r\n" + p.secret.substr(4) + p.after})); }},
      {"the label in the subject, the rest in the body", [](const Plant& p) { return mail("Content-Type: text/plain\r\n", p.secret + p.after, p.before); }},
      {"the label in the body, the rest attached", [](const Plant& p) { return whole(multipart({"\r\n" + p.before, "Content-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment\r\n\r\n" + p.secret + p.after})); }},
      {"after 50 innocent parts", [](const Plant& p) {
         std::vector<std::string> parts(50, "\r\nThe garden club meets on Monday.");
         parts.push_back("\r\n" + p.text());
         return whole(multipart(parts));
       }},
      {"in a calendar invitation", [](const Plant& p) { return mail("Content-Type: text/calendar; method=REQUEST\r\n", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Talk\r\nDESCRIPTION:" + p.before + p.secret.substr(0, 4) + "\r\n " + p.secret.substr(4) + p.after + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"); }},
      {"in a contact card", [](const Plant& p) { return mail("Content-Type: text/vcard\r\n", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A B\r\nNOTE:" + p.text() + "\r\nEND:VCARD\r\n"); }},
      {"in a delivery report", [](const Plant& p) { return whole(multipart({"\r\nIt failed.", "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns;x\r\n\r\nDiagnostic-Code: " + p.text(), "Content-Type: text/rfc822-headers\r\n\r\nSubject: x"}, "report")); }},
      {"in the returned header", [](const Plant& p) { return whole(multipart({"\r\nIt failed.", "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns;x", "Content-Type: text/rfc822-headers\r\n\r\nSubject: " + p.text()}, "report")); }},
  };
}

}  // namespace hallpass::test
