"""Mail for as long as one likes, with crashes, reloads and releases in between; at the end the ledger, and what the
daemon's memory and descriptors did. python3 -m mailrig.soak --build DIR --seconds 300"""
import argparse
import os
import random
import signal
import sys
import threading
import time

from . import postfix
from .cost import text_of
from .site import SSN_TEXT, Site


def resources(pid):
    with open(f"/proc/{pid}/status") as status:
        rss = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
    return rss, len(os.listdir(f"/proc/{pid}/fd"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--senders", type=int, default=4)
    parser.add_argument("--kill-every", type=float, default=0, help="seconds between SIGKILLs of the daemon; 0: never")
    options = parser.parse_args()
    if reason := postfix.why_not():
        sys.exit(f"soak: {reason}")
    site = Site(options.build, "chroot").start()
    stop, outcomes = threading.Event(), []

    def send(sender):
        number, chance = 0, random.Random(sender)
        while not stop.is_set():
            number += 1
            text = text_of(chance.choice((500, 5000, 20000)), number)
            recipients = [f"s{sender}-{number}@world.example"]
            if chance.random() < 0.2:
                text += "\r\n" + SSN_TEXT
                recipients.append(f"petra.lindqvist+s{sender}-{number}@willowbend.example")
            outcomes.append(site.send(recipients, text=text, seconds=120))
    threads = [threading.Thread(target=send, args=(n,)) for n in range(options.senders)]
    for thread in threads:
        thread.start()
    begun, kills, reloads, releases, first = time.monotonic(), 0, 0, 0, None
    chance = random.Random(1)
    while (passed := time.monotonic() - begun) < options.seconds:
        time.sleep(options.kill_every * chance.uniform(0.5, 1.5) if options.kill_every else 2)
        pid = site.hallpass.daemon_pid()
        if options.kill_every and pid:
            os.kill(pid, signal.SIGKILL)
            kills += 1
        elif pid:
            site.hallpass.process.send_signal(signal.SIGHUP)
            reloads += 1
            held = site.hallpass.items("--state", "held", "--limit", "1")
            if held and chance.random() < 0.5:
                site.hallpass.cli("quarantine", "release", held[0]["id"], "--yes", check=False)
                releases += 1
            if passed > 10:
                first = first or resources(pid)
                last = resources(pid)
    stop.set()
    for thread in threads:
        thread.join()
    problems = site.settle()
    print(f"soak: {len(outcomes)} messages in {time.monotonic() - begun:.0f} s, {sum(o.tries for o in outcomes)} tries, "
          f"{kills} kills, {reloads} reloads, {releases} releases; not accepted in the end: "
          f"{sum(not o.accepted for o in outcomes)}")
    if first:
        print(f"soak: daemon RSS {first[0]} -> {last[0]} KiB, descriptors {first[1]} -> {last[1]}")
    print(f"soak: ledger: {len(problems)} problems", *problems[:10], sep="\n  ")
    site.stop()
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
