// An SMTP server of a few lines for one test: answers from a table, remembers what it was told.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace hallpass::test {

struct ReceivedMail {
  std::string sender;                   // as between the angle brackets
  std::vector<std::string> recipients;
  std::string bytes;                    // dots undone, CRLF throughout
};

class SmtpServer {
 public:
  // What it answers, by the front of the command: "RCPT TO:<eve@" -> "550 no". "." is the end of the
  // message. An answer of "" closes the connection instead. `at_end` plays the milter: what it gives is
  // the answer to the message.
  using Answers = std::map<std::string, std::string>;
  explicit SmtpServer(Answers answers = {}, std::function<std::string(const ReceivedMail&)> at_end = {});
  ~SmtpServer();
  std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }
  std::vector<ReceivedMail> mails() const;       // those answered with 250
  std::vector<std::string> commands() const;

 private:
  void serve();
  void talk(int fd);
  std::string answer_to(const std::string& command) const;

  Answers answers_;
  std::function<std::string(const ReceivedMail&)> at_end_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> stopping_{false};
  mutable std::mutex mutex_;
  std::vector<ReceivedMail> mails_;
  std::vector<std::string> commands_;
  std::thread thread_;
};

}  // namespace hallpass::test
