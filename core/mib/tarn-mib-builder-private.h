/* tarn-mib-builder-private.h
 *
 * Private: what a builder has gathered.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-builder.h"
#include "mib/tarn-mib-format.h"

G_BEGIN_DECLS

/* A pool of strings, each of them once.  Offset 0 is no string. */
typedef struct
{
  GString    *octets;
  GHashTable *offsets;
} TarnMibPool;

/* What is named by others, and resolved at the end. */
typedef struct
{
  guint32 object;          /* who names it */
  guint32 module;          /* strings      */
  guint32 name;
} TarnMibReference;

typedef struct
{
  TarnMibObjectRecord record;
  guint32             first_arc;
  guint32             n_arcs;
  guint32             number;       /* by which it was added */
  gboolean            is_parent;    /* its module defines something below it, too */
} TarnMibBuilt;

struct _TarnMibBuilder
{
  TarnMibPool strings;
  TarnMibPool texts;
  GArray *arcs;
  GArray *objects;
  GArray *types;
  GArray *modules;
  GArray *labels;
  GArray *ranges;
  GArray *members;       /* of TarnMibReference, by object as long as they are added so */
  GArray *bases;         /* of TarnMibReference                                         */
};

guint32 tarn_mib_pool_add (TarnMibPool *self,
                           const char  *string);

G_END_DECLS
