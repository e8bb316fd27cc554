"""The daemon dies (SIGKILL) at every named point, at random under load, and its readers die: nothing lost, nothing
doubled, and it is back within two seconds."""
import os
import random
import re
import signal
import threading
import time

from case import SiteCase
from mailrig import daemon
from mailrig.site import SSN_TEXT

SOURCES = ("milter", "quarantine")


def points_in_sources():
    found = set()
    for folder in SOURCES:
        for path in (daemon.ROOT / folder).glob("*.cc"):
            found.update(re.findall(r'crash_point\("([^"]+)"\)', path.read_text()))
    return sorted(found)


class CrashPoints(SiteCase):
    """The sender retries, as it must after 451 or a lost connection."""

    # Reached by the command line's process, or by the return of a released message (below).
    elsewhere = {"release.answered", "release.begun", "release.changed", "remove.decided"}
    on_return = {"redeem.used", "redeem.done", "release.before_answer"}

    def restart(self, point):
        self.site.hallpass.stop()
        self.site.hallpass.start(crash_at=point)

    def assertCrashed(self):
        self.wait_for(lambda: "ended by signal 9" in self.site.hallpass.log()[self.log_from:], "the crash", 10)

    def test_every_point_on_the_way_in(self):
        points = [p for p in points_in_sources()
                  if p not in self.elsewhere | self.on_return and p.split(".")[0] in ("eom", "apply", "put", "confirm")]
        self.assertGreaterEqual(len(points), 12)
        for number, point in enumerate(points):
            with self.subTest(point):
                self.log_from = len(self.site.hallpass.log())
                self.restart(point)
                recipients = [f"in{number}-held@world.example", f"petra.lindqvist+{number}@willowbend.example"]
                self.assertTrue(self.site.send(recipients, text=SSN_TEXT).accepted)
                self.assertTrue(self.site.send([f"in{number}-clean@world.example"]).accepted)
                if point not in ("confirm.changed",):
                    self.assertCrashed()
                self.assertLedger()
        print(f"        {len(points)} crash points: {' '.join(points)}")

    def test_every_point_on_the_way_of_a_release(self):
        for number, point in enumerate(sorted(self.on_return)):
            with self.subTest(point):
                recipient = f"out{number}@world.example"
                self.assertTrue(self.site.send([recipient], text=SSN_TEXT).accepted)
                item = self.wait_for(lambda: self.site.hallpass.items("--recipient", recipient, "--state", "held"), "the item")[0]
                self.log_from = len(self.site.hallpass.log())
                self.restart(point)
                words = ("quarantine", "release", item["id"], "--yes")
                self.site.hallpass.cli(*words, check=False)
                self.assertCrashed()
                self.wait_for(lambda: self.site.hallpass.daemon_pid(), "the daemon")
                for _ in range(20):
                    if self.site.sink.delivered_to(recipient):
                        break
                    self.site.hallpass.cli(*words, check=False)
                    time.sleep(0.3)
                self.assertEqual(len(self.site.sink.delivered_to(recipient)), 1)
                self.assertLedger()


class Killing(SiteCase):
    messages = 240

    def load(self, senders=4):
        outcomes = []

        def run(first):
            for number in range(first, self.messages, senders):
                held = number % 3 == 0
                recipients = [f"load{number}@world.example"]
                if held and number % 2:
                    recipients.append(f"petra.lindqvist+load{number}@willowbend.example")
                outcomes.append(self.site.send(recipients, text=SSN_TEXT if held else "Good morning."))
        threads = [threading.Thread(target=run, args=(first,)) for first in range(senders)]
        for thread in threads:
            thread.start()
        return threads, outcomes

    def test_the_daemon_again_and_again_under_load(self):
        threads, outcomes = self.load()
        kills, chance = 0, random.Random(1)
        while any(thread.is_alive() for thread in threads):
            time.sleep(chance.uniform(0.05, 0.4))
            pid = self.site.hallpass.daemon_pid()
            if pid and kills < 12:
                os.kill(pid, signal.SIGKILL)
                kills += 1
                begun = time.monotonic()
                self.wait_for(lambda: self.site.hallpass.daemon_pid() not in (None, pid), "a new daemon", 5)
                self.assertLess(time.monotonic() - begun, 2)
        self.assertTrue(all(outcome.accepted for outcome in outcomes))
        self.assertEqual(len(outcomes), self.messages)
        self.assertLedger()
        print(f"        {kills} kills, {self.messages} messages, {sum(outcome.tries for outcome in outcomes)} tries")


class ReadersDie(SiteCase):
    messages = 120
    load = Killing.load

    def test_readers_are_killed_under_load(self):
        threads, outcomes = self.load()
        kills, supervised = 0, self.site.hallpass.daemon_pid()
        while any(thread.is_alive() for thread in threads):
            for pid in self.site.hallpass.reader_pids()[:1]:
                try:
                    os.kill(pid, signal.SIGKILL)
                    kills += 1
                except ProcessLookupError:
                    pass
            time.sleep(0.1)
        self.assertTrue(all(outcome.accepted for outcome in outcomes))
        self.assertEqual(self.site.hallpass.daemon_pid(), supervised)  # the daemon did not notice
        self.assertGreater(kills, 3)
        self.assertLedger()
        print(f"        {kills} readers killed")


class SupervisorDies(SiteCase):
    def test_the_daemon_ends_with_it_and_the_next_one_takes_over(self):
        daemon_pid = self.site.hallpass.daemon_pid()
        self.site.hallpass.process.kill()
        self.site.hallpass.process.wait()
        self.wait_for(lambda: not os.path.exists(f"/proc/{daemon_pid}"), "the daemon's end", 10)
        self.site.hallpass.start()
        self.assertTrue(self.site.send(["after@world.example"]).accepted)
        self.assertLedger()
