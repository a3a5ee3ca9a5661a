#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The Debian packages, built from what is committed, taken apart, and the programs run from
there.  Minutes, so it is for the longer suite.  The argument is the source folder."""

import glob
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'lib'))
from tap import Tap

PACKAGES = ('tarn', 'tarn-browser', 'libtarn0', 'libtarn-dev', 'gir1.2-tarn-0')


def run(*command, cwd=None, env=None):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, cwd=cwd,
                          env={**os.environ, **(env or {})})
    if done.returncode != 0:
        raise RuntimeError('%s: exit status %d\n%s'
                           % (' '.join(command), done.returncode, done.stdout[-4000:]))
    return done.stdout


def build(source, folder):
    """The packages of the commit that is checked out."""
    tree = os.path.join(folder, 'tarn')
    os.mkdir(tree)
    archive = os.path.join(folder, 'tarn.tar')
    run('git', '-c', 'safe.directory=*', '-C', source, 'archive', '-o', archive, 'HEAD')
    run('tar', '-xf', archive, '-C', tree)
    shutil.copytree(os.path.join(tree, 'data', 'debian'), os.path.join(tree, 'debian'))
    run('dpkg-buildpackage', '-us', '-uc', '-b', cwd=tree)


def missing(folder):
    return ['%s was not made' % name for name in PACKAGES
            if not glob.glob(os.path.join(folder, name + '_*.deb'))]


def run_from_packages(folder):
    """Each program says which it is, from where its package has it."""
    root = os.path.join(folder, 'root')
    for package in glob.glob(os.path.join(folder, '*.deb')):
        run('dpkg-deb', '-x', package, root)
    env = {'LD_LIBRARY_PATH': glob.glob(os.path.join(root, 'usr/lib/*-linux-gnu*'))[0],
           'DISPLAY': '', 'WAYLAND_DISPLAY': ''}
    for name in ('tarn', 'tarn-browser'):
        said = run(os.path.join(root, 'usr/bin', name), '--version', env=env)
        if not said.startswith(name + ' '):
            raise RuntimeError('%s --version says %r' % (name, said))


def lint(folder):
    """Errors, not advice."""
    done = subprocess.run(['lintian', '--tag-display-limit', '0', '--fail-on', 'error']
                          + glob.glob(os.path.join(folder, '*.changes')),
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return [line for line in done.stdout.splitlines() if line.startswith('E:')]


def main(source):
    tap = Tap()
    if shutil.which('dpkg-buildpackage') is None or shutil.which('dh') is None:
        tap.skip('the packages are built', 'dpkg-buildpackage or dh is not here')
        tap.end()
    with tempfile.TemporaryDirectory() as folder:
        try:
            build(source, folder)
            tap.point('the packages are built', missing(folder))
            run_from_packages(folder)
            tap.point('the programs run from them')
        except RuntimeError as error:
            tap.point('packages', [str(error)])
        if shutil.which('lintian') is None:
            tap.skip('lintian finds no error', 'lintian is not here')
        else:
            tap.point('lintian finds no error', lint(folder))
    tap.end()


if __name__ == '__main__':
    main(sys.argv[1])
