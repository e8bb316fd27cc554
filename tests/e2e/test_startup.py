"""What hallpassd says where it cannot start: one clear line, and the exit status of sysexits.h."""
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import unittest

import case
from mailrig.daemon import Hallpass
from mailrig.ports import free_port


class Startup(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = pathlib.Path(tempfile.mkdtemp(prefix="hallpass-start-"))
        os.chmod(cls.home, 0o755)
        cls.addClassCleanup(shutil.rmtree, cls.home, True)
        cls.hallpass = Hallpass(cls.home / "h", case.BUILD, f"inet:{free_port()}@127.0.0.1", 25)
        cls.hallpass.prepare()
        cls.good = {table: dict(keys) for table, keys in cls.hallpass.settings.items()}

    def setUp(self):
        self.hallpass.settings = {table: dict(keys) for table, keys in self.good.items()}

    def run_daemon(self, *words, **tables):
        for table, keys in tables.items():
            self.hallpass.settings.setdefault(table, {}).update(keys)
        self.hallpass.write_config()
        command = [str(self.hallpass.build / "hallpassd"), "-c", str(self.hallpass.config), *words]
        return subprocess.run(command, capture_output=True, text=True, timeout=30, cwd="/")

    def assertRefused(self, done, status, *words):
        self.assertEqual(done.returncode, status, done.stderr)
        lines = [line for line in done.stderr.splitlines() if " error: " in line]
        self.assertEqual(len(lines), 1, done.stderr)
        for word in words:
            self.assertIn(word, lines[0])

    def test_a_good_set_up_passes_the_check(self):
        for flag in ("--check", "-n"):
            self.assertEqual(self.run_daemon(flag).returncode, 0)

    def test_version_help_and_wrong_words(self):
        self.assertTrue(self.run_daemon("-V").stdout.startswith("hallpassd "))
        self.assertIn("--check", self.run_daemon("-h").stdout)
        self.assertRefused(self.run_daemon("--fast"), 64, "--fast")
        self.assertRefused(self.run_daemon("-p"), 64, "-p")
        self.assertRefused(self.run_daemon("now"), 64, "now")

    def test_configuration_that_is_wrong_or_missing(self):
        self.assertRefused(self.run_daemon("--check", milter={"sokcet": "x"}), 78, "sokcet", "hallpass.toml:")
        self.setUp()
        for text in ("tcp:25", "inet:0@localhost", "unix:relative"):
            with self.subTest(text):
                self.assertRefused(self.run_daemon(milter={"socket": text}), 78, text)
        self.setUp()
        self.assertRefused(self.run_daemon("-p", "unix:relative"), 78, "relative")
        self.assertRefused(self.run_daemon("-c", str(self.home / "none.toml")), 66, "none.toml")
        self.assertRefused(self.run_daemon(policy={"file": "/none/policy.toml"}), 66, "/none/policy.toml")

    def test_two_problems_are_two_lines(self):
        done = self.run_daemon("--check", milter={"sokcet": "x", "montior": True})
        self.assertEqual(done.returncode, 78)
        self.assertEqual(sum(" error: " in line for line in done.stderr.splitlines()), 2, done.stderr)

    def test_socket_in_use(self):
        with socket.create_server(("127.0.0.1", 0)) as other:
            self.assertRefused(self.run_daemon("-p", f"inet:{other.getsockname()[1]}@127.0.0.1"), 69, "in use")

    def test_a_second_instance_on_the_same_unix_socket(self):
        place = self.home / "h" / "milter.sock"
        self.hallpass.settings["milter"]["socket"] = f"unix:{place}"
        self.hallpass.write_config()
        self.hallpass.start()
        try:
            self.assertRefused(self.run_daemon(), 69, "in use")
            self.assertTrue(place.exists())
        finally:
            self.assertEqual(self.hallpass.stop(), 0)
        self.assertFalse(place.exists())

    def test_a_stale_unix_socket_is_taken_over(self):
        place = self.home / "h" / "milter.sock"
        self.hallpass.settings["milter"]["socket"] = f"unix:{place}"
        self.hallpass.write_config()
        self.hallpass.start()
        daemon = self.hallpass.daemon_pid()
        self.hallpass.process.kill()
        self.hallpass.process.wait()
        while os.path.exists(f"/proc/{daemon}"):  # it ends with its supervisor, after its last reply
            time.sleep(0.05)
        self.assertTrue(place.exists())
        self.hallpass.start()
        self.assertEqual(self.hallpass.stop(), 0)

    def test_a_spool_that_cannot_be_written(self):
        self.assertRefused(self.run_daemon(milter={"spool_dir": "/proc/none"}), 74, "/proc/none", "spool_dir")

    def test_keys_and_roster_that_are_missing(self):
        self.assertRefused(self.run_daemon(quarantine={"key_dir": str(self.home / "nokeys")}), 66, "nokeys")
        self.setUp()
        self.assertRefused(self.run_daemon(roster={"index": str(self.home / "none.idx")}), 66, "none.idx")

    def test_a_reader_that_is_missing(self):
        self.assertRefused(self.run_daemon(reader={"program": "/none/hallpass-reader"}), 66, "/none/hallpass-reader")

    @unittest.skipUnless(os.geteuid() == 0, "needs root")
    def test_root_is_refused_unless_told(self):
        del self.hallpass.settings["milter"]["user"]
        self.assertRefused(self.run_daemon(), 77, "root", "--allow-root")
        self.assertRefused(self.run_daemon("-u", "no-such-user"), 78, "no-such-user")

    @unittest.skipUnless(os.geteuid() == 0, "needs root")
    def test_the_daemon_has_given_up_root(self):
        self.hallpass.write_config()
        self.hallpass.start()
        try:
            for pid in (self.hallpass.process.pid, self.hallpass.daemon_pid(), *self.hallpass.reader_pids()):
                status = pathlib.Path(f"/proc/{pid}/status").read_text()
                ids = [line.split()[1:] for line in status.splitlines() if line.startswith(("Uid:", "Gid:"))]
                self.assertNotIn("0", ids[0] + ids[1])
                self.assertIn("Groups:\t65534", status)
        finally:
            self.hallpass.stop()
