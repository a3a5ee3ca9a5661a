/* tarn-table-list.h
 *
 * Which tables a store has, by what MIB modules say and, where they say nothing, by what its
 * names look like.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib.h"
#include "store/tarn-store.h"

G_BEGIN_DECLS

/**
 * TarnTableSummary:
 * @entry: the conceptual row: columns are the arcs behind it
 * @name: (nullable): what a module calls the table; %NULL: no module knows it, and it is
 *   inferred
 * @n_rows: instances of the column that has most
 * @n_columns: those that are there
 *
 * A table of a store.
 */
typedef struct
{
  TarnOid *entry;
  char    *name;
  guint64  n_rows;
  guint    n_columns;
} TarnTableSummary;

#define TARN_TYPE_TABLE_SUMMARY (tarn_table_summary_get_type ())

TARN_EXPORT GType             tarn_table_summary_get_type (void) G_GNUC_CONST;
TARN_EXPORT TarnTableSummary *tarn_table_summary_copy     (const TarnTableSummary *self);
TARN_EXPORT void              tarn_table_summary_free     (TarnTableSummary       *self);

TARN_EXPORT GPtrArray        *tarn_table_list             (TarnStore              *store,
                                                           TarnMib                *mib,
                                                           GError                **error);
TARN_EXPORT TarnOid          *tarn_table_find_entry       (TarnStore              *store,
                                                           TarnMib                *mib,
                                                           const TarnOid          *oid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnTableSummary, tarn_table_summary_free)

G_END_DECLS
