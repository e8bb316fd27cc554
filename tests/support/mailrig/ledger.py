"""The account of every message and recipient: for each that was accepted exactly one of delivered and held, for
each that was refused none. Every recipient address is used by one message only."""
from collections import Counter


class Ledger:
    def __init__(self):
        self.accepted, self.refused = [], []

    def note(self, recipients, outcome):
        (self.accepted if outcome.accepted else self.refused).extend(recipients)

    def problems(self, sink, items):
        """Lines that say what is wrong; none if the account is exact."""
        delivered = Counter(r for d in list(sink.deliveries) for r in d.recipients)
        held = Counter(r for item in items if item["state"] in ("pending", "held", "releasing")
                       for r in item["recipients"] if r not in item["released_to"])
        out = []
        for recipient in self.accepted:
            fates = delivered[recipient] + held[recipient]
            if fates != 1:
                out.append(f"{recipient}: delivered {delivered[recipient]}, held {held[recipient]}")
        for recipient in self.refused:
            if delivered[recipient] + held[recipient]:
                out.append(f"{recipient}: refused, and yet delivered {delivered[recipient]}, held {held[recipient]}")
        return out
