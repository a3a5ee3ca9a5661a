/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-paned.h"

#define PLACE_TYPE "(ii)"   /* the position, and of how many pixels */

typedef struct
{
  TarnState *state;
  char      *key;
  gboolean   settled;   /* the place is the user's, or ours: not yet that of the template */
  guint      idle_id;
} Keeper;

static GQuark
keeper_quark (void)
{
  return g_quark_from_static_string ("tarn-paned");
}

static void
keeper_free (gpointer data)
{
  Keeper *keeper = data;

  g_clear_handle_id (&keeper->idle_id, g_source_remove);
  g_object_unref (keeper->state);
  g_free (keeper->key);
  g_free (keeper);
}

static Keeper *
get_keeper (GtkPaned *self)
{
  return g_object_get_qdata (G_OBJECT (self), keeper_quark ());
}

static gboolean
is_wide (GtkPaned *self)
{
  return gtk_orientable_get_orientation (GTK_ORIENTABLE (self)) == GTK_ORIENTATION_HORIZONTAL;
}

static int
get_extent (GtkPaned *self)
{
  return is_wide (self) ? gtk_widget_get_width (GTK_WIDGET (self))
                        : gtk_widget_get_height (GTK_WIDGET (self));
}

static char *
dup_key (GtkPaned *self,
         Keeper   *keeper)
{
  return g_strconcat (keeper->key, is_wide (self) ? "-wide" : "-tall", NULL);
}

/* Before it has a size, the old position is a good guess: windows come back as they were. */
static gboolean
place (GtkPaned *self,
       Keeper   *keeper)
{
  g_autofree char *key = dup_key (self, keeper);
  g_autoptr(GVariant) kept = tarn_state_dup (keeper->state, "panes", key, PLACE_TYPE);
  int extent = get_extent (self);
  int position, of;

  if (kept == NULL)
    return FALSE;

  g_variant_get (kept, PLACE_TYPE, &position, &of);
  if (position <= 0 || position >= of)
    return FALSE;

  if (extent > 0 && !gtk_paned_get_resize_end_child (self))
    position = extent - (of - position);
  gtk_paned_set_position (self, MAX (position, 0));
  return TRUE;
}

static gboolean
settle_cb (gpointer data)
{
  Keeper *keeper = get_keeper (data);

  keeper->idle_id = 0;
  place (data, keeper);
  keeper->settled = TRUE;
  return G_SOURCE_REMOVE;
}

/* It is given its first size: that is no moment to ask for another. */
static void
sized_cb (GtkPaned *self)
{
  Keeper *keeper = get_keeper (self);

  if (!keeper->settled && keeper->idle_id == 0 && get_extent (self) > 0)
    keeper->idle_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, settle_cb, self, NULL);
}

static void
moved_cb (GtkPaned *self)
{
  Keeper *keeper = get_keeper (self);
  g_autofree char *key = NULL;

  if (!keeper->settled || get_extent (self) <= 0)
    return;

  key = dup_key (self, keeper);
  tarn_state_set (keeper->state, "panes", key,
                  g_variant_new (PLACE_TYPE, gtk_paned_get_position (self), get_extent (self)));
}

void
tarn_paned_remember (GtkPaned   *self,
                     TarnState  *state,
                     const char *key)
{
  Keeper *keeper;

  g_return_if_fail (GTK_IS_PANED (self));
  g_return_if_fail (TARN_IS_STATE (state));
  g_return_if_fail (get_keeper (self) == NULL);

  keeper = g_new0 (Keeper, 1);
  keeper->state = g_object_ref (state);
  keeper->key = g_strdup (key);
  g_object_set_qdata_full (G_OBJECT (self), keeper_quark (), keeper, keeper_free);
  place (self, keeper);
  g_signal_connect (self, "notify::max-position", G_CALLBACK (sized_cb), NULL);
  g_signal_connect (self, "notify::position", G_CALLBACK (moved_cb), NULL);
  sized_cb (self);
}

gboolean
tarn_paned_restore (GtkPaned *self)
{
  Keeper *keeper;
  gboolean placed;

  g_return_val_if_fail (GTK_IS_PANED (self), FALSE);

  keeper = get_keeper (self);
  if (keeper == NULL)
    return FALSE;

  keeper->settled = FALSE;
  g_clear_handle_id (&keeper->idle_id, g_source_remove);
  placed = place (self, keeper);
  keeper->settled = TRUE;
  return placed;
}
