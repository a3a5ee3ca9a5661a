#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Processor time to read the whole table over loopback: tarn mirror into a new capture
on the disk, and snmpbulkwalk to /dev/null, in turn, from the same agent."""

import itertools
import sys
import tempfile

import peers

ROUNDS = 5
ROOT = '.1.3.6.1.2.1.2.2'


def main(tarn, make_table, run):
    bulkwalk, = peers.need('snmpbulkwalk')

    with tempfile.TemporaryDirectory(prefix='tarn-bench-') as folder:
        programs = {'tarn': tarn, 'make-table': make_table, 'run': run, 'folder': folder}
        records, capture = peers.make_table(programs, folder)
        numbers = itertools.count()
        with open(records, 'rb') as f:
            n_varbinds = sum(1 for _ in f)
        with peers.tarn_agent(programs, capture) as agent:
            runs = peers.in_turn({
                'tarn mirror': lambda: peers.measure(
                    programs, peers.mirror(programs, agent.port, next(numbers), ROOT)),
                'snmpbulkwalk': lambda: peers.measure(
                    programs, peers.bulkwalk(bulkwalk, agent.port, ROOT)),
            }, ROUNDS)

    print('read %d varbinds over loopback, %d rounds in turn' % (n_varbinds, ROUNDS))
    peers.print_runs(runs, n_varbinds)
    peers.print_ratio(runs, 'tarn mirror', 'snmpbulkwalk')


if __name__ == '__main__':
    main(*sys.argv[1:])
