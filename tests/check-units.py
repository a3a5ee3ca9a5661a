#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""What systemd-analyze says of the units of tarn, and that it would say it.  Arguments: the
program tarn, the units."""

import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'lib'))
from tap import Tap

SERVICE, SOCKET = 'tarn-serve.service', 'tarn-serve.socket'

MISTAKES = [
    ('a word that is none is told', SERVICE, 'Type=notify', 'Type=notified', 'notified'),
    ('an option that there is not', SOCKET, 'ListenDatagram=127', 'ListenDatagrams=127',
     'ListenDatagrams'),
    ('a program that is missing', SERVICE, 'ExecStart=', 'ExecStart=/nowhere', '/nowhere'),
]


def verify(units):
    """What is said of @units, a dictionary of texts; None if nothing can be said here."""
    with tempfile.TemporaryDirectory(prefix='tarn-units-') as folder:
        paths = [os.path.join(folder, name) for name in units]
        for path, text in zip(paths, units.values()):
            with open(path, 'w') as f:
                f.write(text)
        done = subprocess.run(['systemd-analyze', '--user', '--man=no', 'verify', *paths],
                              env={**os.environ, 'XDG_RUNTIME_DIR': folder},
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True)
        said = [line for line in done.stdout.splitlines() if 'tarn' in line]
        if done.returncode != 0 and not said:
            return None
        return said


def main(program, *paths):
    points = Tap()
    units = {}
    for path in paths:
        with open(path) as f:
            name = os.path.basename(path).removesuffix('.in')
            units[name] = f.read().replace('@bindir@/tarn', os.path.abspath(program))

    said = verify(units) if shutil.which('systemd-analyze') else None
    if said is None:
        points.skip('units', 'systemd-analyze is not there, or does not work here')
        points.end()

    points.point('nothing is said of the units', said)
    for name, unit, old, new, expected in MISTAKES:
        wrong = {**units, unit: units[unit].replace(old, new, 1)}
        told = verify(wrong) or []
        points.point(name, [] if any(expected in line for line in told)
                     else ['“%s” is not in what was told: %s' % (expected, told)])
    points.end()


if __name__ == '__main__':
    main(*sys.argv[1:])
