# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The files of the project, for the checks of its own style, and the frame that
every such check has: look at the tree, or prove by examples that it can fail."""

import os
import sys
import tempfile

from tap import Tap


def files(top):
    """Paths relative to @top, sorted; no build folders, nothing hidden but .ci."""
    found = []
    for folder, subfolders, names in os.walk(top):
        subfolders[:] = sorted(
            s for s in subfolders
            if (not s.startswith('.') or s == '.ci')
            and not s.startswith('_build') and s != '__pycache__'
            and not os.path.exists(os.path.join(folder, s, 'meson-private')))
        found += [os.path.relpath(os.path.join(folder, name), top) for name in names]
    return sorted(found)


def read(top, path):
    """The text of a file, or None if it is not text."""
    with open(os.path.join(top, path), 'rb') as f:
        octets = f.read()
    if b'\0' in octets:
        return None
    try:
        return octets.decode('utf-8')
    except UnicodeDecodeError:
        return None


def main(name, check, examples):
    """check(top) returns (problems, notes).  @examples are (sentence, {path: text},
    what the one problem must say, or None for a tree without fault)."""
    tap = Tap()
    if sys.argv[1:] == ['--self-test']:
        for sentence, tree, expected in examples:
            tap.point(sentence, try_example(check, tree, expected))
    elif len(sys.argv) == 2:
        problems, notes = check(sys.argv[1])
        for note in notes:
            tap.note(note)
        tap.point(name, problems)
    else:
        sys.exit('usage: %s SOURCE-FOLDER | --self-test' % sys.argv[0])
    tap.end()


def try_example(check, tree, expected):
    with tempfile.TemporaryDirectory() as top:
        for path, text in tree.items():
            os.makedirs(os.path.join(top, os.path.dirname(path)), exist_ok=True)
            with open(os.path.join(top, path), 'w', encoding='utf-8') as f:
                f.write(text)
        problems, _ = check(top)
    if expected is None:
        return ['unexpected: ' + p for p in problems]
    if len(problems) != 1 or expected not in problems[0]:
        return ['expected one problem that says "%s", got %r' % (expected, problems)]
    return []
