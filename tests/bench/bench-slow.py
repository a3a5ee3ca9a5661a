#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Devices that are slower than those who ask them.  One answers one question after the
other, 1 ms and 20 us a varbind: how far a walk is from what that takes, and how many
questions it lets wait there.  The other is snmpd with the receive queue that it has when
nothing is configured: how many datagrams are lost in that."""

import statistics
import sys
import tempfile

import peers

ROUNDS = 3
ROOT = '.1.3.6.1.2.1.2.2'


def contenders(programs, port):
    commands = {
        'tarn walk': [programs['tarn'], 'walk', '-v2c', '-cpublic', '-m', '',
                      '127.0.0.1:%d' % port, ROOT],
        'snmpbulkwalk': peers.bulkwalk(programs['bulkwalk'], port, ROOT),
    }
    if programs['gosnmp']:
        commands['gosnmp'] = [programs['gosnmp'], 'walk', port, ROOT, 0, 2000]
        commands['gosnmp, 22 at once'] = [programs['gosnmp'], 'walk', port, ROOT, 22, 2000]
    return commands


def bench_serial(programs):
    options = ['--rows', 1000, '--max-size', 1472, '--service', 1000, '--service-varbind', 20]
    with peers.Device(programs, *options) as device:
        def run(command):
            device.statistics()
            figures = peers.measure(programs, command)
            figures.update(device.statistics())
            return figures

        runs = peers.in_turn({name: lambda command=command: run(command) for name, command
                              in contenders(programs, device.port).items()}, ROUNDS)

    print('a device that answers one at a time: 22000 varbinds, median of rounds in turn: %d'
          % ROUNDS)
    print('  its floor: %.3f s with answers as full as they can be, %.3f s with 50 varbinds each'
          % tuple(runs['tarn walk'][0][what] for what in ('floor', 'floor_50')))
    for name, figures in runs.items():
        print('  %-20s %7.3f s, %.2f or %.2f times that; %d questions, %d there at once, '
              '%d overflowed; it was busy for %.3f s'
              % (name, peers.median(runs, name, 'wall'),
                 *(statistics.median(f['wall'] / f[what] for f in figures)
                   for what in ('floor', 'floor_50')),
                 peers.median(runs, name, 'questions'), max(f['longest'] for f in figures),
                 sum(f['overflows'] for f in figures), peers.median(runs, name, 'busy')))
    sys.stdout.flush()


def bench_snmpd(programs, snmpd, module):
    with peers.snmpd_agent(snmpd, module, programs['folder']) as agent:
        def run(command):
            before = agent.dropped()
            figures = peers.measure(programs, command)
            figures['dropped'] = agent.dropped() - before
            return figures

        runs = peers.in_turn({name: lambda command=command: run(command) for name, command
                              in contenders(programs, agent.port).items()}, ROUNDS)

    print('snmpd with its own receive queue: 99990 varbinds')
    for name, figures in runs.items():
        print('  %-20s %7.3f s, %d questions lost in the queue of snmpd in all rounds'
              % (name, peers.median(runs, name, 'wall'), sum(f['dropped'] for f in figures)))


def main(tarn, run, device, snmpd_module, gosnmp=''):
    bulkwalk, snmpd = peers.need('snmpbulkwalk', 'snmpd')
    with tempfile.TemporaryDirectory(prefix='tarn-bench-') as folder:
        programs = {'tarn': tarn, 'run': run, 'device': device, 'folder': folder,
                    'bulkwalk': bulkwalk, 'gosnmp': peers.optional(gosnmp, 'gosnmp')}
        bench_serial(programs)
        bench_snmpd(programs, snmpd, snmpd_module)


if __name__ == '__main__':
    main(*sys.argv[1:])
