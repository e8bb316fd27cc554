"""What an operator does while mail flows: reload, a broken reload, stop, start."""
import signal
import threading
import time

from case import SiteCase
from mailrig.site import SSN_TEXT


class Operation(SiteCase):
    def load(self, name, count, outcomes, enough=None):
        """Sends `count` messages in a thread; fewer once `enough` is set."""
        def run():
            for number in range(count):
                if enough and enough.is_set():
                    return
                text = SSN_TEXT if number % 4 == 0 else "Good morning."
                outcomes.append(self.site.send([f"{name}{number}@world.example"], text=text))
        thread = threading.Thread(target=run)
        thread.start()
        return thread

    def test_reloads_under_load_disturb_nothing(self):
        for name, signum in (("hup", signal.SIGHUP), ("usr", signal.SIGUSR1)):
            daemon, before, outcomes, enough = self.site.hallpass.daemon_pid(), self.site.hallpass.log().count("reloaded: engine"), [], threading.Event()
            loads = [self.load(name + letter, 1000, outcomes, enough) for letter in "ab"]
            while any(thread.is_alive() for thread in loads) and self.site.hallpass.log().count("reloaded: engine") < before + 5:
                self.site.hallpass.process.send_signal(signum)
                time.sleep(0.05)
            enough.set()
            for thread in loads:
                thread.join()
            self.assertTrue(all(outcome.accepted and outcome.tries == 1 for outcome in outcomes))
            self.assertEqual(self.site.hallpass.daemon_pid(), daemon)
            self.assertGreater(self.site.hallpass.log().count("reloaded: engine"), before + 3)
            self.assertLedger()

    def test_a_reload_takes_effect_and_a_broken_one_changes_nothing(self):
        hallpass = self.site.hallpass
        log = len(hallpass.log())
        hallpass.settings["milter"]["monitor"] = True
        hallpass.write_config()
        hallpass.process.send_signal(signal.SIGHUP)
        self.wait_for(lambda: "reloaded: engine" in hallpass.log()[log:], "the reload")
        self.assertTrue(self.site.send(["monitored@world.example"], text=SSN_TEXT).accepted)
        self.wait_for(lambda: self.site.sink.delivered_to("monitored@world.example"), "the delivery")
        hallpass.settings["milter"].update(monitor=False, no_such_key=1)
        hallpass.write_config()
        log = len(hallpass.log())
        hallpass.process.send_signal(signal.SIGHUP)
        self.wait_for(lambda: "no_such_key" in hallpass.log()[log:], "the complaint")
        self.assertIn("the configuration in use stays", hallpass.log()[log:])
        self.assertTrue(self.site.send(["still@world.example"], text=SSN_TEXT).accepted)
        self.wait_for(lambda: self.site.sink.delivered_to("still@world.example"), "the delivery")
        del hallpass.settings["milter"]["no_such_key"]
        hallpass.write_config()
        hallpass.process.send_signal(signal.SIGHUP)
        self.wait_for(lambda: "reloaded: engine" in hallpass.log()[log:], "the reload")
        self.assertTrue(self.site.send(["again@world.example"], text=SSN_TEXT).accepted)
        self.assertLedger()
        self.assertEqual(len(hallpass.items("--recipient", "again@world.example")), 1)

    def test_stop_and_start_under_load_lose_nothing(self):
        outcomes = []
        loads = [self.load("stop" + letter, 60, outcomes) for letter in "abc"]
        for _ in range(3):
            time.sleep(0.4)
            begun = time.monotonic()
            self.assertEqual(self.site.hallpass.stop(), 0)
            self.assertLess(time.monotonic() - begun, 20)
            self.site.hallpass.start()
        for thread in loads:
            thread.join()
        self.assertEqual(len(outcomes), 180)
        self.assertTrue(all(outcome.accepted for outcome in outcomes))
        self.assertLedger()
