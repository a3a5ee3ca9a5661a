#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Agents from Python, as test-introspection.py has the rest."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'lib'))
from tap import Tap, failures


def test_faults(Tarn, GLib):
    """An agent that answers wrongly because it was told to."""
    assert 'drop' in Tarn.fault_dup_names()
    assert Tarn.fault_dup_usage('drop') == 'drop=N%[@OID]'
    assert 'lost' in Tarn.fault_get_description('drop')
    assert Tarn.fault_dup_usage('nothing') is None

    agent = Tarn.Agent.new(Tarn.MemoryStore.new())
    agent.set_fault_seed(7)
    assert agent.add_fault('drop=10%')
    try:
        agent.add_fault('drop=x%')
        assert False, 'not a fault'
    except GLib.Error as error:
        assert error.matches(Tarn.error_quark(), Tarn.Error.INVALID)
        assert 'x%' in error.message


def test_agent_group(Tarn, GLib):
    """Agents that open what they serve when somebody asks; which of them is meant; places."""
    from gi.repository import Gio

    opened, group, names = [], Tarn.AgentGroup.new(), ('core', 'edge')

    def open_store(name):
        opened.append(name)
        store, batch = Tarn.MemoryStore.new(), Tarn.Batch.new()
        batch.put(Tarn.Oid.new('1.3.6.1.4.1.32473.1.0'), Tarn.Value.new_integer(len(opened)))
        assert store.apply(batch)
        return store

    for name in names:
        agent = Tarn.Agent.new_lazy(open_store, name)
        community = GLib.Bytes.new(name.encode())
        agent.set_read_community(community)
        assert group.add(name, agent) and group.add_community(name, community)
    try:
        group.add('core', Tarn.Agent.new_lazy(open_store, 'core'))
        assert False, 'two of that name'
    except GLib.Error as error:
        assert error.matches(Tarn.error_quark(), Tarn.Error.INVALID)

    socket = Gio.Socket.new(Gio.SocketFamily.IPV4, Gio.SocketType.DATAGRAM, Gio.SocketProtocol.UDP)
    socket.bind(Gio.InetSocketAddress.new_from_string('127.0.0.1', 0), False)
    assert group.listen_socket(socket)
    assert not opened and group.get_n_open() == 0
    places = group.dup_places()
    assert [place.name for place in places] == list(names)
    assert places[1].communities[0].get_data() == b'edge' and not places[1].is_open
    assert places[0].addresses[0].get_port() == socket.get_local_address().get_port()

    agent = group.get_agent('edge')
    assert agent.open_store() and opened == ['edge'] and group.get_n_open() == 1
    closed = []
    agent.connect('store-closed', lambda agent, store: closed.append(store))
    agent.close_store()
    assert len(closed) == 1 and agent.get_store() is None
    assert group.remove('edge') and not group.remove('edge')
    group.stop()
    assert len(group.get_addresses()) == 0


def main():
    tap = Tap()
    tests = (('faults', test_faults), ('a group of agents', test_agent_group))
    try:
        import gi
        gi.require_version('Tarn', '0')
        from gi.repository import GLib, Tarn
    except ImportError as error:
        for name, _ in tests:
            tap.skip(name, 'python3-gi is not here: %s' % error)
    else:
        for name, test in tests:
            tap.point(name, failures(test, Tarn, GLib))
    tap.end()


if __name__ == '__main__':
    main()
