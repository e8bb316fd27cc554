"""The sender's mail server: hands messages in and, as RFC 5321 wants it, comes again after a 4xx or a lost
connection until the answer is final."""
import smtplib
import socket
import time
from dataclasses import dataclass


@dataclass
class Outcome:
    code: int
    text: str
    tries: int

    @property
    def accepted(self):
        return self.code == 250


def send_once(port, sender, recipients, data, timeout=60):
    """(code, text) of the answer that decided; (0, ...) where the connection was lost."""
    try:
        with smtplib.SMTP("127.0.0.1", port, local_hostname="client.willowbend.example", timeout=timeout) as smtp:
            smtp.ehlo()
            for verb in (lambda: smtp.mail(sender, ["body=8bitmime"]), *[lambda r=r: smtp.rcpt(r) for r in recipients]):
                code, text = verb()
                if code != 250:
                    return code, text.decode("utf-8", "replace")
            code, text = smtp.data(data)
            return code, text.decode("utf-8", "replace")
    except smtplib.SMTPResponseException as error:
        text = error.smtp_error
        return error.smtp_code, text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    except (smtplib.SMTPException, OSError, socket.timeout) as error:
        return 0, str(error)


def send(port, sender, recipients, data, seconds=60, pause=0.2):
    deadline, tries = time.monotonic() + seconds, 0
    while True:
        tries += 1
        code, text = send_once(port, sender, recipients, data)
        if code == 250 or code >= 500 or time.monotonic() > deadline:
            return Outcome(code, text, tries)
        time.sleep(pause)
