#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""libtarn from Python: what introspection promises is there, documented and works.
GI_TYPELIB_PATH and LD_LIBRARY_PATH lead to the build folder; the argument is the GIR
file."""

import os
import sys
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'lib'))
from tap import Tap

CORE = '{http://www.gtk.org/introspection/core/1.0}'
C = '{http://www.gtk.org/introspection/c/1.0}'

# Where NULL is an answer and not a failure, bindings must know it.
NULLABLE = ('tarn_address_get_zone', 'tarn_store_get', 'tarn_store_get_next')
CALLABLES = ('function', 'method', 'constructor')


def callables(gir):
    for kind in CALLABLES:
        yield from gir.iter(CORE + kind)


def undocumented(gir):
    """A word about the function, a parameter or what it returns is enough: many names
    say the rest."""
    return ['%s has no documentation' % function.get(C + 'identifier')
            for function in callables(gir)
            if function.get('introspectable') != '0' and 'moved-to' not in function.attrib
            and not function.get(C + 'identifier').endswith('_error_quark')
            and next(function.iter(CORE + 'doc'), None) is None]


def not_nullable(gir):
    found = {function.get(C + 'identifier'): function.find(CORE + 'return-value')
             for function in callables(gir)}
    return ['%s: NULL is not announced' % name for name in NULLABLE
            if found.get(name) is None or found[name].get('nullable') != '1']


def failures(test, *arguments):
    try:
        test(*arguments)
    except Exception as error:      # a binding that is missing is a failure like any other
        return ['%s: %s' % (type(error).__name__, error)]
    return []


def test_oid(Tarn, GLib):
    oid = Tarn.Oid.new('.1.3.6.1.2.1.1.5.0')
    assert oid.to_string() == '.1.3.6.1.2.1.1.5.0'
    assert oid.get_arcs() == [1, 3, 6, 1, 2, 1, 1, 5, 0]
    assert oid.has_prefix(Tarn.Oid.new_arcs([1, 3, 6, 1]))
    assert Tarn.Oid.new('1.3.16383').compare(Tarn.Oid.new('1.3.16384')) < 0
    try:
        Tarn.Oid.new('1.3.x')
    except GLib.Error as error:
        assert error.matches(Tarn.error_quark(), Tarn.Error.INVALID)
    else:
        raise AssertionError('1.3.x was taken for an OID')


def test_value(Tarn):
    number = Tarn.Value.new_integer(-7)
    assert number.get_kind() == Tarn.Kind.INTEGER
    assert number.get_integer() == (True, -7)
    assert not number.get_unsigned()[0]
    octets = Tarn.Value.new_octets(Tarn.Kind.OCTET_STRING, b'a\0b')
    assert bytes(octets.get_octets()) == b'a\0b'
    assert bytes(octets.get_tlv()) == b'\x04\x03a\0b'


def test_store(Tarn):
    oid = Tarn.Oid.new('1.3.6.1.2.1.1.3.0')
    batch = Tarn.Batch.new()
    batch.put(oid, Tarn.Value.new_unsigned(Tarn.Kind.TIME_TICKS, 4711))
    batch.put(Tarn.Oid.new('1.3.6.1.2.1.1.5.0'),
              Tarn.Value.new_octets(Tarn.Kind.OCTET_STRING, b'name'))
    store = Tarn.MemoryStore.new()
    assert store.apply(batch)
    assert store.get(oid).get_unsigned() == (True, 4711)
    assert store.get(Tarn.Oid.new('1.3.6.1')) is None
    following = store.get_next(oid)
    assert following.get_oid().to_string() == '.1.3.6.1.2.1.1.5.0'
    assert bytes(following.get_value().get_octets()) == b'name'
    assert store.get_next(following.get_oid()) is None
    assert store.count(Tarn.Oid.new('1.3.6.1.2.1.1')) == 2


def test_conversation(Tarn, GLib):
    """An agent and a manager in one process, and a walk between them."""
    oids = ['1.3.6.1.4.1.32473.1.%d.0' % arc for arc in range(1, 60)]
    batch, store, loop = Tarn.Batch.new(), Tarn.MemoryStore.new(), GLib.MainLoop()
    for number, oid in enumerate(oids):
        batch.put(Tarn.Oid.new(oid), Tarn.Value.new_integer(number))
    store.apply(batch)

    agent = Tarn.Agent.new(store)
    agent.set_read_community(GLib.Bytes.new(b'public'))
    agent.listen(Tarn.Address.new('127.0.0.1', 0))
    session, device = Tarn.Session.new(), Tarn.Device.new(agent.get_addresses()[0])

    seen, results = [], []

    def done(source, result, finish):
        results.append(finish(result))
        loop.quit()

    walk = Tarn.Walk.new(session, device)
    walk.connect('varbinds', lambda walk, varbinds: seen.extend(varbinds))
    walk.run_async(None, done, walk.run_finish)
    loop.run()
    assert results.pop() and walk.is_complete()
    assert [v.get_oid().to_string() for v in seen] == ['.' + oid for oid in oids]
    assert [v.get_value().get_integer()[1] for v in seen] == list(range(len(oids)))

    agent.stop()


def main(gir_path):
    tap = Tap()
    gir = ElementTree.parse(gir_path).getroot()
    tap.point('every function is documented', undocumented(gir))
    tap.point('NULL is announced where it is an answer', not_nullable(gir))

    names = ('OIDs', 'values', 'a batch into a store, and out again',
             'an agent and a walk')
    try:
        import gi
        gi.require_version('Tarn', '0')
        from gi.repository import GLib, Tarn
    except ImportError as error:
        for name in names:
            tap.skip(name, 'python3-gi is not here: %s' % error)
    else:
        tap.point(names[0], failures(test_oid, Tarn, GLib))
        tap.point(names[1], failures(test_value, Tarn))
        tap.point(names[2], failures(test_store, Tarn))
        tap.point(names[3], failures(test_conversation, Tarn, GLib))
    tap.end()


if __name__ == '__main__':
    main(sys.argv[1])
