#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""net-snmp's own tests of an agent, with tarn serve in the place of snmpd.

They are taken from Debian's source package, or from the folder that TARN_FULLTESTS names (the
unpacked source); nothing of them is ours.  Arguments: the program tarn, our source folder."""

import glob
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'lib'))
from tap import Tap

# Those that ask by SNMPv1 and v2c have to run, and pass.
APPLICABLE = ('T001', 'T014', 'T0141', 'T015', 'T016', 'T0160', 'T017', 'T018', 'T019', 'T100',
              'T130', 'T131', 'T140', 'T141', 'T160', 'T200')
# The agent speaks no SNMPv3; the transports are tried with it.
SNMPV3 = ('T020', 'T021', 'T0220', 'T0221', 'T0222', 'T022', 'T023', 'T024', 'T025', 'T026',
          'T027', 'T028', 'T030', 'T132', 'T142', 'T300', 'T320')
FOLDERS = ('default', 'transports')

# What the suite would find in the configuration of a net-snmp without SNMPv3.
DEFINES = ('HAVE_SIGHUP', 'USING_MIBII_SYSTEM_MIB_MODULE', 'USING_MIBII_VACM_CONF_MODULE',
           'USING_MIBII_UDPTABLE_MODULE', 'NETSNMP_TRANSPORT_UDP_DOMAIN',
           'NETSNMP_TRANSPORT_UDPIPV6_DOMAIN')
TOOLS = ('snmpget', 'snmpgetnext', 'snmpbulkget', 'snmpset', 'snmpwalk')
NETSTAT = 'snmpnetstat'
TEST_S = 120

SOURCES = 'deb-src http://deb.debian.org/debian bookworm main\n'


def run(*command, cwd=None):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, cwd=cwd)
    if done.returncode != 0:
        raise RuntimeError('%s: exit status %d\n%s'
                           % (' '.join(command), done.returncode, done.stdout[-2000:]))


def fetch(folder):
    """The unpacked source, by apt with a list and a state of its own."""
    lists = os.path.join(folder, 'lists', 'partial')
    sources = os.path.join(folder, 'src.list')
    os.makedirs(lists)
    with open(sources, 'w', encoding='ascii') as f:
        f.write(SOURCES)
    options = ['-o', 'Dir::Etc::sourcelist=' + sources, '-o', 'Dir::Etc::sourceparts=/dev/null',
               '-o', 'Dir::State::lists=' + os.path.dirname(lists), '-o', 'APT::Sandbox::User=root']
    run('apt-get', *options, 'update', cwd=folder)
    run('apt-get', *options, 'source', '--download-only', 'net-snmp', cwd=folder)
    archive, = glob.glob(os.path.join(folder, 'net-snmp_*.orig.tar.*'))
    run('tar', '-xf', archive, cwd=folder)
    return glob.glob(os.path.join(folder, 'net-snmp-*', ''))[0]


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='ascii') as f:
        f.write(text)


def link(program, path):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    os.symlink(program, path)


def prepare(build):
    """What the suite looks for in the folder where net-snmp was built."""
    headers = ('net-snmp-config.h', 'agent/mib_module_config.h', 'agent/agent_module_config.h')
    for header in headers:
        write(os.path.join(build, 'include/net-snmp', header),
              ''.join('#define %s 1\n' % name for name in DEFINES) if header == headers[0] else '')
    write(os.path.join(build, 'net-snmp-config'),
          '#!/bin/sh\ncase $1 in --env-separator) echo :;; *) command -v perl;; esac\n')
    os.chmod(os.path.join(build, 'net-snmp-config'), 0o755)
    for tool in TOOLS:
        link(shutil.which(tool), os.path.join(build, 'apps', tool))
    link(shutil.which(NETSTAT), os.path.join(build, 'apps', NETSTAT, NETSTAT))
    write(os.path.join(build, 'agent', 'snmpd'),
          '#!/bin/sh\nexec %s -B %s "$@"\n' % (sys.executable,
                                               os.path.join(HERE, 'stand-in-snmpd.py')))
    os.chmod(os.path.join(build, 'agent', 'snmpd'), 0o755)


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.bind(('127.0.0.1', 0))
        return str(s.getsockname()[1])


def find(suite, name):
    """"T016" is one test, and "T0160" is another."""
    found = [path for folder in FOLDERS
             for path in glob.glob(os.path.join(suite, folder, name + '*_simple'))
             if re.match(name + r'\D', os.path.basename(path))]
    return sorted(found)


def count_lines(path):
    if not os.path.exists(path):
        return 0
    with open(path, encoding='ascii') as f:
        return len(f.readlines())


class Suite:
    def __init__(self, source, tarn, mibs, folder):
        self.source, self.tarn, self.mibs, self.folder = source, tarn, mibs, folder
        self.build = os.path.join(folder, 'build')
        self.starts = os.path.join(folder, 'starts')
        prepare(self.build)

    def run(self, path):
        """What the test printed, and whether it started our agent."""
        n_starts = count_lines(self.starts)
        name = os.path.basename(path)
        env = {**os.environ, 'builddir': self.build, 'srcdir': self.source,
               'MIBDIRS': self.mibs, 'TARN_PROGRAM': self.tarn,
               'TARN_STAND_IN_STARTS': self.starts,
               'SNMP_TMPDIR': os.path.join(self.folder, name),
               'SNMP_SNMPD_PORT': free_port(), 'SNMP_SNMPTRAPD_PORT': free_port(),
               'SNMP_AGENTX_PORT': free_port()}
        for variable in ('TARN_MIBS', 'SNMP_VERBOSE', 'SNMP_FLAGS', 'SNMP_TRANSPORT_SPEC'):
            env.pop(variable, None)
        done = subprocess.run(
            ['sh', os.path.join(self.source, 'testing/fulltests/support/simple_run'), path],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            encoding='utf-8', errors='replace', env=env, timeout=TEST_S, check=False)
        return done, count_lines(self.starts) > n_starts

    def logs(self, name):
        """What a test that failed has left."""
        for root, _, files in os.walk(os.path.join(self.folder, name)):
            for file in sorted(files):
                with open(os.path.join(root, file), encoding='utf-8', errors='replace') as f:
                    text = f.read()
                if text.strip():
                    yield '%s:\n%s' % (file, text[-1500:])


def judge(suite, path):
    """(problems, why it was skipped) of one test."""
    done, ours = suite.run(path)
    skipped = re.search(r'^1\.\.0 # SKIP (.*)', done.stdout, re.M)
    if skipped:
        return [], skipped.group(1)

    problems = re.findall(r'^not ok .*', done.stdout, re.M)
    if not ours:
        problems.append('it asked another agent than ours')
    if done.returncode != 0 or not re.search(r'^1\.\.[1-9]', done.stdout, re.M):
        problems.append('exit status %d\n%s' % (done.returncode, done.stdout[-2000:]))
    if problems:
        problems += suite.logs(os.path.basename(path))
    return problems, None


def try_all(tap, suite):
    tests = os.path.join(suite.source, 'testing', 'fulltests')
    for name in APPLICABLE + SNMPV3:
        paths = find(tests, name)
        if not paths:
            tap.point(name, ['the suite has no such test'])
        for path in paths:
            title = os.path.basename(path)
            problems, skipped = judge(suite, path)
            if skipped is None:
                tap.point(title, problems)
            elif name in SNMPV3:
                tap.skip(title, 'SNMPv3 (%s)' % skipped)
            else:
                tap.point(title, ['skipped, but it applies: ' + skipped])


def main(tarn, ours):
    tap = Tap()
    missing = [tool for tool in TOOLS + (NETSTAT,) if shutil.which(tool) is None]
    if missing:
        tap.skip("net-snmp's tests of an agent", '%s: in the package snmp' % ', '.join(missing))
        tap.end()

    with tempfile.TemporaryDirectory() as folder:
        source = os.environ.get('TARN_FULLTESTS')
        if not source:
            try:
                source = fetch(folder)
            except (OSError, RuntimeError, ValueError) as error:
                tap.skip("net-snmp's tests of an agent", 'its source cannot be fetched')
                tap.note(str(error))
                tap.end()
        # What is learnt of devices and modules is kept here, never among the user's own.
        for variable in ('XDG_CACHE_HOME', 'XDG_STATE_HOME'):
            os.environ[variable] = os.path.join(folder, variable)
        mibs = os.path.join(ours, 'data', 'mibs')
        try_all(tap, Suite(os.path.abspath(source), os.path.abspath(tarn), mibs, folder))
    tap.end()


if __name__ == '__main__':
    main(*sys.argv[1:])
