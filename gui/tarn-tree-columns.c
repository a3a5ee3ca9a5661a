/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The columns of the tree.  Their cells ask the node of their row for its text, which it
 * makes once.
 */
#include <glib/gi18n.h>

#include "tarn-tree-expander.h"
#include "tarn-tree-pane-private.h"
#include "tarn-ui.h"

/* Octets of a value that are shown in a row. */
#define MAX_OCTETS 64

/* Room that the widest column keeps when there is little. */
#define MIN_CHARS 14

typedef struct
{
  const char  *id;          /* of its action: tree.show-… */
  const char  *title;
  gboolean     is_shown;    /* from the beginning */
  int          width;       /* -1: what is left */
  const char  *css_class;
  char      *(*dup_text) (TarnNode *node);
} Column;

static char *
dup_value (TarnNode *node)
{
  if (!tarn_node_has_changed (node))
    return g_strdup (tarn_node_get_value_text (node));

  /* Translators: a value that has changed a moment ago */
  return g_strdup_printf (_("● %s"), tarn_node_get_value_text (node));
}

static char *
dup_type (TarnNode *node)
{
  return g_strdup (tarn_node_get_type_text (node));
}

static char *
dup_oid (TarnNode *node)
{
  const char *text = tarn_node_get_oid_text (node);

  return g_strdup (text + (text[0] == '.'));
}

static char *
dup_access (TarnNode *node)
{
  g_autoptr(TarnMibNode) object = tarn_node_dup_mib_node (node);

  if (object == NULL || tarn_mib_node_get_base (object) == TARN_MIB_BASE_NONE)
    return NULL;

  return g_strdup (tarn_mib_access_to_string (tarn_mib_node_get_access (object)));
}

static char *
dup_age (TarnNode *node)
{
  g_autoptr(TarnNote) note = tarn_node_dup_note (node);
  gint64 time_us = note != NULL ? note->time_us : 0;

  if (time_us == 0)
    time_us = tarn_node_get_time (node);
  return time_us > 0 ? tarn_ui_format_age (time_us) : NULL;
}

static char *
dup_provenance (TarnNode *node)
{
  g_autoptr(TarnNote) note = tarn_node_dup_note (node);

  if (tarn_node_get_value (node) == NULL)
    return NULL;
  if (note == NULL)
    return g_strdup (tarn_node_get_time (node) > 0 ? C_("provenance", "device")
                                                   : C_("provenance", "recording"));

  switch (note->origin)
    {
    case TARN_ORIGIN_IMPORT:
      return g_strdup (C_("provenance", "file"));
    case TARN_ORIGIN_EDIT:
      return g_strdup (C_("provenance", "edited"));
    case TARN_ORIGIN_AGENT:
      return g_strdup (C_("provenance", "set by a manager"));
    case TARN_ORIGIN_DEVICE:
    default:
      return g_strdup (C_("provenance", "device"));
    }
}

static char *
dup_octets (TarnNode *node)
{
  TarnValue *value = tarn_node_get_value (node);
  g_autoptr(GString) text = g_string_new (NULL);
  const guint8 *octets;
  gsize n;

  if (value == NULL)
    return NULL;

  octets = tarn_value_get_tlv (value, &n);
  for (gsize i = 0; i < MIN (n, MAX_OCTETS); i++)
    g_string_append_printf (text, "%s%02x", i > 0 ? " " : "", octets[i]);
  if (n > MAX_OCTETS)
    g_string_append (text, " …");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const Column columns[] = {
  { "name", NC_("column", "Name"), TRUE, 240, NULL, NULL },
  { "value", NC_("column", "Value"), TRUE, -1, NULL, dup_value },
  { "type", NC_("column", "Type"), TRUE, 105, "dim-label", dup_type },
  { "oid", NC_("column", "OID"), TRUE, 165, "dim-label", dup_oid },
  { "access", NC_("column", "Access"), FALSE, 110, "dim-label", dup_access },
  { "age", NC_("column", "Age"), FALSE, 130, "dim-label", dup_age },
  { "provenance", NC_("column", "Provenance"), FALSE, 130, "dim-label", dup_provenance },
  { "octets", NC_("column", "Octets"), FALSE, 260, "monospace", dup_octets },
};

static void
set_class (GtkWidget  *widget,
           const char *name,
           gboolean    is_set)
{
  if (is_set == gtk_widget_has_css_class (widget, name))
    return;

  if (is_set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* Some columns are easier to read if not all of them are grey. */
static void
show_text (GtkListItem *item,
           TarnNode    *node)
{
  const Column *column = g_object_get_data (G_OBJECT (item), "column");
  GtkWidget *label = gtk_list_item_get_child (item);
  g_autofree char *text = column->dup_text (node);

  tarn_tree_inscribe (label, text);
  if (column->css_class != NULL)
    return;

  set_class (label, "dim-label",
             tarn_node_get_kind (node) != TARN_NODE_VALUE || tarn_node_is_unfetched (node));
  set_class (label, "tarn-changed", tarn_node_has_changed (node));
}

static void
changed_cb (TarnNode    *node,
            GtkListItem *item)
{
  show_text (item, node);
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item,
          const Column       *column)
{
  GtkWidget *child;

  if (column->dup_text == NULL)
    child = tarn_tree_expander_new ();
  else
    {
      child = gtk_inscription_new (NULL);
      gtk_inscription_set_text_overflow (GTK_INSCRIPTION (child),
                                         GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
      if (column->width < 0)
        gtk_inscription_set_min_chars (GTK_INSCRIPTION (child), MIN_CHARS);
      if (column->css_class != NULL)
        gtk_widget_add_css_class (child, column->css_class);
    }

  g_object_set_data (G_OBJECT (item), "column", (gpointer) column);
  gtk_list_item_set_child (item, child);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item,
         const Column       *column)
{
  TarnNode *node = gtk_list_item_get_item (item);
  GtkWidget *child = gtk_list_item_get_child (item);

  g_object_set_data (G_OBJECT (child), "node", node);
  if (column->dup_text == NULL)
    {
      tarn_tree_expander_set_node (TARN_TREE_EXPANDER (child), node);
      return;
    }

  g_signal_connect (node, "changed", G_CALLBACK (changed_cb), item);
  show_text (item, node);
}

static void
unbind_cb (GtkListItemFactory *factory,
           GtkListItem        *item,
           const Column       *column)
{
  TarnNode *node = gtk_list_item_get_item (item);
  GtkWidget *child = gtk_list_item_get_child (item);

  g_object_set_data (G_OBJECT (child), "node", NULL);
  if (column->dup_text == NULL)
    tarn_tree_expander_set_node (TARN_TREE_EXPANDER (child), NULL);
  else
    g_signal_handlers_disconnect_by_func (node, changed_cb, item);
}

static GtkColumnViewColumn *
make_column (const Column *column,
             GMenu        *menu)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *shown;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), (gpointer) column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), (gpointer) column);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), (gpointer) column);

  shown = gtk_column_view_column_new (g_dpgettext2 (NULL, "column", column->title), factory);
  gtk_column_view_column_set_resizable (shown, TRUE);
  gtk_column_view_column_set_expand (shown, column->width < 0);
  gtk_column_view_column_set_fixed_width (shown, column->width);
  gtk_column_view_column_set_header_menu (shown, G_MENU_MODEL (menu));
  g_object_set_data (G_OBJECT (shown), "column", (gpointer) column);
  return shown;
}

/* Where @column is in the view; else FALSE, and behind which of those that are there. */
static gboolean
find_column (TarnTreePane *self,
             const Column *column,
             guint        *at)
{
  GListModel *shown = gtk_column_view_get_columns (self->view);

  *at = 0;
  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr(GtkColumnViewColumn) one = g_list_model_get_item (shown, i);
      const Column *other = g_object_get_data (G_OBJECT (one), "column");

      if (other == column)
        {
          *at = i;
          return TRUE;
        }
      if (other < column)
        *at = i + 1;
    }

  return FALSE;
}

/* A column that is not shown is not in the view: in GTK 4.8 no other gets the room that is
 * left as long as there is one that is not visible. */
static void
show_column_cb (GSimpleAction *action,
                GVariant      *state,
                gpointer       data)
{
  TarnTreePane *self = data;
  const Column *column = g_object_get_data (G_OBJECT (action), "column");
  GListModel *shown = gtk_column_view_get_columns (self->view);
  gboolean is_shown;
  guint at;

  is_shown = find_column (self, column, &at);
  if (g_variant_get_boolean (state) && !is_shown)
    {
      g_autoptr(GMenu) menu = tarn_tree_pane_make_columns_menu ();
      g_autoptr(GtkColumnViewColumn) one = make_column (column, menu);

      gtk_column_view_insert_column (self->view, at, one);
    }
  else if (!g_variant_get_boolean (state) && is_shown)
    {
      g_autoptr(GtkColumnViewColumn) one = g_list_model_get_item (shown, at);

      gtk_column_view_remove_column (self->view, one);
    }
  g_simple_action_set_state (action, state);
}

void
tarn_tree_pane_add_columns (TarnTreePane *self)
{
  g_autoptr(GMenu) menu = tarn_tree_pane_make_columns_menu ();

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const Column *column = &columns[i];
      g_autofree char *name = g_strconcat ("show-", column->id, NULL);
      g_autoptr(GSimpleAction) action = NULL;

      if (column->is_shown)
        {
          g_autoptr(GtkColumnViewColumn) shown = make_column (column, menu);

          gtk_column_view_append_column (self->view, shown);
        }

      action = g_simple_action_new_stateful (name, NULL, g_variant_new_boolean (column->is_shown));
      g_object_set_data (G_OBJECT (action), "column", (gpointer) column);
      g_signal_connect (action, "change-state", G_CALLBACK (show_column_cb), self);
      g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
    }
}

GMenu *
tarn_tree_pane_make_columns_menu (void)
{
  GMenu *menu = g_menu_new ();

  /* Without its name nobody would know what a row is. */
  for (guint i = 1; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *action = g_strconcat ("tree.show-", columns[i].id, NULL);

      g_menu_append (menu, g_dpgettext2 (NULL, "column", columns[i].title), action);
    }

  return menu;
}

TarnNode *
tarn_tree_pane_pick_node (TarnTreePane *self,
                          double        x,
                          double        y)
{
  GtkWidget *at = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);

  for (; at != NULL && at != GTK_WIDGET (self->view); at = gtk_widget_get_parent (at))
    {
      GtkWidget *child = gtk_widget_get_first_child (at);
      TarnNode *node = g_object_get_data (G_OBJECT (at), "node");

      if (node == NULL && child != NULL)
        node = g_object_get_data (G_OBJECT (child), "node");
      if (node != NULL)
        return node;
    }

  return NULL;
}
