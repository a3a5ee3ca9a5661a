#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The demo device in git is what its generator makes, and agrees with itself."""

import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'lib'))
from tap import Tap

IF_ENTRY = (1, 3, 6, 1, 2, 1, 2, 2, 1)
IFX_ENTRY = (1, 3, 6, 1, 2, 1, 31, 1, 1, 1)
FDB_ENTRY = (1, 3, 6, 1, 2, 1, 17, 4, 3, 1)
NET_TO_MEDIA = (1, 3, 6, 1, 2, 1, 4, 22, 1)
LLDP_CHASSIS = (1, 0, 8802, 1, 1, 2, 1, 4, 1, 1, 5)


def parse(text):
    rows = []
    for line in text.splitlines():
        oid, tag, value = line.split('|', 2)
        rows.append((tuple(int(arc) for arc in oid.split('.')), tag, value))
    return rows


def column(values, entry, number):
    """index → value of one column."""
    prefix = entry + (number,)
    return {oid[len(prefix):]: value for oid, value in values.items()
            if oid[:len(prefix)] == prefix}


def octets_of(rows, prefix):
    """The octet strings below @prefix, whichever way they are written."""
    return {bytes.fromhex(value) if tag.endswith('x') else value.encode('ascii')
            for oid, tag, value in rows if oid[:len(prefix)] == prefix}


def check_interfaces(values):
    rows = column(values, IF_ENTRY, 1)
    if values[(1, 3, 6, 1, 2, 1, 2, 1, 0)] != str(len(rows)):
        yield 'ifNumber is not the number of rows'
    for number in range(1, 23):
        if column(values, IF_ENTRY, number).keys() != rows.keys():
            yield 'column %d of ifTable has other rows' % number
    for number in range(1, 20):
        if column(values, IFX_ENTRY, number).keys() != rows.keys():
            yield 'column %d of ifXTable has other rows' % number
    for low, high in ((10, 6), (11, 7), (16, 10), (17, 11)):
        wide = column(values, IFX_ENTRY, high)
        for index, value in column(values, IF_ENTRY, low).items():
            if int(value) != int(wide[index]) % 2**32:
                yield 'counter %d of interface %s is not the low half' % (low, index)


def check_stations(rows):
    learned = octets_of(rows, FDB_ENTRY + (1,))
    if len(learned) < 200:
        yield 'only %d stations' % len(learned)
    for what, prefix in (('host', NET_TO_MEDIA + (2,)), ('LLDP neighbour', LLDP_CHASSIS)):
        for mac in octets_of(rows, prefix) - learned:
            yield '%s %s is not in the forwarding table' % (what, mac.hex('-'))


def main(folder):
    tap = Tap()
    made = subprocess.run([sys.executable, os.path.join(folder, 'make-switch')],
                          stdout=subprocess.PIPE, check=True).stdout.decode('ascii')
    with open(os.path.join(folder, 'switch.snmprec'), encoding='ascii', newline='') as f:
        kept = f.read()
    rows = parse(kept)
    names = [oid for oid, _, _ in rows]
    values = {oid: value for oid, _, value in rows}
    tags = {tag.rstrip('x') for _, tag, _ in rows}

    tap.point('switch.snmprec is what make-switch prints',
              [] if made == kept else ['run data/demo/make-switch > data/demo/switch.snmprec'])
    tap.point('OIDs increase, arc by arc (P-OID-10), and none stands twice',
              ['%s stands too late' % '.'.join(map(str, b))
               for a, b in zip(names, names[1:]) if a >= b])
    tap.point('some thousand varbinds', [] if 3000 <= len(rows) <= 6000 else ['%d' % len(rows)])
    tap.point('every base type', ['tag %s is missing' % tag for tag in
                                  {'2', '4', '6', '64', '65', '66', '67', '68', '70'} - tags])
    tap.point('interfaces agree', check_interfaces(values))
    tap.point('neighbours are in the forwarding table', check_stations(rows))
    tap.end()


if __name__ == '__main__':
    main(sys.argv[1])
