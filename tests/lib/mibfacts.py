# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Facts of MIB modules in one form, wherever they come from, and how they differ.

A fact is a dict.  Of a node: oid, and where the source knows it access, type, base,
labels, ranges, units, index, augments, objects, status.  Of a convention: base, labels,
ranges, hint.  What a source does not know is not in its dict, and is not compared."""

import os
import re
import subprocess

ACCESS = {'noaccess': 'not-accessible', 'notifyonly': 'accessible-for-notify',
          'readonly': 'read-only', 'readwrite': 'read-write', 'readcreate': 'read-create',
          'writeonly': 'write-only', 'eventonly': 'accessible-for-notify'}

# One type of the wire under its several names.
SAME_BASE = {'INTEGER': 'Integer32', 'Enumeration': 'Integer32', 'Counter': 'Counter32',
             'Gauge': 'Gauge32', 'OCTET STRING': 'OctetString', 'BITS': 'Bits',
             'OBJECT IDENTIFIER': 'ObjectIdentifier', 'Integer': 'Integer32'}
BASES = {'Integer32', 'Unsigned32', 'Counter32', 'Gauge32', 'TimeTicks', 'Counter64',
         'IpAddress', 'Opaque', 'OctetString', 'ObjectIdentifier', 'Bits', 'NetworkAddress'}


def base_name(name):
    return SAME_BASE.get(name, name)


def numbers(oid):
    return tuple(int(arc) for arc in oid.strip('.').split('.'))


def merged(ranges):
    """The same set of numbers in the fewest ranges: 1 | 2..4 is 1..4."""
    result = []
    for low, high in sorted(ranges):
        if result and low <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(high, result[-1][1]))
        else:
            result.append((low, high))
    return result


def read_modules(folders, names):
    """What libsmi makes of modules, names or paths, with those of @folders, joined by
    colons, to import from: {module: (nodes, conventions)}."""
    environment = {'PATH': os.environ['PATH'], 'SMIPATH': folders}
    text = subprocess.run(['smidump', '-c', '/dev/null', '-k', '-f', 'python', *names],
                          env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          check=True, encoding='utf-8').stdout
    modules = {}
    for part in text.split('# python version 1.0')[1:]:
        found = {}
        exec('#' + part, found)  # Python is the form in which smidump tells most
        modules[found['MIB']['moduleName']] = module_facts(found['MIB'])
    return modules


def module_facts(mib):
    nodes, conventions = {}, {}
    creatable = [numbers(n['oid']) for n in mib.get('nodes', {}).values() if 'create' in n]
    for kind in ('nodes', 'notifications', 'groups', 'compliances'):
        for name, told in mib.get(kind, {}).items():
            nodes[name] = node_facts(told, creatable)
    for name, told in mib.get('typedefs', {}).items():
        conventions[name] = type_facts(told)
        conventions[name]['hint'] = told.get('format')
    return nodes, conventions


def node_facts(told, creatable):
    facts = {'oid': numbers(told['oid']), 'units': told.get('units'),
             'status': told.get('status')}
    if told['nodetype'] in ('scalar', 'column'):
        facts.update(type_facts(told['syntax']['type']))
        facts['access'] = ACCESS[told['access']]
        if facts['access'] == 'read-write' and facts['oid'][:-1] in creatable:
            facts['access'] = 'read-create'
    for related in told.get('linkage', ()):
        if isinstance(related, str):
            facts.setdefault('index', []).append((False, related))
        else:
            facts['augments'] = next(iter(related.values()))['relatedNode']
    if 'implied' in told:
        facts['index'][-1] = (True, facts['index'][-1][1])
    if 'objects' in told:
        facts['objects'] = list(told['objects'])
    if 'members' in told:
        facts['members'] = set(told['members'])
    return facts


def type_facts(told):
    if isinstance(told.get('module'), str):     # as it is; else 'module' may be a label
        name = told['name']
        return {'type': base_name(name), 'labels': {}, 'ranges': []}
    labels = {name: int(value['number']) for name, value in told.items()
              if isinstance(value, dict) and value.get('nodetype') == 'namednumber'}
    base = base_name(told['basetype'])
    name = base_name(told['parent module']['type']) if 'parent module' in told else base
    ranges = [(int(r['min']), int(r['max'])) for r in told.get('ranges', ())]
    return {'type': name, 'base': base, 'labels': labels, 'ranges': merged(ranges)}


def differences(ours, theirs):
    """(fact, what we say, what they say) for each fact that both know and tell otherwise."""
    for fact in sorted(set(ours) & set(theirs)):
        one, two = ours[fact], theirs[fact]
        if fact == 'ranges':
            one, two = merged(one), merged(two)
        if one != two and (one or two):
            yield fact, one, two


def compare(ours, theirs, corrections, used):
    """A sentence for each difference that no correction explains.  @corrections maps
    'MODULE::name fact' (or 'MODULE::name' for a name that only they have) to a reason;
    a trailing * stands for anything.  Those that explained something go into @used."""
    problems = []
    for module in sorted(set(ours) & set(theirs)):
        for mine, others in zip(ours[module], theirs[module]):
            for name in sorted(others):
                where = '%s::%s' % (module, name)
                if name not in mine:
                    if not excused(where, corrections, used):
                        problems.append('%s is not there' % where)
                    continue
                for fact, one, two in differences(mine[name], others[name]):
                    if not excused('%s %s' % (where, fact), corrections, used):
                        problems.append('%s %s: %s, not %s' % (where, fact, one, two))
    return problems


def excused(what, corrections, used):
    for pattern in corrections:
        if re.fullmatch(re.escape(pattern).replace(r'\*', '.*'), what):
            used.add(pattern)
            return True
    return False
