#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The release tarball: all that is committed is in it and nothing else, and it builds and runs
where there is no repository.  Minutes, so it is for the longer suite.  The argument is the
source folder."""

import glob
import os
import subprocess
import sys
import tarfile
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'lib'))
from tap import Tap


def run(*command, cwd=None):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, cwd=cwd, check=False)
    if done.returncode != 0:
        raise RuntimeError('%s: exit status %d\n%s'
                           % (' '.join(command), done.returncode, done.stdout[-4000:]))
    return done.stdout


def make(source, folder):
    """The tarball of the commit that is checked out."""
    clone = os.path.join(folder, 'clone')
    run('git', '-c', 'safe.directory=*', 'clone', '-q', '--no-hardlinks', source, clone)
    run('meson', 'setup', '_build', '-Dintrospection=false', cwd=clone)
    run('meson', 'dist', '-C', '_build', '--no-tests', '--formats', 'xztar', cwd=clone)
    return clone, glob.glob(os.path.join(clone, '_build', 'meson-dist', '*.tar.xz'))


def main(source):
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix='tarn-dist-') as folder:
        clone, found = make(source, folder)
        tap.point('there is one tarball', [] if len(found) == 1 else [str(found)])
        with tarfile.open(found[0]) as archive:
            names = {member.name.split('/', 1)[1] for member in archive.getmembers()
                     if member.isfile()}
            archive.extractall(folder, filter='data') if hasattr(tarfile, 'data_filter') \
                else archive.extractall(folder)
        committed = set(run('git', 'ls-files', cwd=clone).split('\n')) - {''}
        tap.point('it has what is committed, and nothing else', sorted(names ^ committed))

        tree = os.path.join(folder, os.path.basename(found[0])[:-len('.tar.xz')])
        run('meson', 'setup', '_build', '-Dintrospection=false', cwd=tree)
        run('ninja', '-C', '_build', cwd=tree)
        said = run(os.path.join(tree, '_build', 'core', 'cli', 'tarn'), '--version')
        tap.point('it builds and runs', [] if os.path.basename(tree).split('-')[-1] in said
                  else [said])
        run('meson', 'test', '-C', '_build', '--suite', 'style', cwd=tree)
        tap.point('its own rules hold there', [])
    tap.end()


if __name__ == '__main__':
    main(*sys.argv[1:])
