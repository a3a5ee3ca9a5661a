#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Takes the place of snmpd on the command line, for suites that start one: what its
configuration says of the system, of who may ask and of where becomes a capture and a line of a
list, which tarn serves.  SIGHUP reads the configuration again.

TARN_PROGRAM is the tarn that serves; in TARN_STAND_IN_STARTS a line tells of each start, so
that a suite that found another snmpd is found out."""

import os
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import time

ACCESS = {'view', 'com2sec', 'com2sec6', 'group', 'access', 'rocommunity', 'rocommunity6',
          'rwcommunity', 'rwcommunity6'}
SYSTEM = {'sysdescr': 1, 'sysobjectid': 2, 'syscontact': 4, 'sysname': 5, 'syslocation': 6,
          'sysservices': 7}
READY_S = 30

INTEGER, OCTETS, OID, ADDRESS, COUNTER, GAUGE, TICKS = 2, 4, 6, 64, 65, 66, 67


class Configuration:
    """Lines of snmpd.conf; what is of no use here is left out."""

    def __init__(self, path):
        self.rules, self.addresses = [], []
        self.system = {1: 'A device', 2: '1.3.6.1.4.1.8072.3.2.10', 4: 'nobody', 5: 'device',
                       6: 'nowhere', 7: '72'}
        with open(path, encoding='utf-8') as f:
            for line in f:
                self.read(line)

    def read(self, line):
        words = shlex.split(line, comments=True)
        word = words[0].lower() if words else ''
        if word in ACCESS:
            self.rules.append(line)
        elif word == 'agentaddress':
            self.addresses += words[1].split(',')
        elif word in SYSTEM:
            self.system[SYSTEM[word]] = ' '.join(words[1:])


def varbinds(configuration, port):
    """What snmpd shows of itself and of a computer with the loopback interface alone."""
    def scalars(root, *values):
        for arc, (tag, value) in enumerate(values, 1):
            if value is not None:
                yield '%s.%d.0' % (root, arc), tag, value

    def row(entry, index, *values):
        for arc, (tag, value) in enumerate(values, 1):
            yield '%s.%d.%s' % (entry, arc, index), tag, value

    system = configuration.system
    yield from scalars('1.3.6.1.2.1.1', (OCTETS, system[1]), (OID, system[2]), (TICKS, 0),
                       (OCTETS, system[4]), (OCTETS, system[5]), (OCTETS, system[6]),
                       (INTEGER, system[7]), (TICKS, 0))
    for i, name in enumerate(('1.3.6.1.6.3.1', '1.3.6.1.2.1.49', '1.3.6.1.2.1.50'), 1):
        yield from (varbind for varbind in row('1.3.6.1.2.1.1.9.1', i, (INTEGER, i), (OID, name),
                                               (OCTETS, 'a module'), (TICKS, 0))
                    if not varbind[0].startswith('1.3.6.1.2.1.1.9.1.1.'))
    yield '1.3.6.1.2.1.2.1.0', INTEGER, 1
    yield from row('1.3.6.1.2.1.2.2.1', 1, (INTEGER, 1), (OCTETS, 'lo'), (INTEGER, 24),
                   (INTEGER, 65536), (GAUGE, 10000000), (OCTETS, ''), (INTEGER, 1), (INTEGER, 1),
                   (TICKS, 0), *[(COUNTER, n) for n in (840, 10, 0, 0, 0, 0, 840, 10, 0, 0, 0)],
                   (GAUGE, 0), (OID, '0.0'))
    yield from scalars('1.3.6.1.2.1.4', (INTEGER, 2), (INTEGER, 64),
                       *[(COUNTER, n) for n in range(10, 20)])
    yield from row('1.3.6.1.2.1.4.20.1', '127.0.0.1', (ADDRESS, '127.0.0.1'), (INTEGER, 1),
                   (ADDRESS, '255.0.0.0'), (INTEGER, 0), (INTEGER, 65535))
    yield from scalars('1.3.6.1.2.1.6', (INTEGER, 1), (INTEGER, 200), (INTEGER, 120000),
                       (INTEGER, -1), *[(COUNTER, n) for n in range(4)], (GAUGE, 1),
                       *[(COUNTER, n) for n in range(3)])
    yield from row('1.3.6.1.2.1.6.13.1', '127.0.0.1.22.0.0.0.0.0', (INTEGER, 2),
                   (ADDRESS, '127.0.0.1'), (INTEGER, 22), (ADDRESS, '0.0.0.0'), (INTEGER, 0))
    yield from scalars('1.3.6.1.2.1.7', *[(COUNTER, n) for n in (100, 0, 0, 100)])
    yield from row('1.3.6.1.2.1.7.5.1', '127.0.0.1.%d' % port, (ADDRESS, '127.0.0.1'),
                   (INTEGER, port))
    yield from scalars('1.3.6.1.2.1.11', *[(COUNTER, None if arc in (7, 23) else 0)
                                           for arc in range(1, 30)], (INTEGER, 2), (COUNTER, 0),
                       (COUNTER, 0))
    yield '1.3.6.1.6.3.1.1.6.1.0', INTEGER, 1


def parse(arguments):
    """What snmpd's options say; those without meaning here are passed over."""
    said = {'addresses': []}
    words = iter(arguments)
    for word in words:
        if word in ('-p', '-c', '-Lf'):
            said[word] = next(words)
        elif not word.startswith('-'):
            said['addresses'].append(word)
    return said


def place(address):
    """As tarn has it, and the port."""
    transport, _, rest = address.partition(':')
    if transport not in ('udp', 'udp6'):
        raise SystemExit('%s: this stand-in is reached over UDP alone' % address)
    return rest, int(rest.rpartition(':')[2])


class StandIn:
    def __init__(self, said, folder):
        self.said, self.folder = said, folder
        self.n_captures = 0
        self.process = None
        self.hung_up = self.ended = False
        self.told = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.told.bind(self.path('told'))
        self.told.settimeout(READY_S)

    def path(self, name):
        return os.path.join(self.folder, name)

    def log(self, text):
        with open(self.said['-Lf'], 'a', encoding='utf-8') as f:
            print(text, file=f)

    def prepare(self):
        """Another capture each time: what has changed may be anything."""
        configuration = Configuration(self.said['-c'])
        self.n_captures += 1
        capture = self.path('device-%d.tarn' % self.n_captures)
        records, rules = capture + '.snmprec', capture + '.rules'
        at, port = place((self.said['addresses'] or configuration.addresses)[0])
        with open(records, 'w', encoding='utf-8') as f:
            for varbind in varbinds(configuration, port):
                print('%s|%d|%s' % varbind, file=f)
        with open(rules, 'w', encoding='utf-8') as f:
            f.writelines(configuration.rules)
        subprocess.run([os.environ['TARN_PROGRAM'], 'import', records, '-o', capture], check=True,
                       stdin=subprocess.DEVNULL)
        with open(self.path('list'), 'w', encoding='utf-8') as f:
            print(capture, at, '--name', 'device-%d' % self.n_captures, '--live', '--access', rules,
                  file=f)

    def wait_until_ready(self):
        while b'READY=1' not in self.told.recv(4096).split(b'\n'):
            pass

    def start(self):
        self.prepare()
        self.process = subprocess.Popen(
            [os.environ['TARN_PROGRAM'], 'serve', '--list', self.path('list')],
            stdin=subprocess.DEVNULL, env={**os.environ, 'NOTIFY_SOCKET': self.path('told')})
        self.wait_until_ready()

    def run(self):
        self.start()
        self.log('tarn in the place of NET-SNMP version 5')
        with open(self.said['-p'], 'w', encoding='ascii') as f:
            print(os.getpid(), file=f)
        with open(os.environ['TARN_STAND_IN_STARTS'], 'a', encoding='ascii') as f:
            print(os.getpid(), file=f)
        while not self.ended and self.process.poll() is None:
            if self.hung_up:
                self.hung_up = False
                self.prepare()
                self.process.send_signal(signal.SIGHUP)
                self.wait_until_ready()
                self.log('restarted')
            time.sleep(0.02)

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait(READY_S)
        if os.path.exists(self.said['-p']):
            os.remove(self.said['-p'])


def main(arguments):
    with tempfile.TemporaryDirectory() as folder:
        stand_in = StandIn(parse(arguments), folder)

        def hang_up(*_):
            stand_in.hung_up = True

        def end(*_):
            stand_in.ended = True

        signal.signal(signal.SIGHUP, hang_up)
        signal.signal(signal.SIGTERM, end)
        try:
            stand_in.run()
        finally:
            stand_in.stop()


if __name__ == '__main__':
    main(sys.argv[1:])
