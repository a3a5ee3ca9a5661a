/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-mib-rows.h"

#include <glib/gi18n.h>

const char *
tarn_mib_rows_get_state (TarnMibModule *module)
{
  switch (tarn_mib_module_get_state (module))
    {
    case TARN_MIB_MODULE_LOSSES:
      return C_("state of a module", "Loaded with losses");
    case TARN_MIB_MODULE_MENDED:
      return C_("state of a module", "Loaded, with messages");
    case TARN_MIB_MODULE_SHADOWED:
      return C_("state of a module", "Not used");
    case TARN_MIB_MODULE_REFUSED:
      return C_("state of a module", "Refused");
    case TARN_MIB_MODULE_LOADED:
    default:
      return C_("state of a module", "Loaded");
    }
}

static void
setup_row_cb (GtkListItemFactory *factory,
              GtkListItem        *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *text = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (text), 1);
  gtk_widget_add_css_class (text, "dim-label");
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), text);
  gtk_list_item_set_child (item, box);
}

static void
set_row (GtkListItem *item,
         const char  *name,
         const char  *text,
         guint        depth)
{
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  gtk_widget_set_margin_start (label, (int) (12 * MIN (depth, 8)));
  gtk_label_set_label (GTK_LABEL (label), name);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (label)), text);
}

/* A module that is what it should be needs no words. */
static void
bind_module_cb (GtkListItemFactory *factory,
                GtkListItem        *item)
{
  static const char *const words[] = {
    [TARN_MIB_MODULE_LOSSES] = NC_("state of a module", "losses"),
    [TARN_MIB_MODULE_SHADOWED] = NC_("state of a module", "not used"),
    [TARN_MIB_MODULE_REFUSED] = NC_("state of a module", "refused"),
  };
  TarnMibModule *module = gtk_list_item_get_item (item);
  const char *word = words[tarn_mib_module_get_state (module)];

  set_row (item, tarn_mib_module_get_name (module),
           word != NULL ? g_dpgettext2 (NULL, "state of a module", word) : "", 0);
}

static void
bind_definition_cb (GtkListItemFactory *factory,
                    GtkListItem        *item)
{
  TarnMibDefinition *definition = gtk_list_item_get_item (item);
  TarnMibNode *node = tarn_mib_definition_get_node (definition);
  const char *type = tarn_mib_node_get_type_name (node);

  set_row (item, tarn_mib_node_get_name (node),
           type != NULL ? type : tarn_mib_kind_to_string (tarn_mib_node_get_kind (node)),
           tarn_mib_definition_get_depth (definition));
}

static void
set_list (GtkListView       *list,
          GtkSelectionModel *selection,
          GCallback          bind)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", bind, NULL);
  gtk_list_view_set_factory (list, factory);
  gtk_list_view_set_model (list, selection);
}

void
tarn_mib_rows_show_modules (GtkListView       *list,
                            GtkSelectionModel *selection)
{
  set_list (list, selection, G_CALLBACK (bind_module_cb));
}

void
tarn_mib_rows_show_definitions (GtkListView       *list,
                                GtkSelectionModel *selection)
{
  set_list (list, selection, G_CALLBACK (bind_definition_cb));
}
