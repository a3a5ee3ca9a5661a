/* tarn-table-pane-private.h
 *
 * What the parts of the table pane share: the pane, its columns and cells, what people do.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-table-model.h"
#include "tarn-table-pane.h"

G_BEGIN_DECLS

struct _TarnTablePane
{
  GtkWidget          parent_instance;

  TarnDocument      *document;     /* nullable                                              */
  TarnState         *state;        /* nullable                                              */
  TarnOid           *oid;          /* nullable: what is selected                            */
  gboolean           late;         /* @oid or the document has changed while nobody looked  */

  TarnOid           *entry;        /* of the table that is shown; nullable                  */
  GPtrArray         *joins;        /* of TarnOid: tables beside it                          */
  TarnTableModel    *model;        /* nullable                                              */
  GtkMultiSelection *selection;    /* nullable                                              */
  GPtrArray         *columns;      /* of GtkColumnViewColumn, by field                      */
  GPtrArray         *cells;        /* by field: GPtrArray of GtkWidget that are shown       */
  guint              field;        /* the one that keys and actions are about               */
  guint              probed;       /* see tarn_table_pane_sort_changed()                    */
  TarnTableWish      wish;
  gboolean           selecting;    /* the selection follows @oid, not the other way round   */
  GPtrArray         *export_jobs;  /* GCancellable of what is being written                 */
  GtkWidget         *menu;         /* of a row                                              */

  GtkStack          *pages;
  GtkWidget         *chooser;
  GtkLabel          *title;
  GtkLabel          *summary;
  GtkLabel          *nothing;
  GtkEditable       *filter;
  GtkBox            *choices;
  GtkMenuButton     *columns_button;
  GtkScrolledWindow *scroller;
  GtkColumnView     *view;
  GMenuModel        *row_menu;
};

/* Columns of the view for the fields of the model. */
void           tarn_table_pane_add_columns   (TarnTablePane       *self);
void           tarn_table_pane_clear_columns (TarnTablePane       *self);
/* What the columns button offers. */
void           tarn_table_pane_fill_choices  (TarnTablePane       *self);
/* Somebody has clicked a heading. */
void           tarn_table_pane_sort_changed  (TarnTablePane       *self);
/* The field that keys and actions are about. */
void           tarn_table_pane_set_field     (TarnTablePane       *self,
                                              guint                field);
void           tarn_table_pane_show_field    (TarnTablePane       *self);
/* Shows what the tables are that @joins names, beside this one. */
void           tarn_table_pane_reload        (TarnTablePane       *self);

void           tarn_table_pane_tell_title    (TarnTablePane       *self);
void           tarn_table_pane_tell_summary  (TarnTablePane       *self);

void           tarn_table_pane_add_actions   (GtkWidgetClass      *class);
void           tarn_table_pane_update_actions (TarnTablePane      *self);
void           tarn_table_pane_pop_up        (TarnTablePane       *self,
                                              GtkWidget           *cell,
                                              double               x,
                                              double               y);
/* The line that has the keyboard, or the first one that is selected; NULL: none. */
TarnTableLine *tarn_table_pane_dup_line      (TarnTablePane       *self);

G_END_DECLS
