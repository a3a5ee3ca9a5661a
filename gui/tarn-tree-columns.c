/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The columns of the tree.  Their cells ask the node of their row for its text, which it
 * makes once.
 */
#include <glib/gi18n.h>

#include "tarn-node.h"
#include "tarn-tree-columns.h"
#include "tarn-tree-expander.h"
#include "tarn-tree-pane-private.h"
#include "tarn-ui.h"

/* Octets of a value that are shown in a row. */
#define MAX_OCTETS 64

/* Room that the widest column keeps when there is little. */
#define MIN_CHARS 14

typedef struct
{
  const char  *id;
  const char  *title;
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
dup_oid_name (TarnNode *node)
{
  return tarn_node_dup_name (node, TARN_MIB_NAME_SUFFIX);
}

static char *
dup_oid_module (TarnNode *node)
{
  return tarn_node_dup_name (node, TARN_MIB_NAME_MODULE);
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
  { "name", NC_("column", "Name"), 240, NULL, NULL },
  { "value", NC_("column", "Value"), -1, NULL, dup_value },
  { "type", NC_("column", "Type"), 105, "dim-label", dup_type },
  { "oid", NC_("column", "OID"), 165, "dim-label", dup_oid },
  { "access", NC_("column", "Access"), 110, "dim-label", dup_access },
  { "age", NC_("column", "Age"), 130, "dim-label", dup_age },
  { "provenance", NC_("column", "Provenance"), 130, "dim-label", dup_provenance },
  { "octets", NC_("column", "Octets"), 260, "monospace", dup_octets },
};

/* The column "oid", as the preference oid-display has it. */
static const struct
{
  const char *display;
  Column      column;
} oid_forms[] = {
  { "names", { "oid", NC_("column", "OID"), 165, "dim-label", dup_oid_name } },
  { "modules", { "oid", NC_("column", "OID"), 165, "dim-label", dup_oid_module } },
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

static const Column *
find_column (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_str_equal (columns[i].id, id))
      return &columns[i];

  return NULL;
}

const char *
tarn_tree_columns_get (guint        n,
                       const char **title)
{
  if (n >= G_N_ELEMENTS (columns))
    return NULL;

  *title = g_dpgettext2 (NULL, "column", columns[n].title);
  return columns[n].id;
}

int
tarn_tree_columns_get_width (const char *id)
{
  const Column *column = find_column (id);

  return column != NULL ? column->width : -1;
}

/* Behind those that are before it if all are shown. */
GStrv
tarn_tree_columns_toggle (const char * const *ids,
                          const char         *id,
                          gboolean            is_shown)
{
  g_autoptr(GPtrArray) now = g_ptr_array_new_with_free_func (g_free);
  const Column *column = find_column (id);
  guint at = 0;

  g_return_val_if_fail (ids != NULL, NULL);
  g_return_val_if_fail (column != NULL, NULL);

  if (is_shown && g_strv_contains (ids, id))
    return g_strdupv ((char **) ids);

  for (guint i = 0; ids[i] != NULL; i++)
    if (!g_str_equal (ids[i], id))
      {
        g_ptr_array_add (now, g_strdup (ids[i]));
        if (find_column (ids[i]) != NULL && find_column (ids[i]) < column)
          at = now->len;
      }
  if (is_shown)
    g_ptr_array_insert (now, (int) at, g_strdup (id));
  g_ptr_array_add (now, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&now), FALSE);
}

/* What is written in preferences may be anything. */
GStrv
tarn_tree_columns_mend (const char * const *ids)
{
  g_autoptr(GPtrArray) mended = g_ptr_array_new_with_free_func (g_free);

  /* Without its name nobody would know what a row is. */
  if (ids == NULL || !g_strv_contains (ids, columns[0].id))
    g_ptr_array_add (mended, g_strdup (columns[0].id));
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (find_column (ids[i]) != NULL
        && !g_ptr_array_find_with_equal_func (mended, ids[i], g_str_equal, NULL))
      g_ptr_array_add (mended, g_strdup (ids[i]));
  g_ptr_array_add (mended, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&mended), FALSE);
}

GtkColumnViewColumn *
tarn_tree_columns_make (const char *id,
                        const char *oid_display,
                        GMenuModel *menu)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  const Column *column = find_column (id);
  GtkColumnViewColumn *shown;

  for (guint i = 0; i < G_N_ELEMENTS (oid_forms); i++)
    if (g_str_equal (id, oid_forms[i].column.id)
        && g_strcmp0 (oid_display, oid_forms[i].display) == 0)
      column = &oid_forms[i].column;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), (gpointer) column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), (gpointer) column);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), (gpointer) column);

  shown = gtk_column_view_column_new (g_dpgettext2 (NULL, "column", column->title), factory);
  gtk_column_view_column_set_resizable (shown, TRUE);
  gtk_column_view_column_set_expand (shown, column->width < 0);
  gtk_column_view_column_set_fixed_width (shown, column->width);
  gtk_column_view_column_set_header_menu (shown, menu);
  g_object_set_data (G_OBJECT (shown), "column", (gpointer) column);
  return shown;
}

const char *
tarn_tree_columns_get_id (GtkColumnViewColumn *column)
{
  return ((const Column *) g_object_get_data (G_OBJECT (column), "column"))->id;
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
