#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""A stranger's program, with nothing but the installed headers, library and
pkg-config file.  The argument is the build folder."""

import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'lib'))
from tap import Tap

PROGRAM = r'''
#include <tarn.h>

int
main (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnOid) oid = tarn_oid_new ("1.3.6.1.2.1.1.5.0", &error);
  g_autoptr(TarnValue) value = tarn_value_new_octets (TARN_KIND_OCTET_STRING,
                                                      (const guint8 *) "tarn", 4);
  g_autoptr(TarnValue) back = NULL;
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnStore) store = tarn_memory_store_new ();

  tarn_batch_put (batch, oid, value);
  if (!tarn_store_apply (store, batch, &error))
    g_error ("%s", error->message);
  back = tarn_store_get (store, oid, &error);
  if (back == NULL || !tarn_value_equal (back, value))
    g_error ("the value did not come back");
  g_print ("%s\n", tarn_oid_to_string (oid));
  return 0;
}
'''


def run(*command, env=None):
    """What the command printed; what went wrong is an exception with its words."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True,
                          env={**os.environ, **(env or {})})
    if done.returncode != 0:
        raise RuntimeError('%s: exit status %d\n%s'
                           % (' '.join(command), done.returncode, done.stdout))
    return done.stdout


def installed(root, name):
    for folder, _, names in os.walk(root):
        if name in names:
            return os.path.join(folder, name)
    raise RuntimeError('%s was not installed' % name)


def relocated(pc, root, folder):
    """pkg-config's own sysroot would move GLib too: move only our file's prefix."""
    with open(pc, encoding='utf-8') as f:
        text = f.read()
    with open(os.path.join(folder, 'tarn.pc'), 'w', encoding='utf-8') as f:
        f.write(re.sub(r'^prefix=', 'prefix=' + root, text, flags=re.MULTILINE))


# What a user finds, as ends of paths; of the browser only where it was built.
COMMAND = ['bin/tarn', 'libtarn.so', 'include/tarn/tarn.h', 'pkgconfig/tarn.pc', 'man1/tarn.1',
           'man1/tarn-mirror.1', 'man1/tarn-next.1', 'bash-completion/completions/tarn',
           'tarn/mibs/SNMPv2-MIB']
BROWSER = ['bin/tarn-browser', 'man1/tarn-browser.1', 'applications/org.tarn.Browser.desktop',
           'metainfo/org.tarn.Browser.metainfo.xml', 'mime/packages/org.tarn.Browser.xml',
           'dbus-1/services/org.tarn.Browser.service', 'bash-completion/completions/tarn-browser',
           'hicolor/scalable/apps/org.tarn.Browser.svg',
           'hicolor/symbolic/apps/org.tarn.Browser-symbolic.svg', 'LC_MESSAGES/tarn.mo']


def missing(root):
    """What is not installed of what belongs to a complete program."""
    paths = [os.path.join(folder, name) for folder, _, names in os.walk(root) for name in names]
    browser = any(path.endswith('bin/tarn-browser') for path in paths)
    return ['%s is not installed' % end for end in COMMAND + (BROWSER if browser else [])
            if not any(path.endswith('/' + end) for path in paths)]


def versions_apart(root):
    """Each program tells which one it is, from where it was installed, without a display."""
    apart = []
    env = {'LD_LIBRARY_PATH': os.path.dirname(installed(root, 'libtarn.so')), 'DISPLAY': '',
           'WAYLAND_DISPLAY': ''}
    for name in ('tarn', 'tarn-browser'):
        path = next((os.path.join(folder, name) for folder, _, names in os.walk(root)
                     if name in names and os.path.basename(folder) == 'bin'), None)
        if path is None and name == 'tarn-browser':
            continue
        said = run(path, '--version', env=env)
        if not re.fullmatch(name + r' \d+\.\d+\.\d+\n', said):
            apart.append('%s --version says %r' % (name, said))
    return apart


def build_and_run(build, folder):
    root = os.path.join(folder, 'root')
    source = os.path.join(folder, 'stranger.c')
    program = os.path.join(folder, 'stranger')
    run('meson', 'install', '-C', build, '--no-rebuild', '--destdir', root)
    relocated(installed(root, 'tarn.pc'), root, folder)
    env = {'PKG_CONFIG_PATH': folder}
    flags = run('pkg-config', '--cflags', '--libs', 'tarn', env=env).split()
    with open(source, 'w', encoding='utf-8') as f:
        f.write(PROGRAM)
    run('cc', '-std=gnu11', '-Wall', '-Werror', source, '-o', program, *flags)
    said = run(program, env={'LD_LIBRARY_PATH': os.path.dirname(installed(root, 'libtarn.so'))})
    if said != '.1.3.6.1.2.1.1.5.0\n':
        raise RuntimeError('it said %r' % said)
    return root


def headers_apart(root):
    """Installed are exactly those that <tarn.h> leads to."""
    base = os.path.dirname(installed(root, 'tarn.h'))
    there = {os.path.relpath(os.path.join(folder, name), base)
             for folder, _, names in os.walk(base) for name in names}
    reached, waiting = set(), ['tarn.h']
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        reached.add(path)
        with open(os.path.join(base, path), encoding='utf-8') as f:
            waiting += re.findall(r'^#include "(.*)"', f.read(), re.MULTILINE)
    return ['%s: no public header' % path for path in sorted(there - reached)]


def exports_apart(root):
    """Exported is what an installed header declares, and nothing else."""
    words = set()
    for folder, _, names in os.walk(os.path.dirname(installed(root, 'tarn.h'))):
        for name in names:
            with open(os.path.join(folder, name), encoding='utf-8') as f:
                words |= set(re.findall(r'\w+', f.read()))
    symbols = [line.split()[-1] for line in
               run('nm', '-D', '--defined-only', installed(root, 'libtarn.so')).splitlines()]
    return (['nothing is exported'] if not symbols else
            ['%s: exported, but in no installed header' % symbol
             for symbol in symbols if symbol not in words])


def main(build):
    tap = Tap()
    if shutil.which('cc') is None or shutil.which('meson') is None:
        tap.skip('a program of a stranger', 'cc or meson is not here')
        tap.end()
    with tempfile.TemporaryDirectory() as folder:
        try:
            root = build_and_run(build, folder)
        except RuntimeError as error:
            tap.point('a program of a stranger', [str(error)])
        else:
            tap.point('a program of a stranger')
            tap.point('all that belongs to the programs is there', missing(root))
            tap.point('the programs run from there', versions_apart(root))
            tap.point('private headers stay at home', headers_apart(root))
            tap.point('private functions stay hidden', exports_apart(root))
    tap.end()


if __name__ == '__main__':
    main(sys.argv[1])
