#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The Flatpak manifest: it is of this program, it brings along each library that the build
asks for and the runtime has not, its archives have checksums, and it opens no more of the
system than is named here.  Argument: the source tree; --self-test."""

import json
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'lib'))
from tap import Tap

ID = 'org.tarn.Browser'
# What org.gnome.Platform 43 has of what the build asks for.
RUNTIME = {'glib-2.0', 'gobject-2.0', 'gio-2.0', 'gio-unix-2.0', 'gtk4', 'libarchive', 'liblzma',
           'libzstd', 'zlib', 'libsecret-1', 'atspi-2', 'nettle'}
OPENED = {
    '--share=ipc', '--share=network', '--socket=wayland', '--socket=fallback-x11', '--device=dri',
    '--filesystem=xdg-documents',           # captures without asking each time
    '--filesystem=~/.snmp:ro',              # MIB modules of net-snmp's users
    '--filesystem=xdg-run/tarn:create',     # where agents that were left running tell of themselves
    '--talk-name=org.freedesktop.secrets',  # communities
}


def asked_for(text):
    return set(re.findall(r"dependency\('([a-z0-9.-]+)'", text))


def wrong_sources(modules):
    found = []
    for module in modules:
        for source in module['sources']:
            if source['type'] == 'archive' and (
                    not source['url'].startswith('https://')
                    or not re.fullmatch('[0-9a-f]{64}', source.get('sha256', ''))):
                found.append('%s: an archive by https with its sha256 is wanted' % module['name'])
    return found


def self_test():
    tap = Tap()
    tap.point('dependencies are found',
              [] if asked_for("a = dependency('tdb')\ndependency('gtk4', version: '>= 4')")
              == {'tdb', 'gtk4'} else ['not so'])
    bad = [{'name': 'x', 'sources': [{'type': 'archive', 'url': 'http://x', 'sha256': '0' * 64}]}]
    tap.point('an archive without a checksum is told', [] if wrong_sources(bad) else ['not so'])
    tap.end()


def main(tree):
    tap = Tap()
    with open(os.path.join(tree, 'data', ID + '.json'), encoding='utf-8') as f:
        manifest = json.load(f)
    needed = set()
    for path in ('meson.build', 'core/meson.build', 'gui/meson.build'):
        with open(os.path.join(tree, path), encoding='utf-8') as f:
            needed |= asked_for(f.read())

    names = [module['name'] for module in manifest['modules']]
    tap.point('it is of this program',
              [] if manifest['id'] == ID and manifest['command'] == 'tarn-browser'
              and names[-1] == 'tarn' else [manifest['id']])
    tap.point('each library is in the runtime, or comes along',
              sorted(needed - RUNTIME - set(names)))
    tap.point('archives have checksums', wrong_sources(manifest['modules']))
    tap.point('no more is opened than is known', sorted(set(manifest['finish-args']) - OPENED))
    tap.end()


if __name__ == '__main__':
    if sys.argv[1:] == ['--self-test']:
        self_test()
    else:
        main(*sys.argv[1:])
