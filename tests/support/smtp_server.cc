#include "tests/support/smtp_server.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace hallpass::test {
namespace {

bool take_line(int fd, std::string& buffer, std::string& line) {
  for (;;) {
    const auto end = buffer.find("\r\n");
    if (end != std::string::npos) {
      line = buffer.substr(0, end);
      buffer.erase(0, end + 2);
      return true;
    }
    char bytes[4096];
    const ssize_t got = ::read(fd, bytes, sizeof bytes);
    if (got <= 0) return false;
    buffer.append(bytes, static_cast<std::size_t>(got));
  }
}

bool say(int fd, const std::string& line) {
  const std::string text = line + "\r\n";
  return ::send(fd, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
}

std::string between_brackets(const std::string& command) {
  const auto begin = command.find('<');
  return command.substr(begin + 1, command.find('>') - begin - 1);
}

}  // namespace

SmtpServer::SmtpServer(Answers answers, std::function<std::string(const ReceivedMail&)> at_end)
    : answers_(std::move(answers)), at_end_(std::move(at_end)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 8) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("SmtpServer: no port");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

SmtpServer::~SmtpServer() {
  stopping_ = true;
  thread_.join();
  ::close(listener_);
}

void SmtpServer::serve() {
  while (!stopping_) {
    pollfd waiting{listener_, POLLIN, 0};
    if (::poll(&waiting, 1, 20) != 1) continue;
    const int fd = ::accept(listener_, nullptr, nullptr);
    if (fd < 0) continue;
    talk(fd);
    ::close(fd);
  }
}

void SmtpServer::talk(int fd) {
  std::string buffer, line;
  ReceivedMail mail;
  bool going = say(fd, "220 test");
  while (going && take_line(fd, buffer, line)) {
    {
      const std::lock_guard lock(mutex_);
      commands_.push_back(line);
    }
    std::string answer = answer_to(line);
    if (answer.empty()) return;
    if (line.starts_with("MAIL")) mail = {between_brackets(line), {}, {}};
    if (line.starts_with("RCPT") && answer.front() == '2') mail.recipients.push_back(between_brackets(line));
    going = say(fd, answer) && !line.starts_with("QUIT");
    if (!line.starts_with("DATA") || answer.front() != '3') continue;
    while (take_line(fd, buffer, line) && line != ".") {
      mail.bytes += (line.starts_with(".") ? line.substr(1) : line) + "\r\n";
    }
    if (line != ".") return;
    answer = at_end_ ? at_end_(mail) : answer_to(".");
    if (answer.empty()) return;
    const std::lock_guard lock(mutex_);
    if (answer.front() == '2') mails_.push_back(mail);
    going = say(fd, answer);
  }
}

std::string SmtpServer::answer_to(const std::string& command) const {
  for (const auto& [front, answer] : answers_) {
    if (command.starts_with(front)) return answer;
  }
  if (command.starts_with("EHLO")) return "250-test\r\n250-8BITMIME\r\n250 SIZE 100000000";
  if (command.starts_with("DATA")) return "354 go on";
  if (command == ".") return "250 2.0.0 Ok: queued as 4QTEST";
  if (command.starts_with("QUIT")) return "221 bye";
  return "250 2.1.0 Ok";
}

std::vector<ReceivedMail> SmtpServer::mails() const {
  const std::lock_guard lock(mutex_);
  return mails_;
}

std::vector<std::string> SmtpServer::commands() const {
  const std::lock_guard lock(mutex_);
  return commands_;
}

}  // namespace hallpass::test
