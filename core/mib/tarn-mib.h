/* tarn-mib.h
 *
 * What MIB modules say, as one compiled tree: names and OIDs, both ways.
 *
 * A TarnMib maps a file that `tarn mib compile` wrote: it is immutable, safe for any
 * thread, and costs nothing to open.  Who has no file still has numbers: functions that
 * take a nullable TarnMib do without.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-oid.h"
#include "mib/tarn-mib-types.h"

G_BEGIN_DECLS

#define TARN_TYPE_MIB (tarn_mib_get_type ())
TARN_EXPORT G_DECLARE_FINAL_TYPE (TarnMib, tarn_mib, TARN, MIB, GObject)

typedef struct _TarnMibNode TarnMibNode;

/**
 * TarnMibNameFlags:
 * @TARN_MIB_NAME_MODULE: `IF-MIB::ifDescr.3`, as -OS; what no flags mean, too
 * @TARN_MIB_NAME_SUFFIX: `ifDescr.3`, as -Os
 * @TARN_MIB_NAME_FULL: `.iso.org.dod.internet.mgmt.mib-2.interfaces.…`, as -Of
 * @TARN_MIB_NAME_NUMERIC: `.1.3.6.1.2.1.2.2.1.2.3`, as -On
 * @TARN_MIB_NAME_UCD: `interfaces.ifTable.ifEntry.ifDescr.3`, as -Ou
 * @TARN_MIB_NAME_FORMS: all of the above, of which one is given
 * @TARN_MIB_NAME_RAW_INDEX: indices are left as numbers, as -Ob
 * @TARN_MIB_NAME_EXTENDED_INDEX: `ifDescr[3]`, as -OX
 * @TARN_MIB_NAME_ESCAPE_QUOTES: quotes in indices get a backslash, as -OE
 * @TARN_MIB_NAME_PADDED: two hex digits at least for an octet in indices, as -O0
 * @TARN_MIB_NAME_QUICK: no word of the type between brackets, as -OX with -Oq
 * @TARN_MIB_NAME_RAW_TICKS: a time between brackets as a number, as -OX with -Ot
 *
 * How an OID is written; each is what the letter of net-snmp's -O means.
 */
typedef enum /*< flags >*/
{
  TARN_MIB_NAME_MODULE         = 1 << 0,
  TARN_MIB_NAME_SUFFIX         = 1 << 1,
  TARN_MIB_NAME_FULL           = 1 << 2,
  TARN_MIB_NAME_NUMERIC        = 1 << 3,
  TARN_MIB_NAME_UCD            = 1 << 4,
  TARN_MIB_NAME_FORMS          = 0x1f,
  TARN_MIB_NAME_RAW_INDEX      = 1 << 5,
  TARN_MIB_NAME_EXTENDED_INDEX = 1 << 6,
  TARN_MIB_NAME_ESCAPE_QUOTES  = 1 << 7,
  TARN_MIB_NAME_PADDED         = 1 << 8,
  TARN_MIB_NAME_QUICK          = 1 << 9,
  TARN_MIB_NAME_RAW_TICKS      = 1 << 10,
} TarnMibNameFlags;

/**
 * TarnMibSearchFlags:
 * @TARN_MIB_SEARCH_NAMES: names, `IF-MIB::ifDescr` included
 * @TARN_MIB_SEARCH_OIDS: OIDs that begin so
 * @TARN_MIB_SEARCH_DESCRIPTIONS: descriptions, where modules have them
 *
 * Where to look for a text.
 */
typedef enum /*< flags >*/
{
  TARN_MIB_SEARCH_NAMES        = 1 << 0,
  TARN_MIB_SEARCH_OIDS         = 1 << 1,
  TARN_MIB_SEARCH_DESCRIPTIONS = 1 << 2,
} TarnMibSearchFlags;

/**
 * TarnMibModuleFact:
 * @TARN_MIB_MODULE_NAME: its name
 * @TARN_MIB_MODULE_FILE: the file that it was read from
 * @TARN_MIB_MODULE_ORGANIZATION: ORGANIZATION
 * @TARN_MIB_MODULE_CONTACT: CONTACT-INFO
 * @TARN_MIB_MODULE_DESCRIPTION: DESCRIPTION of its MODULE-IDENTITY
 * @TARN_MIB_MODULE_LAST_UPDATED: "2006-05-23T00:00Z"
 * @TARN_MIB_MODULE_MESSAGES: lines: what of it was mended, lost or refused
 *
 * What is known of a module.
 */
typedef enum
{
  TARN_MIB_MODULE_NAME,
  TARN_MIB_MODULE_FILE,
  TARN_MIB_MODULE_ORGANIZATION,
  TARN_MIB_MODULE_CONTACT,
  TARN_MIB_MODULE_DESCRIPTION,
  TARN_MIB_MODULE_LAST_UPDATED,
  TARN_MIB_MODULE_MESSAGES,
} TarnMibModuleFact;

TARN_EXPORT TarnMib      *tarn_mib_new_file             (const char          *path,
                                                         GError             **error);

TARN_EXPORT guint         tarn_mib_get_n_nodes          (TarnMib             *self);
TARN_EXPORT guint         tarn_mib_get_n_modules        (TarnMib             *self);
TARN_EXPORT const char   *tarn_mib_get_module_fact      (TarnMib             *self,
                                                         guint                n,
                                                         TarnMibModuleFact    fact);
TARN_EXPORT guint         tarn_mib_get_module_smi       (TarnMib             *self,
                                                         guint                n);
TARN_EXPORT gboolean      tarn_mib_has_module           (TarnMib             *self,
                                                         const char          *name);

TARN_EXPORT TarnMibNode  *tarn_mib_find_node            (TarnMib             *self,
                                                         const TarnOid       *oid,
                                                         guint               *n_arcs_left);
TARN_EXPORT TarnMibNode  *tarn_mib_get_node             (TarnMib             *self,
                                                         const char          *name);
TARN_EXPORT guint         tarn_mib_get_n_roots          (TarnMib             *self);
TARN_EXPORT TarnMibNode  *tarn_mib_get_root             (TarnMib             *self,
                                                         guint                n);

TARN_EXPORT char         *tarn_mib_oid_to_text          (TarnMib             *self,
                                                         const TarnOid       *oid,
                                                         TarnMibNameFlags     flags);
TARN_EXPORT TarnOid      *tarn_mib_parse_oid            (TarnMib             *self,
                                                         const char          *text,
                                                         GError             **error);
TARN_EXPORT gboolean      tarn_mib_parse_root           (TarnMib             *self,
                                                         const char          *text,
                                                         TarnOid            **after,
                                                         TarnOid            **before,
                                                         GError             **error);

TARN_EXPORT char        **tarn_mib_complete             (TarnMib             *self,
                                                         const char          *text,
                                                         guint                limit);
TARN_EXPORT GPtrArray    *tarn_mib_search               (TarnMib             *self,
                                                         const char          *text,
                                                         TarnMibSearchFlags   flags,
                                                         guint                limit);

G_END_DECLS
