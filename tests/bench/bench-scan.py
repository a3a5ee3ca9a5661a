#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""10,000 devices on loopback, 3 scalars of each, then also 5 columns of 50 rows: the
library and tarn scan, beside net-snmp's asynchronous API and gosnmp, 100 at a time."""

import sys
import tempfile

import peers

N_DEVICES = 10000
FIRST, LAST = '127.0.16.0', '127.0.55.15'
SCALARS = ['1.3.6.1.2.1.1.%d.0' % arc for arc in (1, 3, 5)]
COLUMNS = ['1.3.6.1.2.1.2.2.1.%d' % arc for arc in (2, 5, 8, 10, 16)]
N_ROWS = 50


def contenders(programs, port, columns):
    """Name, command, and whether it says what came."""
    targets = '%s-%s:%d' % (FIRST, LAST, port)
    lists = [','.join(SCALARS)] + ([','.join(columns)] if columns else [])
    command = [programs['tarn'], 'scan', '-v2c', '-cpublic', '-m', '']
    for oid in SCALARS:
        command += ['--get', oid]
    for oid in columns:
        command += ['--table', oid]

    all_of_them = {
        'libtarn': ([programs['scan'], targets, *lists], True),
        'tarn scan': (command + [targets], False),
        'net-snmp, asynchronous': ([programs['net-snmp'], port, FIRST, N_DEVICES, 100, *lists],
                                   True),
    }
    if programs['gosnmp']:
        all_of_them['gosnmp'] = ([programs['gosnmp'], 'scan', port, FIRST, N_DEVICES, 100, *lists],
                                 True)
    return all_of_them


def bench(programs, port, dropped, columns, n_rounds):
    n_varbinds = N_DEVICES * (len(SCALARS) + len(columns) * N_ROWS)

    def run(command, says):
        before = dropped()
        figures = peers.measure(programs, command, says, may_fail=True)
        figures['dropped'] = dropped() - before
        return figures

    runs = peers.in_turn({name: lambda command=command, says=says: run(command, says)
                          for name, (command, says)
                          in contenders(programs, port, columns).items()}, n_rounds)

    print('%d devices, %d scalars%s: median of rounds in turn: %d'
          % (N_DEVICES, len(SCALARS),
             ', %d columns of %d rows' % (len(columns), N_ROWS) if columns else '',
             n_rounds))
    peers.print_runs(runs, n_varbinds)
    for name, figures in runs.items():
        failed = max(N_DEVICES - f.get('answered', N_DEVICES) for f in figures)
        print('  %-22s %9.0f devices/s; %d did not answer, %d varbinds too few, '
              '%d datagrams lost there'
              % (name, N_DEVICES / peers.median(runs, name, 'wall'), failed,
                 max(n_varbinds - f.get('rows', n_varbinds) for f in figures),
                 sum(f['dropped'] for f in figures)))
    for name in ('libtarn', 'tarn scan'):
        for peer in ('net-snmp, asynchronous', 'gosnmp'):
            peers.print_ratio(runs, name, peer)
    sys.stdout.flush()


def main(tarn, run, scan, net_snmp, device, gosnmp=''):
    with tempfile.TemporaryDirectory(prefix='tarn-bench-') as folder:
        programs = {'tarn': tarn, 'run': run, 'scan': scan, 'net-snmp': net_snmp,
                    'device': device, 'folder': folder,
                    'gosnmp': peers.optional(gosnmp, 'gosnmp')}
        options = ['--listen', '0.0.0.0', '--rows', N_ROWS, '--max-size', 1472]
        with peers.Device(programs, *options) as agent:
            bench(programs, agent.port, agent.dropped, [], 3)
            bench(programs, agent.port, agent.dropped, COLUMNS, 2)


if __name__ == '__main__':
    main(*sys.argv[1:])
