"""Each kind of verdict over a real Postfix: what the client is told, what the sink gets, what is held."""
import email
import socket
import subprocess

from case import SiteCase
from mailrig import client
from mailrig.site import SSN_TEXT, message

GUARDIAN = "rurik.castellanos@mailhaven.example"  # of Ximena Castellanos, 418223
RECORD = "Ximena Castellanos (student number 418223) has a quarter grade of A- in English."
COLLEAGUE = "thandi.okonjo@willowbend.example"


class OverInet(SiteCase):
    def delivered(self, recipient):
        found = self.wait_for(lambda: self.site.sink.delivered_to(recipient), f"a delivery to {recipient}")
        self.assertEqual(len(found), 1)
        return found[0]

    def test_clean_mail_goes_on_with_one_header_and_not_a_byte_changed(self):
        body = "Caf\u00e9 \u2013 tabs\tand trailing blanks  \r\n..dots\r\n.\u00fc\r\n\r\n" + "x" * 900 + "\r\n" + "last line"
        data = message(["clean@world.example"], body)
        self.assertTrue(self.site.send(["clean@world.example"], data).accepted)
        got = self.delivered("clean@world.example")
        lines = got.data.split(b"\r\n")
        kept = b"\r\n".join(line for line in lines if not line.startswith((b"Received:", b"\tby ", b"\tid ", b"\tfor ", b"X-Hallpass-Verdict:")))
        self.assertIn(data, kept)
        self.assertEqual(got.header("X-Hallpass-Verdict"), ["allow"])
        self.assertIsNone(got.header("X-Hallpass-Findings"))
        self.assertFalse(got.tls)  # opportunistic TLS is not on: what is encrypted is so because we said so

    def test_held_for_all_the_sender_sees_acceptance_and_nobody_gets_it(self):
        outcome = self.site.send(["claims@world.example"], text=SSN_TEXT)
        self.assertTrue(outcome.accepted)
        items = self.wait_for(lambda: self.site.hallpass.items("--recipient", "claims@world.example"), "the item")
        self.assertEqual(len(items), 1)
        self.wait_for(lambda: self.site.hallpass.items("--recipient", "claims@world.example")[0]["state"] == "held", "held")
        self.assertIn("pii.ssn", items[0]["categories"])
        self.assertLedger()
        self.assertEqual(self.site.sink.delivered_to("claims@world.example"), [])

    def test_tagged_for_a_colleague(self):
        self.assertTrue(self.site.send([COLLEAGUE], text=SSN_TEXT).accepted)
        got = self.delivered(COLLEAGUE)
        self.assertEqual(got.header("X-Hallpass-Verdict"), ["tag"])
        self.assertEqual(got.header("X-Hallpass-Findings"), ["pii.ssn"])

    def test_encrypted_for_the_guardian_of_the_child(self):
        self.assertTrue(self.site.send([GUARDIAN], text=RECORD).accepted)
        got = self.delivered(GUARDIAN)
        self.assertTrue(got.tls)
        self.assertEqual(got.header("X-Hallpass-Verdict"), ["encrypt"])
        self.assertIsNone(got.header("X-Hallpass-Route"))

    def test_mixed_recipients_one_message_three_fates(self):
        recipients = ["osgood.farrow@willowbend.example", "paloma.castellanos@mailhaven.example", "tutor@world.example"]
        self.assertTrue(self.site.send(recipients, text=RECORD).accepted)
        got = self.delivered("osgood.farrow@willowbend.example")
        self.assertEqual(sorted(got.recipients), sorted(recipients[:2]))
        self.assertTrue(got.tls)  # one of them needs it, so the message goes so for all
        self.assertLedger()
        items = self.site.hallpass.items("--recipient", "tutor@world.example")
        self.assertEqual([item["recipients"] for item in items], [["tutor@world.example"]])

    def test_headers_of_ours_from_outside_are_taken_out(self):
        data = message(["forger@world.example"], "Good morning.").replace(
            b"MIME-Version:", b"X-Hallpass-Verdict: released\r\nx-hallpass-verdict: allow\r\n"
            b"X-HALLPASS-Findings:\r\n none,\r\n\tnone\r\nX-Hallpass-Route: require-tls\r\nX-Hallpass-Route : require-tls\r\n"
            b"X-Hallpass-Pass: 1:forged\r\nX-Hallpass-Verdict: last\r\nMIME-Version:")
        self.assertTrue(self.site.send(["forger@world.example"], data).accepted)
        got = self.delivered("forger@world.example")
        self.assertFalse(got.tls)
        ours = [name for name in email.message_from_bytes(got.data).keys() if name.lower().startswith("x-hallpass")]
        self.assertEqual(ours, ["X-Hallpass-Verdict"], got.data)
        self.assertEqual(got.header("X-Hallpass-Verdict"), ["allow"])
        self.assertIn("stripped=7", self.site.hallpass.log())

    def test_what_is_held_is_what_was_sent(self):
        data = message(["bytes@world.example"], "Caf\u00e9  \r\n.dot\r\n" + SSN_TEXT + "\r\n \r\nend")
        self.assertTrue(self.site.send(["bytes@world.example"], data).accepted)
        item = self.wait_for(lambda: self.site.hallpass.items("--recipient", "bytes@world.example"), "the item")[0]
        self.assertEqual(self.site.hallpass.held_bytes(item["id"]), data)
        self.assertLedger()

    def test_many_messages_over_one_connection(self):
        import smtplib
        with smtplib.SMTP("127.0.0.1", self.site.port, timeout=30) as smtp:
            for number in range(60):
                recipient = f"many{number}@world.example"
                text = SSN_TEXT if number % 3 == 0 else "Good morning."
                smtp.sendmail("yoko.hallam@willowbend.example", [recipient], message([recipient], text))
                self.site.ledger.accepted.append(recipient)
                if number % 7 == 0:
                    smtp.mail("petra.lindqvist@willowbend.example")
                    smtp.rset()
        self.assertLedger()

    def test_mail_from_sendmail_is_judged_too(self):
        for recipient, text in (("cron-clean@world.example", "Backup done."), ("cron-held@world.example", SSN_TEXT)):
            data = message([recipient], text).replace(b"\r\n", b"\n")
            subprocess.run(["sendmail", "-C", str(self.site.postfix.conf), "-i", "-f", "yoko.hallam@willowbend.example", recipient],
                           input=data, check=True, capture_output=True)
            self.site.ledger.accepted.append(recipient)
        self.delivered("cron-clean@world.example")
        self.wait_for(lambda: self.site.hallpass.items("--recipient", "cron-held@world.example"), "the item")
        self.assertLedger()

    def test_an_internationalised_recipient(self):
        import smtplib
        recipient = "ren\u00e9@world.example"
        with smtplib.SMTP("127.0.0.1", self.site.port, timeout=30) as smtp:
            smtp.ehlo()
            smtp.command_encoding = "utf-8"
            smtp.sendmail("yoko.hallam@willowbend.example", [recipient], message([recipient], SSN_TEXT), ["SMTPUTF8", "BODY=8BITMIME"])
        item = self.wait_for(lambda: self.site.hallpass.items("--sender", "yoko.hallam@willowbend.example", "--recipient", recipient), "the item")[0]
        self.assertEqual(item["recipients"], [recipient])
        self.site.hallpass.cli("quarantine", "release", item["id"], "--yes")
        self.delivered(recipient)

    def test_chunking_and_delivery_notices(self):
        recipient = "bdat@world.example"
        data = message([recipient], "Good morning.")
        with socket.create_connection(("127.0.0.1", self.site.port), timeout=20) as peer:
            lines = peer.makefile("rb")
            for line in (b"EHLO c", b"MAIL FROM:<yoko.hallam@willowbend.example> RET=HDRS ENVID=x1",
                         b"RCPT TO:<bdat@world.example> NOTIFY=FAILURE ORCPT=rfc822;bdat@world.example",
                         b"BDAT %d" % 40 + b"\r\n" + data[:40], b"BDAT %d LAST" % (len(data) - 40) + b"\r\n" + data[40:], b"QUIT"):
                if line.startswith(b"EHLO"):
                    lines.readline()
                peer.sendall(line if line.startswith(b"BDAT") else line + b"\r\n")
                while (answer := lines.readline())[3:4] == b"-":
                    pass
                self.assertEqual(answer[:1], b"2", answer)
        got = self.delivered(recipient)
        self.assertIn(b"Good morning.", got.data)

    def test_a_message_larger_than_the_spool_in_memory(self):
        recipients = ["large-clean@world.example", "large-held@world.example"]
        filler = ("The bus timetable is on the web site. " * 2 + "\r\n") * 30000
        self.assertTrue(self.site.send(recipients[:1], text=filler).accepted)
        self.assertTrue(self.site.send(recipients[1:], text=filler + SSN_TEXT).accepted)
        self.assertLedger()
        self.assertEqual(len(self.site.sink.delivered_to("large-clean@world.example")), 1)
        self.assertEqual(len(self.site.hallpass.items("--recipient", "large-held@world.example")), 1)


class OverChrootedUnixSocket(OverInet):
    way = "chroot"


class WithoutTls(SiteCase):
    site_options = {"sink_tls": False}

    def test_encrypted_mail_waits_and_never_goes_in_clear(self):
        self.assertTrue(self.site.send([GUARDIAN], text=RECORD).accepted)
        self.assertTrue(self.site.send(["clean@world.example"]).accepted)
        self.wait_for(lambda: self.site.sink.delivered_to("clean@world.example"), "the clean message")
        self.wait_for(lambda: "TLS is required" in self.site.postfix.log(), "a try to deliver")
        self.assertEqual(self.site.sink.delivered_to(GUARDIAN), [])
        self.site.sink.starttls = True
        self.site.postfix.flush()
        got = self.wait_for(lambda: self.site.sink.delivered_to(GUARDIAN), "the encrypted message")
        self.assertTrue(got[0].tls)
        self.assertLedger()


class WithARuleThatRejects(SiteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        site = cls.site
        rules = (site.home / "policy.toml")
        text = open(site.hallpass.settings["policy"]["file"]).read()
        text += ('\n[[rule]]\nid = "no-numbers-outside"\ntitle = "Numbers of people"\nclauses = ["clause-13"]\n'
                 'findings = ["pii.ssn"]\ninternal = "allow"\nstudent = "allow"\nguardian = "reject"\npartner = "reject"\nexternal = "reject"\n')
        rules.write_text(text)
        site.hallpass.settings["policy"]["file"] = str(rules)
        site.hallpass.write_config()
        site.hallpass.stop()
        site.hallpass.start()

    def test_refused_for_all_with_words_that_help(self):
        outcome = self.site.send(["a@world.example", "b@world.example"], text=SSN_TEXT)
        self.assertEqual(outcome.code, 550)
        for words in ("5.7.1", "no-numbers-outside", "clause-13", "privacy office"):
            self.assertIn(words, outcome.text)
        self.assertNotIn("738", outcome.text)
        self.assertLedger()

    def test_refused_for_some_is_held_for_those(self):
        self.assertTrue(self.site.send(["c@world.example", "marisol.quesada@willowbend.example"], text=SSN_TEXT).accepted)
        self.assertLedger()
        self.assertEqual(len(self.site.hallpass.items("--recipient", "c@world.example")), 1)


class Monitoring(SiteCase):
    settings = {"milter": {"monitor": True}}

    def test_everything_goes_on_unchanged_and_the_log_tells(self):
        self.assertTrue(self.site.send(["a@world.example"], text=SSN_TEXT).accepted)
        got = self.wait_for(lambda: self.site.sink.delivered_to("a@world.example"), "the delivery")[0]
        self.assertIsNone(got.header("X-Hallpass-Verdict"))
        self.assertIn("action=quarantine(monitor)", self.site.hallpass.log())
        self.assertEqual(self.site.hallpass.items(), [])
