#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Files and functions stay short, lines end clean, and every source file says whose
it is and under which licence."""

import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'lib'))
import sourcetree

FILE_LINES, FILE_LINES_MAX = 500, 600
FUNCTION_LINES, FUNCTION_LINES_MAX = 40, 80
UI_LINES_MAX = 250

SOURCE = ('.c', '.go', '.h', '.py')
LICENSED = SOURCE + ('.sh', '.ui', 'meson.build')
CLEAN = LICENSED + ('.md', '.in', '.xml', '.txt')
TRAILING = re.compile(r'[ \t\r]$', re.MULTILINE)


def functions(text):
    """(name, first line, lines) of each C function: GNU style has its braces alone in
    column 0, and only a function closes with a bare one."""
    start = None
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if line.rstrip() == '{':
            start = number
        elif line.startswith('}') and start is not None:
            if line.rstrip() == '}':
                yield function_name(lines[:start - 1]), start, number - start + 1
            start = None


def function_name(before):
    for line in reversed(before[-20:]):
        match = re.match(r'(\w+)\s*\(', line)
        if match:
            return match.group(1)
    return 'function'


def check_file(path, text, problems, notes):
    script = text.startswith('#!')
    n_lines = len(text.splitlines())

    if path.endswith(SOURCE) or script:
        if n_lines > FILE_LINES_MAX:
            problems.append('%s: %d lines, at most %d' % (path, n_lines, FILE_LINES_MAX))
        elif n_lines > FILE_LINES:
            notes.append('%s: %d lines, %d is enough' % (path, n_lines, FILE_LINES))
    if path.endswith('.ui') and n_lines > UI_LINES_MAX:
        problems.append('%s: %d lines, at most %d' % (path, n_lines, UI_LINES_MAX))

    if path.endswith('.c'):
        for name, line, size in functions(text):
            where = '%s:%d: %s has %d lines' % (path, line, name, size)
            if size > FUNCTION_LINES_MAX:
                problems.append('%s, at most %d' % (where, FUNCTION_LINES_MAX))
            elif size > FUNCTION_LINES:
                notes.append('%s, %d is typical' % (where, FUNCTION_LINES))

    if path.endswith(LICENSED) or script:
        head = text[:1000]
        for line in ('SPDX-FileCopyrightText:', 'SPDX-License-Identifier:'):
            if line not in head:
                problems.append('%s: the line %s … is missing at the top' % (path, line))
    if path.endswith(CLEAN) or script:
        match = TRAILING.search(text)
        if match:
            line = text.count('\n', 0, match.start()) + 1
            problems.append('%s:%d: white space at the end of the line' % (path, line))
        if text and not text.endswith('\n'):
            problems.append('%s: the last line has no end' % path)


def check(top):
    problems, notes = [], []
    for path in sourcetree.files(top):
        text = sourcetree.read(top, path)
        if text is not None:
            check_file(path, text, problems, notes)
        elif path.endswith(CLEAN):
            problems.append('%s: not UTF-8 text' % path)
    return problems, notes


SPDX = '/* SPDX-FileCopyrightText: x\n * SPDX-License-Identifier: x\n */\n'


def function(n_lines):
    return SPDX + 'static void\nfeed (void)\n{\n' + '  step ();\n' * (n_lines - 2) + '}\n'


EXAMPLES = (
    ('a tree without fault', {
        'core/a.c': function(80), 'core/b.c': SPDX + 'int a;\n' * 597,
        'a.ui': '<!-- SPDX-FileCopyrightText: x SPDX-License-Identifier: x -->\n' * 250,
        'README.md': 'short\n', 'tests/run': '#!/bin/sh\n' + SPDX,
        'core/c.c': SPDX + 'struct a\n{\n' + '  int b;\n' * 90 + '};\n',
        'a.snmprec': '1.3|4|ends in a space \n',
        '_build/a.c': 'no licence \n',
        'elsewhere/meson-private/x': '', 'elsewhere/a.c': 'no licence \n',
    }, None),
    ('a file of 601 lines', {'a.c': SPDX + 'int a;\n' * 598}, '601 lines'),
    ('a script of 601 lines', {'run': '#!/bin/sh\n' + SPDX + ':\n' * 597}, '601 lines'),
    ('a function of 81 lines', {'a.c': function(81)}, 'feed has 81 lines'),
    ('a view of 251 lines', {
        'a.ui': '<!-- SPDX-FileCopyrightText: x SPDX-License-Identifier: x -->\n' * 251,
    }, '251 lines'),
    ('no licence in C', {'a.c': '/* SPDX-FileCopyrightText: x */\n'}, 'SPDX-License-Identifier'),
    ('no owner in a header', {'a.h': '/* SPDX-License-Identifier: x */\n'}, 'SPDX-FileCopyright'),
    ('no licence in a build file',
     {'meson.build': '# SPDX-FileCopyrightText: x\n'}, 'SPDX-License-Identifier'),
    ('no licence in a script',
     {'run': '#!/bin/sh\n# SPDX-FileCopyrightText: x\n'}, 'SPDX-License-Identifier'),
    ('a space at the end', {'a.c': SPDX + 'int a; \n'}, 'a.c:4: white space'),
    ('a tab at the end', {'README.md': 'a\nb\t\n'}, 'README.md:2: white space'),
    ('a carriage return', {'README.md': 'a\r\n'}, 'README.md:1: white space'),
    ('no end of the last line', {'README.md': 'a'}, 'no end'),
)

if __name__ == '__main__':
    sourcetree.main('files and functions are short, clean and licensed', check, EXAMPLES)
