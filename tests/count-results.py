#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Counts the test points in Meson's testlog.json.  Names what failed or was skipped;
the last line is three numbers: passed, failed, skipped.

A program that prints TAP counts for each of its points, another one for itself.  One
that Meson calls failed although none of its points is (it died, leaked, lost points or
was too slow) counts as one failure more."""

import json
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'lib'))
from tap import Tap

POINT = re.compile(r'^(not )?ok\b(?: +\d+)?(?: *-? *(?P<name>[^#]*))(?:# *(?P<directive>\w+)'
                   r'(?P<reason>.*))?')
PLAN = re.compile(r'^1\.\.\d+')
GOOD = ('OK', 'SKIP', 'EXPECTEDFAIL')


def count(run):
    """(passed, failed, skipped, sentences) of one line of the log."""
    n = {'passed': 0, 'failed': 0, 'skipped': 0}
    sentences, reasons = [], []
    lines = (run.get('stdout') or '').splitlines()
    if any(PLAN.match(line) for line in lines):
        result = None
        for line in lines:
            match = POINT.match(line)
            if match:
                result = count_point(match, n)
                if result == 'failed':
                    sentences.append('FAILED  %s: %s' % (run['name'], match.group('name').strip()))
                elif result == 'skipped':
                    reasons.append(match.group('reason').strip())
            elif result == 'failed' and line.startswith('# '):
                sentences.append('        ' + line[2:])      # why, as Tap.point() says it
    if reasons:
        sentences.append('skipped %s: %d, the first because %s'
                         % (run['name'], len(reasons), reasons[0] or 'of no reason given'))
    if run['result'] not in GOOD and n['failed'] == 0:
        n['failed'] = 1
        sentences.append('FAILED  %s: %s' % (run['name'], run['result'].lower()))
    elif sum(n.values()) == 0:
        n['skipped' if run['result'] == 'SKIP' else 'passed'] = 1
    return n['passed'], n['failed'], n['skipped'], sentences


def count_point(match, n):
    directive = (match.group('directive') or '').upper()
    if directive == 'SKIP':
        result = 'skipped'
    else:
        result = 'failed' if match.group(1) and directive != 'TODO' else 'passed'
    n[result] += 1
    return result


def count_log(lines):
    total = [0, 0, 0]
    sentences = []
    for line in lines:
        *counts, more = count(json.loads(line))
        total = [a + b for a, b in zip(total, counts)]
        sentences += more
    if sum(total) == 0:
        total[1] = 1
        sentences.append('FAILED  no test was run')
    return total, sentences


EXAMPLES = (
    ('points are counted', 'OK', '1..3\nok 1 /a\nok 2 /b # SKIP no peer\nok 3\n', [2, 0, 1]),
    ('a failed point', 'FAIL', 'ok 1 - a\nnot ok 2 - b\n1..2\n', [1, 1, 0]),
    ('a program that died half-way', 'ERROR', '1..3\nok 1 /a\n', [1, 1, 0]),
    ('a leak after the last point', 'ERROR', 'ok 1 /a\n1..1\n', [1, 1, 0]),
    ('too slow', 'TIMEOUT', '', [0, 1, 0]),
    ('a program without points', 'OK', 'all is well\nok\n', [1, 0, 0]),
    ('a program that skipped itself', 'SKIP', '', [0, 0, 1]),
    ('all points skipped', 'SKIP', '1..0 # SKIP no peer\n', [0, 0, 1]),
    ('nested and chatty output', 'OK', '# ok 9\n    ok 1 - inner\n1..1\nok 1 /a\n', [1, 0, 0]),
)


def self_test():
    tap = Tap()
    for name, result, stdout, expected in EXAMPLES:
        line = json.dumps({'name': 'x', 'result': result, 'stdout': stdout})
        got = count_log([line])[0]
        tap.point(name, [] if got == expected else ['%r, not %r' % (got, expected)])
    tap.point('no test is a failure', [] if count_log([])[0] == [0, 1, 0] else ['it passed'])
    tap.end()


def main():
    if sys.argv[1:] == ['--self-test']:
        self_test()
    with open(sys.argv[1], encoding='utf-8') as log:
        total, sentences = count_log(log)
    print('\n'.join(sentences + ['%d %d %d' % tuple(total)]))


if __name__ == '__main__':
    main()
