"""A private Postfix: own configuration, queue, data directory, log and ports. Uses the shipped snippets of
config/postfix as they are, with the names of this rig filled in."""
import json
import os
import pathlib
import shutil
import socket
import subprocess
import time

SNIPPETS = pathlib.Path(__file__).resolve().parents[3] / "config" / "postfix"

MAIN = """\
compatibility_level = 3.6
queue_directory = {home}/queue
data_directory = {home}/data
maillog_file = {home}/log/maillog
maillog_file_prefixes = {home}
mail_owner = postfix
setgid_group = postdrop
myhostname = relay.willowbend.example
myorigin = willowbend.example
mydestination =
local_recipient_maps =
local_transport = error:no local mail
alias_maps =
alias_database =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_peername_lookup = no
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
relayhost = [127.0.0.1]:{sink_port}
smtp_dns_support_level = disabled
smtp_host_lookup = native
default_process_limit = 60
smtpd_error_sleep_time = 0
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s
message_size_limit = 120000000
service_throttle_time = 1s
# ---- config/postfix/main.cf
{shipped}
# ---- of this rig
{extra}
"""

MASTER = """\
127.0.0.1:{port} inet n - {chroot} - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - {chroot} - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
{shipped}
"""


def why_not():
    """Why Postfix cannot be run here, or None."""
    if os.geteuid() != 0:
        return "a private Postfix needs root"
    if not shutil.which("postfix", path="/usr/sbin:/usr/bin:/sbin"):
        return "Postfix is not installed (scripts/setup)"
    return None


class Postfix:
    def __init__(self, home, port, sink_port, milter, chroot=False, extra=""):
        self.home, self.port = pathlib.Path(home), port
        self.conf = self.home / "conf"
        for name in ("conf", "queue", "data", "log"):
            (self.home / name).mkdir(parents=True, exist_ok=True)
        shutil.chown(self.home / "data", "postfix", "postfix")
        names = dict(home=home, port=port, sink_port=sink_port, chroot="y" if chroot else "n", extra=extra)
        shipped = (SNIPPETS / "main.cf").read_text().replace("hallpass_milter = unix:/run/hallpass/milter.sock",
                                                             f"hallpass_milter = {milter}")
        (self.conf / "main.cf").write_text(MAIN.format(shipped=shipped, **names))
        (self.conf / "master.cf").write_text(MASTER.format(shipped=(SNIPPETS / "master.cf").read_text(), **names))
        checks = (SNIPPETS / "hallpass_milter_header_checks").read_text()
        checks = checks.replace("FILTER smtp-tls:\n", f"FILTER smtp-tls:[127.0.0.1]:{sink_port}\n")
        (self.conf / "hallpass_milter_header_checks").write_text(checks)
        shutil.copy(SNIPPETS / "hallpass_smtp_header_checks", self.conf)
        if os.path.exists("/etc/postfix/dynamicmaps.cf"):
            shutil.copy("/etc/postfix/dynamicmaps.cf", self.conf)
        if chroot:
            self._furnish_chroot()

    def _furnish_chroot(self):
        etc = self.home / "queue" / "etc"
        etc.mkdir(exist_ok=True)
        for name in ("resolv.conf", "services", "hosts", "nsswitch.conf", "localtime"):
            if os.path.exists(f"/etc/{name}"):
                shutil.copy(f"/etc/{name}", etc)

    def _run(self, *words, check=True):
        done = subprocess.run(words, capture_output=True, text=True)
        if check and done.returncode != 0:
            raise RuntimeError(f"{' '.join(words)}: {done.stderr}\n{self.log()[-2000:]}")
        return done.stdout

    def start(self):
        self._run("postfix", "-c", str(self.conf), "start")
        deadline = time.monotonic() + 15
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return self
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("Postfix does not answer:\n" + self.log()[-3000:])

    def stop(self):
        self._run("postfix", "-c", str(self.conf), "abort", check=False)

    def flush(self):
        self._run("postqueue", "-c", str(self.conf), "-f")

    def queue(self):
        lines = self._run("postqueue", "-c", str(self.conf), "-j").splitlines()
        return [json.loads(line) for line in lines]

    def wait_for_empty_queue(self, seconds=30):
        deadline = time.monotonic() + seconds
        while self.queue():
            if time.monotonic() > deadline:
                raise RuntimeError(f"the queue does not empty: {self.queue()}")
            time.sleep(0.1)

    def log(self):
        path = self.home / "log" / "maillog"
        return path.read_text(errors="replace") if path.exists() else ""
