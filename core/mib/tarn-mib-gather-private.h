/* tarn-mib-gather-private.h
 *
 * Private to tarn-mib-gather*.c.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-compile-private.h"
#include "mib/tarn-mib-facts.h"

G_BEGIN_DECLS

#define TARN_MIB_MAX_ARCS 128    /* RFC 2578 §3.5 */

struct _TarnMibGather
{
  TarnMibBuilder *builder;
  TarnMibAliases *aliases;
  GHashTable     *types;      /* "MODULE\nname" -> its number + 1 */

  TarnMibEntry   *entry;      /* the module that is added          */
  TarnMibEntry   *part;       /* of it, what the facts are of; itself if it has no parts */
  guint32         module;
  GHashTable     *found;      /* its names that the facts have -> TarnMibKind of objects */
  GHashTable     *sources;    /* name -> TarnMibDefinition         */
  GHashTable     *reasons;    /* TarnMibDefinition -> the first that the parser says of it */
};

/* As modules write it. */
static inline const char *
tarn_mib_gather_read_name (TarnMibGather      *self,
                           TarnMibFactsReader *reader)
{
  return tarn_mib_aliases_lookup (self->aliases, tarn_mib_facts_read_string (reader));
}

/* tarn-mib-gather-types.c: whether @name stands in the part for the sake of others only. */
gboolean tarn_mib_gather_is_stub        (TarnMibGather      *self,
                                         const char         *name);
void     tarn_mib_gather_take_type      (TarnMibGather      *self,
                                         TarnMibFactsReader *reader);
/* Whether the module defines it, and the parser knows it. */
gboolean tarn_mib_gather_has_type       (TarnMibGather      *self,
                                         const char         *name);
/* Of an object, by its name or as a whole.  These three return TARN_MIB_NONE for none. */
guint32  tarn_mib_gather_take_node_type (TarnMibGather      *self,
                                         TarnMibFactsReader *reader);
/* A column whose type nobody defines is there all the same: its values tell what they are. */
guint32  tarn_mib_gather_name_unknown   (TarnMibGather      *self,
                                         TarnMibDefinition  *source);
/* What a type is called in the module, wherever it is from; of the SMI itself: by name. */
guint32  tarn_mib_gather_find_named     (TarnMibGather      *self,
                                         const char         *name);

/* tarn-mib-gather-losses.c */
void tarn_mib_gather_count_losses (TarnMibGather *self,
                                   GPtrArray     *parts);

G_END_DECLS
