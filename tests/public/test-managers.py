#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Other people's managers walk 100,000 varbinds of tarn serve and get each of them, with its
type and value.  Arguments: the program tarn, and walk-gosnmp if it was built."""

import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, '..', 'lib'), os.path.join(HERE, '..', 'bench')]
from peers import Agent
from tap import Tap

ENTRY = '1.3.6.1.4.1.99999.1.1'
N_ROWS = 12500
WALK_S = 600

INTEGER, OCTETS, OID, ADDRESS, COUNTER, GAUGE, TICKS, COUNTER64 = 2, 4, 6, 64, 65, 66, 67, 70
END_OF_MIB_VIEW = 0x82


def cells(i):
    """A row: each type, with values at the ends of its range and between them."""
    big = i * 0x9e3779b97f4a7c15
    yield INTEGER, (-2 ** 31, 2 ** 31 - 1, -1, 0, -129, 128)[i % 6] if i < 6 else i - N_ROWS // 2
    yield OCTETS, bytes((i * k) & 0xff for k in range(i % 300))
    yield OID, '1.3.6.1.4.1.%d.4294967295.%d' % (i, i * 7919)
    yield ADDRESS, bytes((10, i >> 16 & 0xff, i >> 8 & 0xff, i & 0xff))
    yield COUNTER, (0, 2 ** 32 - 1, 2 ** 31, 127, 128)[i] if i < 5 else big & 0xffffffff
    yield GAUGE, (2 ** 32 - 1, 2 ** 31 - 1, 255, 256)[i] if i < 4 else big >> 7 & 0xffffffff
    yield TICKS, (2 ** 32 - 1, 0)[i] if i < 2 else big >> 13 & 0xffffffff
    yield COUNTER64, (2 ** 64 - 1, 2 ** 63, 2 ** 63 - 1, 0)[i] if i < 4 else big & 2 ** 64 - 1


def table():
    """(name, type, value) in the order of names, indices of two arcs."""
    rows = [list(cells(i)) for i in range(N_ROWS)]
    for column in range(len(rows[0])):
        for i, row in enumerate(rows):
            yield ('%s.%d.%d.%d' % (ENTRY, column + 1, i // 100, i % 100 * 41), *row[column])


def text(value):
    return value.hex() if isinstance(value, bytes) else str(value)


def write_records(path):
    """As .snmprec; octets are hex there.  Returns what a manager has to get."""
    expected = []
    with open(path, 'w', encoding='ascii') as f:
        for name, tag, value in table():
            print('%s|%d%s|%s' % (name, tag, 'x' if isinstance(value, bytes) else '', text(value)),
                  file=f)
            expected.append('%s %d %s' % (name, tag, text(value)))
    return expected


def differences(got, expected):
    """The first one, and how many were told."""
    if got == expected:
        return
    yield '%d varbinds came, %d are there' % (len(got), len(expected))
    for told, real in zip(got, expected):
        if told != real:
            yield 'told “%.200s”, but it is “%.200s”' % (told, real)
            return


def walk_gosnmp(program, port):
    done = subprocess.run([program, str(port), ENTRY], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          timeout=WALK_S, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return done.stdout.splitlines()


def walk_pysnmp(port):
    from pysnmp.hlapi import (CommunityData, ContextData, ObjectIdentity, ObjectType, SnmpEngine,
                              UdpTransportTarget, bulkCmd)
    got = []
    walk = bulkCmd(SnmpEngine(), CommunityData('public', mpModel=1),
                   UdpTransportTarget(('127.0.0.1', port), timeout=5, retries=1), ContextData(),
                   0, 50, ObjectType(ObjectIdentity(ENTRY)), lexicographicMode=False,
                   lookupMib=False)
    for failure, status, _, varbinds in walk:
        if failure or status:
            raise RuntimeError(str(failure or status.prettyPrint()))
        for name, value in varbinds:
            tag = value.tagSet.superTags[-1].tagClass | value.tagSet.superTags[-1].tagId
            if tag == END_OF_MIB_VIEW:
                return got
            plain = (bytes(value) if tag in (OCTETS, ADDRESS) else
                     str(value) if tag == OID else int(value))
            got.append('%s %d %s' % (name, tag, text(plain)))
    return got


def attempt(tap, name, walk, expected, *arguments):
    try:
        problems = list(differences(walk(*arguments), expected))
    except (RuntimeError, OSError, subprocess.TimeoutExpired) as error:
        problems = [str(error)]
    tap.point(name, problems)


def main(tarn, program=None):
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        records, capture = (os.path.join(folder, name) for name in ('t.snmprec', 't.tarn'))
        expected = write_records(records)
        subprocess.run([tarn, 'import', records, '-o', capture], check=True,
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                       env={**os.environ, 'TARN_MIBS': 'none'})
        with Agent([tarn, 'serve', capture, '--listen', '127.0.0.1:0'],
                   env={'TARN_MIBS': 'none'}) as agent:
            if program is None:
                tap.skip('gosnmp walks 100,000 varbinds', 'gosnmp is not here')
            else:
                attempt(tap, 'gosnmp walks 100,000 varbinds', walk_gosnmp, expected, program, agent.port)
            try:
                import pysnmp.hlapi
            except ImportError:
                tap.skip('pysnmp walks 100,000 varbinds', 'python3-pysnmp is not here')
            else:
                attempt(tap, 'pysnmp walks 100,000 varbinds', walk_pysnmp, expected, agent.port)
    tap.end()


if __name__ == '__main__':
    main(*sys.argv[1:])
