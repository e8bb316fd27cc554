// All state hangs on the connection (smfi_setpriv): libmilter calls one session from different threads, and
// close may be the only call of a connection that nobody spoke on.
#include "milter/callbacks.h"

#include <arpa/inet.h>
#include <libmilter/mfapi.h>
#include <netinet/in.h>
#include <sys/resource.h>

#include <atomic>

#include "milter/libmilter_mta.h"
#include "milter/negotiate.h"

namespace hallpass {
namespace {

SessionServices* filter_services = nullptr;

// Out of descriptors libmilter's accept loop spins, so connections are turned away well before. Each may need
// one for its spool beside its own.
std::atomic<std::uint64_t> connections_open{0};
std::uint64_t connections_max = 1;

std::uint64_t connections_affordable() {
  constexpr rlim_t kForOthers = 40;  // readers, store, roster, log
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 400;
  return limit.rlim_cur > kForOthers + 4 ? (limit.rlim_cur - kForOthers) / 3 : 1;
}

struct Connection {
  Agreement agreement;
  Session session;
  Connection(SessionServices& services, const Agreement& agreed)
      : agreement(agreed), session(services, agreed.leading_space) {
    connections_open.fetch_add(1);
  }
  ~Connection() { connections_open.fetch_sub(1); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
};

Connection* connection_of(SMFICTX* context) { return static_cast<Connection*>(smfi_getpriv(context)); }

sfsistat status_of(Answer answer) {
  switch (answer) {
    case Answer::proceed: return SMFIS_CONTINUE;
    case Answer::discard: return SMFIS_DISCARD;
    case Answer::refuse: return SMFIS_REJECT;
    case Answer::temporary_failure: return SMFIS_TEMPFAIL;
  }
  return SMFIS_TEMPFAIL;
}

template <typename Body>
sfsistat guarded(SMFICTX* context, const char* callback, Body&& body) noexcept {
  Connection* connection = connection_of(context);
  try {
    return body(connection);
  } catch (...) {  // the last net; not a way to report errors
    if (connection) connection->session.damage(callback);
    return SMFIS_TEMPFAIL;
  }
}

// A call that is not answered where the MTA agreed to that.
template <typename Body>
sfsistat unanswered(SMFICTX* context, const char* callback, unsigned long bit, Body&& body) noexcept {
  const Connection* connection = connection_of(context);
  const bool silent = connection && connection->agreement.no_reply(bit);
  const sfsistat status = guarded(context, callback, [&](Connection* speaking) {
    if (speaking) body(*speaking);
    return SMFIS_CONTINUE;
  });
  return silent ? SMFIS_NOREPLY : status == SMFIS_TEMPFAIL ? SMFIS_CONTINUE : status;
}

std::string address_text(const sockaddr* address) {
  char text[INET6_ADDRSTRLEN] = "";
  if (address && address->sa_family == AF_INET) {
    ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(address)->sin_addr, text, sizeof text);
  } else if (address && address->sa_family == AF_INET6) {
    ::inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr, text, sizeof text);
  }
  return text;
}

void forget(SMFICTX* context) {
  delete connection_of(context);
  smfi_setpriv(context, nullptr);
}

sfsistat on_negotiate(SMFICTX* context, unsigned long actions, unsigned long steps, unsigned long, unsigned long,
                      unsigned long* wanted_actions, unsigned long* wanted_steps, unsigned long* f2,
                      unsigned long* f3) {
  return guarded(context, "negotiate", [&](Connection*) -> sfsistat {
    const std::optional<Agreement> agreement = agree(
        actions, steps, filter_services->over_tcp ? Transport::tcp : Transport::unix_socket);
    if (!agreement) {
      log_error("the MTA lets filters neither change headers nor remove recipients; it is not served");
      return SMFIS_REJECT;
    }
    forget(context);
    if (connections_open.load() >= connections_max) {
      log_warning("too many connections: one is turned away; the MTA's default action decides");
      return SMFIS_REJECT;
    }
    auto connection = std::make_unique<Connection>(*filter_services, *agreement);
    if (smfi_setpriv(context, connection.get()) != MI_SUCCESS) return SMFIS_REJECT;
    connection.release();
    if (agreement->actions & SMFIF_SETSYMLIST) {
      for_each_macro_list([&](int stage, const char* macros) {
        if (smfi_setsymlist(context, stage, const_cast<char*>(macros)) != MI_SUCCESS) {
          log_warning("the MTA's list of macros could not be set");
        }
      });
    }
    *wanted_actions = agreement->actions;
    *wanted_steps = agreement->steps;
    *f2 = *f3 = 0;
    return SMFIS_CONTINUE;
  });
}

sfsistat on_connect(SMFICTX* context, char* host_name, sockaddr* address) {
  return unanswered(context, "connect", SMFIP_NR_CONN, [&](Connection& connection) {
    LibmilterMta mta(context, connection.agreement.leading_space);
    connection.session.connect(host_name ? host_name : "", address_text(address), mta);
  });
}

sfsistat on_mail(SMFICTX* context, char** words) {
  return guarded(context, "mail", [&](Connection* connection) {
    if (!connection) return SMFIS_TEMPFAIL;
    LibmilterMta mta(context, connection->agreement.leading_space);
    return status_of(connection->session.mail(words && words[0] ? words[0] : "", mta));
  });
}

sfsistat on_rcpt(SMFICTX* context, char** words) {
  return unanswered(context, "rcpt", SMFIP_NR_RCPT,
                    [&](Connection& connection) { connection.session.rcpt(words && words[0] ? words[0] : ""); });
}

// Only there for its macros: on Postfix the queue id arrives with DATA.
sfsistat on_data(SMFICTX* context) {
  return unanswered(context, "data", SMFIP_NR_DATA, [](Connection&) {});
}

sfsistat on_header(SMFICTX* context, char* name, char* value) {
  return unanswered(context, "header", SMFIP_NR_HDR, [&](Connection& connection) {
    connection.session.header(name ? name : "", value ? value : "");
  });
}

sfsistat on_body(SMFICTX* context, unsigned char* bytes, size_t size) {
  return unanswered(context, "body", SMFIP_NR_BODY, [&](Connection& connection) {
    connection.session.body({reinterpret_cast<const char*>(bytes), size});
  });
}

sfsistat on_end_of_message(SMFICTX* context) {
  return guarded(context, "end of message", [&](Connection* connection) {
    if (!connection) return SMFIS_TEMPFAIL;
    LibmilterMta mta(context, connection->agreement.leading_space);
    return status_of(connection->session.end_of_message(mta));
  });
}

sfsistat on_abort(SMFICTX* context) {
  return guarded(context, "abort", [&](Connection* connection) {
    if (connection) connection->session.abort();
    return SMFIS_CONTINUE;
  });
}

sfsistat on_close(SMFICTX* context) {
  const sfsistat status = guarded(context, "close", [&](Connection* connection) {
    if (connection) connection->session.close();
    return SMFIS_CONTINUE;
  });
  forget(context);
  return status;
}

}  // namespace

Result<void> register_filter(SessionServices& services, int listening_fd) {
  filter_services = &services;
  connections_max = connections_affordable();
  static char name[] = "hallpass";
  smfiDesc description{};
  description.xxfi_name = name;
  description.xxfi_version = SMFI_VERSION;
  description.xxfi_flags = SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_DELRCPT | SMFIF_SETSYMLIST;
  description.xxfi_connect = on_connect;
  description.xxfi_envfrom = on_mail;
  description.xxfi_envrcpt = on_rcpt;
  description.xxfi_data = on_data;
  description.xxfi_header = on_header;
  description.xxfi_body = on_body;
  description.xxfi_eom = on_end_of_message;
  description.xxfi_abort = on_abort;
  description.xxfi_close = on_close;
  description.xxfi_negotiate = on_negotiate;
  std::string connection = "fd:" + std::to_string(listening_fd);  // we opened it: listen.h
  if (smfi_register(description) != MI_SUCCESS || smfi_setconn(connection.data()) != MI_SUCCESS ||
      smfi_opensocket(false) != MI_SUCCESS) {
    return fail(ErrorCode::unavailable, "milter: libmilter does not take the socket");
  }
  return {};
}

}  // namespace hallpass
