#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""What agents serve in a second: GETs, GETNEXTs and GETBULKs with 50 repetitions, 1 and 32
in flight, the same table from our agent, snmpd (a module of its own, the fastest way that
it has), snmpsim and, as the floor, an echo of our agent's answers, in turn.  Then how soon
ours answers from a capture of a million varbinds, and the memory that it has then."""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack

import peers

ROUNDS = 3
SECONDS = 1
VARBINDS = {'get': 1, 'next': 1, 'bulk': 50}        # in an answer, as bench-load asks
IN_FLIGHT = (1, 32)
# What we want: exchanges a second, as so many times those of the peer.
TARGETS = {('echo', 'get'): 0.7, ('echo', 'next'): 0.7, ('echo', 'bulk'): 0.7,
           ('snmpd', 'get'): 4, ('snmpd', 'bulk'): 10,
           ('snmpsim', 'get'): 50, ('snmpsim', 'bulk'): 300}
START_TARGET_MS = 50
MEMORY_TARGET_MIB = 16
MILLION_ROWS = 45455                                 # of 22 columns


class Echo(peers.Agent):
    def wait_for_answer(self):
        """It learns its answers from what bench-load asks."""


def load(program, port, kind, in_flight):
    """Answers a second, and the share of questions asked again."""
    done = subprocess.run([program, str(port), str(SECONDS), kind, str(in_flight)],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True,
                          preexec_fn=peers.on_cpu(-1))
    varbinds, answers, resent, seconds = map(float, done.stdout.split())
    if varbinds != VARBINDS[kind] * answers or answers == 0:
        raise RuntimeError('%d varbinds in %d answers: this agent does not serve the table'
                           % (varbinds, answers))
    return answers / seconds, resent / answers


def print_speed(agents, load_program, kind, in_flight):
    rounds = [{name: load(load_program, agent.port, kind, in_flight)
               for name, agent in agents.items()} for _ in range(ROUNDS)]
    print('%s, %d in flight, %d rounds of %g s in turn' % (kind, in_flight, ROUNDS, SECONDS))
    for name in agents:
        speed, resent = (statistics.median(r[name][i] for r in rounds) for i in range(2))
        line = '  %-8s %10.0f exchanges/s %12.0f varbinds/s, %.2f %% asked again' % (
            name, speed, speed * VARBINDS[kind], 100 * resent)
        if name != 'Tarn':
            ratio = statistics.median(r['Tarn'][0] / r[name][0] for r in rounds)
            line += '; Tarn has %.2f times that' % ratio
            if (name, kind) in TARGETS:
                line += ' (wanted: %g)' % TARGETS[name, kind]
        print(line, flush=True)


def own_memory(pid, capture):
    """MiB of all that is in memory but the pages of the capture's file."""
    total, counted = 0, True
    with open('/proc/%d/smaps' % pid, encoding='utf-8') as f:
        for line in f:
            if re.match(r'[0-9a-f]+-[0-9a-f]+ ', line):
                counted = capture not in line
            elif line.startswith('Rss:') and counted:
                total += int(line.split()[1])
    return total / 1024


def print_start(programs):
    with tempfile.TemporaryDirectory(prefix='tarn-bench-') as folder:
        _, capture = peers.make_table(programs, folder, MILLION_ROWS)
        starts, memories = [], []
        for _ in range(ROUNDS):
            began = time.monotonic()
            with peers.tarn_agent(programs, capture) as agent:
                starts.append(1e3 * (time.monotonic() - began))
                load(programs['load'], agent.port, 'bulk', 32)
                memories.append(own_memory(agent.process.pid, os.path.realpath(capture)))
    print('A capture of 1,000,010 varbinds: %.1f ms from start to first answer (wanted: %d), '
          '%.1f MiB in memory beside its file after a load (wanted: %d)'
          % (statistics.median(starts), START_TARGET_MS, statistics.median(memories),
             MEMORY_TARGET_MIB))


def main(tarn, make_table, load_program, echo, module):
    programs = {'tarn': tarn, 'make-table': make_table, 'load': load_program}
    snmpd, snmpsimd = peers.need('snmpd', 'snmpsimd')

    with tempfile.TemporaryDirectory(prefix='tarn-bench-') as folder, ExitStack() as stack:
        _, capture = peers.make_table(programs, folder)
        ours = stack.enter_context(peers.tarn_agent(programs, capture))
        agents = {
            'Tarn': ours,
            'echo': stack.enter_context(Echo([echo, str(ours.port)])),
            'snmpd': stack.enter_context(peers.snmpd_agent(snmpd, module, folder)),
            'snmpsim': stack.enter_context(peers.snmpsim_agent(snmpsimd, folder)),
        }
        for in_flight in IN_FLIGHT:
            for kind in VARBINDS:
                print_speed(agents, load_program, kind, in_flight)
    print_start(programs)


if __name__ == '__main__':
    main(*sys.argv[1:])
