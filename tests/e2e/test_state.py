"""What is remembered from one message to the next, over a real Postfix."""
import os

from case import SiteCase


class Remembering(SiteCase):
    settings = {"state": {"file": "state.db", "key": "keys/state.key"}, "district": {"recipients_hourly_max": 3}}

    def send(self, number):
        return self.site.send([f"family{number}@world.example"], text="The bus is late today.")

    def test_too_many_within_the_hour_are_held_also_after_a_restart(self):
        for number in range(3):
            self.assertTrue(self.send(number).accepted)
        self.wait_for(lambda: self.site.sink.delivered_to("family2@world.example"), "the last proper one")
        self.site.hallpass.stop()
        self.site.hallpass.start()
        self.assertTrue(self.send(3).accepted)
        items = self.wait_for(self.site.hallpass.items, "the one too many")
        self.assertEqual([item["recipients"] for item in items], [["family3@world.example"]])
        self.assertEqual(self.site.sink.delivered_to("family3@world.example"), [])
        self.assertLedger()

    def test_the_roster_is_picked_up_when_it_was_rebuilt(self):
        hallpass = self.site.hallpass
        log = len(hallpass.log())
        os.utime(hallpass.settings["roster"]["index"])
        self.wait_for(lambda: "reloaded: engine" in hallpass.log()[log:], "the new roster")


class StateThatCannotBeHad(SiteCase):
    settings = {"state": {"file": "/proc/nowhere/state.db"}}

    def test_mail_is_judged_without_it_and_the_log_says_so(self):
        self.assertIn("judging without habits and volume", self.site.hallpass.log())
        self.assertTrue(self.site.send(["a@world.example"], text="Hello.").accepted)
        self.wait_for(lambda: self.site.sink.delivered_to("a@world.example"), "the delivery")
