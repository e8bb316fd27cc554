"""The MTA's side of the milter protocol, without an MTA: many messages over one connection."""
import socket
import struct

NO_REPLY = {"C": 0x1000, "M": 0x4000, "R": 0x8000, "T": 0x10000, "L": 0x80, "N": 0x40000, "B": 0x80000}
LEFT_OUT = {"C": 0x1, "T": 0x200, "N": 0x40}
FINAL = "acdrty"


class Milter:
    """`path`: a unix socket."""

    def __init__(self, path, seconds=60):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(seconds)
        self.socket.connect(path)
        self.left = b""
        self._send("O", struct.pack("!III", 6, 0x1FF, 0x1FFFFF))
        _, data = self._receive()
        self.steps = struct.unpack("!III", data[:12])[2]
        self._step("C", b"client.school.example\x004" + struct.pack("!H", 25) + b"192.0.2.7\0")

    def message(self, sender, recipients, text, queue_id):
        """The final answer: "c" goes on, "d" is held or dropped, "t" later, "y" or "r" refused."""
        for command, data in [("M", f"<{sender}>"), *(("R", f"<{recipient}>") for recipient in recipients)]:
            answer = self._step(command, data.encode() + b"\0")
            if answer in ("t", "y", "r"):
                self._send("A", b"")
                return answer
        self._step("T", b"")
        for name, value in [("From", f"<{sender}>"), ("To", ", ".join(recipients)), ("Subject", "news"), ("Message-ID", f"<{queue_id}@rig>")]:
            self._step("L", name.encode() + b"\0 " + value.encode() + b"\0")
        self._step("N", b"")
        self._step("B", text.encode())
        self._send("D", b"Ei\0" + queue_id.encode() + b"\0")
        self._send("E", b"")
        while True:
            answer, _ = self._receive()
            if answer in FINAL:
                return answer

    def close(self):
        try:
            self._send("Q", b"")
        finally:
            self.socket.close()

    def _step(self, command, data):
        if self.steps & LEFT_OUT.get(command, 0):
            return "c"
        self._send(command, data)
        return "c" if self.steps & NO_REPLY.get(command, 0) else self._receive()[0]

    def _send(self, command, data):
        self.socket.sendall(struct.pack("!I", len(data) + 1) + command.encode() + data)

    def _receive(self):
        size = struct.unpack("!I", self._take(4))[0]
        packet = self._take(size)
        return chr(packet[0]), packet[1:]

    def _take(self, size):
        while len(self.left) < size:
            more = self.socket.recv(65536)
            if not more:
                raise ConnectionError("the milter hung up")
            self.left += more
        taken, self.left = self.left[:size], self.left[size:]
        return taken
