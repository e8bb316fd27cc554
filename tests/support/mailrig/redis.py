"""A Redis of a test's own, on a unix socket in a private directory; what it has is there again after a stop."""
import os
import pathlib
import shutil
import subprocess
import time


def why_not():
    return None if shutil.which("redis-server") else "redis-server is not installed (scripts/setup)"


class Redis:
    def __init__(self, home, keeps=True):
        self.home, self.keeps, self.process = pathlib.Path(home), keeps, None
        self.home.mkdir(parents=True, exist_ok=True)
        self.socket = self.home / "redis.sock"

    def start(self):
        self.process = subprocess.Popen(
            ["redis-server", "--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "777", "--dir", str(self.home),
             "--save", "", "--appendonly", "yes" if self.keeps else "no"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 20
        while not self.socket.exists():
            if time.monotonic() > deadline:
                raise RuntimeError("redis-server did not start")
            time.sleep(0.01)
        return self

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(20)
            self.process = None
            if self.socket.exists():
                os.unlink(self.socket)
