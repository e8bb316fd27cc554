"""What a message costs behind a real Postfix: processor time of hallpassd and its readers, user and system, for each
message; and how long the final dot waits. python3 -m mailrig.cost --build DIR"""
import argparse
import os
import random
import smtplib
import statistics
import sys
import time

from . import postfix
from .site import SENDER, Site, message

TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")
WORDS = ("the a of to and in for with on school bus library meeting schedule parents teacher class project lesson science "
         "music trip form Thursday lunch garden reading homework practice team game concert volunteers please thank week "
         "weather permission room building office morning afternoon door plan notes question answer").split()


def text_of(size, seed):
    """Prose: paragraphs of lines below 80 columns."""
    chance, out, line, total = random.Random(seed), [], "", 0
    while total < size:
        word = chance.choice(WORDS)
        if chance.random() < 0.02:
            word = str(chance.randint(1, 2000))
        if len(line) + len(word) > 76:
            out.append(line)
            total += len(line) + 2
            line = ""
            if chance.random() < 0.12:
                out.append("")
        line += (" " if line else "") + word
    return "\r\n".join(out)


def spent_ms(pid):
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return [int(fields[11]) * TICK_MS, int(fields[12]) * TICK_MS]


def run(site, count, size, per_connection):
    pids = {"hallpassd": [site.hallpass.daemon_pid()], "readers": site.hallpass.reader_pids()}
    messages = [message([f"c{n}@world.example"], text_of(size, n)) for n in range(min(count, 100))]
    before = {name: [sum(t) for t in zip(*map(spent_ms, group))] for name, group in pids.items()}
    waits, smtp = [], None
    for number in range(count):
        if number % per_connection == 0:
            if smtp:
                smtp.quit()
            smtp = smtplib.SMTP("127.0.0.1", site.port, timeout=60)
            smtp.ehlo()
        smtp.mail(SENDER)
        smtp.rcpt(f"c{number}@world.example")
        begun = time.perf_counter()
        code, answer = smtp.data(messages[number % len(messages)])
        waits.append((time.perf_counter() - begun) * 1000)
        if code != 250:
            sys.exit(f"cost: {code} {answer}")
    smtp.quit()
    after = {name: [sum(t) for t in zip(*map(spent_ms, group))] for name, group in pids.items()}
    total = 0
    for name in pids:
        user, system = ((a - b) / count for a, b in zip(after[name], before[name]))
        total += user + system
        print(f"  {name:10} user {user:5.2f}  system {system:5.2f} ms a message")
    waits.sort()
    print(f"  in all     {total:5.2f} ms a message; DATA to answer p50 {statistics.median(waits):.1f}, "
          f"p99 {waits[int(len(waits) * 0.99)]:.1f} ms", flush=True)
    return total


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    parser.add_argument("--count", type=int, default=600)
    parser.add_argument("--bytes", type=int, default=20_000)
    options = parser.parse_args()
    if reason := postfix.why_not():
        sys.exit(f"cost: {reason}")
    for way in ("chroot", "inet"):
        site = Site(options.build, way, {"reader": {"messages_each": 100_000}}).start()
        try:
            run_quietly = site.send([f"warm@world.example"], text=text_of(options.bytes, 1))
            assert run_quietly.accepted
            for per_connection in (1, 50):
                print(f"{'unix socket' if way == 'chroot' else 'TCP'}, {options.bytes} bytes of text, "
                      f"{per_connection} a connection, {options.count} messages:")
                run(site, options.count, options.bytes, per_connection)
            site.postfix.wait_for_empty_queue(60)
        finally:
            site.stop()


if __name__ == "__main__":
    main()
