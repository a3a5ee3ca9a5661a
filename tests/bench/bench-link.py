#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""A table of 22 columns and 1,000 rows behind a network of 40 ms there and back that
loses 0, 1, 5 and 20 % of the datagrams each way: tarn mirror into a new capture, then
again into the same one, beside snmpbulkwalk and gosnmp with a goroutine for each column.
What was read is compared with the truth.

With --all (meson test --test-args=--all) also what takes minutes: the peers at all
losses."""

import itertools
import os
import statistics
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import peers

ROUNDS = 3
ROUND_TRIP_S = 0.040
LOSSES = (0, 1, 5, 20)
N_VARBINDS = 22000
ROOT = '.1.3.6.1.2.1.2.2'
COLUMN = '.1.3.6.1.2.1.2.2.1.%d'
PEER_TIMEOUT_S = 600


def contents(programs, capture):
    return subprocess.run([programs['tarn'], 'export', capture, '--format', 'snmprec'],
                          stdout=subprocess.PIPE, check=True).stdout


def through_relay(relay, programs, command, **options):
    with relay:
        figures = peers.measure(programs, command(relay.port), may_fail=True, **options)
    figures['asked'] = relay.counts[0]['received']
    figures['lost'] = sum(way['lost'] for way in relay.counts)
    return figures


def bench_tarn(programs, port, loss, numbers, truth):
    """First and second visit of the same address, each with its own chance."""
    visits = {'first': [], 'second': []}
    for seed in range(1, ROUNDS + 1):
        number, relay_port = next(numbers), 0
        state = tempfile.mkdtemp(dir=programs['folder'])
        for visit, option in (('first', ROOT), ('second', '--refresh')):
            relay = peers.Relay(programs, port, loss, 10 * seed + len(visit), relay_port)
            figures = through_relay(
                relay, programs,
                lambda at, option=option: peers.mirror(programs, at, number, option),
                state=state)
            relay_port = relay.port
            capture = os.path.join(programs['folder'], 'mirror-%d.tarn' % number)
            figures['equal'] = contents(programs, capture) == truth
            visits[visit].append(figures)
    return visits


def show_tarn(loss, visits):
    for visit, runs in visits.items():
        walls = sorted(figures['wall'] for figures in runs)
        print('  %2d %%  tarn mirror, %-6s %8.3f s (%.3f to %.3f), %s; %d asked, %d lost'
              % (loss, visit, statistics.median(walls), walls[0], walls[-1],
                 'equal to the truth' if all(f['equal'] and f['status'] == 0 for f in runs)
                 else 'NOT EQUAL to the truth',
                 statistics.median(f['asked'] for f in runs),
                 statistics.median(f['lost'] for f in runs)))
    sys.stdout.flush()


def count_rows(figures):
    if 'rows' in figures:
        return figures['rows']
    return sum(1 for line in figures['out'].splitlines()
               if line.startswith(ROOT.encode()) and b' = No more variables' not in line)


def bench_peers(programs, port, everything):
    """All at the same time, since they do nothing but wait."""
    jobs = [('snmpbulkwalk', loss, lambda at: peers.bulkwalk(programs['bulkwalk'], at, ROOT))
            for loss in (LOSSES if everything else LOSSES[:2])]
    if programs['gosnmp']:
        jobs += [('gosnmp, 22 at once', loss,
                  lambda at: [programs['gosnmp'], 'walk', at, ROOT, 22, 2000])
                 for loss in (LOSSES if everything else LOSSES[:3])]

    with ExitStack() as stack, ThreadPoolExecutor(len(jobs)) as pool:
        relays = [stack.enter_context(peers.Relay(programs, port, loss, 1)) for _, loss, _ in jobs]
        waits = [pool.submit(peers.measure, programs, command(relay.port), True,
                             PEER_TIMEOUT_S, True)
                 for (_, _, command), relay in zip(jobs, relays)]
        for (name, loss, _), wait in zip(jobs, waits):
            try:
                figures = wait.result()
            except subprocess.TimeoutExpired:
                print('  %2d %%  %-19s not done after %d s' % (loss, name, PEER_TIMEOUT_S))
                continue
            n_rows = count_rows(figures)
            print('  %2d %%  %-19s %8.3f s, %d varbinds%s, exit status %d'
                  % (loss, name, figures['wall'], n_rows,
                     '' if n_rows == N_VARBINDS else ' of %d' % N_VARBINDS, figures['status']))
    sys.stdout.flush()


def bench_lost_exchange(programs, port):
    """With one request at a time nothing hides what a lost one costs."""
    def run(loss, seed):
        return through_relay(
            peers.Relay(programs, port, loss, seed), programs,
            lambda at: [programs['tarn'], 'walk', '--gentle', '-v2c', '-cpublic',
                        '127.0.0.1:%d' % at, *(COLUMN % column for column in (2, 10))])

    whole = run(0, 1)
    if whole['status'] != 0:
        print('  tarn walk --gentle fails')
        return
    runs = [run(5, seed) for seed in range(1, ROUNDS + 1)]
    n_lost = sum(figures['lost'] for figures in runs)
    cost = sum(figures['wall'] - whole['wall'] for figures in runs) / max(n_lost, 1)
    print('  one at a time: %d questions in %.3f s; %d of %d rounds lost at 5 %%: each cost %.1f '
          'round trips more' % (whole['asked'], whole['wall'], n_lost,
                                sum(figures['asked'] for figures in runs), cost / ROUND_TRIP_S))


def main(everything, tarn, run, device, relay, gosnmp=''):
    bulkwalk, = peers.need('snmpbulkwalk')
    numbers = itertools.count(1)

    with tempfile.TemporaryDirectory(prefix='tarn-bench-') as folder:
        programs = {'tarn': tarn, 'run': run, 'device': device, 'relay': relay,
                    'folder': folder, 'bulkwalk': bulkwalk,
                    'gosnmp': peers.optional(gosnmp, 'gosnmp')}
        with peers.Device(programs, '--rows', 1000, '--max-size', 1472) as agent:
            peers.measure(programs, peers.mirror(programs, agent.port, 0, ROOT))
            truth = contents(programs, os.path.join(folder, 'mirror-0.tarn'))
            if truth.count(b'\n') != N_VARBINDS:
                raise RuntimeError('the truth has %d varbinds' % truth.count(b'\n'))

            print('%d varbinds at a round trip of %.0f ms, loss each way; Tarn: median of %d'
                  % (N_VARBINDS, 1e3 * ROUND_TRIP_S, ROUNDS))
            for loss in LOSSES:
                show_tarn(loss, bench_tarn(programs, agent.port, loss, numbers, truth))
            bench_lost_exchange(programs, agent.port)
            bench_peers(programs, agent.port, everything)


if __name__ == '__main__':
    main('--all' in sys.argv, *(argument for argument in sys.argv[1:] if argument != '--all'))
