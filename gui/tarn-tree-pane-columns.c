/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Which columns the tree has: by preference.  How wide they are is remembered.
 */
#include "tarn-settings.h"
#include "tarn-tree-columns.h"
#include "tarn-tree-pane-private.h"

/* In the group "tree" of the state, of type "i". */
static char *
dup_width_key (const char *id)
{
  return g_strconcat ("width-", id, NULL);
}

static void
width_cb (TarnTreePane        *self,
          GParamSpec          *pspec,
          GtkColumnViewColumn *column)
{
  g_autofree char *key = dup_width_key (tarn_tree_columns_get_id (column));

  if (!self->arranging && self->state != NULL)
    tarn_state_set (self->state, "tree", key,
                    g_variant_new_int32 (gtk_column_view_column_get_fixed_width (column)));
}

static void
restore_width (TarnTreePane        *self,
               GtkColumnViewColumn *column)
{
  const char *id = tarn_tree_columns_get_id (column);
  g_autofree char *key = dup_width_key (id);
  g_autoptr(GVariant) width = NULL;

  if (self->state != NULL)
    width = tarn_state_dup (self->state, "tree", key, "i");
  gtk_column_view_column_set_fixed_width (column,
                                          width != NULL ? MAX (g_variant_get_int32 (width), -1)
                                                        : tarn_tree_columns_get_width (id));
}

static GtkColumnViewColumn *
dup_column (TarnTreePane *self,
            const char   *id)
{
  GListModel *shown = gtk_column_view_get_columns (self->view);

  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (shown, i);

      if (g_str_equal (tarn_tree_columns_get_id (column), id))
        return g_steal_pointer (&column);
    }

  return NULL;
}

static GtkColumnViewColumn *
make_column (TarnTreePane *self,
             const char   *id)
{
  g_autoptr(GMenu) menu = tarn_tree_pane_make_columns_menu ();
  GtkColumnViewColumn *column =
    tarn_tree_columns_make (id, self->oid_display, G_MENU_MODEL (menu));

  restore_width (self, column);
  g_signal_connect_object (column, "notify::fixed-width", G_CALLBACK (width_cb), self,
                           G_CONNECT_SWAPPED);
  return column;
}

static void
tell_actions (TarnTreePane *self)
{
  const char *id, *title;

  for (guint i = 1; (id = tarn_tree_columns_get (i, &title)) != NULL; i++)
    {
      g_autofree char *name = g_strconcat ("show-", id, NULL);
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);
      gboolean is_shown = g_strv_contains ((const char * const *) self->columns, id);

      g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (is_shown));
    }
}

/* A column that is not shown is not in the view: in GTK 4.8 no other gets the room that is
 * left as long as there is one that is not visible. */
static void
arrange (TarnTreePane *self)
{
  GListModel *shown = gtk_column_view_get_columns (self->view);
  guint n = g_strv_length (self->columns);

  self->arranging = TRUE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GtkColumnViewColumn) there = g_list_model_get_item (shown, i);
      g_autoptr(GtkColumnViewColumn) column = NULL;

      if (there != NULL && g_str_equal (tarn_tree_columns_get_id (there), self->columns[i]))
        continue;
      column = dup_column (self, self->columns[i]);
      if (column == NULL)
        column = make_column (self, self->columns[i]);
      gtk_column_view_insert_column (self->view, i, column);
    }
  while (g_list_model_get_n_items (shown) > n)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (shown, n);

      gtk_column_view_remove_column (self->view, column);
    }
  self->arranging = FALSE;
  tell_actions (self);
}

void
tarn_tree_pane_set_columns (TarnTreePane       *self,
                            const char * const *ids)
{
  g_auto(GStrv) columns = tarn_tree_columns_mend (ids);

  if (self->columns != NULL
      && g_strv_equal ((const char * const *) columns, (const char * const *) self->columns))
    return;

  g_strfreev (self->columns);
  self->columns = g_steal_pointer (&columns);
  arrange (self);
  g_object_notify (G_OBJECT (self), "columns");
}

void
tarn_tree_pane_set_oid_display (TarnTreePane *self,
                                const char   *display)
{
  g_autoptr(GtkColumnViewColumn) column = NULL;

  if (g_strcmp0 (self->oid_display, display) == 0)
    return;

  g_free (self->oid_display);
  self->oid_display = g_strdup (display);
  column = dup_column (self, "oid");
  if (column != NULL)
    {
      self->arranging = TRUE;
      gtk_column_view_remove_column (self->view, column);
      arrange (self);
    }
  g_object_notify (G_OBJECT (self), "oid-display");
}

void
tarn_tree_pane_set_state (TarnTreePane *self,
                          TarnState    *state)
{
  GListModel *shown = gtk_column_view_get_columns (self->view);

  if (!g_set_object (&self->state, state))
    return;

  self->arranging = TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (shown, i);

      restore_width (self, column);
    }
  self->arranging = FALSE;
  g_object_notify (G_OBJECT (self), "state");
}

static gboolean
ordered_cb (gpointer data)
{
  TarnTreePane *self = data;
  GListModel *shown = gtk_column_view_get_columns (self->view);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) ids = NULL;

  self->ordered_id = 0;
  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (shown, i);

      g_strv_builder_add (builder, tarn_tree_columns_get_id (column));
    }
  ids = g_strv_builder_end (builder);
  tarn_tree_pane_set_columns (self, (const char * const *) ids);
  return G_SOURCE_REMOVE;
}

/* Somebody drags a heading: for a moment its column is nowhere. */
static void
items_changed_cb (TarnTreePane *self)
{
  if (!self->arranging && self->ordered_id == 0)
    self->ordered_id = g_idle_add (ordered_cb, self);
}

static void
show_column_cb (GSimpleAction *action,
                GVariant      *state,
                gpointer       data)
{
  TarnTreePane *self = data;
  const char *id = g_action_get_name (G_ACTION (action)) + strlen ("show-");
  g_auto(GStrv) ids = tarn_tree_columns_toggle ((const char * const *) self->columns, id,
                                                g_variant_get_boolean (state));

  tarn_tree_pane_set_columns (self, (const char * const *) ids);
}

void
tarn_tree_pane_add_columns (TarnTreePane *self)
{
  static const char * const start[] = { "name", "value", "type", "oid", NULL };
  GSettings *settings = tarn_settings_get ();
  const char *id, *title;

  for (guint i = 1; (id = tarn_tree_columns_get (i, &title)) != NULL; i++)
    {
      g_autofree char *name = g_strconcat ("show-", id, NULL);
      g_autoptr(GSimpleAction) action =
        g_simple_action_new_stateful (name, NULL, g_variant_new_boolean (FALSE));

      g_signal_connect (action, "change-state", G_CALLBACK (show_column_cb), self);
      g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
    }

  if (settings == NULL)
    {
      tarn_tree_pane_set_columns (self, start);
    }
  else
    {
      g_settings_bind (settings, "oid-display", self, "oid-display", G_SETTINGS_BIND_GET);
      g_settings_bind (settings, "tree-columns", self, "columns", G_SETTINGS_BIND_DEFAULT);
    }
  g_signal_connect_object (gtk_column_view_get_columns (self->view), "items-changed",
                           G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
}

GMenu *
tarn_tree_pane_make_columns_menu (void)
{
  GMenu *menu = g_menu_new ();
  const char *id, *title;

  for (guint i = 1; (id = tarn_tree_columns_get (i, &title)) != NULL; i++)
    {
      g_autofree char *action = g_strconcat ("tree.show-", id, NULL);

      g_menu_append (menu, title, action);
    }

  return menu;
}
