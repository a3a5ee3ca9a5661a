#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Tarn authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The modules of data/mibs: that all are there, that other programs read them without
complaint, and that their facts are those of every other source that Debian packages.
The argument is the folder, or --self-test for proofs that the comparison can fail."""

import glob
import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'lib'))
import mibfacts
import mibpeers
from tap import Tap

NAMES_ONLY = 'TARN-ENTERPRISES'

# What must be there, whatever else is.
WANTED = '''
SNMPv2-SMI SNMPv2-TC SNMPv2-CONF SNMPv2-MIB SNMPv2-TM RFC1155-SMI RFC-1212 RFC-1215
RFC1213-MIB IF-MIB IANAifType-MIB INET-ADDRESS-MIB IP-MIB IP-FORWARD-MIB TCP-MIB UDP-MIB
HOST-RESOURCES-MIB HOST-RESOURCES-TYPES ENTITY-MIB ENTITY-SENSOR-MIB ENTITY-STATE-MIB
BRIDGE-MIB P-BRIDGE-MIB Q-BRIDGE-MIB RSTP-MIB EtherLike-MIB MAU-MIB RMON-MIB RMON2-MIB
HC-RMON-MIB SMON-MIB TOKEN-RING-RMON-MIB LLDP-MIB LLDP-EXT-DOT1-MIB LLDP-EXT-DOT3-MIB
LLDP-EXT-MED-MIB IEEE8023-LAG-MIB IEEE8021-PAE-MIB DISMAN-EVENT-MIB DISMAN-EXPRESSION-MIB
DISMAN-PING-MIB DISMAN-TRACEROUTE-MIB DISMAN-SCHEDULE-MIB DISMAN-SCRIPT-MIB
DISMAN-NSLOOKUP-MIB NOTIFICATION-LOG-MIB ALARM-MIB SNMP-FRAMEWORK-MIB SNMP-MPD-MIB
SNMP-TARGET-MIB SNMP-NOTIFICATION-MIB SNMP-PROXY-MIB SNMP-USER-BASED-SM-MIB
SNMP-VIEW-BASED-ACM-MIB SNMP-COMMUNITY-MIB SNMP-USM-AES-MIB SNMP-USM-DH-OBJECTS-MIB
SNMP-USM-HMAC-SHA2-MIB SNMP-TSM-MIB SNMP-TLS-TM-MIB SNMP-SSH-TM-MIB UPS-MIB Printer-MIB
POWER-ETHERNET-MIB OSPF-MIB OSPF-TRAP-MIB OSPFV3-MIB BGP4-MIB VRRP-MIB VRRPV3-MIB
DIFFSERV-MIB DIFFSERV-DSCP-TC IGMP-STD-MIB PIM-MIB RADIUS-AUTH-CLIENT-MIB
RADIUS-ACC-CLIENT-MIB INTEGRATED-SERVICES-MIB TRANSPORT-ADDRESS-MIB HCNUM-TC
PerfHist-TC-MIB HC-PerfHist-TC-MIB SYSAPPL-MIB ADSL-LINE-MIB ADSL-TC-MIB AGENTX-MIB
IANA-ADDRESS-FAMILY-NUMBERS-MIB IANA-RTPROTO-MIB IANA-MAU-MIB IANA-PRINTER-MIB
IANA-CHARSET-MIB IANA-LANGUAGE-MIB IANA-ENTITY-MIB UUID-TC-MIB TARN-ENTERPRISES
'''.split()

# What smilint says at level 3 of the standards as they were published.
LINT_ACCEPTED = {
    'index-element-no-range': 'objects of SMIv1 days that have no range',
    'index-element-no-size': 'PhysAddress, RowPointer and the like have no size',
    'notification-object-access': 'RFC 1628 sends upsAlarmId, which cannot be read',
    'module-identity-missing': 'RFC 2465 gives IPV6-TC none',
}

# Facts that no other source here has: of IEEE and TIA modules, of later RFCs, and units of
# columns.  Name, object identifier, and one more fact.
KNOWN = [
    ('LLDP-MIB::lldpRemSysName', '1.0.8802.1.1.2.1.4.1.1.9', 'ranges', [(0, 255)]),
    ('LLDP-MIB::lldpRemChassisIdSubtype', '1.0.8802.1.1.2.1.4.1.1.4', 'access', 'read-only'),
    ('LLDP-MIB::lldpRemEntry', '1.0.8802.1.1.2.1.4.1.1', 'index',
     [(False, 'lldpRemTimeMark'), (False, 'lldpRemLocalPortNum'), (False, 'lldpRemIndex')]),
    ('LLDP-MIB::lldpConfigManAddrEntry', '1.0.8802.1.1.2.1.1.7.1', 'augments',
     'lldpLocManAddrEntry'),
    ('LLDP-MIB::lldpRemTablesChange', '1.0.8802.1.1.2.0.0.1', 'objects',
     ['lldpStatsRemTablesInserts', 'lldpStatsRemTablesDeletes', 'lldpStatsRemTablesDrops',
      'lldpStatsRemTablesAgeouts']),
    ('LLDP-EXT-DOT1-MIB::lldpXdot1RemVlanName', '1.0.8802.1.1.2.1.5.32962.1.3.3.1.2',
     'ranges', [(1, 32)]),
    ('LLDP-EXT-DOT3-MIB::lldpXdot3RemPowerPairs', '1.0.8802.1.1.2.1.5.4623.1.3.2.1.5',
     'ranges', [(1, 2)]),
    ('LLDP-EXT-MED-MIB::lldpXMedRemMfgName', '1.0.8802.1.1.2.1.5.4795.1.3.3.1.5', 'type',
     'SnmpAdminString'),
    ('IEEE8023-LAG-MIB::dot3adAggPortAttachedAggID', '1.2.840.10006.300.43.1.2.1.1.13',
     'type', 'InterfaceIndex'),
    ('IEEE8021-PAE-MIB::dot1xAuthAuthControlledPortStatus', '1.0.8802.1.1.1.1.2.1.1.5',
     'type', 'PaeControlledPortStatus'),
    ('ENTITY-MIB::entPhysicalUUID', '1.3.6.1.2.1.47.1.1.1.1.19', 'type', 'UUIDorZero'),
    ('VRRPV3-MIB::vrrpv3OperationsPrimaryIpAddr', '1.3.6.1.2.1.207.1.1.1.1.4', 'type',
     'InetAddress'),
    ('OSPFV3-MIB::ospfv3IfHelloInterval', '1.3.6.1.2.1.191.1.7.1.9', 'units', 'seconds'),
    ('SNMP-SSH-TM-MIB::snmpSshtmSessionOpens', '1.3.6.1.2.1.189.1.1.1', 'type', 'Counter32'),
    ('SNMP-COMMUNITY-MIB::snmpTargetAddrMMS', '1.3.6.1.6.3.18.1.2.1.2', 'ranges',
     [(0, 0), (484, 2147483647)]),
    ('RMON-MIB::etherStatsOctets', '1.3.6.1.2.1.16.1.1.1.4', 'units', 'Octets'),
    ('UPS-MIB::upsOutputVoltage', '1.3.6.1.2.1.33.1.4.4.1.2', 'units', 'RMS Volts'),
    ('HOST-RESOURCES-MIB::hrStorageAllocationUnits', '1.3.6.1.2.1.25.2.3.1.4', 'units', 'Bytes'),
    ('POWER-ETHERNET-MIB::pethMainPsePower', '1.3.6.1.2.1.105.1.3.1.1.2', 'units', 'Watts'),
    ('TCP-MIB::tcpConnTable', '1.3.6.1.2.1.6.13', 'status', 'deprecated'),
    ('BGP4-MIB::bgpRcvdPathAttrTable', '1.3.6.1.2.1.15.5', 'status', 'obsolete'),
]

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)),
                       'standard-modules.corrections'), encoding='utf-8') as table:
    CORRECTIONS = dict(
        [part.strip() for part in line.split('  ', 1)]
        for line in table if line.strip() and not line.startswith('#'))


def module_names(folder):
    return sorted(name for name in os.listdir(folder) if not name.startswith('.'))


def check_forms(folder, names):
    """Owner and licence, one module of the file's name, and no description."""
    for name in names:
        with open(os.path.join(folder, name), encoding='ascii') as f:
            text = f.read()
        if not text.startswith('-- SPDX-FileCopyrightText: '):
            yield '%s: does not say whose it is' % name
        if re.findall(r'^([\w-]+) DEFINITIONS ::= BEGIN$', text, re.M) != [name]:
            yield '%s: is not the one module %s' % (name, name)
        if re.search(r'(DESCRIPTION|REFERENCE|CONTACT-INFO)\s+"[^"]', text):
            yield '%s: has a description; facts only' % name
        for number, line in enumerate(text.splitlines(), 1):
            if len(line) > 100 or line != line.rstrip() or '\t' in line:
                yield '%s:%d: over 100 columns, a tab, or blanks at its end' % (name, number)


def check_lint(folder, names):
    environment = {'PATH': os.environ['PATH'], 'SMIPATH': folder}
    lint = subprocess.run(['smilint', '-c', '/dev/null', '-m', '-l', '3', *names],
                          env=environment, capture_output=True, check=False, encoding='utf-8')
    for line in (lint.stdout + lint.stderr).splitlines():
        tag = re.search(r'\{([\w-]+)\}', line)
        if not tag or tag.group(1) not in LINT_ACCEPTED:
            yield line


def check_net_snmp(folder):
    """Nothing but @folder is searched.  Its words on macros, which it knows without reading
    them, are no complaint."""
    command = ['snmptranslate', '-M', folder, '-m', 'ALL', '-Pw', '-IR', '-On', 'sysDescr.0']
    loaded = subprocess.run(command, capture_output=True, check=False, encoding='utf-8',
                            env={'PATH': os.environ['PATH'], 'HOME': '/nonexistent'})
    if loaded.stdout != '.1.3.6.1.2.1.1.1.0\n':
        yield 'sysDescr.0 is %r' % loaded.stdout
    for line in loaded.stderr.splitlines():
        if 'parsed and ignored' not in line:
            yield line


def check_enterprises(facts):
    """Names of owners agree with what the modules of those owners say."""
    owners = {'ibm': 2, 'cisco': 9, 'hp': 11, 'sun': 42, 'apple': 63, 'microsoft': 311,
              'apc': 318, 'huawei': 2011, 'ucdavis': 2021, 'juniperMIB': 2636,
              'netSnmp': 8072, 'debian': 9586, 'fokus': 12325, 'fortinet': 12356,
              'mikrotik': 14988, 'openBSD': 30155, 'corosync': 35488}
    nodes, _ = facts[NAMES_ONLY]
    for name, number in owners.items():
        oid = nodes.get(name, {}).get('oid')
        if oid != (1, 3, 6, 1, 4, 1, number):
            yield '%s is %s, not enterprises.%d' % (name, oid, number)
    enterprises = [f['oid'] for f in nodes.values() if f['oid'][:6] == (1, 3, 6, 1, 4, 1)]
    if len(enterprises) < 250 or len(set(enterprises)) != len(enterprises):
        yield '%d owners, %d numbers' % (len(enterprises), len(set(enterprises)))


def published(folder, texts, names):
    """Facts of the texts of modules that we have, too."""
    paths = [path for path in sorted(glob.glob(os.path.join(texts, '*.txt')))
             if os.path.basename(path)[:-4] in names]
    # Theirs come first for imports, too: what is loaded once is not looked for again.
    return mibfacts.read_modules('%s:%s' % (texts, folder), paths) if paths else {}


def check_known(facts):
    for where, oid, fact, value in KNOWN:
        module, _, name = where.partition('::')
        told = facts.get(module, ({}, {}))[0].get(name)
        if told is None:
            yield '%s is not there' % where
        else:
            for what, one, two in mibfacts.differences(
                    told, {'oid': mibfacts.numbers(oid), fact: value}):
                yield '%s %s: %s, not %s' % (where, what, one, two)
            if fact not in told:
                yield '%s has no %s' % (where, fact)


def compare_point(tap, title, peers, missing, facts, used):
    if not peers:
        tap.skip(title, missing)
        return False
    n_facts = sum(len(fact) for module in set(peers) & set(facts)
                  for told in peers[module] for fact in told.values())
    tap.note('%s: %d modules, %d facts' % (title, len(set(peers) & set(facts)), n_facts))
    tap.point(title, mibfacts.compare(facts, peers, CORRECTIONS, used))
    return True


def check(folder):
    tap = Tap()
    names = module_names(folder)
    tap.point('every module that is wanted is there',
              ['%s is missing' % name for name in WANTED if name not in names])
    tap.point('each file is one module, facts only', check_forms(folder, names))
    if shutil.which('snmptranslate'):
        tap.point('net-snmp loads all without a warning', check_net_snmp(folder))
    else:
        tap.skip('net-snmp loads all without a warning', 'the package snmp is not installed')
    if not shutil.which('smilint'):
        tap.skip('libsmi and other sources', 'the package smitools is not installed')
        tap.end()
    tap.point('libsmi finds no fault', check_lint(folder, names))

    facts = mibfacts.read_modules(folder, names)
    shared = os.environ.get('TARN_SHARED', os.path.join(folder, '../../../shared'))
    used = set()
    sources = [
        ('facts are those of pysnmp', mibpeers.pysnmp_modules(names),
         'the package python3-pysnmp4-mibs is not installed'),
        ('names are those of ruby-snmp', mibpeers.ruby_modules(names),
         'the package ruby-snmp is not installed'),
        ('facts are those of the texts that may be passed on',
         published(folder, os.path.join(shared, 'mibs/free'), names),
         'mibs/free is not in %s' % shared),
        ("facts are those of net-snmp's own modules",
         published(folder, '/usr/share/snmp/mibs', names),
         'the package libsnmp-base is not installed'),
        ('facts are those that net-snmp told',
         mibpeers.json_modules(os.path.join(shared, 'mibs/expected')),
         'mibs/expected is not in %s' % shared),
    ]
    if all([compare_point(tap, *source, facts, used) for source in sources]):
        tap.point('every correction is needed',
                  ['%s explains nothing' % c for c in CORRECTIONS if c not in used])
    tap.point('facts that no other source has', check_known(facts))
    tap.point('owners of enterprise numbers', check_enterprises(facts))
    tap.end()


IF_INDEX = {'oid': (1, 3, 6, 1), 'type': 'InterfaceIndex', 'access': 'read-only'}

# A sentence, facts of ours and of theirs that go over a node's, corrections, and what is said.
EXAMPLES = [
    ('the same facts', {}, {}, {}, None),
    ('another object identifier', {}, {'oid': (1, 3, 6, 2)}, {},
     'oid: (1, 3, 6, 1), not (1, 3, 6, 2)'),
    ('another type', {}, {'type': 'Integer32'}, {}, 'type: InterfaceIndex, not Integer32'),
    ('another access', {}, {'access': 'read-write'}, {}, 'access: read-only, not read-write'),
    ('a label lost', {'labels': {'up': 1}}, {'labels': {'up': 1, 'down': 2}}, {}, 'labels:'),
    ('a label with another number', {'labels': {'up': 1}}, {'labels': {'up': 2}}, {}, 'labels:'),
    ('a range lost', {'ranges': []}, {'ranges': [(0, 7)]}, {}, 'ranges:'),
    ('one range in two', {'ranges': [(0, 7)]}, {'ranges': [(1, 7), (0, 0)]}, {}, None),
    ('an index that is implied', {'index': [(False, 'a')]}, {'index': [(True, 'a')]}, {}, 'index:'),
    ('units lost', {'units': None}, {'units': 'seconds'}, {}, 'units:'),
    ('what they do not know', {'units': 'seconds'}, {}, {}, None),
    ('a correction', {}, {'access': 'read-write'}, {'A-MIB::node access': 'so it is'}, None),
    ('a correction of another fact', {}, {'type': 'Opaque'}, {'A-MIB::node access': 'so it is'},
     'type:'),
]


def self_test():
    tap = Tap()
    for sentence, one, two, corrections, expected in EXAMPLES:
        ours = {'A-MIB': ({'node': {**IF_INDEX, **one}}, {})}
        theirs = {'A-MIB': ({'node': {**IF_INDEX, **two}}, {})}
        said = mibfacts.compare(ours, theirs, corrections, set())
        wrong = bool(said) != bool(expected) or (expected and expected not in said[0])
        tap.point(sentence, ['said %s' % said] if wrong else [])
    lost = mibfacts.compare({'A-MIB': ({}, {})}, {'A-MIB': ({'node': IF_INDEX}, {})}, {}, set())
    tap.point('a node lost', [] if lost == ['A-MIB::node is not there'] else ['said %s' % lost])
    tap.end()


if __name__ == '__main__':
    if sys.argv[1:] == ['--self-test']:
        self_test()
    elif len(sys.argv) == 2:
        check(sys.argv[1])
    else:
        sys.exit('usage: %s FOLDER | --self-test' % sys.argv[0])
