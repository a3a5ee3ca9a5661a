# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Agents that serve the benchmarks' table on loopback, ours and others'."""

import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
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


def make_table(programs, folder):
    """The table as .snmprec, and as a capture."""
    records = os.path.join(folder, 'data', 'public.snmprec')
    capture = os.path.join(folder, 'table.tarn')
    os.mkdir(os.path.dirname(records))
    with open(records, 'wb') as f:
        subprocess.run([programs['make-table']], stdout=f, check=True)
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

    def read_port(self):
        """tarn serve says where it listens: "serving FILE (N varbinds) at HOST:PORT"."""
        readable, _, _ = select.select([self.process.stdout], [], [], START_S)
        line = self.process.stdout.readline().decode() if readable else ''
        match = re.search(r':(\d+)\s*$', line)
        if match is None:
            raise RuntimeError('tarn serve said "%s"' % line.strip())
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


def tarn_agent(programs, capture):
    return Agent([programs['tarn'], 'serve', capture, '--listen', '127.0.0.1:0'])


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
