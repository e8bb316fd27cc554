"""Too much at once: idle and silent connections, more than there are descriptors, slow mail beside fast mail."""
import os
import signal
import socket
import struct
import threading
import time

from case import SiteCase
from mailrig import client
from mailrig.site import SENDER, SSN_TEXT, message

NEGOTIATE = struct.pack("!IcIII", 13, b"O", 6, 0x1FF, 0x1FFFFF)


def rss_kib(pid):
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def cpu_s(pid):
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Pressure(SiteCase):
    def milter_port(self):
        return int(self.site.hallpass.settings["milter"]["socket"].split(":")[1].split("@")[0])

    def connect(self, negotiate=True):
        peer = socket.create_connection(("127.0.0.1", self.milter_port()), timeout=10)
        if negotiate:
            peer.sendall(NEGOTIATE)
            peer.recv(4096)
        return peer

    def test_a_thousand_idle_connections_cost_little(self):
        pid = self.site.hallpass.daemon_pid()
        before = rss_kib(pid)
        peers = [self.connect() for _ in range(1000)]
        each = (rss_kib(pid) - before) / len(peers)
        self.assertLess(each, 64)
        begun = cpu_s(pid)
        time.sleep(2)
        self.assertLess((cpu_s(pid) - begun) / 2, 0.10)
        self.assertTrue(self.site.send(["beside-idle@world.example"], text=SSN_TEXT).accepted)
        for peer in peers:
            peer.close()
        self.assertTrue(self.site.send(["after-idle@world.example"], text=SSN_TEXT).accepted)
        self.assertEqual(self.site.hallpass.daemon_pid(), pid)
        self.assertLedger()
        print(f"        {each:.1f} KiB for each idle connection")

    def test_port_scans_leave_nothing_behind(self):
        pid = self.site.hallpass.daemon_pid()
        for _ in range(500):
            self.connect(negotiate=False).close()
        for _ in range(500):
            self.connect().close()
        time.sleep(1)
        self.assertEqual(self.site.hallpass.daemon_pid(), pid)
        self.assertLess(len(os.listdir(f"/proc/{pid}/fd")), 60)
        self.assertTrue(self.site.send(["after-scan@world.example"]).accepted)
        self.assertLedger()


class FewDescriptors(Pressure):
    """64 descriptors and 200 connections: those we cannot afford are turned away before libmilter's accept
    loop runs dry; accepted mail is not lost."""

    test_a_thousand_idle_connections_cost_little = None
    test_port_scans_leave_nothing_behind = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.site.hallpass.stop()
        cls.site.hallpass.start(prefix=("prlimit", "--nofile=64:64"))

    def test_more_connections_than_descriptors(self):
        pid = self.site.hallpass.daemon_pid()
        peers = []
        for _ in range(200):
            try:
                peers.append(self.connect())
            except OSError:
                pass
        begun = cpu_s(pid)
        time.sleep(2)
        self.assertLess((cpu_s(pid) - begun) / 2, 0.10)
        code, text = client.send_once(self.site.port, SENDER, ["crowded@world.example"], message(["crowded@world.example"], "x"))
        self.assertIn(code, (250, 451, 0), text)
        if code == 250:
            self.site.ledger.accepted.append("crowded@world.example")
        for peer in peers:
            peer.close()
        begun = time.monotonic()
        self.assertTrue(self.site.send(["relieved@world.example"], seconds=10).accepted)
        self.assertLess(time.monotonic() - begun, 5)
        self.assertEqual(self.site.hallpass.daemon_pid(), pid)
        self.assertLedger()


class TooManyMessages(Pressure):
    settings = {"milter": {"sessions_max": 3}}
    test_a_thousand_idle_connections_cost_little = None
    test_port_scans_leave_nothing_behind = None

    def test_more_than_sessions_max_wait_at_mail_and_none_is_lost(self):
        outcomes = []
        threads = [threading.Thread(target=lambda n=n: outcomes.append(
            self.site.send([f"crowd{n}@world.example"], text=SSN_TEXT if n % 2 else "Good morning."))) for n in range(24)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertTrue(all(outcome.accepted for outcome in outcomes))
        self.assertLedger()


class SlowNeighbours(Pressure):
    """Readers that hang make some mail slow; mail beside it stays quick as long as a reader is free."""
    settings = {"limits": {"message_ms": 2000, "part_ms": 2000}, "reader": {"workers": 4}}
    test_a_thousand_idle_connections_cost_little = None
    test_port_scans_leave_nothing_behind = None

    def test_fast_mail_beside_slow_mail(self):
        for pid in self.site.hallpass.reader_pids()[:2]:
            os.kill(pid, signal.SIGSTOP)
        waits = []

        def one(number):
            begun = time.monotonic()
            self.assertTrue(self.site.send([f"beside{number}@world.example"]).accepted)
            waits.append(time.monotonic() - begun)
        for round_ in range(10):
            threads = [threading.Thread(target=one, args=(round_ * 4 + n,)) for n in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        waits.sort()
        self.assertLessEqual(sum(wait > 1.5 for wait in waits), 4)  # only those that met a hung reader
        self.assertLess(waits[len(waits) // 2], 0.5)
        self.assertLedger()
        print(f"        p50 {waits[20] * 1000:.0f} ms, slowest {waits[-1] * 1000:.0f} ms")
