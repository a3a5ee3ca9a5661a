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
  GPtrArray         *filters;      /* of TarnTablePaneFilter: by columns                    */
  gboolean           loading;      /* columns come and go by us, not by the user            */
  guint              ordered_id;   /* the idle source that looks at their order             */
  gboolean           selecting;    /* the selection follows @oid, not the other way round   */
  GPtrArray         *export_jobs;  /* GCancellable of what is being written                 */
  GtkWidget         *menu;         /* of a row                                              */

  GtkStack          *pages;
  GtkWidget         *chooser;
  GtkLabel          *title;
  GtkLabel          *summary;
  GtkLabel          *nothing;
  GtkEditable       *filter;
  GtkFlowBox        *filter_box;
  GtkBox            *choices;
  GtkMenuButton     *columns_button;
  GtkScrolledWindow *scroller;
  GtkColumnView     *view;
  GMenuModel        *row_menu;
};

/* What the cells of one column have to say, and where that is written. */
typedef struct
{
  char      *id;       /* of the column                  */
  GtkWidget *entry;
} TarnTablePaneFilter;

/* What a column is known by from one start to the next.  The caller's. */
char          *tarn_table_pane_dup_id        (TarnTablePane       *self,
                                              guint                field);
/* FALSE: there is no such column (now). */
gboolean       tarn_table_pane_find_id       (TarnTablePane       *self,
                                              const char          *id,
                                              guint               *field);
guint          tarn_table_pane_get_field     (GtkColumnViewColumn *column);

/* An entry for the column, if there is none yet. */
GtkWidget     *tarn_table_pane_add_filter    (TarnTablePane       *self,
                                              const char          *id,
                                              const char          *text);
void           tarn_table_pane_clear_filters (TarnTablePane       *self);
void           tarn_table_pane_add_filter_actions (GtkWidgetClass *class);
/* Shows what is wished for, and keeps it. */
void           tarn_table_pane_arrange       (TarnTablePane       *self);

/* Order and widths of columns, by what it is sorted, filters: of each table. */
void           tarn_table_pane_keep          (TarnTablePane       *self);
void           tarn_table_pane_restore       (TarnTablePane       *self);
void           tarn_table_pane_columns_changed (TarnTablePane     *self);

/* Which columns are hidden. */
void           tarn_table_pane_keep_hidden   (TarnTablePane       *self);
/* What headings tell when one points at them. */
void           tarn_table_pane_set_tips      (TarnTablePane       *self);
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
