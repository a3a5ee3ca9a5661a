#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""How long a walk of 1,000,010 varbinds keeps the main loop of its program busy at a
time, without and with a capture that takes them: elapsed, which is what a person feels
and also counts what the system takes away, and in processor time."""

import os
import sys
import tempfile

import peers

ROUNDS = 3
N_ROWS = 45455
ROOT = '1.3.6.1.2.1.2.2'


def show(name, runs):
    for kind in ('elapsed', 'processor'):
        turns = [run['turns_' + kind] for run in runs]
        print('  %-16s %-9s turns %s, median %s us, 99.99th percentile %s us, longest %s us'
              % (name, kind, *(', '.join(str(t[what]) for t in turns)
                               for what in ('n', 'median_us', 'p9999_us', 'longest_us'))))


def main(run, walk, device):
    with tempfile.TemporaryDirectory(prefix='tarn-bench-') as folder:
        programs = {'run': run, 'device': device, 'folder': folder}
        for title, options in (('1,472 octets', ['--max-size', 1472]), ('any size', [])):
            with peers.Device(programs, '--rows', N_ROWS, *options) as agent:
                runs = {'walk': [], 'walk to capture': []}
                for number in range(ROUNDS):
                    capture = os.path.join(folder, '%d.tarn' % number)
                    runs['walk'].append(peers.measure(
                        programs, [walk, agent.port, ROOT], says=True))
                    runs['walk to capture'].append(peers.measure(
                        programs, [walk, agent.port, ROOT, capture], says=True))
                    os.unlink(capture)
            print('turns of the main loop, %d varbinds, answers of %s, each of %d rounds'
                  % (22 * N_ROWS, title, ROUNDS))
            for name, figures in runs.items():
                if any(f['rows'] != 22 * N_ROWS or not f['complete'] for f in figures):
                    raise RuntimeError('%s is not complete' % name)
                show(name, figures)


if __name__ == '__main__':
    main(*sys.argv[1:])
