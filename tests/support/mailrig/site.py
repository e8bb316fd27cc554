"""Postfix, hallpassd and the sink together."""
import os
import pathlib
import shutil
import tempfile

from . import client
from .daemon import Hallpass
from .ledger import Ledger
from .ports import free_port
from .postfix import Postfix
from .sink import Sink

SSN_TEXT = "His social security number is 738-21-4406. Please correct the file."
SENDER = "yoko.hallam@willowbend.example"


class Site:
    """`way`: how Postfix reaches the daemon: "inet", or "chroot" (a unix socket inside the queue directory, smtpd
    and cleanup chrooted)."""

    def __init__(self, build, way="inet", settings=None, content_timeout=None, district=None, sink_tls=True):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="hallpass-rig-"))
        os.chmod(self.home, 0o755)
        self.port, sink_port, milter_port = free_port(), free_port(), free_port()
        settings = {table: dict(keys) for table, keys in (settings or {}).items()}
        if way == "inet":
            socket, milter = f"inet:{milter_port}@127.0.0.1", f"inet:127.0.0.1:{milter_port}"
        else:
            place = self.home / "queue" / "hallpass"
            place.mkdir(parents=True)
            socket, milter = f"unix:{place}/milter.sock", "unix:hallpass/milter.sock"
            settings.setdefault("milter", {}).update(socket_group="postfix")
        extra = f"hallpass_content_timeout = {content_timeout}" if content_timeout else ""
        self.sink = Sink(sink_port, sink_tls, str(self.home)).start()
        self.hallpass = Hallpass(self.home / "hallpass", build, socket, self.port, settings, district)
        self.postfix = Postfix(str(self.home), self.port, sink_port, milter, way == "chroot", extra)
        self.ledger = Ledger()

    def start(self, **daemon):
        self.hallpass.prepare()
        self.hallpass.start(**daemon)
        self.postfix.start()
        return self

    def stop(self):
        self.postfix.stop()
        self.hallpass.stop()
        self.sink.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def send(self, recipients, data=None, sender=SENDER, seconds=60, text="Good morning.", subject="news"):
        if data is None:
            data = message(recipients, text, sender, subject)
        outcome = client.send(self.port, sender, recipients, data, seconds)
        self.ledger.note(recipients, outcome)
        return outcome

    def settle(self):
        """Waits until Postfix has handed everything on; the ledger's complaints."""
        self.postfix.wait_for_empty_queue()
        return self.ledger.problems(self.sink, self.hallpass.items())


def message(recipients, text, sender=SENDER, subject="news"):
    lines = [f"From: <{sender}>", "To: " + ", ".join(f"<{r}>" for r in recipients), f"Subject: {subject}",
             "Date: Tue, 15 Sep 2026 08:11:00 -0500", f"Message-ID: <{abs(hash((tuple(recipients), text)))}@willowbend.example>",
             "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "", text, ""]
    return "\r\n".join(lines).encode()
