#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Pictures: those that README and the software catalogue show are there, are PNGs of a sane
size, and data/pictures.sh takes each of them.  Argument: the source tree; --self-test."""

import os
import re
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'lib'))
from tap import Tap

MAX_OCTETS = 150 * 1024
SIDES = range(300, 1601)


def wrong(name, octets, script):
    """What is wrong with a picture of these octets; [] if nothing."""
    if octets is None:
        return [name + ' is not there']
    if octets[:8] != b'\x89PNG\r\n\x1a\n' or len(octets) < 24:
        return [name + ' is no PNG']
    found = []
    width, height = struct.unpack('>II', octets[16:24])
    if width not in SIDES or height not in SIDES:
        found.append('%s has %d x %d pixels' % (name, width, height))
    if len(octets) > MAX_OCTETS:
        found.append('%s has %d octets' % (name, len(octets)))
    if not re.search(r'^shoot %s\b' % re.escape(name), script, re.MULTILINE):
        found.append('data/pictures.sh does not take ' + name)
    return found


def read(*path):
    try:
        with open(os.path.join(*path), 'rb') as f:
            return f.read()
    except FileNotFoundError:
        return None


def self_test():
    tap = Tap()
    png = b'\x89PNG\r\n\x1a\n' + bytes(8) + struct.pack('>II', 900, 600)
    tap.point('a picture is one', wrong('a', png, 'shoot a\n'))
    for told, found in (('one that is not there', wrong('a', None, 'shoot a')),
                        ('one that is none', wrong('a', b'GIF89a', 'shoot a')),
                        ('one that is huge', wrong('a', png + bytes(MAX_OCTETS), 'shoot a')),
                        ('one that is tiny', wrong('a', png[:16] + bytes(8), 'shoot a')),
                        ('one that nobody takes', wrong('a', png, 'shoot ab\n'))):
        tap.point(told + ' is told', [] if found else ['not so'])
    tap.end()


def main(tree):
    tap = Tap()
    script = read(tree, 'data', 'pictures.sh').decode()
    for source in ('README.md', 'data/org.tarn.Browser.metainfo.xml.in'):
        names = re.findall(r'data/pictures/([a-z-]+)\.png', read(tree, source).decode())
        tap.point('%s shows pictures' % source, [] if len(names) >= 3 else [str(names)])
        for name in names:
            tap.point('%s: %s' % (source, name),
                      wrong(name, read(tree, 'data', 'pictures', name + '.png'), script))
    tap.end()


if __name__ == '__main__':
    if sys.argv[1:] == ['--self-test']:
        self_test()
    else:
        main(*sys.argv[1:])
