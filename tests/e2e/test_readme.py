"""README.md, as a reader would follow it: every command in it is run, and every file it names is there."""
import mailbox
import re
import shutil
import subprocess

from case import SiteCase
from mailrig.daemon import ROOT, SAMPLE
from mailrig.site import SSN_TEXT, message

README = (ROOT / "README.md").read_text()
BLOCK = re.compile(r"^ {4}(?:\$ )?(hallpass .*?)(?: {2,}.*)?$", re.M)  # two spaces, and what it does
INLINE = re.compile(r"`(hallpass [a-z][^`]*)`")
FORM = "Individualized education program\n\nStudent name: ______\nPresent levels of performance: ______\nMeasurable annual goals: ______\n" \
       "Special education services and minutes each week: ______\nDate of the next review: ______\nSignature of the parent: ______\n" \
       "Accommodations in the classroom and in tests: ______\nParticipation in the general education programme: ______\n" \
       "Transportation as a related service, yes or no: ______\nNotes of the team that met: ______\n"


# Status 1 says what was found, as grep's 0 does; a release asks on a terminal, and there is none.
FOUND = ("scan", "diff", "evaluate")
ASKS = "quarantine release"


class Readme(SiteCase):
    settings = {"forms": {"file": "forms.prints"}, "state": {"file": "state.db"}}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        hallpass, to = cls.site.hallpass, "reader@world.example"
        files = hallpass.home / "files"
        files.mkdir()
        data = message([to], SSN_TEXT)
        (files / "message.eml").write_bytes(data)
        (files / "form.txt").write_text(FORM)
        archive = mailbox.mbox(files / "archive.mbox")
        archive.add(data)
        archive.close()
        for name in ("old.toml", "new.toml"):
            shutil.copy(hallpass.config, files / name)
        assert cls.site.send([to], data).accepted
        cls.words = {"ub6yxj0ivzyo": hallpass.items()[0]["id"], "valentina_ali73@gmail.com": to, "/path/to/export": SAMPLE / "oneroster",
                     "~/archive.mbox": files / "archive.mbox", "message.eml": files / "message.eml", "D": SAMPLE / "oneroster",
                     "labelled.jsonl": SAMPLE / "manifest.jsonl", "old.toml": files / "old.toml", "new.toml": files / "new.toml",
                     "iep-form.pdf": files / "form.txt", "corpus/cedar/district": ROOT / "corpus/cedar/district"}

    def run_as_written(self, command):
        for written, here in self.words.items():
            command = re.sub(rf"(?<!\S){re.escape(written)}(?!\S)", str(here), command)
        if ASKS in command:
            command += " --yes"
        program = str(self.site.hallpass.build / "hallpass")
        if "--config" not in command:
            command += f" -c {self.site.hallpass.config}"
        return subprocess.run(command.replace("hallpass", program, 1), shell=True, capture_output=True, text=True, cwd="/",
                              **self.site.hallpass.as_user)

    def test_commands_in_blocks_do_what_they_say(self):
        commands = BLOCK.findall(README)
        self.assertGreater(len(commands), 9)
        for command in commands:
            with self.subTest(command):
                done = self.run_as_written(command)
                self.assertIn(done.returncode, (0, 1) if command.split()[1] in FOUND else (0,), done.stderr + done.stdout)
                self.assertTrue(done.stdout, done.stderr)

    def test_commands_in_sentences_are_there(self):
        commands = set(INLINE.findall(README))
        self.assertGreater(len(commands), 5)
        for command in commands:
            with self.subTest(command):
                done = self.run_as_written(command.split(" --")[0] + " --help")
                self.assertEqual(done.returncode, 0, done.stderr + done.stdout)
                for option in re.findall(r"--[a-z-]+", command):
                    self.assertIn(option, done.stdout)

    def test_files_it_names_are_there(self):
        named = {name for name in re.findall(r"`((?:config|scripts|corpus|include|scan|tests)/[^`*\s]*)`", README)}
        self.assertGreater(len(named), 10)
        self.assertEqual([name for name in named if not (ROOT / name).exists()], [])
