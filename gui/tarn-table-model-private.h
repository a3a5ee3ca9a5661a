/* tarn-table-model-private.h
 *
 * What the halves of TarnTableModel share: the rows in the order of the store, and how the
 * list follows them.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-table-model.h"

G_BEGIN_DECLS

/* Rows between two that stay; what is between them is told as gone and come. */
typedef struct
{
  guint old_position;
  guint old_n;
  guint new_position;
  guint new_n;
} TarnTablePiece;

struct _TarnTableModel
{
  GObject         parent_instance;

  TarnStore      *store;
  TarnMib        *mib;         /* nullable                                                */
  TarnOid        *entry;
  TarnTable      *table;
  TarnTextStyle  *style;
  guint           n_index;
  guint           n_fields;
  guint          *widths;
  gboolean       *numbers;

  guint           n_items;     /* of the list, as others know it                          */
  guint64         n_rows;      /* of the table                                            */
  gboolean        counted;
  gboolean        deleted;     /* rows may have gone since the list was told the last time */
  GArray         *pieces;      /* of TarnTablePiece, while they are told; else NULL       */
  guint           piece;       /* which of them is told                                   */
  guint           piece_n;     /* rows that the list has of it now                        */

  TarnTableWish   wish;
  TarnTableOrder *shown;       /* what the list shows; NULL: all rows as they lie         */
  TarnTableOrder *coming;      /* what it will show when it is done                       */
  gboolean        finding;     /* @shown grows                                            */
  gboolean        stale;       /* something has changed since that was begun              */
  gint64          ordered_us;  /* when the last one was done                              */

  GHashTable     *lines;       /* instance → TarnTableLine that somebody holds, not owned */
  GPtrArray      *unread;      /* of those that are to be read                            */
  guint           turn_id;     /* the source that does the next slice                     */
  gboolean        waits;       /* it is far away                                          */
  guint           mark_id;     /* that takes marks away                                   */
};

/* The row that stands at a place of the list, though not all is told yet. */
guint64        tarn_table_model_number_at  (TarnTableModel *self,
                                            guint           position);
/* Tells what has become of rows since the list was told the last time. */
void           tarn_table_model_follow     (TarnTableModel *self);
/* No line is to be read. */
void           tarn_table_model_drop_unread (TarnTableModel *self);
/* Something is to be done. */
void           tarn_table_model_wake       (TarnTableModel *self);
/* Shows what has been put in order. */
void           tarn_table_model_show_order (TarnTableModel *self);
void           tarn_table_model_tell       (TarnTableModel *self,
                                            guint           position,
                                            guint           removed,
                                            guint           added);

G_END_DECLS
