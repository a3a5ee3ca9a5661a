/* tarn-mib-gather-private.h
 *
 * Private to tarn-mib-gather*.c.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-compile-private.h"

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

/* tarn-mib-gather-losses.c */
void tarn_mib_gather_count_losses (TarnMibGather *self,
                                   GPtrArray     *parts);

G_END_DECLS
