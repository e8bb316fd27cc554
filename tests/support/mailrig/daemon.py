"""hallpassd with the sample district, run as an ordinary user, and the `hallpass` command beside it."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "corpus" / "sample"
USER = "nobody"


def toml_value(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value)


class Hallpass:
    """`socket`: as in hallpass.toml. `settings`: {"limits": {"message_ms": 3000}}, over what the rig sets."""

    def __init__(self, home, build, socket, smtp_port, settings=None, district=None):
        self.home, self.build = pathlib.Path(home), pathlib.Path(build).resolve()
        self.as_user = {"user": USER, "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
        self.process, self.log_path = None, self.home / "hallpassd.log"
        for name in ("", "spool", "keys"):
            (self.home / name).mkdir(parents=True, exist_ok=True)
            if self.as_user:
                shutil.chown(self.home / name, USER, "nogroup")
        self.config = self.home / "hallpass.toml"
        self.settings = {
            "district": {"internal_domains": ["willowbend.example"], "partner_domains": ["stateoffice.example"]},
            "milter": {"socket": socket, "spool_dir": str(self.home / "spool"),
                       **({"user": USER} if self.as_user else {})},
            "quarantine": {"dir": str(self.home / "quarantine"), "key_dir": str(self.home / "keys"), "free_bytes_min": 0},
            "release": {"smtp": f"smtp://127.0.0.1:{smtp_port}"},
            "policy": {"file": str(ROOT / "config/policy.toml"), "lexicons": str(ROOT / "config/lexicons")},
            "roster": {"index": str(self.home / "roster.idx"), "key": str(self.home / "keys/roster.key")},
        }
        if district:
            self.settings["district"] = district
        for table, keys in (settings or {}).items():
            self.settings.setdefault(table, {}).update(keys)
        self.write_config()

    def write_config(self):
        text = "".join(f"[{table}]\n" + "".join(f"{key} = {toml_value(value)}\n" for key, value in keys.items())
                       for table, keys in self.settings.items())
        self.config.write_text(text)
        os.chmod(self.config, 0o644)

    def prepare(self, oneroster=SAMPLE / "oneroster", columns=()):
        self.cli("keys", "make")
        words = [word for column in columns for word in ("--column", column)]
        return self.cli("roster", "build", "--oneroster", str(oneroster), *words)

    def cli(self, *words, check=True, json_lines=False):
        """Runs `hallpass WORDS -c CONFIG` as the daemon's user."""
        command = [str(self.build / "hallpass"), *words, "-c", str(self.config), *(["--json"] if json_lines else [])]
        done = subprocess.run(command, capture_output=True, text=True, cwd="/", **self.as_user)
        if check and done.returncode != 0:
            raise RuntimeError(f"{' '.join(command)}: {done.returncode}: {done.stderr}{done.stdout}")
        return [json.loads(line) for line in done.stdout.splitlines()] if json_lines else done.stdout

    def held_bytes(self, item):
        command = [str(self.build / "hallpass"), "quarantine", "show", item, "--reveal", "-c", str(self.config)]
        return subprocess.run(command, capture_output=True, check=True, cwd="/", **self.as_user).stdout

    def items(self, *words):
        return self.cli("quarantine", "list", *words, json_lines=True)

    def start(self, crash_at=None, prefix=(), wait=True):
        environment = dict(os.environ)
        if crash_at:
            environment["HALLPASS_CRASH_AT"] = crash_at
        self._log_from = self.log_path.stat().st_size if self.log_path.exists() else 0
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen([*prefix, str(self.build / "hallpassd"), "-c", str(self.config)], stderr=log,
                                            stdout=log, env=environment, cwd="/")
        if wait:
            self.wait_for_log("serving on", since_start=True)
        return self

    def wait_for_log(self, words, since_start=False, count=1, seconds=20):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with open(self.log_path, "rb") as log:
                log.seek(self._log_from if since_start else 0)
                if log.read().decode("utf-8", "replace").count(words) >= count:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise RuntimeError(f"hallpassd did not say {words!r}:\n{self.log()[-3000:]}")

    def stop(self, seconds=40):
        """Ends the daemon in good order; its exit status."""
        if self.process is None:
            return None
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(seconds)
        finally:
            self.process.kill()
            self.process = None

    def log(self):
        return self.log_path.read_text(errors="replace") if self.log_path.exists() else ""

    def daemon_pid(self):
        """The supervised process, or None while there is none."""
        found = children_of(self.process.pid)
        return found[0] if found else None

    def reader_pids(self):
        pid = self.daemon_pid()
        return children_of(pid) if pid else []


def children_of(parent):
    found = []
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat") as stat:
                fields = stat.read().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            found.append(int(name))
    return sorted(found)
