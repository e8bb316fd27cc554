"""The rest of the world: an SMTP server that takes everything and remembers it."""
import email
import socket
import ssl
import subprocess
import threading
from dataclasses import dataclass, field


@dataclass
class Delivery:
    sender: str
    recipients: list
    data: bytes          # as received, without the final dot, dots unstuffed
    tls: bool
    helo: str = ""

    def header(self, name):
        return email.message_from_bytes(self.data).get_all(name)


@dataclass
class Sink:
    """`starttls`: offer it. Threads; `deliveries` grows as mail comes in."""
    port: int
    starttls: bool = True
    directory: str = ""
    answers_data: bool = True    # False: takes a message and hangs up without a word
    deliveries: list = field(default_factory=list)

    def start(self):
        self._context = None
        if self.directory:
            self._context = self_made_certificate(self.directory)
        self._server = socket.create_server(("127.0.0.1", self.port), backlog=200)
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def stop(self):
        self._server.close()

    def delivered_to(self, recipient):
        return [d for d in list(self.deliveries) if recipient in d.recipients]

    def _accept(self):
        while True:
            try:
                peer, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(peer,), daemon=True).start()

    def _serve(self, peer):
        try:
            Conversation(self, peer).run()
        except (OSError, ssl.SSLError, ValueError):
            pass
        finally:
            peer.close()


class Conversation:
    def __init__(self, sink, peer):
        self.sink, self.peer, self.tls, self.helo = sink, peer, False, ""
        self.lines = peer.makefile("rb")

    def say(self, text):
        self.peer.sendall(text.encode() + b"\r\n")

    def run(self):
        self.say("220 sink ESMTP")
        sender, recipients = "", []
        while line := self.lines.readline():
            word = line.strip().decode("utf-8", "replace")
            verb = word.upper()
            if verb.startswith(("EHLO", "HELO")):
                self.helo = word[5:]
                self.greet()
            elif verb == "STARTTLS" and self.sink.starttls and self.sink._context:
                self.say("220 go ahead")
                self.peer = self.sink._context.wrap_socket(self.peer, server_side=True)
                self.lines, self.tls = self.peer.makefile("rb"), True
            elif verb.startswith("MAIL FROM:"):
                sender, recipients = address(word[10:]), []
                self.say("250 ok")
            elif verb.startswith("RCPT TO:"):
                recipients.append(address(word[8:]))
                self.say("250 ok")
            elif verb == "DATA":
                self.say("354 go on")
                data = self.read_data()
                self.sink.deliveries.append(Delivery(sender, recipients, data, self.tls, self.helo))
                if not self.sink.answers_data:
                    return
                self.say("250 taken")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def greet(self):
        lines = ["sink", "8BITMIME", "SMTPUTF8", "SIZE 104857600"]
        if self.sink.starttls and self.sink._context and not self.tls:
            lines.append("STARTTLS")
        for line in lines[:-1]:
            self.say("250-" + line)
        self.say("250 " + lines[-1])

    def read_data(self):
        out = []
        while (line := self.lines.readline()) != b".\r\n":
            if not line:
                raise ValueError("connection lost in DATA")
            out.append(line[1:] if line.startswith(b".") else line)
        return b"".join(out)


def address(text):
    text = text.strip()
    return text[1:text.index(">")] if text.startswith("<") else text.split()[0]


def self_made_certificate(directory):
    key, cert = f"{directory}/sink.key", f"{directory}/sink.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=sink.example",
                    "-keyout", key, "-out", cert], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context
