#include "milter/socket_spec.h"

#include <sys/un.h>

#include <charconv>

namespace hallpass {
namespace {

constexpr std::size_t kPathBytesMax = sizeof(sockaddr_un{}.sun_path) - 1;

bool parse_port(std::string_view text, std::uint16_t& port) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port != 0;
}

std::string_view without_square_brackets(std::string_view host) {
  if (host.size() >= 2 && host.front() == '[' && host.back() == ']') return host.substr(1, host.size() - 2);
  return host;
}

Result<SocketSpec> refuse(std::string_view text, std::string_view why) {
  return fail(ErrorCode::bad_config, "milter.socket \"" + std::string(text) + "\": " + std::string(why) +
                                         "; write unix:PATH, local:PATH, inet:PORT@HOST, inet:HOST:PORT or inet6:PORT@HOST");
}

Result<SocketSpec> parse_unix(std::string_view text, std::string_view path) {
  if (!path.starts_with('/')) return refuse(text, "the path must begin with /");
  if (path.size() > kPathBytesMax) {
    return refuse(text, "the path is longer than " + std::to_string(kPathBytesMax) + " bytes");
  }
  SocketSpec spec;
  spec.path = path;
  return spec;
}

Result<SocketSpec> parse_inet(std::string_view text, std::string_view place, SocketSpec::Family family) {
  SocketSpec spec;
  spec.family = family;
  spec.host = family == SocketSpec::Family::inet ? "127.0.0.1" : "::1";
  std::string_view port = place;
  const auto at = place.find('@');
  const auto colon = place.rfind(':');
  if (at != std::string_view::npos) {
    port = place.substr(0, at);
    spec.host = without_square_brackets(place.substr(at + 1));
  } else if (colon != std::string_view::npos) {
    port = place.substr(colon + 1);
    const std::string_view host = place.substr(0, colon);
    if (host.find(':') != std::string_view::npos && !host.starts_with('[')) {
      return refuse(text, "an IPv6 address before a port stands in [ ]");
    }
    spec.host = without_square_brackets(host);
  }
  if (spec.host.empty()) return refuse(text, "the host is missing");
  if (!parse_port(port, spec.port)) return refuse(text, "the port must be a number from 1 to 65535");
  return spec;
}

}  // namespace

Result<SocketSpec> parse_socket(std::string_view text) {
  if (text.starts_with('/')) return parse_unix(text, text);
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return refuse(text, "not understood");
  const std::string_view family = text.substr(0, colon);
  const std::string_view place = text.substr(colon + 1);
  if (family == "unix" || family == "local") return parse_unix(text, place);
  if (family == "inet") return parse_inet(text, place, SocketSpec::Family::inet);
  if (family == "inet6") return parse_inet(text, place, SocketSpec::Family::inet6);
  return refuse(text, "not understood");
}

std::string to_string(const SocketSpec& spec) {
  switch (spec.family) {
    case SocketSpec::Family::unix_path: return "unix:" + spec.path;
    case SocketSpec::Family::inet: return "inet:" + std::to_string(spec.port) + "@" + spec.host;
    case SocketSpec::Family::inet6: return "inet6:" + std::to_string(spec.port) + "@" + spec.host;
  }
  return {};
}

}  // namespace hallpass
