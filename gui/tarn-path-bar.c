/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-path-bar.h"

#include <glib/gi18n.h>

#include "tarn-path-entry.h"
#include "tarn-ui.h"

struct _TarnPathBar
{
  GtkWidget      parent_instance;

  TarnDocument  *document;      /* nullable */
  TarnOid       *oid;           /* nullable */
  gulong         mib_id;

  GtkStack      *stack;
  GtkWidget     *scrolled;
  GtkWidget     *box;           /* the buttons, from the top down */
  GtkWidget     *entry;
};

enum
{
  PROP_0,
  PROP_DOCUMENT,
  PROP_OID,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TarnPathBar, tarn_path_bar, GTK_TYPE_WIDGET)

static TarnMib *
get_mib (TarnPathBar *self)
{
  return self->document != NULL ? tarn_document_get_mib (self->document) : NULL;
}

static void
add_button (TarnPathBar *self,
            TarnOid     *oid,
            const char  *name)
{
  g_autofree char *text = tarn_oid_to_string (oid);
  GtkWidget *button = gtk_button_new_with_label (name);

  if (gtk_widget_get_first_child (self->box) != NULL)
    {
      GtkWidget *mark = gtk_label_new ("›");

      gtk_widget_add_css_class (mark, "dim-label");
      gtk_box_append (GTK_BOX (self->box), mark);
    }

  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_widget_set_tooltip_text (button, text);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "document.go");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", text);
  gtk_box_append (GTK_BOX (self->box), button);
}

/* The nodes of the modules, then what is behind the last as one: the index of an instance,
 * or what no module knows. */
static void
add_nodes (TarnPathBar *self,
           TarnMib     *mib)
{
  g_autoptr(GPtrArray) path = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_mib_node_unref);
  guint n_left = tarn_oid_get_n_arcs (self->oid);
  TarnMibNode *node = mib != NULL ? tarn_mib_find_node (mib, self->oid, &n_left) : NULL;
  gsize n_arcs;
  g_autofree guint32 *arcs = tarn_oid_get_arcs (self->oid, &n_arcs);
  g_autoptr(GString) rest = g_string_new (NULL);

  for (; node != NULL; node = tarn_mib_node_get_parent (node))
    g_ptr_array_insert (path, 0, node);
  for (guint i = 0; i < path->len; i++)
    {
      g_autoptr(TarnOid) oid = tarn_mib_node_dup_oid (path->pdata[i]);

      /* "iso" alone is nothing that could be gone to. */
      if (oid != NULL && tarn_oid_get_n_arcs (oid) > 1)
        add_button (self, oid, tarn_mib_node_get_name (path->pdata[i]));
    }

  for (gsize i = n_arcs - n_left; i < n_arcs; i++)
    g_string_append_printf (rest, rest->len > 0 ? ".%u" : "%u", arcs[i]);
  if (rest->len > 0)
    add_button (self, self->oid, rest->str);
}

/* The end of the path is what one looks at. */
static void
show_end (TarnPathBar *self)
{
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment)
                                          - gtk_adjustment_get_page_size (adjustment));
}

static void
fill (TarnPathBar *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);

  tarn_path_entry_set_mib (TARN_PATH_ENTRY (self->entry), get_mib (self));
  if (self->oid != NULL)
    add_nodes (self, get_mib (self));
  else
    {
      GtkWidget *hint = gtk_label_new (_("Nothing selected"));

      gtk_widget_add_css_class (hint, "dim-label");
      gtk_box_append (GTK_BOX (self->box), hint);
    }
}

static void
stop_editing (TarnPathBar *self)
{
  gboolean had_focus = gtk_widget_get_focus_child (self->entry) != NULL;

  gtk_stack_set_visible_child_name (self->stack, "path");
  if (had_focus && gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    gtk_widget_child_focus (gtk_widget_get_parent (GTK_WIDGET (self)), GTK_DIR_TAB_FORWARD);
}

static void
go_cb (TarnPathBar *self,
       TarnOid     *oid)
{
  g_autofree char *text = tarn_oid_to_string (oid);

  stop_editing (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "document.go", "s", text);
}

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  tarn_path_bar_edit (TARN_PATH_BAR (widget));
}

static void
set_document (TarnPathBar  *self,
              TarnDocument *document)
{
  if (self->document == document)
    return;

  if (self->document != NULL)
    g_clear_signal_handler (&self->mib_id, self->document);
  g_set_object (&self->document, document);
  if (document != NULL)
    self->mib_id = g_signal_connect_swapped (document, "notify::mib", G_CALLBACK (fill), self);
}

static void
tarn_path_bar_dispose (GObject *object)
{
  TarnPathBar *self = TARN_PATH_BAR (object);

  set_document (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TARN_TYPE_PATH_BAR);
  g_clear_pointer (&self->oid, tarn_oid_unref);

  G_OBJECT_CLASS (tarn_path_bar_parent_class)->dispose (object);
}

static void
tarn_path_bar_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  TarnPathBar *self = TARN_PATH_BAR (object);

  switch (id)
    {
    case PROP_DOCUMENT:
      g_value_set_object (value, self->document);
      break;
    case PROP_OID:
      g_value_set_boxed (value, self->oid);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_path_bar_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  TarnPathBar *self = TARN_PATH_BAR (object);

  switch (id)
    {
    case PROP_DOCUMENT:
      set_document (self, g_value_get_object (value));
      break;
    case PROP_OID:
      g_clear_pointer (&self->oid, tarn_oid_unref);
      self->oid = g_value_dup_boxed (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }

  fill (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
tarn_path_bar_class_init (TarnPathBarClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tarn_path_bar_dispose;
  object_class->get_property = tarn_path_bar_get_property;
  object_class->set_property = tarn_path_bar_set_property;

  properties[PROP_DOCUMENT] =
    g_param_spec_object ("document", NULL, NULL, TARN_TYPE_DOCUMENT, flags);
  properties[PROP_OID] = g_param_spec_boxed ("oid", NULL, NULL, TARN_TYPE_OID, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (TARN_TYPE_PATH_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-path-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnPathBar, stack);
  gtk_widget_class_bind_template_child (widget_class, TarnPathBar, scrolled);
  gtk_widget_class_bind_template_child (widget_class, TarnPathBar, box);
  gtk_widget_class_bind_template_child (widget_class, TarnPathBar, entry);
  gtk_widget_class_bind_template_callback (widget_class, go_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_editing);
  gtk_widget_class_install_action (widget_class, "path.edit", NULL, edit_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tarn_path_bar_init (TarnPathBar *self)
{
  GtkAdjustment *adjustment;

  gtk_widget_init_template (GTK_WIDGET (self));
  adjustment = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (show_end), self, G_CONNECT_SWAPPED);
  fill (self);
}

void
tarn_path_bar_edit (TarnPathBar *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (TARN_IS_PATH_BAR (self));

  if (self->oid == NULL)
    text = g_strdup ("");
  else if (get_mib (self) != NULL)
    text = tarn_mib_oid_to_text (get_mib (self), self->oid, TARN_MIB_NAME_MODULE);
  else
    text = tarn_oid_to_string (self->oid);

  gtk_stack_set_visible_child_name (self->stack, "entry");
  tarn_path_entry_set_text (TARN_PATH_ENTRY (self->entry), text);
  gtk_widget_grab_focus (self->entry);
  gtk_editable_select_region (GTK_EDITABLE (gtk_widget_get_first_child (self->entry)), 0, -1);
}
