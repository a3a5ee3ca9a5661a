#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Completion in bash, as somebody meets it who presses Tab: commands, all options of each, and
names of OIDs.  Arguments: the folder of the completions, and the program tarn."""

import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'lib'))
from tap import Tap

PRESS_TAB = '''
source "$1"; shift
COMP_WORDS=("$@")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
COMP_LINE="$*"
COMP_POINT=${#COMP_LINE}
_tarn
printf '%s\\n' "${COMPREPLY[@]}"
'''


def said(*command):
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True, check=False).stdout


def complete(script, *words):
    return set(said('bash', '--norc', '-c', PRESS_TAB, 'bash', script, *words).split())


def commands(tarn):
    listed = said(tarn, '--help').split('Commands:\n')[1].split('\n\n')[0]
    return {line.split()[0] for line in listed.splitlines()}


def main(folder, tarn):
    tap = Tap()
    script = os.path.join(folder, 'tarn')
    names = commands(tarn)
    tap.point('all commands', sorted(names ^ (complete(script, tarn, '') - {'--help', '--version'})))
    tap.point('a command that was begun', sorted({'mirror', 'mib'} ^ complete(script, tarn, 'mi')))
    for name in sorted(names):
        wanted = set(re.findall(r'^  (?:-\S+, )?(--[a-z0-9-]+)', said(tarn, name, '--help'), re.M))
        got = complete(script, tarn, name, '--')
        tap.point('options of ' + name, sorted((wanted | {'--help'}) ^ got))
    tap.point('an option that was begun',
              sorted({'--notify', '--notify-community', '--notify-v1'}
                     ^ complete(script, tarn, 'serve', '--notify')))
    tap.point('a name', [] if 'sysUpTime' in complete(script, tarn, 'get', '192.0.2.1', 'sysUp')
              else ['sysUpTime does not come'])
    tap.point('a module, then a name of it',
              [] if 'ifOperStatus' in complete(script, tarn, 'get', '192.0.2.1', 'IF-MIB::ifOper')
              or 'IF-MIB::ifOperStatus' in complete(script, tarn, 'get', '192.0.2.1',
                                                    'IF-MIB::ifOper')
              else ['it does not come'])
    tap.end()


if __name__ == '__main__':
    os.environ['TARN_DATA_DIR'] = os.path.dirname(os.path.abspath(sys.argv[1]))
    with tempfile.TemporaryDirectory(prefix='tarn-completions-') as cache:
        os.environ['XDG_CACHE_HOME'] = cache
        main(*sys.argv[1:])
