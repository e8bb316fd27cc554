"""Limits on mass mail over two relays that share one Redis: eight connections, forty senders, straight over the milter
protocol. HALLPASS_RATE=full sends the 10,000 messages of the whole run, else 480."""
import os
import random
import shutil
import tempfile
import threading
import time
import unittest

import case
from mailrig import redis
from mailrig.daemon import USER, Hallpass
from mailrig.milter import Milter

FULL = os.environ.get("HALLPASS_RATE") == "full"
SENDERS, EACH, LIMIT = 40, 250 if FULL else 12, 200 if FULL else 8
CONNECTIONS = 8


class SharedState(unittest.TestCase):
    keeps = True

    @classmethod
    def setUpClass(cls):
        if reason := redis.why_not():
            raise unittest.SkipTest(reason)
        cls.home = tempfile.mkdtemp(prefix="hallpass-rig-")
        os.chmod(cls.home, 0o755)
        cls.addClassCleanup(shutil.rmtree, cls.home, ignore_errors=True)
        cls.redis = redis.Redis(cls.home + "/redis", cls.keeps).start()
        cls.addClassCleanup(cls.redis.stop)
        cls.relays = [cls.relay(name) for name in ("one", "two")]

    @classmethod
    def relay(cls, name):
        home = f"{cls.home}/{name}"
        os.makedirs(home)
        relay = Hallpass(home, case.BUILD, f"unix:{home}/milter.sock", 25, {
            "state": {"file": "state.db", "key": "keys/state.key", "redis": f"unix:{cls.redis.socket}"},
            "district": {"internal_domains": ["willowbend.example"], "recipients_hourly_max": LIMIT, "copies_daily_max": 1_000_000},
            "log": {"level": "info"}})
        del relay.settings["roster"]
        relay.write_config()
        relay.cli("keys", "make")
        key = f"{home}/keys/state.key"
        with open(key, "w") as file:
            file.write("5a" * 32 + "\n")
        os.chmod(key, 0o600)
        if os.geteuid() == 0:
            shutil.chown(key, USER, "nogroup")
        relay.start()
        cls.addClassCleanup(relay.stop)
        return relay

    def send(self, messages):
        """(sender, number) over all connections; {sender: {answer: how often}}."""
        counts, lock, waiting, troubles = {}, threading.Lock(), list(reversed(messages)), []

        def run(relay):
            try:
                milter = Milter(f"{relay.home}/milter.sock")
                while True:
                    with lock:
                        if not waiting:
                            break
                        sender, number = waiting.pop()
                    answer = milter.message(sender, [f"family{number}@world.example"], f"The bus of route {number} is late.\r\n", f"{sender[:9]}{number}")
                    with lock:
                        of_sender = counts.setdefault(sender, {})
                        of_sender[answer] = of_sender.get(answer, 0) + 1
                milter.close()
            except Exception as error:  # told by the test
                troubles.append(error)
        threads = [threading.Thread(target=run, args=(self.relays[i % 2],)) for i in range(CONNECTIONS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(troubles, [])
        return counts

    def messages(self, name, each):
        messages = [(f"{name}{sender:02}@willowbend.example", number) for sender in range(SENDERS) for number in range(each)]
        random.Random(name).shuffle(messages)
        return messages

    def wait_for(self, words, count):
        for relay in self.relays:
            relay.wait_for_log(words, count=count)

    def test_a_limit_holds_over_both_relays(self):
        begun = time.monotonic()
        counts = self.send(self.messages("exact", EACH))
        took = time.monotonic() - begun
        passed = [of_sender.get("c", 0) for of_sender in counts.values()]
        print(f"        {SENDERS * EACH} messages, {CONNECTIONS} connections, {took:.1f} s, {SENDERS * EACH / took:.0f} a second; "
              f"limit {LIMIT}: let through {min(passed)} to {max(passed)} of each sender's {EACH}")
        self.assertEqual(len(counts), SENDERS)
        for sender, of_sender in counts.items():
            self.assertEqual(of_sender.get("c", 0) + of_sender.get("d", 0), EACH, sender)
            self.assertLessEqual(abs(of_sender.get("c", 0) - LIMIT), LIMIT / 100, sender)

    def test_nothing_fails_when_redis_stops_and_starts(self):
        each = EACH // 3
        self.send(self.messages("before", each))
        self.redis.stop()
        during = self.send(self.messages("before", each))
        self.wait_for("going on with this relay's own counts", 1)
        self.redis.start()
        self.wait_for("Redis is back", 1)
        after = self.send(self.messages("before", EACH - 2 * each))
        for counts in (during, after):
            for sender, of_sender in counts.items():
                self.assertEqual(set(of_sender) - {"c", "d"}, set(), sender)
        # All are over the limit by now, on both relays, whatever each of them sent itself.
        for sender, of_sender in self.send(self.messages("before", 1)).items():
            self.assertEqual(of_sender, {"d": 1}, sender)


class SharedStateWithoutDisk(SharedState):
    """The same where Redis comes back empty."""
    keeps = False
