#!/usr/bin/env python3
"""Runs the end-to-end tests: tests/e2e/run.py --build DIR [NAME...]
A line for each test, then "N passed, N failed, N skipped". NAME: only tests whose name contains it."""
import argparse
import pathlib
import sys
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]


class Lines(unittest.TestResult):
    def startTest(self, test):
        super().startTest(test)
        self.begun = time.monotonic()

    def tell(self, test, word, more=""):
        took = time.monotonic() - getattr(self, "begun", time.monotonic())
        name = test.id().rpartition("test_")[2] if hasattr(test, "_testMethodName") else str(test)
        kind = type(test).__name__
        print(f"{word:7} {kind}: {name.replace('_', ' ')} ({took:.1f} s){more}", flush=True)

    def addSuccess(self, test):
        self.passed = getattr(self, "passed", 0) + 1
        self.tell(test, "ok")

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.tell(test, "FAILED", "\n" + self.failures[-1][1])

    def addError(self, test, error):
        super().addError(test, error)
        self.tell(test, "FAILED", "\n" + self.errors[-1][1])

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error is not None:
            broken = self.failures if issubclass(error[0], test.failureException) else self.errors
            self.tell(test, "FAILED", f" {subtest._subDescription()}\n{broken[-1][1]}")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        print(f"skipped: {type(test).__name__}: {reason}", flush=True)


def tests_in(suite):
    for entry in suite:
        yield from tests_in(entry) if isinstance(entry, unittest.TestSuite) else [entry]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    import case
    case.BUILD = str(pathlib.Path(options.build).resolve())
    found = tests_in(unittest.defaultTestLoader.discover(str(HERE), "test_*.py"))
    chosen = [test for test in found if not options.names or any(name in test.id() for name in options.names)]
    result = Lines()
    unittest.TestSuite(chosen).run(result)
    failed = len(result.failures) + len(result.errors)
    print(f"{getattr(result, 'passed', 0)} passed, {failed} failed, {len(result.skipped)} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
