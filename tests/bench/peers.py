# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Agents that serve the benchmarks' table on loopback, ours and others'."""

import json
import os
import re
import select
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

SKIPPED = 77            # Meson's exit status of a test that was not run
START_S = 30


def skip(reason):
    print('skipped: ' + reason)
    sys.exit(SKIPPED)


def need(*names):
    """Paths of programs; /usr/sbin is not on everybody's path."""
    path = os.environ.get('PATH', '') + ':/usr/sbin:/sbin'
    found = [shutil.which(name, path=path) for name in names]
    for name, program in zip(names, found):
        if program is None:
            skip('%s is not installed (data/debian-packages has the list)' % name)
    return found


def on_cpu(number):
    """Agent and manager each on a processor of its own, where there are two."""
    def pin():
        if len(os.sched_getaffinity(0)) > 1:
            os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[number]})
    return pin


def make_table(programs, folder, n_rows=None):
    """The table as .snmprec, and as a capture."""
    records = os.path.join(folder, 'data', 'public.snmprec')
    capture = os.path.join(folder, 'table.tarn')
    os.mkdir(os.path.dirname(records))
    with open(records, 'wb') as f:
        subprocess.run([programs['make-table']] + ([str(n_rows)] if n_rows else []), stdout=f, check=True)
    done = subprocess.run([programs['tarn'], 'import', records, '-o', capture],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise RuntimeError('tarn import failed: ' + done.stdout)
    return records, capture


class Agent:
    """A process that serves; used with "with", so that it always ends."""

    def __init__(self, command, env=None, port=None, log=None):
        self.log = open(log or os.devnull, 'wb')
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE if port is None
            else self.log, stderr=self.log, env={**os.environ, **(env or {})},
            preexec_fn=on_cpu(0))
        self.port = port

    def __enter__(self):
        try:
            if self.port is None:
                self.port = self.read_port()
            self.wait_for_answer()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()

    def dropped(self):
        """Datagrams for which its socket had no room."""
        with open('/proc/net/udp', encoding='ascii') as f:
            rows = [line.split() for line in f.readlines()[1:]]
        return sum(int(row[-1]) for row in rows if int(row[1].split(':')[1], 16) == self.port)

    def read_port(self):
        """Ours say where they listen: "serving FILE (N varbinds) at HOST:PORT"."""
        readable, _, _ = select.select([self.process.stdout], [], [], START_S)
        line = self.process.stdout.readline().decode() if readable else ''
        match = re.search(r':(\d+)\s*$', line)
        if match is None:
            raise RuntimeError('%s said "%s"' % (self.process.args[0], line.strip()))
        return int(match.group(1))

    def wait_for_answer(self):
        """A GETNEXT for 1.3 with community public, until somebody answers."""
        question = bytes.fromhex('301f 020101 04067075626c6963'
                                 'a112 020101 020100 020100 3007 3005 06012b 0500')
        end = time.monotonic() + START_S
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
            s.connect(('127.0.0.1', self.port))
            s.settimeout(0.2)
            while time.monotonic() < end and self.process.poll() is None:
                try:
                    s.send(question)
                    if s.recv(65535):
                        return
                except ConnectionRefusedError:
                    time.sleep(0.05)
                except socket.timeout:
                    pass
        raise RuntimeError('%s does not answer' % self.process.args[0])


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def tarn_agent(programs, capture, *options):
    return Agent([programs['tarn'], 'serve', capture, '--listen', '127.0.0.1:0', *options])


class Device(Agent):
    """bench-device, which knows what it was asked."""

    def __init__(self, programs, *options):
        super().__init__([programs['device'], *map(str, options)])

    def statistics(self):
        """What it did since this was asked last."""
        self.process.send_signal(signal.SIGUSR1)
        return json.loads(self.process.stdout.readline())


class Relay(Agent):
    """bench-relay, a network of 40 ms there and back that loses datagrams each way."""

    def __init__(self, programs, to, loss, seed, port=0):
        super().__init__([programs['relay'], '--listen', '127.0.0.1:%d' % port,
                          '--to', '127.0.0.1:%d' % to, '--delay', '20ms',
                          '--loss', '%g%%' % loss, '--seed', str(seed)])
        self.counts = None

    def wait_for_answer(self):
        """It is the agent behind it that answers, and not always."""

    def __exit__(self, *_):
        """Leaves what became of the datagrams: (to the agent, to the manager)."""
        super().__exit__()
        self.counts = [{what: int(n) for what, n in re.findall(r'(\w+) (\d+)', line)}
                       for line in self.process.stdout.read().decode().splitlines()]


def snmpd_agent(snmpd, module, folder):
    """Nothing in it but the table and who may read: no other module slows it down."""
    port = free_port()
    configuration = os.path.join(folder, 'snmpd.conf')
    with open(configuration, 'w', encoding='utf-8') as f:
        f.write('agentaddress udp:127.0.0.1:%d\nrocommunity public 127.0.0.1\n'
                'dontLogTCPWrappersConnects yes\ndlmod benchtable %s\n' % (port, os.path.abspath(module)))
    return Agent([snmpd, '-f', '-Lo', '-C', '-c', configuration,
                  '-I', 'vacm_conf,vacm_context,dlmod', '-p', os.path.join(folder, 'pid')],
                 env={'SNMP_PERSISTENT_DIR': folder, 'MIBS': ''}, port=port,
                 log=os.path.join(folder, 'snmpd.log'))


def snmpsim_agent(snmpsimd, folder):
    """It will not run as root, so root lends it another user."""
    port = free_port()
    cache = os.path.join(folder, 'cache')
    os.mkdir(cache)
    command = [snmpsimd, '--data-dir=' + os.path.join(folder, 'data'), '--cache-dir=' + cache,
               '--agent-udpv4-endpoint=127.0.0.1:%d' % port, '--v2c-arch',
               '--logging-method=null']
    if os.getuid() == 0:
        command += ['--process-user=nobody', '--process-group=nogroup']
        for path in (folder, os.path.join(folder, 'data')):
            os.chmod(path, 0o755)
        os.chmod(cache, 0o777)
    return Agent(command, port=port, log=os.path.join(folder, 'snmpsim.log'))


def bulkwalk(program, port, root):
    return [program, '-v2c', '-cpublic', '-Cr50', '-On', '-m', '', '127.0.0.1:%d' % port, root]


def mirror(programs, port, number, *options):
    """Into a capture that is this number's; @options may be roots, too."""
    return [programs['tarn'], 'mirror', '-v2c', '-cpublic', '127.0.0.1:%d' % port,
            os.path.join(programs['folder'], 'mirror-%d.tarn' % number), *options]


def measure(programs, command, says=False, timeout=None, may_fail=False, state=None):
    """What one run took: wall, user and system seconds, peak and private KiB, and what
    the command says, its own if that is a line of JSON; else that is thrown away.
    What tarn learnt of devices is in the folder @state, else this is its first visit."""
    fd, path = tempfile.mkstemp(dir=programs['folder'])
    os.close(fd)
    state = state or tempfile.mkdtemp(dir=programs['folder'])
    process = subprocess.Popen([programs['run'], path, *map(str, command)],
                               stdin=subprocess.DEVNULL,
                               env={**os.environ, 'XDG_STATE_HOME': state},
                               stdout=subprocess.PIPE if says else subprocess.DEVNULL,
                               stderr=subprocess.PIPE)
    try:
        out, err = process.communicate(timeout=timeout)
    except BaseException:
        process.terminate()
        process.communicate()
        raise
    if process.returncode != 0:
        failure = '%s: exit status %d\n%s' % (' '.join(map(str, command)), process.returncode,
                                              err.decode(errors='replace'))
        if not may_fail:
            raise RuntimeError(failure)
        print(failure, file=sys.stderr)
    with open(path, encoding='ascii') as f:
        figures = json.load(f)
    figures['cpu'] = figures['user'] + figures['system']
    figures['status'] = process.returncode
    if out is not None:
        figures.update(json.loads(out) if out.startswith(b'{') else {'out': out})
    return figures


def in_turn(contenders, n_rounds):
    """Each in each round, so that all meet the same weather: {name: [figures]}.  Who has
    failed has no figures."""
    runs = {name: [] for name in contenders}
    for _ in range(n_rounds):
        for name, run in contenders.items():
            runs[name].append(run())
    failed = [name for name in runs if any(figures['status'] != 0 for figures in runs[name])]
    for name in failed:
        print('%s has FAILED: exit status %s'
              % (name, ', '.join(str(figures['status']) for figures in runs[name])))
    return {name: runs[name] for name in runs if name not in failed}


def median(runs, name, what):
    return statistics.median(figures[what] for figures in runs[name])


def ratio(runs, name, peer, what):
    """How many times as much of it the peer takes, round by round."""
    return statistics.median(theirs[what] / ours[what]
                             for ours, theirs in zip(runs[name], runs[peer]))


def print_runs(runs, n_varbinds):
    print('  %-22s %9s %9s %11s %12s %9s %9s' % ('', 'wall s', 'cpu s', 'cpu us each',
                                                 'varbinds/s', 'peak MiB', 'own MiB'))
    for name in runs:
        wall, cpu, peak, private = (median(runs, name, what)
                                    for what in ('wall', 'cpu', 'peak', 'private'))
        print('  %-22s %9.3f %9.3f %11.3f %12.0f %9.1f %9.1f'
              % (name, wall, cpu, 1e6 * cpu / n_varbinds, n_varbinds / wall, peak / 1024,
                 private / 1024))


def print_ratio(runs, name, peer, whats=('wall', 'cpu')):
    if name in runs and peer in runs:
        print('  %s takes %s of %s' % (peer, ', '.join(
            '%.1f times the %s' % (ratio(runs, name, peer, what), what) for what in whats),
            name))


def optional(program, what):
    """A peer that may not be there, and is not needed for the others."""
    if program and os.path.exists(program):
        return program
    print('without %s: it was not built (data/debian-packages has the list)' % what)
    return None
