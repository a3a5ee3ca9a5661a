/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * GtkColumnView makes 200 rows before it shows the first one, which is a third of the time that
 * the browser needs to start.  So it gets as many as a window has room for, and in each frame
 * that follows some more.
 */
#include "tarn-tree-pane-private.h"

#define N_FIRST 48
#define N_MORE  16
#define N_LAST  256   /* more than GTK makes: from there on rows cost nothing */

void
tarn_tree_pane_start_ends (TarnTreePane *self)
{
  if (self->grow_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->grow_id);
  self->grow_id = 0;
  if (self->n_shown > 0 && self->rows != NULL)
    tarn_tree_rows_set_limit (self->rows, G_MAXUINT);
  self->n_shown = 0;
}

/* Called before a frame is laid out: the first one is that of the rows that are there. */
static gboolean
grow_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  TarnTreePane *self = TARN_TREE_PANE (widget);

  if (!self->has_shown)
    {
      self->has_shown = TRUE;
      return G_SOURCE_CONTINUE;
    }

  self->n_shown += N_MORE;
  if (self->n_shown >= N_LAST)
    {
      self->grow_id = 0;
      tarn_tree_pane_start_ends (self);
      return G_SOURCE_REMOVE;
    }

  tarn_tree_rows_set_limit (self->rows, self->n_shown);
  return G_SOURCE_CONTINUE;
}

void
tarn_tree_pane_start_small (TarnTreePane *self)
{
  self->n_shown = N_FIRST;
  self->has_shown = FALSE;
  tarn_tree_rows_set_limit (self->rows, self->n_shown);
  self->grow_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), grow_cb, NULL, NULL);
}
