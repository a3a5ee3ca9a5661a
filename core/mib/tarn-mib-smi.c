/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-smi.h"

#include <smi.h>
#include <string.h>

#include "mib/tarn-mib-types.h"

#define MAX_CHAIN     64      /* types on types; a longer chain is a circle */
#define MAX_MESSAGES  2000    /* of one module */
#define WORST_SHOWN   3       /* severities of libsmi: above are matters of style */

static struct
{
  const char *folder;
  const char *module;    /* the one that is being loaded */
  GByteArray *facts;
  GHashTable *names;
  guint       n_unknown;
  guint       n_messages;
  gboolean    has_nowhere;    /* see note_nowhere() */
} loading;

static void
error_cb (char *path,
          int   line,
          int   severity,
          char *message,
          char *tag)
{
  const char *name = path != NULL ? strrchr (path, '/') : NULL;

  if (loading.facts == NULL || name == NULL || strcmp (name + 1, loading.module) != 0
      || severity > WORST_SHOWN || loading.n_messages++ >= MAX_MESSAGES)
    return;

  tarn_mib_facts_put_kind (loading.facts, TARN_MIB_FACT_MESSAGE);
  tarn_mib_facts_put_u32 (loading.facts, line > 0 ? line : 0);
  tarn_mib_facts_put_string (loading.facts, tag);
  tarn_mib_facts_put_string (loading.facts, message);
}

static const char *
get_module_name (SmiModule *module)
{
  return module != NULL ? module->name : NULL;
}

static TarnMibStatus
read_status (SmiStatus status)
{
  static const TarnMibStatus statuses[] = {
    [SMI_STATUS_CURRENT] = TARN_MIB_STATUS_CURRENT,
    [SMI_STATUS_DEPRECATED] = TARN_MIB_STATUS_DEPRECATED,
    [SMI_STATUS_MANDATORY] = TARN_MIB_STATUS_MANDATORY,
    [SMI_STATUS_OPTIONAL] = TARN_MIB_STATUS_OPTIONAL,
    [SMI_STATUS_OBSOLETE] = TARN_MIB_STATUS_OBSOLETE,
  };

  return (guint) status < G_N_ELEMENTS (statuses) ? statuses[status] : TARN_MIB_STATUS_UNKNOWN;
}

static TarnMibAccess
read_access (SmiAccess access)
{
  static const TarnMibAccess accesses[] = {
    [SMI_ACCESS_NOT_ACCESSIBLE] = TARN_MIB_ACCESS_NOT_ACCESSIBLE,
    [SMI_ACCESS_NOTIFY] = TARN_MIB_ACCESS_NOTIFY,
    [SMI_ACCESS_READ_ONLY] = TARN_MIB_ACCESS_READ_ONLY,
    [SMI_ACCESS_READ_WRITE] = TARN_MIB_ACCESS_READ_WRITE,
  };

  return (guint) access < G_N_ELEMENTS (accesses) ? accesses[access] : TARN_MIB_ACCESS_UNKNOWN;
}

static TarnMibKind
read_kind (SmiNodekind kind)
{
  switch (kind)
    {
    case SMI_NODEKIND_SCALAR:
      return TARN_MIB_KIND_SCALAR;
    case SMI_NODEKIND_TABLE:
      return TARN_MIB_KIND_TABLE;
    case SMI_NODEKIND_ROW:
      return TARN_MIB_KIND_ROW;
    case SMI_NODEKIND_COLUMN:
      return TARN_MIB_KIND_COLUMN;
    case SMI_NODEKIND_NOTIFICATION:
      return TARN_MIB_KIND_NOTIFICATION;
    case SMI_NODEKIND_GROUP:
      return TARN_MIB_KIND_GROUP;
    case SMI_NODEKIND_COMPLIANCE:
      return TARN_MIB_KIND_COMPLIANCE;
    case SMI_NODEKIND_CAPABILITIES:
      return TARN_MIB_KIND_CAPABILITIES;
    default:
      return TARN_MIB_KIND_NODE;
    }
}

/* Types that the SMI gives a tag of their own, by name. */
static TarnMibBase
find_tagged (const char *name)
{
  static const struct { const char *name; TarnMibBase base; } tagged[] = {
    { "Counter32", TARN_MIB_BASE_COUNTER32 }, { "Counter", TARN_MIB_BASE_COUNTER32 },
    { "Gauge32", TARN_MIB_BASE_GAUGE32 }, { "Gauge", TARN_MIB_BASE_GAUGE32 },
    { "Unsigned32", TARN_MIB_BASE_UNSIGNED }, { "TimeTicks", TARN_MIB_BASE_TIME_TICKS },
    { "Counter64", TARN_MIB_BASE_COUNTER64 }, { "IpAddress", TARN_MIB_BASE_IP_ADDRESS },
    { "NetworkAddress", TARN_MIB_BASE_NETWORK_ADDRESS }, { "Opaque", TARN_MIB_BASE_OPAQUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tagged); i++)
    if (strcmp (tagged[i].name, name) == 0)
      return tagged[i].base;
  return TARN_MIB_BASE_NONE;
}

static TarnMibBase
read_base_type (SmiBasetype type)
{
  switch (type)
    {
    case SMI_BASETYPE_INTEGER32:
    case SMI_BASETYPE_ENUM:
      return TARN_MIB_BASE_INTEGER;
    case SMI_BASETYPE_UNSIGNED32:
      return TARN_MIB_BASE_UNSIGNED;
    case SMI_BASETYPE_UNSIGNED64:
    case SMI_BASETYPE_INTEGER64:
      return TARN_MIB_BASE_COUNTER64;
    case SMI_BASETYPE_OCTETSTRING:
      return TARN_MIB_BASE_OCTETS;
    case SMI_BASETYPE_BITS:
      return TARN_MIB_BASE_BITS;
    case SMI_BASETYPE_OBJECTIDENTIFIER:
      return TARN_MIB_BASE_OBJECT_ID;
    case SMI_BASETYPE_UNKNOWN:
    case SMI_BASETYPE_FLOAT32:
    case SMI_BASETYPE_FLOAT64:
    case SMI_BASETYPE_FLOAT128:
    case SMI_BASETYPE_POINTER:
    default:
      return TARN_MIB_BASE_NONE;
    }
}

/* A type of the SMI itself lies one step above what libsmi knows by itself. */
static gboolean
is_near_root (SmiType *type)
{
  SmiType *parent = smiGetParentType (type);
  SmiType *above = parent != NULL ? smiGetParentType (parent) : NULL;

  return parent == NULL || above == NULL || smiGetParentType (above) == NULL;
}

static TarnMibBase
get_base (SmiType *type)
{
  SmiType *at = type;

  for (guint i = 0; at != NULL && i < MAX_CHAIN; at = smiGetParentType (at), i++)
    {
      TarnMibBase base = at->name != NULL ? find_tagged (at->name) : TARN_MIB_BASE_NONE;

      if (base != TARN_MIB_BASE_NONE && is_near_root (at))
        return base;
    }

  return read_base_type (type->basetype);
}

static TarnMibConvention
find_convention (const char  *name,
                 TarnMibBase  base)
{
  static const struct { const char *name; TarnMibConvention convention; TarnMibBase base; } all[] = {
    { "DisplayString", TARN_MIB_CONVENTION_DISPLAY_STRING, TARN_MIB_BASE_OCTETS },
    { "SnmpAdminString", TARN_MIB_CONVENTION_UTF8, TARN_MIB_BASE_OCTETS },
    { "Utf8String", TARN_MIB_CONVENTION_UTF8, TARN_MIB_BASE_OCTETS },
    { "PhysAddress", TARN_MIB_CONVENTION_PHYS_ADDRESS, TARN_MIB_BASE_OCTETS },
    { "MacAddress", TARN_MIB_CONVENTION_MAC_ADDRESS, TARN_MIB_BASE_OCTETS },
    { "DateAndTime", TARN_MIB_CONVENTION_DATE_AND_TIME, TARN_MIB_BASE_OCTETS },
    { "TimeStamp", TARN_MIB_CONVENTION_TIME_STAMP, TARN_MIB_BASE_TIME_TICKS },
    { "TimeInterval", TARN_MIB_CONVENTION_TIME_INTERVAL, TARN_MIB_BASE_INTEGER },
    { "TruthValue", TARN_MIB_CONVENTION_TRUTH_VALUE, TARN_MIB_BASE_INTEGER },
    { "RowStatus", TARN_MIB_CONVENTION_ROW_STATUS, TARN_MIB_BASE_INTEGER },
    { "StorageType", TARN_MIB_CONVENTION_STORAGE_TYPE, TARN_MIB_BASE_INTEGER },
    { "TestAndIncr", TARN_MIB_CONVENTION_TEST_AND_INCR, TARN_MIB_BASE_INTEGER },
    { "InetAddressType", TARN_MIB_CONVENTION_INET_ADDRESS_TYPE, TARN_MIB_BASE_INTEGER },
    { "InetAddress", TARN_MIB_CONVENTION_INET_ADDRESS, TARN_MIB_BASE_OCTETS },
    { "InetAddressIPv4", TARN_MIB_CONVENTION_INET_ADDRESS_FIXED, TARN_MIB_BASE_OCTETS },
    { "InetAddressIPv6", TARN_MIB_CONVENTION_INET_ADDRESS_FIXED, TARN_MIB_BASE_OCTETS },
    { "InetAddressIPv4z", TARN_MIB_CONVENTION_INET_ADDRESS_FIXED, TARN_MIB_BASE_OCTETS },
    { "InetAddressIPv6z", TARN_MIB_CONVENTION_INET_ADDRESS_FIXED, TARN_MIB_BASE_OCTETS },
    { "Ipv6Address", TARN_MIB_CONVENTION_INET_ADDRESS_FIXED, TARN_MIB_BASE_OCTETS },
    { "TDomain", TARN_MIB_CONVENTION_TRANSPORT_DOMAIN, TARN_MIB_BASE_OBJECT_ID },
    { "TransportDomain", TARN_MIB_CONVENTION_TRANSPORT_DOMAIN, TARN_MIB_BASE_OBJECT_ID },
    { "TAddress", TARN_MIB_CONVENTION_TRANSPORT_ADDRESS, TARN_MIB_BASE_OCTETS },
    { "TransportAddress", TARN_MIB_CONVENTION_TRANSPORT_ADDRESS, TARN_MIB_BASE_OCTETS },
    { "SnmpEngineID", TARN_MIB_CONVENTION_ENGINE_ID, TARN_MIB_BASE_OCTETS },
    { "Float", TARN_MIB_CONVENTION_FLOAT, TARN_MIB_BASE_OPAQUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i].base == base && strcmp (all[i].name, name) == 0)
      return all[i].convention;
  return TARN_MIB_CONVENTION_NONE;
}

static gint64
read_number (const SmiValue *value)
{
  switch (value->basetype)
    {
    case SMI_BASETYPE_UNSIGNED32:
      return (guint32) value->value.unsigned32;
    case SMI_BASETYPE_INTEGER64:
      return value->value.integer64;
    case SMI_BASETYPE_UNSIGNED64:
      return (gint64) MIN (value->value.unsigned64, (SmiUnsigned64) G_MAXINT64);
    case SMI_BASETYPE_INTEGER32:
    case SMI_BASETYPE_ENUM:
    case SMI_BASETYPE_BITS:
    case SMI_BASETYPE_OCTETSTRING:
    case SMI_BASETYPE_OBJECTIDENTIFIER:
    case SMI_BASETYPE_UNKNOWN:
    case SMI_BASETYPE_FLOAT32:
    case SMI_BASETYPE_FLOAT64:
    case SMI_BASETYPE_FLOAT128:
    case SMI_BASETYPE_POINTER:
    default:
      return (gint32) value->value.integer32;
    }
}

static void
put_labels (SmiType *type)
{
  guint at = loading.facts->len, n = 0;
  SmiNamedNumber *label;

  tarn_mib_facts_put_u32 (loading.facts, 0);
  for (label = smiGetFirstNamedNumber (type); label != NULL;
       label = smiGetNextNamedNumber (label), n++)
    {
      tarn_mib_facts_put_string (loading.facts, label->name);
      tarn_mib_facts_put_i64 (loading.facts, read_number (&label->value));
    }
  memcpy (loading.facts->data + at, &n, sizeof n);
}

static void
put_ranges (SmiType *type)
{
  guint at = loading.facts->len, n = 0;
  SmiRange *range;

  tarn_mib_facts_put_u32 (loading.facts, 0);
  for (range = smiGetFirstRange (type); range != NULL; range = smiGetNextRange (range), n++)
    {
      tarn_mib_facts_put_i64 (loading.facts, read_number (&range->minValue));
      tarn_mib_facts_put_i64 (loading.facts, read_number (&range->maxValue));
    }
  memcpy (loading.facts->data + at, &n, sizeof n);
}

/* The type itself or the nearest above it that has some, labels or ranges. */
static SmiType *
find_with (SmiType  *type,
           gboolean  labels)
{
  SmiType *at = type;

  for (guint i = 0; at != NULL && i < MAX_CHAIN; at = smiGetParentType (at), i++)
    if (labels ? smiGetFirstNamedNumber (at) != NULL : smiGetFirstRange (at) != NULL)
      return at;
  return type;
}

/* Name, parent, base, convention, status, hint, description, labels, ranges. */
static void
put_type (SmiType *type)
{
  SmiType *parent = smiGetParentType (type);
  TarnMibBase base = get_base (type);
  TarnMibConvention convention = TARN_MIB_CONVENTION_NONE;
  const char *hint = NULL;
  SmiType *at = type;

  for (guint i = 0; at != NULL && i < MAX_CHAIN; at = smiGetParentType (at), i++)
    {
      if (hint == NULL)
        hint = at->format;
      if (convention == TARN_MIB_CONVENTION_NONE && at->name != NULL)
        convention = find_convention (at->name, base);
    }

  tarn_mib_facts_put_string (loading.facts, type->name);
  tarn_mib_facts_put_string (loading.facts, parent != NULL
                                            ? get_module_name (smiGetTypeModule (parent)) : NULL);
  tarn_mib_facts_put_string (loading.facts, parent != NULL ? parent->name : NULL);
  tarn_mib_facts_put_u32 (loading.facts, base);
  tarn_mib_facts_put_u32 (loading.facts, convention);
  tarn_mib_facts_put_u32 (loading.facts, read_status (type->status));
  tarn_mib_facts_put_string (loading.facts, hint);
  tarn_mib_facts_put_string (loading.facts, type->description);
  put_labels (find_with (type, TRUE));
  put_ranges (find_with (type, FALSE));
}

/* By name where the type has one, else all of it. */
static void
put_node_type (SmiType *type)
{
  if (type == NULL)
    {
      tarn_mib_facts_put_u32 (loading.facts, 0);
      return;
    }
  if (type->name != NULL)
    {
      tarn_mib_facts_put_u32 (loading.facts, 1);
      tarn_mib_facts_put_string (loading.facts, get_module_name (smiGetTypeModule (type)));
      tarn_mib_facts_put_string (loading.facts, type->name);
      tarn_mib_facts_put_u32 (loading.facts, get_base (type));
      return;
    }

  tarn_mib_facts_put_u32 (loading.facts, 2);
  put_type (type);
}

static void
put_reference (TarnMibFact  kind,
               SmiNode     *node)
{
  if (node == NULL || node->name == NULL)
    return;
  tarn_mib_facts_put_kind (loading.facts, kind);
  tarn_mib_facts_put_string (loading.facts, get_module_name (smiGetNodeModule (node)));
  tarn_mib_facts_put_string (loading.facts, node->name);
}

static void
put_members (SmiNode *node)
{
  if (node->nodekind == SMI_NODEKIND_ROW && node->indexkind != SMI_INDEX_INDEX)
    {
      put_reference (TARN_MIB_FACT_BASE, smiGetRelatedNode (node));
      return;
    }
  if (node->nodekind != SMI_NODEKIND_ROW && node->nodekind != SMI_NODEKIND_NOTIFICATION
      && node->nodekind != SMI_NODEKIND_GROUP && node->nodekind != SMI_NODEKIND_COMPLIANCE)
    return;

  for (SmiElement *at = smiGetFirstElement (node); at != NULL; at = smiGetNextElement (at))
    put_reference (TARN_MIB_FACT_MEMBER, smiGetElementNode (at));
}

/* libsmi puts a parent that nobody defines at 0, and all that stands below it there. */
static void
note_nowhere (SmiModule *module)
{
  for (SmiNode *at = smiGetFirstNode (module, SMI_NODEKIND_ANY); at != NULL;
       at = smiGetNextNode (at, SMI_NODEKIND_ANY))
    if (at->decl == SMI_DECL_UNKNOWN && at->oidlen == 1 && at->oid[0] == 0 && at->name != NULL)
      loading.has_nowhere = TRUE;
}

static gboolean
is_nowhere (const SmiNode *node)
{
  gboolean zero = node->oidlen == 2 && node->oid[0] == 0 && node->oid[1] == 0;

  return node->oid[0] == 0 && loading.has_nowhere && !zero;
}

/* Name, OID, kind, access, status, implied, units, description, reference, type; then its
 * members. */
static void
put_node (SmiNode *node)
{
  SmiType *type = smiGetNodeType (node);
  TarnMibKind kind = read_kind (node->nodekind);

  if (node->name == NULL || node->oidlen == 0 || node->oidlen > 128 || node->oid == NULL
      || is_nowhere (node))
    return;
  if (kind == TARN_MIB_KIND_TABLE || kind == TARN_MIB_KIND_ROW)
    type = NULL;

  tarn_mib_facts_put_kind (loading.facts, TARN_MIB_FACT_OBJECT);
  tarn_mib_facts_put_string (loading.facts, node->name);
  tarn_mib_facts_put_u32 (loading.facts, node->oidlen);
  for (guint i = 0; i < node->oidlen; i++)
    tarn_mib_facts_put_u32 (loading.facts, node->oid[i]);
  tarn_mib_facts_put_u32 (loading.facts, kind);
  tarn_mib_facts_put_u32 (loading.facts, read_access (node->access));
  tarn_mib_facts_put_u32 (loading.facts, read_status (node->status));
  tarn_mib_facts_put_u32 (loading.facts, kind == TARN_MIB_KIND_ROW && node->implied);
  tarn_mib_facts_put_string (loading.facts, node->units != NULL || type == NULL ? node->units
                                                                                : type->units);
  tarn_mib_facts_put_string (loading.facts, node->description);
  tarn_mib_facts_put_string (loading.facts, node->reference);
  put_node_type (type);
  put_members (node);
  g_hash_table_add (loading.names, node->name);
  loading.n_unknown += type == NULL && (kind == TARN_MIB_KIND_SCALAR
                                        || kind == TARN_MIB_KIND_COLUMN);
}

static void
put_module (SmiModule *module)
{
  time_t latest = 0;

  for (SmiRevision *at = smiGetFirstRevision (module); at != NULL; at = smiGetNextRevision (at))
    latest = MAX (latest, at->date);

  tarn_mib_facts_put_kind (loading.facts, TARN_MIB_FACT_MODULE);
  tarn_mib_facts_put_u32 (loading.facts, module->language == SMI_LANGUAGE_SMIV1 ? 1 : 2);
  tarn_mib_facts_put_i64 (loading.facts, latest);
  tarn_mib_facts_put_string (loading.facts, module->organization);
  tarn_mib_facts_put_string (loading.facts, module->contactinfo);
  tarn_mib_facts_put_string (loading.facts, module->description);
}

gboolean
tarn_mib_smi_init (const char *folder)
{
  loading.folder = folder;
  if (smiInit (NULL) != 0)
    return FALSE;

  smiSetErrorHandler (error_cb);
  smiSetErrorLevel (WORST_SHOWN);
  smiSetFlags (SMI_FLAG_ERRORS);
  return smiSetPath (folder) == 0;
}

gboolean
tarn_mib_smi_load (const char *name,
                   GByteArray *facts,
                   GHashTable *names,
                   guint      *n_unknown)
{
  g_autofree char *path = g_build_filename (loading.folder, name, NULL);
  SmiModule *module = NULL;
  char *loaded;

  loading.module = name;
  loading.facts = facts;
  loading.names = names;
  loading.n_unknown = 0;
  loading.n_messages = 0;

  loaded = smiLoadModule (path);
  if (loaded != NULL)
    module = smiGetModule (loaded);
  if (module == NULL || module->name == NULL || strcmp (module->name, name) != 0)
    {
      loading.facts = NULL;
      return FALSE;
    }

  note_nowhere (module);
  put_module (module);
  for (SmiType *at = smiGetFirstType (module); at != NULL; at = smiGetNextType (at))
    if (at->name != NULL)
      {
        tarn_mib_facts_put_kind (loading.facts, TARN_MIB_FACT_TYPE);
        put_type (at);
        g_hash_table_add (loading.names, at->name);
      }
  for (SmiNode *at = smiGetFirstNode (module, SMI_NODEKIND_ANY); at != NULL;
       at = smiGetNextNode (at, SMI_NODEKIND_ANY))
    put_node (at);

  loading.facts = NULL;
  *n_unknown = loading.n_unknown;
  return TRUE;
}
