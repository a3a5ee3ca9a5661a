#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""One device on loopback, a table of 1,000,010 varbinds: tarn walk to /dev/null, the
library alone and tarn mirror into a new capture, beside snmpbulkwalk and gosnmp, with
datagrams of an Ethernet and with larger ones; and how long the system takes to carry as
many datagrams of the same size with nothing done about them."""

import itertools
import statistics
import subprocess
import sys
import tempfile

import peers

ROUNDS = 3
N_ROWS = 45455
N_VARBINDS = 22 * N_ROWS
SNMPD_VARBINDS = 22 * 4545
ROOT = '.1.3.6.1.2.1.2.2'


def contenders(programs, port, numbers):
    """Name and what runs it."""
    commands = {
        'tarn walk': ([programs['tarn'], 'walk', '-v2c', '-cpublic', '-m', '',
                       '127.0.0.1:%d' % port, ROOT], False),
        'libtarn': ([programs['walk'], port, ROOT], True),
        'tarn mirror': (lambda: peers.mirror(programs, port, next(numbers), ROOT), False),
        'snmpbulkwalk': (peers.bulkwalk(programs['bulkwalk'], port, ROOT), False),
    }
    if programs['gosnmp']:
        for name, columns in (('gosnmp', 0), ('gosnmp, 22 at once', 22)):
            commands[name] = ([programs['gosnmp'], 'walk', port, ROOT, columns, 2000], True)
    return {name: lambda command=command, says=says: peers.measure(
                programs, command() if callable(command) else command, says, may_fail=True)
            for name, (command, says) in commands.items()}


def show(title, commands, n_rounds, n_varbinds):
    print('%s: %d varbinds, median of rounds in turn: %d' % (title, n_varbinds, n_rounds))
    runs = peers.in_turn(commands, n_rounds)
    for name, figures in runs.items():
        for run in figures:
            if run.get('rows', n_varbinds) != n_varbinds:
                raise RuntimeError('%s says that it is complete, with %d varbinds'
                                   % (name, run['rows']))
    peers.print_runs(runs, n_varbinds)
    peers.print_ratio(runs, 'tarn walk', 'snmpbulkwalk')
    peers.print_ratio(runs, 'libtarn', 'gosnmp')
    peers.print_ratio(runs, 'libtarn', 'gosnmp, 22 at once')
    sys.stdout.flush()


def show_limit(programs, device, walked):
    """The same datagrams as one walk, without SNMP."""
    n, asked, answered = (walked['questions'], walked['octets_in'] // walked['questions'],
                          walked['octets_out'] // walked['answers'])
    for in_flight in (1, 32):
        seconds = []
        for _ in range(ROUNDS):
            said = subprocess.run([programs['pingpong'], *map(str, (n, asked, answered,
                                                                    in_flight))],
                                  stdout=subprocess.PIPE, check=True, text=True).stdout
            seconds.append([float(word) for word in said.split()])
        wall, cpu = (statistics.median(column) for column in zip(*seconds))
        print('  the bare datagrams, %2d in flight: %d of %d octets for %d: %.3f s, '
              '%.3f s of processor time' % (in_flight, n, answered, asked, wall, cpu))
    sys.stdout.flush()


def bench_device(programs, numbers, n_rounds, title, *options):
    with peers.Device(programs, '--rows', N_ROWS, '--spin', *options) as device:
        runs = contenders(programs, device.port, numbers)
        device.statistics()
        runs['tarn walk']()                    # what its datagrams are like
        walked = device.statistics()
        show(title, runs, n_rounds, N_VARBINDS)
    show_limit(programs, device, walked)


def main(tarn, make_table, run, walk, device, pingpong, snmpd_module, gosnmp=''):
    bulkwalk, snmpd = peers.need('snmpbulkwalk', 'snmpd')
    numbers = itertools.count()

    with tempfile.TemporaryDirectory(prefix='tarn-bench-') as folder:
        programs = {'tarn': tarn, 'make-table': make_table, 'run': run, 'walk': walk,
                    'device': device, 'pingpong': pingpong, 'folder': folder,
                    'bulkwalk': bulkwalk, 'gosnmp': peers.optional(gosnmp, 'gosnmp')}
        bench_device(programs, numbers, ROUNDS, 'bare agent, answers of 1,472 octets',
                     '--max-size', 1472)
        bench_device(programs, numbers, 1, 'bare agent, answers of any size')

        _, capture = peers.make_table(programs, folder, N_ROWS)
        with peers.tarn_agent(programs, capture, '--max-size', '1472') as agent:
            show('tarn serve, answers of 1,472 octets',
                 contenders(programs, agent.port, numbers), 1, N_VARBINDS)
        with peers.tarn_agent(programs, capture) as agent:
            show('tarn serve, answers of any size',
                 contenders(programs, agent.port, numbers), 1, N_VARBINDS)
        with peers.snmpd_agent(snmpd, snmpd_module, folder) as agent:
            show('snmpd', contenders(programs, agent.port, numbers), ROUNDS, SNMPD_VARBINDS)


if __name__ == '__main__':
    main(*sys.argv[1:])
