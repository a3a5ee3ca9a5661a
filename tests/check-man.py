#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The manual: what groff warns of, and options that programs have and the manual has not.
Arguments: the folder of the pages, and the program tarn; --self-test."""

import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'lib'))
from tap import Tap


def said(*command):
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False).stdout


def options_of(text):
    """Of what --help prints: two spaces, perhaps a short one, and the long one."""
    return re.findall(r'^  (?:-(\w+), )?--([a-z0-9-]+)', text, re.MULTILINE)


def undocumented(page, options):
    """Options that the page never names, long or short."""
    named = set(re.findall(r'Fl (-?[A-Za-z0-9-]+)', page))
    named |= set(re.findall(r'\| (-[a-z0-9-]+)', page))
    return [name for short, name in options if '-' + name not in named and short not in named]


def invented(page, options):
    """Options that the page has as items of their own, and the program has not."""
    known = {'-' + name for _, name in options} | {short for short, _ in options if short}
    items = re.findall(r'^\.It Fl (-?[A-Za-z0-9-]+)', page, re.MULTILINE)
    return [item for item in items if item not in known]


def read(folder, name):
    with open(os.path.join(folder, name), encoding='utf-8') as f:
        return f.read()


def page_of(folder, command):
    """What stands there, also if that is another one's page; '' where there is none."""
    name = 'tarn-%s.1' % command
    if not os.path.exists(os.path.join(folder, name)):
        return ''
    page = read(folder, name)
    other = re.search(r'^\.so man1/(\S+)', page, re.MULTILINE)
    return read(folder, other.group(1)) if other else page


def commands(tarn):
    listed = said(tarn, '--help').split('Commands:\n')[1].split('\n\n')[0]
    return [line.split()[0] for line in listed.splitlines()]


def self_test():
    tap = Tap()
    help_text = '  -c, --community TEXT  who\n  --limit N   how much\n      --none of it\n'
    tap.point('options are found', [] if options_of(help_text) == [('c', 'community'), ('', 'limit')]
              else [str(options_of(help_text))])
    tap.point('what is missing is told',
              [] if undocumented('.Fl -limit Ar n', [('', 'limit'), ('', 'log'), ('q', 'quiet')]) == ['log', 'quiet'] else ['not so'])
    tap.point('and what is too much',
              [] if invented('.It Fl -limit Ar n\n.It Fl x', [('', 'limit')]) == ['x'] else ['not so'])
    tap.end()


def main(folder, tarn):
    tap = Tap()
    overview = read(folder, 'tarn.1')

    if shutil.which('groff') is None:
        tap.skip('groff warns of nothing', 'groff is not here')
    else:
        pages = [os.path.join(folder, name) for name in sorted(os.listdir(folder))
                 if '\n.so ' not in read(folder, name)]
        tap.point('groff warns of nothing',
                  said('groff', '-ww', '-mandoc', '-z', '-Tutf8', *pages).splitlines())

    names = commands(tarn)
    tap.point('there are commands', [] if len(names) > 20 else [str(names)])
    for name in names:
        options = options_of(said(tarn, name, '--help'))
        page = page_of(folder, name)
        tap.point('there is a page of ' + name,
                  [] if '.Nm tarn-' + name in page and 'Xr tarn-%s 1' % name in overview
                  else ['and tarn.1 names it'])
        missing = undocumented(page + overview, options)
        tap.point('the manual has all options of ' + name, ['--' + option for option in missing])
        tap.point('and no others', invented(page, options))
    tap.end()


if __name__ == '__main__':
    if sys.argv[1:] == ['--self-test']:
        self_test()
    else:
        main(*sys.argv[1:])
