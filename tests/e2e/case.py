"""What the end-to-end tests have in common."""
import time
import unittest

from mailrig import postfix
from mailrig.site import Site

BUILD = ""  # set by run.py


class SiteCase(unittest.TestCase):
    """A test class with one relay of its own; `way`, `settings` and `site_options` say what kind."""
    way = "inet"
    settings = {}
    site_options = {}

    @classmethod
    def setUpClass(cls):
        reason = postfix.why_not()
        if reason:
            raise unittest.SkipTest(reason)
        cls.site = Site(BUILD, cls.way, cls.settings, **cls.site_options)
        cls.addClassCleanup(cls.site.stop)
        cls.site.start()

    def wait_for(self, condition, what, seconds=20):
        deadline = time.monotonic() + seconds
        while not (found := condition()):
            if time.monotonic() > deadline:
                self.fail(f"waited {seconds} s for {what}\n{self.site.hallpass.log()[-2000:]}\n{self.site.postfix.log()[-2000:]}")
            time.sleep(0.05)
        return found

    def assertLedger(self):
        self.assertEqual(self.site.settle(), [])
