/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-follow.h"

#define KEY "tarn-follow"

typedef struct
{
  GtkAdjustment *adjustment;   /*                                                 */
  gboolean       following;    /* the last row is in sight, and shall stay so     */
  guint          idle_id;      /* sees to that                                    */
} Follow;

static void
follow_free (gpointer data)
{
  Follow *self = data;

  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->adjustment, self);
  g_object_unref (self->adjustment);
  g_free (self);
}

static double
get_end (Follow *self)
{
  return gtk_adjustment_get_upper (self->adjustment)
         - gtk_adjustment_get_page_size (self->adjustment);
}

static void
scrolled_cb (Follow *self)
{
  if (self->idle_id != 0)
    return;   /* a view that grows, not a person */
  self->following = gtk_adjustment_get_value (self->adjustment) >= get_end (self) - 1;
}

static gboolean
follow_cb (gpointer data)
{
  Follow *self = data;

  self->idle_id = 0;
  gtk_adjustment_set_value (self->adjustment, get_end (self));
  return G_SOURCE_REMOVE;
}

/* Rows are being placed now, so that is done when the loop comes round. */
static void
grown_cb (Follow *self)
{
  if (self->following && self->idle_id == 0)
    self->idle_id = g_idle_add (follow_cb, self);
}

void
tarn_follow_end (GtkScrolledWindow *scroller)
{
  Follow *self = g_new0 (Follow, 1);

  g_return_if_fail (GTK_IS_SCROLLED_WINDOW (scroller));

  self->adjustment = g_object_ref (gtk_scrolled_window_get_vadjustment (scroller));
  self->following = TRUE;
  g_signal_connect_swapped (self->adjustment, "value-changed", G_CALLBACK (scrolled_cb), self);
  g_signal_connect_swapped (self->adjustment, "changed", G_CALLBACK (grown_cb), self);
  g_object_set_data_full (G_OBJECT (scroller), KEY, self, follow_free);
}

void
tarn_follow_again (GtkScrolledWindow *scroller)
{
  Follow *self = g_object_get_data (G_OBJECT (scroller), KEY);

  g_return_if_fail (self != NULL);

  self->following = TRUE;
}
