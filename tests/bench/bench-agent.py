#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Varbinds a second that an agent serves: GETBULK with 50 repetitions, 32 requests in
flight, the same table from our agent, snmpd (a module of its own, the fastest way that
it has) and snmpsim, in turn."""

import statistics
import subprocess
import sys
import tempfile
from contextlib import ExitStack

import peers

ROUNDS = 3
SECONDS = 3
REPETITIONS = 50        # as bench-load asks


def load(program, port):
    """Varbinds a second, and the share of questions asked again."""
    done = subprocess.run([program, str(port), str(SECONDS)], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, check=True, preexec_fn=peers.on_cpu(-1))
    varbinds, answers, resent, seconds = map(float, done.stdout.split())
    if varbinds != REPETITIONS * answers or answers == 0:
        raise RuntimeError('%d varbinds in %d answers: this agent does not serve the table'
                           % (varbinds, answers))
    return varbinds / seconds, resent / answers


def main(tarn, make_table, load_program, module):
    programs = {'tarn': tarn, 'make-table': make_table}
    snmpd, snmpsimd = peers.need('snmpd', 'snmpsimd')

    with tempfile.TemporaryDirectory(prefix='tarn-bench-') as folder, ExitStack() as stack:
        _, capture = peers.make_table(programs, folder)
        agents = {
            'Tarn': stack.enter_context(peers.tarn_agent(programs, capture)),
            'snmpd': stack.enter_context(peers.snmpd_agent(snmpd, module, folder)),
            'snmpsim': stack.enter_context(peers.snmpsim_agent(snmpsimd, folder)),
        }
        rounds = [{name: load(load_program, agent.port) for name, agent in agents.items()}
                  for _ in range(ROUNDS)]

    print('GETBULK r50, 32 in flight, %d rounds of %d s in turn' % (ROUNDS, SECONDS))
    for name in agents:
        speed, resent = (statistics.median(r[name][i] for r in rounds) for i in range(2))
        print('  %-8s %12.0f varbinds/s, %.2f %% asked again' % (name, speed, 100 * resent))
    for name in ('snmpd', 'snmpsim'):
        ratio = statistics.median(r['Tarn'][0] / r[name][0] for r in rounds)
        print('  ratio to %-8s %8.1f' % (name, ratio))


if __name__ == '__main__':
    main(*sys.argv[1:])
