"""What scripts/demo shows: fourteen messages through a private Postfix with hallpassd and a sink, the table of what
became of them, the quarantine, one release. Everything is taken away afterwards."""
import argparse
import email.policy
import json
import pathlib
import sys
import time

from . import client, postfix
from .daemon import ROOT, SAMPLE
from .site import Site

CEDAR = ROOT / "corpus" / "cedar"
CEDAR_MESSAGES = ["cv-ng-14", "cv-ng-04", "cv-mk-01", "cv-fa-07", "cv-lg-13", "cv-wr-05", "cv-wr-06", "cv-lg-18", "cv-mk-02",
                  "cv-mk-05", "cv-sv-01", "cv-lg-02", "cv-ng-23", "cv-ng-24"]
CEDAR_COLUMNS = ["state_number=metadata.stateId", "home_address=metadata.homeAddress",
                 "directory_opt_out=metadata.directoryOptOut"]


class District:
    """Roster, facts and mail: Cedar Valley of the labelled corpus where it is there, else the small sample."""

    def __init__(self, folder=None):
        self.folder = folder or (CEDAR if CEDAR.exists() else SAMPLE)
        manifest = [json.loads(line) for line in (self.folder / "manifest.jsonl").open()]
        self.settings = None
        if (self.folder / "district").exists():
            facts = json.loads((self.folder / "district/facts.json").read_text())
            self.name, self.oneroster, self.columns = facts["name"], self.folder / "district", CEDAR_COLUMNS
            aliases = facts["all_district_aliases"]
            self.settings = {"name": facts["name"], "internal_domains": facts["internal_domains"],
                             "partner_domains": facts["partner_domains"], "all_district_lists": aliases,
                             "student_lists": [a for a in aliases if "student" in a],
                             "mass_mail_senders": facts["mass_mail_authorised"],
                             "bulk_release_senders": facts["bulk_release_authorised"],
                             "encrypt_senders": facts["may_encrypt"]}
            rows = {row["id"]: row for row in manifest}
            self.messages = [rows[name] for name in CEDAR_MESSAGES if name in rows]
        else:
            self.name, self.oneroster, self.columns = "Willowbend Community Schools", self.folder / "oneroster", CEDAR_COLUMNS
            self.messages = manifest


def say(text=""):
    print(text, flush=True)


def table(heads, rows):
    widths = [max(len(row[i]) for row in [heads, *rows]) for i in range(len(heads))]
    for row in [heads, *rows]:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


class Show:
    def __init__(self, site, district):
        self.site, self.district = site, district

    def send_all(self):
        for row in self.district.messages:
            data = (self.district.folder / row["file"]).read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
            outcome = client.send(self.site.port, row["envelope"]["sender"], row["envelope"]["recipients"], data)
            self.site.ledger.accepted.extend(row["envelope"]["recipients"] if outcome.accepted else [])
            row["outcome"] = outcome
        self.site.postfix.wait_for_empty_queue()

    def judged(self, row):
        """Rules and clauses, from the same engine by `hallpass scan`."""
        return self.site.hallpass.cli("scan", str(self.district.folder / row["file"]), "--from", row["envelope"]["sender"],
                                      *[word for to in row["envelope"]["recipients"] for word in ("--to", to)],
                                      check=False, json_lines=True)[0]

    def fate(self, row, recipient):
        """What really became of it, from the sink and the store."""
        message_id = email.message_from_bytes((self.district.folder / row["file"]).read_bytes())["Message-ID"]
        for delivery in self.site.sink.delivered_to(recipient):
            if (delivery.header("Message-ID") or [""])[0].strip() == (message_id or "").strip():
                return "delivered, TLS" if delivery.tls else "delivered"
        held = [i for i in self.site.hallpass.items("--recipient", recipient) if i["sender"] == row["envelope"]["sender"]]
        if held:
            return "held"
        return "refused" if not row["outcome"].accepted else "LOST"

    def results(self):
        rows, wrong = [], 0
        expected = {"allow": "delivered", "tag": "delivered", "encrypt": "delivered, TLS", "quarantine": "held", "reject": "held"}
        for row in self.district.messages:
            judged = self.judged(row)
            tls = "encrypt" in judged["recipients"].values()
            for number, recipient in enumerate(row["envelope"]["recipients"]):
                verdict, fate = judged["recipients"][recipient], self.fate(row, recipient)
                agreed = fate == ("delivered, TLS" if tls and verdict in ("allow", "tag") else expected[verdict])
                wrong += not agreed
                first = number == 0
                rows.append([row["title"][:46] if first else "", recipient[:38], verdict, fate + ("" if agreed else "  (?)"),
                             " ".join(judged["rules"])[:44] if first else "", " ".join(c.removeprefix("clause-") for c in judged["clauses"]) if first else ""])
        table(["MESSAGE", "RECIPIENT", "VERDICT", "WHAT BECAME OF IT", "RULES", "CLAUSES"], rows)
        return wrong

    def release_one(self):
        item = sorted(self.site.hallpass.items("--state", "held"), key=lambda i: i["size_bytes"])[0]
        recipient = item["recipients"][0]
        before = len(self.site.sink.delivered_to(recipient))
        say(f"\n$ hallpass quarantine release {item['id']} --to {recipient} --yes --reason 'checked by phone'")
        say(self.site.hallpass.cli("quarantine", "release", item["id"], "--to", recipient, "--yes", "--reason",
                                   "checked by phone").rstrip())
        deadline = time.monotonic() + 20
        while len(self.site.sink.delivered_to(recipient)) == before and time.monotonic() < deadline:
            time.sleep(0.05)
        arrived = self.site.sink.delivered_to(recipient)[before:]
        if len(arrived) != 1:
            say("it did NOT arrive")
            return 1
        say(f"it arrived: {len(arrived[0].data)} bytes, to {', '.join(arrived[0].recipients)}, "
            f"X-Hallpass-Verdict: {arrived[0].header('X-Hallpass-Verdict')[0]}")
        return 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    parser.add_argument("--sample", action="store_true", help="the small sample district, even where Cedar Valley is there")
    options = parser.parse_args()
    if reason := postfix.why_not():
        sys.exit(f"demo: {reason}")
    begun = time.monotonic()
    district = District(SAMPLE if options.sample else None)
    say(f"demo: {district.name}; a private Postfix, hallpassd and a sink on loopback")
    site = Site(options.build, way="chroot", district=district.settings)
    try:
        say("\n$ hallpass keys make && hallpass roster build --oneroster " + str(district.oneroster.relative_to(ROOT)))
        say(site.hallpass.prepare(district.oneroster, district.columns).rstrip())
        site.hallpass.start()
        site.postfix.start()
        show = Show(site, district)
        show.send_all()
        say(f"\n{len(district.messages)} messages over SMTP:\n")
        wrong = show.results()
        say("\n$ hallpass quarantine list")
        say(site.hallpass.cli("quarantine", "list").rstrip())
        wrong += show.release_one()
        say("\n$ hallpass audit verify")
        say(site.hallpass.cli("audit", "verify", check=False).rstrip() or "(not there yet)")
    finally:
        site.stop()
    say(f"\ndemo: {'all as it should be' if not wrong else f'{wrong} of the above went wrong'}; everything is taken down again; "
        f"{time.monotonic() - begun:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
