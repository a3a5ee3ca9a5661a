#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Processor time to read the whole table over loopback: tarn mirror into a new capture
on the disk, and snmpbulkwalk to /dev/null, in turn, from the same agent."""

import os
import statistics
import subprocess
import sys
import tempfile
import time

import peers

ROUNDS = 5


def measure(command):
    """Processor and wall seconds of one run."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, preexec_fn=peers.on_cpu(-1))
    with process.stderr as stderr:
        said = stderr.read().decode(errors='replace')
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError('%s: exit status %d\n%s' % (command[0], process.returncode, said))
    return usage.ru_utime + usage.ru_stime, time.monotonic() - began


def main(tarn, make_table):
    programs = {'tarn': tarn, 'make-table': make_table}
    bulkwalk, = peers.need('snmpbulkwalk')
    ours, theirs = [], []

    with tempfile.TemporaryDirectory(prefix='tarn-bench-') as folder:
        records, capture = peers.make_table(programs, folder)
        with open(records, 'rb') as f:
            n_varbinds = sum(1 for _ in f)
        with peers.tarn_agent(programs, capture) as agent:
            target = '127.0.0.1:%d' % agent.port
            root = '.1.3.6.1.2.1.2.2'
            for number in range(ROUNDS):
                mirror = os.path.join(folder, 'mirror-%d.tarn' % number)
                ours.append(measure([tarn, 'mirror', '-v2c', '-cpublic', target, mirror, root]))
                theirs.append(measure([bulkwalk, '-v2c', '-cpublic', '-Cr50', '-On', '-m', '',
                                       target, root]))

    print('read %d varbinds over loopback, %d rounds in turn' % (n_varbinds, ROUNDS))
    for name, rounds in (('tarn mirror', ours), ('snmpbulkwalk -Cr50 -On', theirs)):
        print('  %-23s %7.1f ms of processor time, %7.1f ms elapsed'
              % (name, 1e3 * statistics.median(cpu for cpu, _ in rounds),
                 1e3 * statistics.median(wall for _, wall in rounds)))
    for what, i in (('processor', 0), ('elapsed', 1)):
        ratio = statistics.median(a[i] / b[i] for a, b in zip(ours, theirs))
        print('  %-23s %7.3f of the %s time (1/%.1f)' % ('ratio', ratio, what, 1 / ratio))


if __name__ == '__main__':
    main(*sys.argv[1:])
