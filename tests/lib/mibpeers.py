# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Other sources of the facts of standard modules, in the form of mibfacts.py: the Python
files of python3-pysnmp4-mibs and python3-pysnmp4, the names of ruby-snmp, and what
net-snmp made of five modules.  None returns what it does not find."""

import glob
import json
import os

from mibfacts import ACCESS, BASES, base_name, numbers

PYSNMP = '/usr/lib/python3/dist-packages/'
PYSNMP_FOLDERS = (PYSNMP + 'pysnmp_mibs', PYSNMP + 'pysnmp/smi/mibs')
RUBY_FOLDER = '/usr/share/doc/ruby-snmp/yaml'

# Written by hand for that library, with code in them; the files of RFC modules are not.
PYSNMP_CODE = {'ASN1', 'ASN1-ENUMERATION', 'ASN1-REFINEMENT', 'RFC1213-MIB', 'SNMPv2-CONF',
               'SNMPv2-SMI', 'SNMPv2-TC', 'SNMPv2-TM', 'SNMP-FRAMEWORK-MIB',
               'TRANSPORT-ADDRESS-MIB', '__init__'}


class Constraint:
    def __init__(self, kind, arguments):
        self.kind, self.arguments = kind, arguments

    def ranges(self):
        if self.kind in ('ValueRangeConstraint', 'ValueSizeConstraint'):
            return [tuple(self.arguments)]
        if self.kind == 'SingleValueConstraint':
            return [(value, value) for value in self.arguments]
        return [r for c in self.arguments for r in c.ranges()]


class Constraints(list):
    def __add__(self, other):
        return Constraints(list(self) + (other if isinstance(other, list) else [other]))


class Labels(dict):
    def __init__(self, *values):
        super().__init__(values)

    def __add__(self, other):
        return Labels(*self.items(), *other.items())


class Type:
    """Stands for any type that a file imports; classes in the file derive from it."""
    subtypeSpec = Constraints()
    namedValues = displayHint = None
    peer_name = None

    def __init__(self, *_):
        self.spec, self.values = Constraints(), None

    def subtype(self, *_, subtypeSpec=None, namedValues=None, **__):
        if subtypeSpec is not None:
            self.spec = self.spec + subtypeSpec
        self.values = namedValues or self.values
        return self

    clone = subtype

    def setFixedLength(self, _):
        return self

    registerAugmentions = registerAugmentation = classmethod(lambda cls, row: None)
    getIndexNames = classmethod(lambda cls: [None])

    @classmethod
    def name(cls):
        return cls.__dict__.get('peer_name') or cls.__name__


class TextualConvention:
    pass


class Node:
    """Stands for any node that a file makes; remembers what it is told."""

    def __init__(self, oid, syntax=None):
        self.oid, self.syntax, self.told, self.name = oid, syntax, {}, None

    def __getattr__(self, method):
        if not method.startswith('set'):
            raise AttributeError(method)

        def setter(*values):
            self.told[method[3:]] = values
            return self
        return setter

    def registerAugmentions(self, row):
        rows = self.told.setdefault('augmented', [])
        rows.append(row)

    registerAugmentation = registerAugmentions

    def getIndexNames(self):
        return [None]


class Builder:
    loadTexts = True
    version = (4, 4, 0)
    node_kinds = {'ModuleIdentity', 'MibIdentifier', 'MibScalar', 'MibTable', 'MibTableRow',
                  'MibTableColumn', 'NotificationType', 'ObjectIdentity', 'ObjectGroup',
                  'NotificationGroup', 'ModuleCompliance', 'AgentCapabilities'}

    def importSymbols(self, module, *names):
        return [self.symbol(module, name) for name in names]

    def exportSymbols(self, _module, **symbols):
        pass

    def symbol(self, module, name):
        if name in self.node_kinds:
            return Node
        if name == 'TextualConvention':
            return TextualConvention
        if name == 'NamedValues':
            return Labels
        if module == 'ASN1-REFINEMENT':
            return lambda *arguments: Constraint(name, arguments)
        return type(str(name), (Type,), {'peer_name': name})


def pysnmp_modules(names):
    """{module: (nodes, conventions)} of those of @names that the library has."""
    modules = {}
    for name in names:
        for folder in PYSNMP_FOLDERS:
            path = '%s/%s.py' % (folder, name)
            if name not in PYSNMP_CODE and os.path.exists(path):
                modules[name] = pysnmp_module(path)
                break
    return modules


def pysnmp_module(path):
    found = {'mibBuilder': Builder(), '__name__': os.path.basename(path)}
    with open(path, encoding='utf-8') as f:
        exec(compile(f.read(), path, 'exec'), found)  # it is a program, made to be run so
    nodes, conventions, augmented = {}, {}, {}
    for name, value in found.items():
        if isinstance(value, Node):
            name = value.told.get('Label', (name,))[0]
            nodes[name] = pysnmp_node(value)
            for _, row in value.told.get('augmented', ()):
                augmented[row] = name
        elif isinstance(value, type) and issubclass(value, Type) and not value.__dict__.get(
                'peer_name') and value is not Type:
            conventions[name] = pysnmp_convention(value)
    for row, base in augmented.items():
        if row in nodes:
            nodes[row]['augments'] = base
    return nodes, conventions


def pysnmp_node(node):
    facts = {'oid': tuple(node.oid)}
    if node.syntax is not None:
        facts['type'] = base_name(type(node.syntax).name())
        facts['labels'] = node.syntax.values or {}
        facts['ranges'] = [] if facts['labels'] else ranges_of(node.syntax.spec)
        facts['access'] = ACCESS[node.told.get('MaxAccess', ('noaccess',))[0]
                                 .replace('notaccessible', 'noaccess')
                                 .replace('accessiblefornotify', 'notifyonly')]
        if 'Units' in node.told:    # of columns they are lost there
            facts['units'] = node.told['Units'][0]
    index = node.told.get('IndexNames', ())
    if index and None not in index:
        facts['index'] = [(bool(implied), name) for implied, _, name in index]
    if 'Objects' in node.told:
        members = [entry[1] for entry in node.told['Objects'] if entry]
        # One method for the objects of a notification and the members of a group.
        facts['objects'], facts['members'] = members, set(members)
    return facts


def pysnmp_convention(cls):
    parents = [c for c in cls.__bases__ if issubclass(c, Type)]
    inherited = list(parents[0].subtypeSpec)
    own = [c for c in cls.__dict__.get('subtypeSpec', ()) if c not in inherited]
    labels = cls.__dict__.get('namedValues') or {}
    return {'type': base_name(parents[0].name()), 'labels': labels,
            'ranges': [] if labels else ranges_of(own),
            'hint': cls.__dict__.get('displayHint')}


def ranges_of(constraints):
    return [r for c in constraints for r in c.ranges()]


def ruby_modules(names):
    """Names and object identifiers only."""
    modules = {}
    for name in names:
        path = '%s/%s.yaml' % (RUBY_FOLDER, name)
        if not os.path.exists(path):
            continue
        nodes = {}
        with open(path, encoding='utf-8') as f:
            for line in f:
                key, colon, oid = line.strip().partition(': ')
                oid = oid.strip('"\'')
                if colon and oid.replace('.', '').isdigit():
                    nodes[key.strip('"\'')] = {'oid': numbers(oid)}
        modules[name] = (nodes, {})
    return modules


def json_modules(folder):
    """What net-snmp told of the modules of @folder.  It gives a convention's labels and
    ranges with each of its objects, so those are compared for plain types only."""
    modules = {}
    for path in sorted(glob.glob(os.path.join(folder, '*.json'))):
        with open(path, encoding='utf-8') as f:
            for told in json.load(f).values():
                nodes, _ = modules.setdefault(told['Module'], ({}, {}))
                nodes[told['Name']] = json_node(told)
    return modules


def json_node(told):
    facts = {'oid': numbers(told['OID'])}
    if told['Status']:
        facts['status'] = told['Status']
    if told['Indexes']:
        facts['index'] = [(i['Implied'], i['Name']) for i in told['Indexes']]
    if told['Augments']:
        facts['augments'] = told['Augments']
    if base_name(told['Type']) in BASES:
        facts['type'] = told['TCName'] or base_name(told['Type'])
        facts['access'] = told['Access']
        facts['units'] = told['Units'] or None
        if not told['TCName']:
            facts['ranges'] = [(r['Low'], r['High']) for r in told['Ranges'] or ()]
            facts['labels'] = {label: int(n) for n, label in
                               {**told['EnumValues'], **told['BitValues']}.items()}
    return facts
