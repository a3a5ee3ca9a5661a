# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the tests written in Python print: one TAP line a test point, so that a
failure is counted and named like that of a C test."""

import sys


class Tap:
    def __init__(self):
        self.n_points = 0
        self.n_failed = 0

    def point(self, name, problems=()):
        """A test point that fails for each sentence in @problems."""
        problems = list(problems)
        self.n_points += 1
        if problems:
            self.n_failed += 1
        print('%sok %d %s' % ('not ' if problems else '', self.n_points, name))
        for problem in problems:
            self.note(problem)

    def skip(self, name, reason):
        self.n_points += 1
        print('ok %d %s # SKIP %s' % (self.n_points, name, reason))

    def note(self, text):
        for line in text.splitlines():
            print('#', line)

    def end(self):
        """The plan comes last, so that a script that dies half-way is a failure."""
        print('1..%d' % self.n_points)
        sys.exit(1 if self.n_failed else 0)


def failures(test, *arguments):
    try:
        test(*arguments)
    except Exception as error:      # a binding that is missing is a failure like any other
        return ['%s: %s' % (type(error).__name__, error)]
    return []
