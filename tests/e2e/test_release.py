"""Held mail comes back: through the same Postfix and the same filter, once, to those chosen, and nobody can do
that without a pass."""
import re

from case import SiteCase
from mailrig import client
from mailrig.ports import free_port
from mailrig.sink import Sink
from mailrig.site import SENDER, SSN_TEXT, message


class Release(SiteCase):
    def held(self, recipients, data=None):
        self.assertTrue(self.site.send(recipients, data, text=SSN_TEXT).accepted)
        return self.wait_for(lambda: self.site.hallpass.items("--recipient", recipients[0], "--state", "held"), "the item")[0]

    def release(self, item, *words, check=True):
        return self.site.hallpass.cli("quarantine", "release", item["id"], "--yes", "--reason", "test", *words, check=check)

    def state(self, item):
        return self.site.hallpass.cli("quarantine", "show", item["id"], json_lines=True)[0]["state"]

    def test_reaches_exactly_the_chosen_recipient_once(self):
        to = ["first@world.example", "second@world.example"]
        item = self.held(to)
        self.release(item, "--to", to[0])
        got = self.wait_for(lambda: self.site.sink.delivered_to(to[0]), "the released message")
        self.assertEqual([d.recipients for d in got], [[to[0]]])
        self.assertEqual(got[0].header("X-Hallpass-Verdict"), ["released"])
        self.assertIsNone(got[0].header("X-Hallpass-Pass"))
        self.assertLedger()
        self.assertEqual(self.state(item), "held")  # for the other one
        self.release(item)
        self.wait_for(lambda: self.site.sink.delivered_to(to[1]), "the second release")
        self.assertEqual(self.state(item), "released")
        self.assertLedger()
        self.assertEqual(len(self.site.hallpass.items("--recipient", to[0])), 1)  # no loop: not held again

    def test_a_second_release_sends_nothing(self):
        item = self.held(["twice@world.example"])
        self.release(item)
        self.release(item, check=False)
        self.assertLedger()
        self.assertEqual(len(self.site.sink.delivered_to("twice@world.example")), 1)

    def test_a_message_without_date_and_message_id_comes_back_too(self):
        data = f"From: <{SENDER}>\r\nTo: <bare@world.example>\r\nSubject: bare\r\n\r\n{SSN_TEXT}\r\n".encode()
        item = self.held(["bare@world.example"], data)
        self.release(item)
        self.wait_for(lambda: self.site.sink.delivered_to("bare@world.example"), "the released message")
        self.assertLedger()

    def test_while_the_daemon_is_away_the_item_stays_held(self):
        item = self.held(["away@world.example"])
        self.site.hallpass.stop()
        try:
            self.release(item, check=False)
            self.assertIn(self.state(item), ("held", "releasing"))
        finally:
            self.site.hallpass.start()
        if self.state(item) == "held":
            self.release(item)
            self.wait_for(lambda: self.site.sink.delivered_to("away@world.example"), "the release")
        self.assertLedger()


class Passes(SiteCase):
    """Releases go to a server of the thief's that takes them and hangs up: a genuine pass, not yet used."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.thief = Sink(free_port(), starttls=False, answers_data=False).start()
        cls.addClassCleanup(cls.thief.stop)
        cls.site.hallpass.settings["release"]["smtp"] = f"smtp://127.0.0.1:{cls.thief.port}"
        cls.site.hallpass.write_config()

    def stolen(self, recipient, to=None):
        """A released message with its pass, as it left the store."""
        to = to or [recipient]
        self.assertTrue(self.site.send(to, text=SSN_TEXT).accepted)
        item = self.wait_for(lambda: self.site.hallpass.items("--recipient", recipient, "--state", "held"), "the item")[0]
        self.site.hallpass.cli("quarantine", "release", item["id"], "--yes", "--to", recipient, check=False)
        data = self.wait_for(lambda: self.thief.delivered_to(recipient), "the hand-over")[0].data
        self.assertRegex(data.decode(), r"(?i)\AX-Hallpass-Pass: ")
        return data

    def send(self, recipients, data):
        return client.send(self.site.port, SENDER, recipients, data)

    def assertNotDelivered(self, recipient):
        self.site.postfix.wait_for_empty_queue()
        self.assertEqual(self.site.sink.delivered_to(recipient), [])

    def test_good_once_and_held_when_replayed(self):
        data = self.stolen("once@world.example")
        for _ in range(3):
            self.assertTrue(self.send(["once@world.example"], data).accepted)
        self.site.postfix.wait_for_empty_queue()
        self.assertEqual(len(self.site.sink.delivered_to("once@world.example")), 1)

    def test_not_for_another_recipient(self):
        data = self.stolen("mine@world.example")
        self.assertTrue(self.send(["other@world.example"], data).accepted)
        self.assertNotDelivered("other@world.example")
        self.assertTrue(self.send(["mine@world.example", "more@world.example"], data).accepted)
        self.assertNotDelivered("more@world.example")
        self.assertNotDelivered("mine@world.example")

    def test_not_for_another_text(self):
        data = self.stolen("text@world.example").replace(b"Please correct", b"Please publish")
        self.assertTrue(self.send(["text@world.example"], data).accepted)
        self.assertNotDelivered("text@world.example")

    def test_not_forged_doubled_or_cut(self):
        whole = self.stolen("forged@world.example").decode()
        line, rest = whole.split("\r\n", 1)
        value = line.split(": ", 1)[1]
        variants = [re.sub(r"mac=..", "mac=00", value), re.sub(r"exp=\d+", "exp=99999999999", value), value[:-4], "v1", "",
                    value + " x"]
        for variant in variants:
            self.assertTrue(self.send(["forged@world.example"], f"X-Hallpass-Pass: {variant}\r\n{rest}".encode()).accepted)
        self.assertTrue(self.send(["forged@world.example"], f"{line}\r\n{line}\r\n{rest}".encode()).accepted)
        self.assertNotDelivered("forged@world.example")
        self.assertTrue(self.send(["forged@world.example"], whole.encode()).accepted)  # the genuine one still works
        self.wait_for(lambda: self.site.sink.delivered_to("forged@world.example"), "the genuine one")
