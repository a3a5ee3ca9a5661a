#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Every file with texts for people is in po/POTFILES.in, in order, and every language of
po/LINGUAS has all of these texts."""

import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'lib'))
import sourcetree

CALL = re.compile(r'\b(_|N_|C_|NC_|ngettext)\s*\(\s*"')
KEYWORDS = ('_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'ngettext:1,2')


def is_translatable(path, text):
    if path.endswith('.c'):
        return CALL.search(text) is not None
    if path.endswith('.ui'):
        return 'translatable="yes"' in text
    return path.endswith(('.desktop.in', '.gschema.xml', '.xml.in'))


def lines_of(text):
    return [line for line in text.splitlines() if line and not line.startswith('#')]


def is_cut(text):
    return any(re.match(r'(_|N_|C_|NC_|ngettext)\s*\((?:[^()]|\([^()]*\))*?"\s*G_\w+_FORMAT',
                        text[match.start():match.start() + 400])
               for match in CALL.finditer(text))


def check_list(files, listed):
    """files: {path: text} of gui/ and data/."""
    wanted = sorted(path for path, text in files.items() if is_translatable(path, text))
    problems = ['%s has texts, and is not in po/POTFILES.in' % path
                for path in wanted if path not in listed]
    problems += ['%s is in po/POTFILES.in, and has no texts' % path
                 for path in listed if path not in wanted]
    if not problems and listed != wanted:
        problems.append('po/POTFILES.in is not in order')
    return problems


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True,
                          env=dict(os.environ, LC_ALL='C'), **options)


def extract(top, listed, folder):
    template = os.path.join(folder, 'tarn.pot')
    result = run('xgettext', '--from-code=UTF-8', '-o', template, '-D', top,
                 *['--keyword=' + word for word in KEYWORDS], *listed)
    return template if result.returncode == 0 else None


def check_language(po, template):
    """What msgfmt and msgcmp have against it."""
    if not os.path.exists(po):
        return ['%s is in po/LINGUAS, and is not there' % po]
    problems = []
    result = run('msgfmt', '-c', '--statistics', '-o', os.devnull, po)
    if result.returncode != 0 or 'fuzzy' in result.stderr or 'untranslated' in result.stderr:
        problems.append('%s: %s' % (po, result.stderr.strip().splitlines()[-1]))
    result = run('msgcmp', po, template)
    if result.returncode != 0:
        problems += result.stderr.strip().splitlines()[:5]
    return problems


def check(top):
    files = {path: sourcetree.read(top, path) or '' for path in sourcetree.files(top)
             if path.startswith(('gui/', 'data/'))}
    listed = lines_of(sourcetree.read(top, 'po/POTFILES.in') or '')
    languages = lines_of(sourcetree.read(top, 'po/LINGUAS') or '')
    problems = check_list(files, listed)
    problems += ['%s: a text for people has a macro in it' % path
                 for path, text in files.items() if path.endswith('.c') and is_cut(text)]
    if problems:
        return problems, []
    with tempfile.TemporaryDirectory() as folder:
        template = extract(top, listed, folder)
        if template is None:
            return ['xgettext cannot read the sources'], []
        for language in languages:
            problems += check_language(os.path.join(top, 'po', language + '.po'), template)
    return problems[:1], problems[1:]


SOURCE = {'gui/a.c': '_("one");\n', 'po/POTFILES.in': '# list\ngui/a.c\n', 'po/LINGUAS': 'de\n'}
HEADER = ('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
          '"Language: de\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n')


def german(text):
    return dict(SOURCE, **{'po/de.po': HEADER + text})


EXAMPLES = (
    ('all is there', german('msgid "one"\nmsgstr "eins"\n'), None),
    ('no language at all', dict(SOURCE, **{'po/LINGUAS': ''}), None),
    ('a language that is not there', SOURCE, 'is not there'),
    ('a text that no language has', german('msgid "other"\nmsgstr "anderes"\n'), 'used but not'),
    ('a text that is not translated', german('msgid "one"\nmsgstr ""\n'), 'untranslated'),
    ('a guess', german('#, fuzzy\nmsgid "one"\nmsgstr "eins"\n'), 'fuzzy'),
    ('a file that is left out', dict(SOURCE, **{'gui/b.c': 'ngettext ("x", "y", 2);\n'}),
     'gui/b.c has texts'),
    ('a view that is left out', dict(SOURCE, **{'gui/b.ui': 'translatable="yes"\n'}),
     'gui/b.ui has texts'),
    ('a text with a macro in it', dict(SOURCE, **{
        'gui/a.c': 'x (_("one %" G_GSIZE_FORMAT " octets"), n);\n'}), 'has a macro'),
    ('a macro behind a text', dict(german('msgid "one"\nmsgstr "eins"\n'), **{
        'gui/a.c': 'x (_("one"), "%" G_GSIZE_FORMAT);\n'}), None),
    ('a file without texts', dict(SOURCE, **{'gui/a.c': 'x;\n'}), 'has no texts'),
    ('another order', dict(SOURCE, **{
        'gui/b.c': '_("two");\n', 'po/POTFILES.in': 'gui/b.c\ngui/a.c\n'}), 'not in order'),
)

if __name__ == '__main__':
    sourcetree.main('all texts are listed, and translated', check, EXAMPLES)
