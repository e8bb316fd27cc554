// libcurl speaks SMTP; we watch the dialogue, because curl says only that something failed and a release
// must know what, for whom, and whether the last dot had gone out.
#include "quarantine/smtp_client.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <mutex>

#include "base/mask.h"

namespace hallpass::quarantine {
namespace {

constexpr long kConnectMs = 10'000;
constexpr long kSilenceSeconds = 60;
constexpr long kTotalMs = 300'000;

struct Dialogue {
  std::string_view bytes;
  std::size_t sent = 0;           // of bytes, handed to curl
  std::size_t recipients_asked = 0;
  bool last_was_recipient = false;
  bool leaving = false;           // QUIT was said: its answer is not what we ask about
  bool all_sent = false;          // curl has taken the last byte: the dot follows
  bool answered_after_all = false;
  std::string last_answer;
};

std::size_t give_bytes(char* out, std::size_t size, std::size_t count, void* user) {
  auto& dialogue = *static_cast<Dialogue*>(user);
  const std::size_t take = std::min(size * count, dialogue.bytes.size() - dialogue.sent);
  std::memcpy(out, dialogue.bytes.data() + dialogue.sent, take);
  dialogue.sent += take;
  if (take == 0 || dialogue.sent == dialogue.bytes.size()) dialogue.all_sent = true;
  return take;
}

int watch(CURL*, curl_infotype type, char* text, std::size_t size, void* user) {
  auto& dialogue = *static_cast<Dialogue*>(user);
  std::string_view line(text, size);
  if (type == CURLINFO_HEADER_OUT && line.starts_with("QUIT")) dialogue.leaving = true;
  if (dialogue.leaving) return 0;
  if (type == CURLINFO_HEADER_OUT) {
    dialogue.last_was_recipient = line.starts_with("RCPT TO:");
    if (dialogue.last_was_recipient) ++dialogue.recipients_asked;
  } else if (type == CURLINFO_HEADER_IN) {
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
    dialogue.last_answer = printable(line);
    if (dialogue.all_sent) dialogue.answered_after_all = true;
  }
  return 0;
}

std::size_t drop(char*, std::size_t size, std::size_t count, void*) { return size * count; }

struct Cleanup {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, Cleanup>;
using List = std::unique_ptr<curl_slist, Cleanup>;

List list_of(const std::vector<std::string>& addresses) {
  List list;
  for (const std::string& address : addresses) list.reset(curl_slist_append(list.release(), ("<" + address + ">").c_str()));
  return list;
}

std::string url_of(const ReleaseSettings& settings) {
  std::string url = settings.smtp;
  while (url.ends_with('/')) url.pop_back();
  return url + "/" + settings.helo;  // curl takes the path for its EHLO
}

void set_options(CURL* curl, const ReleaseSettings& settings, const SmtpMail& mail, const List& to, Dialogue& dialogue) {
  curl_easy_setopt(curl, CURLOPT_URL, url_of(settings).c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, kConnectMs);
  curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, kSilenceSeconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, kTotalMs);
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, mail.sender.c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to.get());
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(mail.bytes.size()));
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_bytes);
  curl_easy_setopt(curl, CURLOPT_READDATA, &dialogue);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop);
  curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);  // to the watcher, nowhere else
  curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, watch);
  curl_easy_setopt(curl, CURLOPT_DEBUGDATA, &dialogue);
}

}  // namespace

SmtpAnswer send_mail(const ReleaseSettings& settings, const SmtpMail& mail) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  Dialogue dialogue;
  dialogue.bytes = mail.bytes;
  const Handle curl(curl_easy_init());
  const List to = list_of(mail.recipients);
  if (!curl || !to) return {SmtpResult::not_delivered, "libcurl does not start", SmtpAnswer::kNone};
  set_options(curl.get(), settings, mail, to, dialogue);
  const CURLcode code = curl_easy_perform(curl.get());

  SmtpAnswer answer;
  answer.text = dialogue.last_answer;
  const bool refusal = answer.text.starts_with('4') || answer.text.starts_with('5');
  if (code == CURLE_OK) {
    answer.result = SmtpResult::accepted;
  } else if (refusal && (!dialogue.all_sent || dialogue.answered_after_all)) {
    answer.result = SmtpResult::refused;
    if (dialogue.last_was_recipient) answer.refused_recipient = dialogue.recipients_asked - 1;
  } else {
    answer.result = dialogue.all_sent ? SmtpResult::unknown : SmtpResult::not_delivered;
    answer.text = curl_easy_strerror(code);
  }
  return answer;
}

}  // namespace hallpass::quarantine
