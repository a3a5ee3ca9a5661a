/* tarn-mib-builder.h
 *
 * Private: gathers what modules define and writes it as one compiled tree.  Deterministic:
 * the same facts in the same order give the same octets.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-syntax.h"

G_BEGIN_DECLS

typedef struct _TarnMibBuilder TarnMibBuilder;

/* Strings are copied; any may be NULL. */
typedef struct
{
  const char *name;
  const char *file;            /* where it was read                              */
  const char *organization;
  const char *contact;
  const char *description;
  const char *last_updated;    /* "2006-05-23T00:00Z" of the latest revision     */
  guint8      language;        /* 1 or 2: of the SMI                             */
  gboolean    names_only;      /* a registry: loses against any other definition */
} TarnMibModuleFacts;

typedef struct
{
  const char         *name;         /* NULL: of one object only                            */
  guint32             module;       /* TARN_MIB_NONE: of the SMI itself                    */
  guint32             parent;       /* the type that it refines, or TARN_MIB_NONE          */
  TarnMibBase         base;
  TarnMibConvention   convention;   /* own or inherited                                    */
  TarnMibStatus       status;
  const char         *hint;         /* own or inherited; so are labels and ranges          */
  const char         *description;
  const char * const *label_names;
  const gint32       *label_values;
  guint               n_labels;
  const TarnMibRange *ranges;
  guint               n_ranges;
} TarnMibTypeFacts;

typedef struct
{
  const char    *name;
  guint32        module;
  const guint32 *arcs;              /* the whole OID                                       */
  guint          n_arcs;
  TarnMibKind    kind;
  TarnMibAccess  access;
  TarnMibStatus  status;
  guint32        type;              /* TARN_MIB_NONE without a value                       */
  const char    *units;
  const char    *description;
  const char    *reference;
  const char    *default_value;     /* DEFVAL as written                                   */
  gboolean       implied;           /* of a row: the last part of its index                */
} TarnMibObjectFacts;

TarnMibBuilder *tarn_mib_builder_new         (void);
void            tarn_mib_builder_free        (TarnMibBuilder           *self);

/* Each returns the number by which the others refer to it. */
guint32         tarn_mib_builder_add_module  (TarnMibBuilder           *self,
                                              const TarnMibModuleFacts *facts);
/* Lines: what of it was lost or mended. */
void            tarn_mib_builder_set_messages (TarnMibBuilder          *self,
                                               guint32                  module,
                                               const char              *messages);
guint32         tarn_mib_builder_add_type    (TarnMibBuilder           *self,
                                              const TarnMibTypeFacts   *facts);
guint32         tarn_mib_builder_add_object  (TarnMibBuilder           *self,
                                              const TarnMibObjectFacts *facts);
/* Objects that come later may be named: whatever refers to objects is said by OID and module
 * and name, and resolved when the tree is written; what does not resolve is left out.
 * INDEX of a row, objects of a notification, members of a group, in their order. */
void            tarn_mib_builder_add_member  (TarnMibBuilder           *self,
                                              guint32                   object,
                                              const char               *module,
                                              const char               *name);
/* AUGMENTS of a row. */
void            tarn_mib_builder_set_base    (TarnMibBuilder           *self,
                                              guint32                   row,
                                              const char               *module,
                                              const char               *name);
/* @stamp: what the tree was made of (opaque, compared when it is opened). */
gboolean        tarn_mib_builder_write       (TarnMibBuilder           *self,
                                              const char               *path,
                                              const char               *stamp,
                                              GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnMibBuilder, tarn_mib_builder_free)

G_END_DECLS
