/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-tree-pane-private.h"

#include <glib/gi18n.h>

#include "tarn-ui.h"

enum
{
  PROP_0,
  PROP_DOCUMENT,
  PROP_OID,
  PROP_STATE,
  PROP_COLUMNS,
  PROP_OID_DISPLAY,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TarnTreePane, tarn_tree_pane, GTK_TYPE_WIDGET)

TarnNode *
tarn_tree_pane_dup_node (TarnTreePane *self)
{
  TarnNode *node = gtk_single_selection_get_selected_item (self->selection);

  return node != NULL ? g_object_ref (node) : NULL;
}

static void
activate_on (TarnTreePane *self,
             const char   *action,
             TarnNode     *node)
{
  gtk_widget_activate_action (GTK_WIDGET (self), action, "s", tarn_node_get_oid_text (node));
}

static void
activate_cb (TarnTreePane *self,
             guint         position)
{
  g_autoptr(TarnNode) node = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  if (node == NULL)
    return;

  if (tarn_node_is_expandable (node))
    tarn_node_set_expanded (node, !tarn_node_is_expanded (node));
  else
    activate_on (self, tarn_node_is_unfetched (node) ? "document.fetch" : "document.edit", node);
}

static void
menu_pressed_cb (TarnTreePane *self,
                 int           n_press,
                 double        x,
                 double        y)
{
  tarn_tree_pane_popup_menu (self, x, y);
}

static void
long_pressed_cb (TarnTreePane *self,
                 double        x,
                 double        y)
{
  tarn_tree_pane_popup_menu (self, x, y);
}

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  TarnTreePane *self = TARN_TREE_PANE (widget);
  g_autoptr(TarnNode) node = tarn_tree_pane_dup_node (self);

  if (node != NULL && !tarn_node_is_expandable (node))
    activate_on (self, "document.edit", node);
}

static void
expand_all_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  tarn_tree_pane_expand_all (TARN_TREE_PANE (widget));
}

static void
collapse_all_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  tarn_tree_pane_collapse_all (TARN_TREE_PANE (widget));
}

static void
expanded_all_cb (TarnTreePane *self,
                 gboolean      complete)
{
  if (!complete)
    tarn_ui_message (GTK_WIDGET (self),
                     _("There is too much below to expand all of it. Select a smaller part."),
                     NULL, NULL);
}

static void
fetch_cb (TarnTreePane *self,
          TarnOid      *oid)
{
  g_autofree char *text = tarn_oid_to_string (oid);

  tarn_tree_rows_set_fetching (self->rows, oid);
  if (!gtk_widget_activate_action (GTK_WIDGET (self), "document.mirror", "s", text))
    tarn_tree_rows_set_fetching (self->rows, NULL);
}

static void
show_page (TarnTreePane *self)
{
  gboolean has_device = self->document != NULL && tarn_document_get_device (self->document) != NULL;

  gtk_widget_set_visible (self->empty_mirror, has_device);
  gtk_stack_set_visible_child_name (self->stack,
                                    self->rows == NULL ? "none"
                                    : g_list_model_get_n_items (G_LIST_MODEL (self->rows)) == 0
                                    ? "empty" : "tree");
}

static void
mib_cb (TarnTreePane *self)
{
  tarn_tree_rows_set_mib (self->rows, tarn_document_get_mib (self->document));
  tarn_tree_pane_find_later (self);
}

static void
device_cb (TarnTreePane *self)
{
  tarn_tree_rows_set_can_fetch (self->rows, tarn_document_get_device (self->document) != NULL);
  show_page (self);
}

static void
mirror_cb (TarnTreePane *self)
{
  if (tarn_document_get_mirror (self->document) == NULL)
    tarn_tree_rows_set_fetching (self->rows, NULL);
}

static void
clear_document (TarnTreePane *self)
{
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  if (self->rows != NULL)
    g_signal_handlers_disconnect_by_data (self->rows, self);
  if (self->selection != NULL)
    gtk_single_selection_set_model (self->selection, NULL);
  g_clear_handle_id (&self->find_id, g_source_remove);
  tarn_tree_pane_start_ends (self);
  g_clear_object (&self->rows);
  g_clear_object (&self->document);
}

static void
open_document (TarnTreePane *self)
{
  TarnDocument *document = self->document;

  self->rows = tarn_tree_rows_new (tarn_document_get_store (document),
                                   tarn_document_get_mib (document));
  tarn_tree_rows_set_can_fetch (self->rows, tarn_document_get_device (document) != NULL);
  tarn_tree_rows_expand_start (self->rows);
  tarn_tree_pane_start_small (self);

  g_signal_connect_swapped (self->rows, "items-changed", G_CALLBACK (show_page), self);
  g_signal_connect_swapped (self->rows, "expanded-all", G_CALLBACK (expanded_all_cb), self);
  g_signal_connect_swapped (self->rows, "fetch", G_CALLBACK (fetch_cb), self);
  g_signal_connect_swapped (document, "notify::mib", G_CALLBACK (mib_cb), self);
  g_signal_connect_swapped (document, "notify::device", G_CALLBACK (device_cb), self);
  g_signal_connect_swapped (document, "notify::mirror", G_CALLBACK (mirror_cb), self);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->rows));
}

static void
tarn_tree_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tarn_tree_pane_parent_class)->map (widget);

  /* Before, nothing has a place that could be scrolled to. */
  if (TARN_TREE_PANE (widget)->oid != NULL)
    tarn_tree_pane_find_later (TARN_TREE_PANE (widget));
}

static void
tarn_tree_pane_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  TarnTreePane *self = TARN_TREE_PANE (widget);

  gtk_widget_allocate (GTK_WIDGET (self->stack), width, height, baseline, NULL);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
tarn_tree_pane_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (TARN_TREE_PANE (widget)->stack), orientation, for_size, minimum,
                      natural, minimum_baseline, natural_baseline);
}

static gboolean
tarn_tree_pane_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (TARN_TREE_PANE (widget)->view));
}

static void
tarn_tree_pane_dispose (GObject *object)
{
  TarnTreePane *self = TARN_TREE_PANE (object);

  clear_document (self);
  g_clear_handle_id (&self->ordered_id, g_source_remove);
  /* The columns go with the view: nobody has chosen that. */
  self->arranging = TRUE;
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), TARN_TYPE_TREE_PANE);
  g_clear_pointer (&self->oid, tarn_oid_unref);
  g_clear_object (&self->actions);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (tarn_tree_pane_parent_class)->dispose (object);
}

static void
tarn_tree_pane_finalize (GObject *object)
{
  TarnTreePane *self = TARN_TREE_PANE (object);

  g_strfreev (self->columns);
  g_free (self->oid_display);

  G_OBJECT_CLASS (tarn_tree_pane_parent_class)->finalize (object);
}

static void
tarn_tree_pane_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  TarnTreePane *self = TARN_TREE_PANE (object);

  switch (id)
    {
    case PROP_DOCUMENT:
      g_value_set_object (value, self->document);
      break;
    case PROP_OID:
      g_value_set_boxed (value, self->oid);
      break;
    case PROP_STATE:
      g_value_set_object (value, self->state);
      break;
    case PROP_COLUMNS:
      g_value_set_boxed (value, self->columns);
      break;
    case PROP_OID_DISPLAY:
      g_value_set_string (value, self->oid_display);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_tree_pane_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  TarnTreePane *self = TARN_TREE_PANE (object);

  switch (id)
    {
    case PROP_DOCUMENT:
      tarn_tree_pane_set_document (self, g_value_get_object (value));
      break;
    case PROP_OID:
      tarn_tree_pane_set_oid (self, g_value_get_boxed (value));
      break;
    case PROP_STATE:
      tarn_tree_pane_set_state (self, g_value_get_object (value));
      break;
    case PROP_COLUMNS:
      tarn_tree_pane_set_columns (self, g_value_get_boxed (value));
      break;
    case PROP_OID_DISPLAY:
      tarn_tree_pane_set_oid_display (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_tree_pane_class_init (TarnTreePaneClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tarn_tree_pane_dispose;
  object_class->finalize = tarn_tree_pane_finalize;
  object_class->get_property = tarn_tree_pane_get_property;
  object_class->set_property = tarn_tree_pane_set_property;
  widget_class->map = tarn_tree_pane_map;
  widget_class->measure = tarn_tree_pane_measure;
  widget_class->size_allocate = tarn_tree_pane_size_allocate;
  widget_class->grab_focus = tarn_tree_pane_grab_focus;

  properties[PROP_DOCUMENT] =
    g_param_spec_object ("document", NULL, NULL, TARN_TYPE_DOCUMENT, flags);
  properties[PROP_OID] = g_param_spec_boxed ("oid", NULL, NULL, TARN_TYPE_OID, flags);
  properties[PROP_STATE] = g_param_spec_object ("state", NULL, NULL, TARN_TYPE_STATE, flags);
  properties[PROP_COLUMNS] = g_param_spec_boxed ("columns", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_OID_DISPLAY] = g_param_spec_string ("oid-display", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-tree-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnTreePane, stack);
  gtk_widget_class_bind_template_child (widget_class, TarnTreePane, view);
  gtk_widget_class_bind_template_child (widget_class, TarnTreePane, selection);
  gtk_widget_class_bind_template_child (widget_class, TarnTreePane, empty_mirror);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "selected_cb",
                                                G_CALLBACK (tarn_tree_pane_selected_cb));
  gtk_widget_class_bind_template_callback (widget_class, menu_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_pressed_cb);

  gtk_widget_class_install_action (widget_class, "tree.expand-all", NULL, expand_all_action);
  gtk_widget_class_install_action (widget_class, "tree.collapse-all", NULL, collapse_all_action);
  gtk_widget_class_install_action (widget_class, "tree.select-parent", NULL,
                                   tarn_tree_pane_select_action);
  gtk_widget_class_install_action (widget_class, "tree.select-child", NULL,
                                   tarn_tree_pane_select_action);
  gtk_widget_class_install_action (widget_class, "tree.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "tree.menu", NULL,
                                   tarn_tree_pane_menu_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "tree.edit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "tree.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "tree.menu",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_asterisk, 0, "tree.expand-all", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_asterisk, GDK_SHIFT_MASK,
                                       "tree.expand-all", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Multiply, 0, "tree.expand-all",
                                       NULL);
}

static void
tarn_tree_pane_init (TarnTreePane *self)
{
  self->actions = g_simple_action_group_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  tarn_tree_pane_add_columns (self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "tree", G_ACTION_GROUP (self->actions));
  show_page (self);
}

GtkWidget *
tarn_tree_pane_new (void)
{
  return g_object_new (TARN_TYPE_TREE_PANE, NULL);
}

TarnDocument *
tarn_tree_pane_get_document (TarnTreePane *self)
{
  g_return_val_if_fail (TARN_IS_TREE_PANE (self), NULL);

  return self->document;
}

void
tarn_tree_pane_set_document (TarnTreePane *self,
                             TarnDocument *document)
{
  g_return_if_fail (TARN_IS_TREE_PANE (self));
  g_return_if_fail (document == NULL || TARN_IS_DOCUMENT (document));

  if (self->document == document)
    return;

  self->selecting = TRUE;
  clear_document (self);
  if (g_set_object (&self->document, document) && document != NULL)
    open_document (self);
  self->selecting = FALSE;
  tarn_tree_pane_take_oid (self, NULL);
  show_page (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOCUMENT]);
}

TarnOid *
tarn_tree_pane_get_oid (TarnTreePane *self)
{
  g_return_val_if_fail (TARN_IS_TREE_PANE (self), NULL);

  return self->oid;
}

void
tarn_tree_pane_expand_all (TarnTreePane *self)
{
  g_autoptr(TarnNode) node = NULL;

  g_return_if_fail (TARN_IS_TREE_PANE (self));

  node = tarn_tree_pane_dup_node (self);
  if (self->rows != NULL)
    tarn_tree_rows_expand_all (self->rows, node);
}

void
tarn_tree_pane_collapse_all (TarnTreePane *self)
{
  g_return_if_fail (TARN_IS_TREE_PANE (self));

  if (self->rows != NULL)
    tarn_tree_rows_collapse_all (self->rows);
}
