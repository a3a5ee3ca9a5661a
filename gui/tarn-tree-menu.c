/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The menu of a row.
 */
#include <glib/gi18n.h>

#include "tarn-tree-expander.h"
#include "tarn-tree-pane-private.h"

static void
append (GMenu      *menu,
        const char *label,
        const char *action,
        const char *target)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action,
                                           target != NULL ? g_variant_new_string (target) : NULL);
  g_menu_append_item (menu, item);
}

static GMenu *
make_copy_menu (const char *oid,
                gboolean    is_value)
{
  static const struct
  {
    const char *form;
    const char *label;
    gboolean    of_values;    /* else of parts, too */
  } forms[] = {
    { "oid", NC_("copy", "_OID"), FALSE },
    { "name", NC_("copy", "_Name"), FALSE },
    { "value", NC_("copy", "_Value"), TRUE },
    { "line", NC_("copy", "Name and Value"), TRUE },
    { "snmpget", NC_("copy", "net-snmp Command"), FALSE },
    { "tarn", NC_("copy", "tarn Command"), FALSE },
    { "json", NC_("copy", "JSON"), TRUE },
    { "table", NC_("copy", "Row for a Spreadsheet"), TRUE },
  };
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr(GMenuItem) item = NULL;

      if (forms[i].of_values && !is_value)
        continue;
      item = g_menu_item_new (g_dpgettext2 (NULL, "copy", forms[i].label), NULL);
      g_menu_item_set_action_and_target (item, "document.copy", "(ss)", oid, forms[i].form);
      g_menu_append_item (menu, item);
    }

  return menu;
}

static gboolean
is_in_table (TarnNode *node)
{
  g_autoptr(TarnMibNode) object = tarn_node_dup_mib_node (node);
  g_autoptr(TarnMibNode) table = object != NULL ? tarn_mib_node_get_table (object) : NULL;

  return table != NULL;
}

static GMenu *
make_menu (TarnNode *node)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) first = g_menu_new ();
  g_autoptr(GMenu) device = g_menu_new ();
  g_autoptr(GMenu) tree = g_menu_new ();
  g_autoptr(GMenu) columns = tarn_tree_pane_make_columns_menu ();
  g_autoptr(GMenu) copy = NULL;
  const char *dotted = tarn_node_get_oid_text (node);
  const char *oid = dotted + (dotted[0] == '.');
  TarnNodeKind kind = tarn_node_get_kind (node);
  gboolean is_value = kind == TARN_NODE_VALUE && !tarn_node_is_unfetched (node);

  if (is_value)
    append (first, _("_Edit Value…"), "document.edit", oid);
  if (kind == TARN_NODE_TABLE || is_in_table (node))
    append (first, _("Show _Table"), "document.show-table", oid);
  if (is_value || kind == TARN_NODE_COLUMN)
    append (first, _("_Watch"), "document.watch", oid);
  copy = make_copy_menu (oid, is_value);
  g_menu_append_submenu (first, _("_Copy"), G_MENU_MODEL (copy));

  append (device, _("_Read From the Device"), "document.fetch", oid);
  if (kind != TARN_NODE_VALUE)
    append (device, _("_Mirror This Part"), "document.mirror", oid);

  append (tree, _("E_xpand All Below"), "tree.expand-all", NULL);
  append (tree, _("Collapse _All"), "tree.collapse-all", NULL);
  g_menu_append_submenu (tree, _("Co_lumns"), G_MENU_MODEL (columns));

  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (device));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (tree));
  return menu;
}

static void
popup_menu (TarnTreePane       *self,
            TarnNode           *node,
            const GdkRectangle *at)
{
  g_autoptr(GMenu) menu = make_menu (node);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), at);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

void
tarn_tree_pane_popup_menu (TarnTreePane *self,
                           double        x,
                           double        y)
{
  TarnNode *node = tarn_tree_pane_pick_node (self, x, y);
  GdkRectangle at = { .width = 1, .height = 1 };
  double there_x, there_y;

  if (node == NULL
      || !gtk_widget_translate_coordinates (GTK_WIDGET (self->view), GTK_WIDGET (self), x, y,
                                            &there_x, &there_y))
    return;

  at.x = (int) there_x;
  at.y = (int) there_y;
  gtk_single_selection_set_selected (self->selection, tarn_tree_rows_get_row (self->rows, node));
  popup_menu (self, node, &at);
}

void
tarn_tree_pane_menu_action (GtkWidget  *widget,
                            const char *name,
                            GVariant   *parameter)
{
  TarnTreePane *self = TARN_TREE_PANE (widget);
  g_autoptr(TarnNode) node = tarn_tree_pane_dup_node (self);
  GtkWidget *expander = node != NULL ? tarn_tree_expander_find (GTK_WIDGET (self->view), node)
                                     : NULL;
  graphene_rect_t bounds;

  if (expander != NULL && gtk_widget_compute_bounds (expander, widget, &bounds))
    popup_menu (self, node, &(GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y,
                                              40, (int) bounds.size.height });
}
