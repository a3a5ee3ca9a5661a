#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Includes go down the floors and carry the floor in their path; a foreign library
enters at one place.  CONTRIBUTING.md has the table of floors."""

import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'lib'))
import sourcetree

# What a file of each floor may include beside its own folder.
FLOORS = {
    'base':  (),
    'wire':  ('base',),
    'mib':   ('base',),
    'net':   ('base', 'wire', 'mib'),
    'store': ('base', 'wire', 'mib'),
    'ops':   ('base', 'wire', 'mib', 'net', 'store'),
    'cli':   (),
    'gui':   (),
}
USERS = ('cli', 'gui')          # of the library: <tarn.h> and nothing else of it
NO_GIO = ('base', 'wire', 'mib')

# Headers of a foreign library, the only floor that may know them, and whether only
# one file there may (of nettle: one file a header, that is an algorithm family).
FOREIGN = (
    (re.compile(r'tdb\.h$'), 'store', True),
    (re.compile(r'smi\.h$'), 'mib', True),
    (re.compile(r'nettle/'), 'wire', True),
    (re.compile(r'gtk/|gdk/|gsk/|graphene'), 'gui', False),
)

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
COMMENT = re.compile(r'/\*.*?\*/', re.DOTALL)


def floor_of(path):
    """'core/base/x.c' and 'gui/x.c' have one; 'core/tarn.h' is the umbrella."""
    parts = path.split('/')
    if parts[0] == 'gui':
        return 'gui'
    if path == 'core/tarn.h':
        return 'tarn.h'
    if parts[0] == 'core' and len(parts) > 2:
        return parts[1]
    return None


def project_floor(top, included, quoted):
    """The floor of an included header if it is ours, whichever way it is quoted."""
    if included == 'tarn.h':
        return 'tarn.h'
    first = included.split('/')[0]
    if '/' in included and first in FLOORS:
        return first
    if included.startswith('core/') or '..' in included.split('/'):
        return 'crooked'
    if quoted or os.path.exists(os.path.join(top, 'core', included)):
        return 'bare'
    return None


def check_ours(floor, target):
    if floor == 'tarn.h':
        return None if target in FLOORS and target not in USERS else \
            'the umbrella includes public headers of the floors only'
    if target == 'crooked' or (target == 'bare' and floor not in USERS):
        return 'the path must carry the floor: "floor/name.h"'
    if target == floor or (target == 'bare' and floor in USERS):
        return None
    if floor in USERS:
        return None if target == 'tarn.h' else '%s/ uses <tarn.h> and nothing else of ours' % floor
    if target == 'tarn.h':
        return 'the umbrella is above every floor'
    if target not in FLOORS[floor]:
        return '%s/ may not include %s/: that is not below it' % (floor, target)
    return None


def check_foreign(path, floor, included, users):
    if included.startswith('gio/') and floor in NO_GIO:
        return '%s/ knows nothing of GIO' % floor
    for pattern, home, once in FOREIGN:
        if not pattern.match(included):
            continue
        if floor != home:
            return 'only %s/ may know this header' % home
        first = users.setdefault(included, path)
        if once and first != path:
            return 'one file includes this header, and that is %s' % first
    return None


def check_umbrella(text):
    rest = INCLUDE.sub('', COMMENT.sub('', text)).replace('#pragma once', '')
    return ['core/tarn.h: holds more than includes'] if rest.strip() else []


def check(top):
    problems = []
    users = {}
    for path in sourcetree.files(top):
        if not path.endswith(('.c', '.h')) or not path.startswith(('core/', 'gui/')):
            continue
        floor = floor_of(path)
        if floor != 'tarn.h' and floor not in FLOORS:
            problems.append('%s: this folder is not a floor' % path)
            continue
        text = sourcetree.read(top, path) or ''
        if floor == 'tarn.h':
            problems += check_umbrella(text)
        for match in INCLUDE.finditer(text):
            quote, included = match.groups()
            target = project_floor(top, included, quote == '"')
            problem = check_ours(floor, target) if target else \
                check_foreign(path, floor, included, users)
            if problem:
                line = text.count('\n', 0, match.start(2)) + 1
                problems.append('%s:%d: #include %s: %s' % (path, line, included, problem))
    return problems, []


def example(path, *includes):
    return {path: ''.join('#include %s\n' % i for i in includes)}


EXAMPLES = (
    ('a tree without fault', {
        'core/base/a.h': '#include <glib-object.h>\n#include "base/b.h"\n',
        'core/wire/a.c': '#include "wire/a.h"\n#include "base/a.h"\n',
        'core/mib/a.c': '#include <smi.h>\n#include "base/a.h"\n',
        'core/net/a.c': '#include <gio/gio.h>\n#include "wire/a.h"\n#include <sys/socket.h>\n',
        'core/store/a.c': '#include <tdb.h>\n#include "wire/a.h"\n',
        'core/ops/a.c': '#include "net/a.h"\n#include "store/a.h"\n#include "base/a.h"\n',
        'core/tarn.h': '/* all */\n#pragma once\n\n#include "base/a.h"\n#include "ops/a.h"\n',
        'core/cli/a.c': '#include <tarn.h>\n#include "cli/a.h"\n#include "a.h"\n',
        'gui/a.c': '#include <tarn.h>\n#include <gtk/gtk.h>\n#include "a.h"\n',
        'gui/b.c': '#include <gtk/gtk.h>\n',
        'tests/unit/test-a.c': '#include "store/a.h"\n#include <tdb.h>\n',
    }, None),
    ('base includes upwards', example('core/base/a.c', '"wire/a.h"'), 'not below'),
    ('wire includes mib sideways', example('core/wire/a.c', '"mib/a.h"'), 'not below'),
    ('mib includes wire sideways', example('core/mib/a.c', '"wire/a.h"'), 'not below'),
    ('net includes store sideways', example('core/net/a.c', '"store/a.h"'), 'not below'),
    ('store includes net sideways', example('core/store/a.c', '"net/a.h"'), 'not below'),
    ('store includes ops upwards', example('core/store/a.c', '"ops/a.h"'), 'not below'),
    ('angle brackets do not hide it', example('core/base/a.c', '<ops/a.h>'), 'not below'),
    ('nor do spaces', {'core/base/a.c': ' #  include  "ops/a.h"\n'}, 'not below'),
    ('ops includes the command line', example('core/ops/a.c', '"cli/a.h"'), 'not below'),
    ('a floor includes the umbrella', example('core/ops/a.c', '<tarn.h>'), 'umbrella'),
    ('the command line reaches inside', example('core/cli/a.c', '"base/a.h"'), 'nothing else'),
    ('the browser reaches inside', example('gui/a.c', '"store/a.h"'), 'nothing else'),
    ('the browser reaches the command line', example('gui/a.c', '"cli/a.h"'), 'nothing else'),
    ('a path without its floor', example('core/wire/a.c', '"a.h"'), 'carry the floor'),
    ('a path that climbs', example('core/ops/a.c', '"../base/a.h"'), 'carry the floor'),
    ('GIO in base', example('core/base/a.c', '<gio/gio.h>'), 'GIO'),
    ('GIO in wire', example('core/wire/a.h', '<gio/gio.h>'), 'GIO'),
    ('GIO in mib', example('core/mib/a.c', '<gio/gunixinputstream.h>'), 'GIO'),
    ('tdb outside the store', example('core/ops/a.c', '<tdb.h>'), 'only store/'),
    ('tdb twice', {**example('core/store/a.c', '<tdb.h>'),
                   **example('core/store/b.c', '<tdb.h>')}, 'one file'),
    ('smi twice', {**example('core/mib/a.c', '<smi.h>'),
                   **example('core/mib/b.c', '<smi.h>')}, 'one file'),
    ('smi outside mib', example('core/ops/a.c', '<smi.h>'), 'only mib/'),
    ('one nettle family twice', {**example('core/wire/a.c', '<nettle/aes.h>'),
                                 **example('core/wire/b.c', '<nettle/aes.h>')}, 'one file'),
    ('GTK below the browser', example('core/ops/a.c', '<gtk/gtk.h>'), 'only gui/'),
    ('code in the umbrella', {'core/tarn.h': '#pragma once\nint tarn;\n'}, 'more than includes'),
    ('the umbrella includes a user', example('core/tarn.h', '"cli/a.h"'), 'public headers'),
    ('a folder that is no floor', example('core/misc/a.c', '<glib.h>'), 'not a floor'),
)

if __name__ == '__main__':
    sourcetree.main('includes go down and carry the floor', check, EXAMPLES)
