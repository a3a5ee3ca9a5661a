# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The varbinds of an invented device, and how they are written as .snmprec."""

import struct
import sys

# Tags of .snmprec are those on the wire.
INTEGER, STRING, OID, IP, COUNTER, GAUGE, TICKS, OPAQUE, COUNTER64 = \
    2, 4, 6, 64, 65, 66, 67, 68, 70


class Dice:
    """Numbers that look random and are the same on every machine and for ever."""

    def __init__(self, seed):
        self.state = seed

    def roll(self, low, high):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return low + (self.state >> 24) % (high - low + 1)

    def pick(self, choices):
        return choices[self.roll(0, len(choices) - 1)]


class Device:
    def __init__(self):
        self.rows = {}

    def put(self, oid, tag, value):
        key = tuple(int(arc) for arc in oid.split('.'))
        if key in self.rows:
            sys.exit('%s stands there twice' % oid)
        self.rows[key] = (tag, value)

    def scalars(self, group, values):
        """@values: arc → (tag, value)."""
        for arc, (tag, value) in values.items():
            self.put('%s.%s.0' % (group, arc), tag, value)

    def row(self, entry, index, values):
        for column, (tag, value) in values.items():
            self.put('%s.%s.%s' % (entry, column, index), tag, value)

    def write(self, out):
        for oid in sorted(self.rows):
            tag, value = self.rows[oid]
            out.write('%s|%s\n' % ('.'.join(map(str, oid)), record(tag, value)))


def record(tag, value):
    """Octets go out as text where they are plain, else as hex, as `tarn export` does."""
    if isinstance(value, str):
        value = value.encode('utf-8') if tag == STRING else value
    if isinstance(value, bytes):
        plain = tag == STRING and all(0x20 <= octet < 0x7f for octet in value) \
            and value == value.strip()
        return '%d|%s' % (tag, value.decode('ascii')) if plain else '%dx|%s' % (tag, value.hex())
    return '%d|%s' % (tag, value)


def integer(value):
    return INTEGER, value


def text(value):
    return STRING, value


def dotted(octets):
    return '.'.join(str(octet) for octet in octets)


def date_and_time(day, hour, minute, second):
    return struct.pack('>HBBBBBBcBB', 2026, 3, day, hour, minute, second, 0, b'+', 1, 0)


def port_list(ports):
    """PortList of RFC 4363: the top bit of the first octet is port 1."""
    octets = bytearray(4)
    for port in ports:
        octets[(port - 1) // 8] |= 0x80 >> (port - 1) % 8
    return bytes(octets)


def opaque_float(number):
    return b'\x9f\x78\x04' + struct.pack('>f', number)


def opaque_double(number):
    return b'\x9f\x79\x08' + struct.pack('>d', number)
