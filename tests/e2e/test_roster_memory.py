"""What hallpassd holds in memory because it opened the roster: no name, number, date, address or phone in plain.

Every page that the daemon, its supervisor and its readers may have written, and the mapped index, is searched for a sample of
the district's values, as a core dump would be. Mail that is judged is in memory while it is; so none is sent here."""
import csv
import os
import re
import tempfile
import time
import unittest

import case
from mailrig.daemon import SAMPLE, Hallpass, children_of

ENOUGH = 7  # shorter values stand everywhere by chance
SAMPLED = 80
PIECE = 4 << 20


def shapes_of_phone(digits):
    area, exchange, line = digits[-10:-7], digits[-7:-4], digits[-4:]
    return [area + exchange + line, f"{area}-{exchange}-{line}", f"({area}) {exchange}-{line}", f"{area}.{exchange}.{line}"]


def plain_values(folder):
    """Every value of the export that says who somebody is, in the shapes it could be kept in."""
    values = set()
    with open(folder / "users.csv", newline="", encoding="utf-8-sig") as users:
        for row in csv.DictReader(users):
            given, family = row["givenName"].lower(), row["familyName"].lower()
            joined = re.sub(r"[^a-z]", "", given + family)
            values |= {f"{given} {family}", f"{family}, {given}", f"{family},{given}", joined}
            values |= {row["email"].lower(), row.get("metadata.stateId") or "", row.get("metadata.homeAddress", "").lower()}
            values.add((row.get("metadata.homeAddress") or "").split(",")[0].lower())
            for phone in (row["phone"], row["sms"]):
                digits = re.sub(r"\D", "", phone)
                if len(digits) >= 10:
                    values |= set(shapes_of_phone(digits))
            if row["role"] == "student":
                values.add(f'"{row["identifier"]}"')
    with open(folder / "demographics.csv", newline="", encoding="utf-8-sig") as births:
        for row in csv.DictReader(births):
            year, month, day = row["birthDate"].split("-")
            values |= {row["birthDate"], f"{int(month)}/{int(day)}/{year}", f"{month}/{day}/{year}"}
    known = sorted(value.encode() for value in values if len(value) >= ENOUGH)
    return known[::max(1, len(known) // SAMPLED)]


def pages_of(pid):
    """(name, bytes in small letters) of what the process may have written, and of the index; in pieces."""
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            place, rights, _, _, _, *name = line.split(maxsplit=5)
            name = name[0].strip() if name else ""
            program = name.startswith("/") and not name.endswith("/roster.idx") and "w" not in rights
            if "r" not in rights or program or name in ("[vvar]", "[vsyscall]"):
                continue
            begin, end = (int(word, 16) for word in place.split("-"))
            try:
                memory.seek(begin)
                for at in range(begin, end, PIECE):
                    piece = memory.read(min(PIECE, end - at))
                    if piece.count(0) < len(piece):  # untouched pages are zero
                        yield name, piece.lower()
            except OSError:
                continue


class RosterMemoryTest(unittest.TestCase):
    def test_nothing_plain_in_file_or_memory(self):
        with tempfile.TemporaryDirectory(prefix="hallpass-memory-") as home:
            os.chmod(home, 0o755)
            hallpass = Hallpass(home, case.BUILD, f"unix:{home}/milter.sock", 1)
            if hallpass.as_user:
                os.chown(home, *[__import__("pwd").getpwnam("nobody").pw_uid, -1])
            hallpass.prepare()
            values = plain_values(SAMPLE / "oneroster")
            self.assertGreaterEqual(len(values), SAMPLED)
            with open(hallpass.home / "roster.idx", "rb") as index:
                self.assertEqual(self.found_in(index.read().lower(), values), [])
            hallpass.start()
            try:
                time.sleep(0.2)
                supervisor = hallpass.process.pid
                daemon = hallpass.daemon_pid()
                mapped, searched = 0, 0
                control = b"stu-1"  # sourcedIds are there as they are: the search finds what is there
                for pid in [supervisor, daemon, *children_of(daemon)]:
                    for name, pages in pages_of(pid):
                        mapped += name.endswith("/roster.idx") and control in pages
                        searched += len(pages)
                        self.assertEqual(self.found_in(pages, values), [], f"in {name or 'memory'} of {pid}")
                self.assertGreater(mapped, 0, "the index is not mapped: nothing was looked at")
                self.assertGreater(searched, 10 << 20)
            finally:
                hallpass.stop()

    def found_in(self, pages, values):
        return sorted(value for value in values if value in pages)


if __name__ == "__main__":
    unittest.main()
