/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-words.h"

#include <string.h>

static const char *const macros[] = {
  "OBJECT-TYPE", "OBJECT-IDENTITY", "MODULE-IDENTITY", "NOTIFICATION-TYPE", "TRAP-TYPE",
  "OBJECT-GROUP", "NOTIFICATION-GROUP", "MODULE-COMPLIANCE", "AGENT-CAPABILITIES",
  "TEXTUAL-CONVENTION", NULL,
};

static const char *const clauses[] = {
  "SYNTAX", "ACCESS", "MAX-ACCESS", "STATUS", "DESCRIPTION", "REFERENCE", "INDEX", "AUGMENTS",
  "DEFVAL", "UNITS", "DISPLAY-HINT", "LAST-UPDATED", "ORGANIZATION", "CONTACT-INFO", "REVISION",
  "OBJECTS", "NOTIFICATIONS", "ENTERPRISE", "VARIABLES", NULL,
};

static const char *const accesses[] = {
  "read-only", "read-write", "read-create", "not-accessible", "accessible-for-notify",
  "write-only", NULL,
};

static const char *const statuses[] = {
  "current", "deprecated", "obsolete", "mandatory", "optional", NULL,
};

static const char *const types[] = {
  "INTEGER", "Integer32", "Unsigned32", "Counter32", "Counter64", "Gauge32", "TimeTicks",
  "IpAddress", "Opaque", "Counter", "Gauge", "NetworkAddress", "BITS", "OCTET", "STRING",
  "OBJECT", "IDENTIFIER", "SEQUENCE", NULL,
};

/* Where what everybody uses is defined, by SMIv2 and by SMIv1. */
static const struct { const char *symbol, *v2, *v1; } homes[] = {
  { "MODULE-IDENTITY", "SNMPv2-SMI", "SNMPv2-SMI" },
  { "OBJECT-IDENTITY", "SNMPv2-SMI", "SNMPv2-SMI" },
  { "OBJECT-TYPE", "SNMPv2-SMI", "RFC-1212" },
  { "NOTIFICATION-TYPE", "SNMPv2-SMI", "SNMPv2-SMI" },
  { "TRAP-TYPE", "RFC-1215", "RFC-1215" },
  { "TEXTUAL-CONVENTION", "SNMPv2-TC", "SNMPv2-TC" },
  { "OBJECT-GROUP", "SNMPv2-CONF", "SNMPv2-CONF" },
  { "NOTIFICATION-GROUP", "SNMPv2-CONF", "SNMPv2-CONF" },
  { "MODULE-COMPLIANCE", "SNMPv2-CONF", "SNMPv2-CONF" },
  { "AGENT-CAPABILITIES", "SNMPv2-CONF", "SNMPv2-CONF" },
  { "Integer32", "SNMPv2-SMI", "SNMPv2-SMI" },
  { "Unsigned32", "SNMPv2-SMI", "SNMPv2-SMI" },
  { "Counter32", "SNMPv2-SMI", "SNMPv2-SMI" },
  { "Counter64", "SNMPv2-SMI", "SNMPv2-SMI" },
  { "Gauge32", "SNMPv2-SMI", "SNMPv2-SMI" },
  { "Counter", "RFC1155-SMI", "RFC1155-SMI" },
  { "Gauge", "RFC1155-SMI", "RFC1155-SMI" },
  { "NetworkAddress", "RFC1155-SMI", "RFC1155-SMI" },
  { "TimeTicks", "SNMPv2-SMI", "RFC1155-SMI" },
  { "IpAddress", "SNMPv2-SMI", "RFC1155-SMI" },
  { "Opaque", "SNMPv2-SMI", "RFC1155-SMI" },
  { "org", "SNMPv2-SMI", "SNMPv2-SMI" },
  { "dod", "SNMPv2-SMI", "SNMPv2-SMI" },
  { "internet", "SNMPv2-SMI", "RFC1155-SMI" },
  { "directory", "SNMPv2-SMI", "RFC1155-SMI" },
  { "mgmt", "SNMPv2-SMI", "RFC1155-SMI" },
  { "experimental", "SNMPv2-SMI", "RFC1155-SMI" },
  { "private", "SNMPv2-SMI", "RFC1155-SMI" },
  { "enterprises", "SNMPv2-SMI", "RFC1155-SMI" },
  { "security", "SNMPv2-SMI", "SNMPv2-SMI" },
  { "snmpV2", "SNMPv2-SMI", "SNMPv2-SMI" },
  { "snmpModules", "SNMPv2-SMI", "SNMPv2-SMI" },
  { "snmpDomains", "SNMPv2-SMI", "SNMPv2-SMI" },
  { "snmpProxys", "SNMPv2-SMI", "SNMPv2-SMI" },
  { "zeroDotZero", "SNMPv2-SMI", "SNMPv2-SMI" },
  { "mib-2", "SNMPv2-SMI", "RFC1213-MIB" },
  { "transmission", "SNMPv2-SMI", "RFC1213-MIB" },
  { "DisplayString", "SNMPv2-TC", "RFC1213-MIB" },
  { "PhysAddress", "SNMPv2-TC", "RFC1213-MIB" },
  { "MacAddress", "SNMPv2-TC", "SNMPv2-TC" },
  { "TruthValue", "SNMPv2-TC", "SNMPv2-TC" },
  { "TestAndIncr", "SNMPv2-TC", "SNMPv2-TC" },
  { "AutonomousType", "SNMPv2-TC", "SNMPv2-TC" },
  { "InstancePointer", "SNMPv2-TC", "SNMPv2-TC" },
  { "VariablePointer", "SNMPv2-TC", "SNMPv2-TC" },
  { "RowPointer", "SNMPv2-TC", "SNMPv2-TC" },
  { "RowStatus", "SNMPv2-TC", "SNMPv2-TC" },
  { "TimeStamp", "SNMPv2-TC", "SNMPv2-TC" },
  { "TimeInterval", "SNMPv2-TC", "SNMPv2-TC" },
  { "DateAndTime", "SNMPv2-TC", "SNMPv2-TC" },
  { "StorageType", "SNMPv2-TC", "SNMPv2-TC" },
  { "TDomain", "SNMPv2-TC", "SNMPv2-TC" },
  { "TAddress", "SNMPv2-TC", "SNMPv2-TC" },
  { "SnmpAdminString", "SNMP-FRAMEWORK-MIB", "SNMP-FRAMEWORK-MIB" },
  { "SnmpEngineID", "SNMP-FRAMEWORK-MIB", "SNMP-FRAMEWORK-MIB" },
  { "InetAddressType", "INET-ADDRESS-MIB", "INET-ADDRESS-MIB" },
  { "InetAddress", "INET-ADDRESS-MIB", "INET-ADDRESS-MIB" },
  { "InetPortNumber", "INET-ADDRESS-MIB", "INET-ADDRESS-MIB" },
  { "InetAddressPrefixLength", "INET-ADDRESS-MIB", "INET-ADDRESS-MIB" },
  { "InterfaceIndex", "IF-MIB", "IF-MIB" },
  { "InterfaceIndexOrZero", "IF-MIB", "IF-MIB" },
  { "ifIndex", "IF-MIB", "RFC1213-MIB" },
  { "ifEntry", "IF-MIB", "RFC1213-MIB" },
};

/* Names under which tools, drafts and vendors know the modules that everybody has. */
static const struct { const char *name, *module; } modules[] = {
  { "RFC1065-SMI", "RFC1155-SMI" },
  { "RFC-1155", "RFC1155-SMI" },
  { "RFC1155", "RFC1155-SMI" },
  { "RFC-1155-SMI", "RFC1155-SMI" },
  { "RFC1212", "RFC-1212" },
  { "RFC1212-MIB", "RFC-1212" },
  { "RFC-1212-MIB", "RFC-1212" },
  { "RFC1215", "RFC-1215" },
  { "RFC1215-MIB", "RFC-1215" },
  { "RFC-1215-MIB", "RFC-1215" },
  { "RFC1215-TRAP", "RFC-1215" },
  { "RFC-1213", "RFC1213-MIB" },
  { "RFC1213", "RFC1213-MIB" },
  { "RFC-1213-MIB", "RFC1213-MIB" },
  { "RFC1158-MIB", "RFC1213-MIB" },
  { "MIB-II", "RFC1213-MIB" },
  { "SNMPv2-SMI-v1", "SNMPv2-SMI" },
  { "SNMPv2-TC-v1", "SNMPv2-TC" },
  { "SNMPv2-CONF-v1", "SNMPv2-CONF" },
  { "RFC1442-SMI", "SNMPv2-SMI" },
  { "RFC1443-TC", "SNMPv2-TC" },
  { "RFC1902-SMI", "SNMPv2-SMI" },
  { "RFC1903-TC", "SNMPv2-TC" },
  { "RFC1573-MIB", "IF-MIB" },
};

/* "READ_ONLY" is like "read-only". */
static gboolean
is_like (const char *word,
         gsize       len,
         const char *other)
{
  if (strlen (other) != len)
    return FALSE;
  for (gsize i = 0; i < len; i++)
    if (g_ascii_tolower (word[i] == '_' ? '-' : word[i]) != g_ascii_tolower (other[i]))
      return FALSE;
  return TRUE;
}

static const char *
find (const char *const *words,
      const char        *word,
      gsize              len)
{
  for (; *words != NULL; words++)
    if (is_like (word, len, *words))
      return *words;
  return NULL;
}

const char *
tarn_mib_words_find_macro (const char *word,
                           gsize       len)
{
  return len >= 9 && len <= 18 ? find (macros, word, len) : NULL;
}

const char *
tarn_mib_words_find_clause (const char *word,
                            gsize       len)
{
  if (is_like (word, len, "MAXACCESS"))
    return "MAX-ACCESS";
  return find (clauses, word, len);
}

const char *
tarn_mib_words_find_access (const char *word,
                            gsize       len)
{
  static const struct { const char *wrong, *right; } spelt[] = {
    { "readonly", "read-only" },
    { "readwrite", "read-write" },
    { "write-read", "read-write" },
    { "readcreate", "read-create" },
    { "writeonly", "write-only" },
    { "notaccessible", "not-accessible" },
    { "no-accessible", "not-accessible" },
    { "non-accessible", "not-accessible" },
    { "not-access", "not-accessible" },
    { "no-access", "not-accessible" },
    { "accessible-for-notification", "accessible-for-notify" },
    { "accessible-to-notify", "accessible-for-notify" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (spelt); i++)
    if (is_like (word, len, spelt[i].wrong))
      return spelt[i].right;
  return find (accesses, word, len);
}

const char *
tarn_mib_words_find_status (const char *word,
                            gsize       len)
{
  return find (statuses, word, len);
}

const char *
tarn_mib_words_find_type (const char *word,
                          gsize       len)
{
  return find (types, word, len);
}

const char *
tarn_mib_words_find_home (const char *symbol,
                          gboolean    v1)
{
  for (guint i = 0; i < G_N_ELEMENTS (homes); i++)
    if (strcmp (homes[i].symbol, symbol) == 0)
      return v1 ? homes[i].v1 : homes[i].v2;
  return NULL;
}

const char *
tarn_mib_words_find_module (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (modules); i++)
    if (strcmp (modules[i].name, name) == 0)
      return modules[i].module;
  return NULL;
}
