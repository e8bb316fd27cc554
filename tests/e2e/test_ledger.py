"""The ledger itself: a test that cannot fail proves nothing."""
import unittest
from types import SimpleNamespace

from mailrig.client import Outcome
from mailrig.ledger import Ledger


def item(recipients, state="held", released=()):
    return {"recipients": recipients, "state": state, "released_to": list(released)}


class TheLedger(unittest.TestCase):
    def account(self, code, delivered, items):
        ledger = Ledger()
        ledger.note(["a@x"], Outcome(code, "", 1))
        return ledger.problems(SimpleNamespace(deliveries=[SimpleNamespace(recipients=r) for r in delivered]), items)

    def test_what_is_right_and_what_is_wrong(self):
        cases = [
            ("delivered", 250, [["a@x"]], [], True),
            ("held", 250, [], [item(["a@x", "b@x"])], True),
            ("stored, not yet confirmed", 250, [], [item(["a@x"], "pending")], True),
            ("released and delivered", 250, [["a@x"]], [item(["a@x"], "released", ["a@x"])], True),
            ("refused", 550, [], [], True),
            ("lost", 250, [], [], False),
            ("lost after a release", 250, [], [item(["a@x"], "released", ["a@x"])], False),
            ("doubled", 250, [["a@x"], ["a@x"]], [], False),
            ("delivered and held", 250, [["a@x"]], [item(["a@x"])], False),
            ("held twice", 250, [], [item(["a@x"]), item(["a@x"])], False),
            ("refused and delivered", 550, [["a@x"]], [], False),
            ("not accepted and held", 451, [], [item(["a@x"])], False),
            ("someone else's", 250, [["b@x"]], [item(["c@x"])], False),
        ]
        for why, code, delivered, items, right in cases:
            with self.subTest(why):
                self.assertEqual(self.account(code, delivered, items) == [], right)
