/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-change-pane.h"

#include <glib/gi18n.h>

#include "tarn-change-row.h"
#include "tarn-change-run.h"

/* Positions of the destination. */
enum
{
  TO_CAPTURE,
  TO_DEVICE,
};

struct _TarnChangePane
{
  GtkWidget       parent_instance;

  GtkWidget      *box;            /* the only child */
  GtkStack       *stack;
  GtkListView    *list;
  GtkLabel       *preview;
  GtkDropDown    *destination;
  GtkDropDown    *manner;
  GtkWidget      *manner_place;
  GtkWidget      *stop_place;

  TarnDocument   *document;       /* nullable */
  TarnChangeList *changes;        /* nullable: of @document */
  GCancellable   *cancellable;    /* nullable: of what is being sent */
};

enum
{
  PROP_0,
  PROP_DOCUMENT,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TarnChangePane, tarn_change_pane, GTK_TYPE_WIDGET)

static guint
n_waiting (TarnChangePane *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->changes))
         - tarn_change_list_count (self->changes, TARN_CHANGE_DONE);
}

static gboolean
goes_to_device (TarnChangePane *self)
{
  return tarn_document_get_device (self->document) != NULL
         && gtk_drop_down_get_selected (self->destination) == TO_DEVICE;
}

/* What Apply will do, in a sentence; the caller's to free. */
static char *
dup_preview (TarnChangePane *self)
{
  guint n = n_waiting (self);
  TarnDevice *device = tarn_document_get_device (self->document);
  g_autofree char *address = NULL;

  if (n == 0)
    return g_strdup (_("Nothing is left to be applied"));
  if (!goes_to_device (self))
    return g_strdup_printf (ngettext ("%u value will be changed in the capture “%s”; "
                                      "the device is not told",
                                      "%u values will be changed in the capture “%s”; "
                                      "the device is not told", n),
                            n, tarn_document_get_title (self->document));

  address = tarn_address_to_string (tarn_device_get_address (device));
  if (gtk_drop_down_get_selected (self->manner) == TARN_CHANGE_AT_ONCE)
    return g_strdup_printf (ngettext ("%u value will be set on %s",
                                      "%u values will be set on %s in one request: all or none",
                                      n), n, address);
  return g_strdup_printf (ngettext ("%u value will be set on %s by itself",
                                    "%u values will be set on %s, one after the other", n),
                          n, address);
}

static void
enable (TarnChangePane *self,
        const char     *action,
        gboolean        enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, enabled);
}

static void
enable_actions (TarnChangePane *self)
{
  gboolean is_busy = self->changes == NULL || tarn_change_list_is_busy (self->changes);
  guint n = self->changes != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->changes)) : 0;
  gboolean has_device = self->document != NULL
                        && tarn_document_get_device (self->document) != NULL;
  guint n_done = n > 0 ? tarn_change_list_count (self->changes, TARN_CHANGE_DONE) : 0;

  enable (self, "changes.apply",
          !is_busy && n > n_done
          && (goes_to_device (self) || tarn_document_is_writable (self->document)));
  enable (self, "changes.undo", !is_busy && tarn_change_list_can_undo (self->changes));
  enable (self, "changes.redo", !is_busy && tarn_change_list_can_redo (self->changes));
  enable (self, "changes.verify",
          !is_busy && has_device
          && tarn_change_list_count (self->changes, TARN_CHANGE_UNKNOWN) > 0);
  enable (self, "changes.reverse", !is_busy && n_done > 0);
  enable (self, "changes.clear-done", !is_busy && n_done > 0);
  enable (self, "changes.clear", !is_busy && n > 0);
}

static void
update_cb (TarnChangePane *self)
{
  g_autofree char *preview = NULL;
  gboolean has_device, is_empty;

  if (self->box == NULL)
    return;

  has_device = self->document != NULL && tarn_document_get_device (self->document) != NULL;
  is_empty = self->changes == NULL || g_list_model_get_n_items (G_LIST_MODEL (self->changes)) == 0;
  preview = is_empty ? g_strdup ("") : dup_preview (self);
  gtk_label_set_label (self->preview, preview);
  gtk_stack_set_visible_child_name (self->stack, is_empty ? "empty" : "list");
  gtk_widget_set_sensitive (GTK_WIDGET (self->destination), has_device);
  gtk_widget_set_visible (self->manner_place, has_device && goes_to_device (self));
  gtk_widget_set_visible (self->stop_place,
                          self->cancellable != NULL && self->changes != NULL
                          && tarn_change_list_is_busy (self->changes));
  enable_actions (self);
}

static void
busy_cb (TarnChangePane *self)
{
  if (!tarn_change_list_is_busy (self->changes))
    g_clear_object (&self->cancellable);
  update_cb (self);
}

static void
apply_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  TarnChangePane *self = TARN_CHANGE_PANE (widget);

  if (!goes_to_device (self))
    {
      tarn_change_run_write (widget, self->document, NULL);
      return;
    }

  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  tarn_change_run_send (widget, self->document, NULL,
                        (TarnChangeManner) gtk_drop_down_get_selected (self->manner),
                        self->cancellable);
  update_cb (self);
}

static void
stop_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_cancellable_cancel (TARN_CHANGE_PANE (widget)->cancellable);
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  tarn_change_run_undo (widget, TARN_CHANGE_PANE (widget)->document);
}

static void
redo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  tarn_change_run_redo (widget, TARN_CHANGE_PANE (widget)->document);
}

static void
verify_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  tarn_change_run_verify (widget, TARN_CHANGE_PANE (widget)->document);
}

static void
reverse_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  tarn_change_list_add_reverse (TARN_CHANGE_PANE (widget)->changes);
}

static void
clear_done_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  tarn_change_list_clear_done (TARN_CHANGE_PANE (widget)->changes);
}

static void
clear_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  tarn_change_list_clear (TARN_CHANGE_PANE (widget)->changes);
}

static void
activate_cb (TarnChangePane *self,
             guint           position)
{
  g_autoptr(TarnChange) change = g_list_model_get_item (G_LIST_MODEL (self->changes), position);
  g_autofree char *oid = tarn_oid_to_string (tarn_change_get_oid (change));

  gtk_widget_activate_action (GTK_WIDGET (self), "document.go", "s", oid);
}

static void
setup_cb (TarnChangePane *self,
          GtkListItem    *item)
{
  gtk_list_item_set_child (item, tarn_change_row_new ());
}

static void
bind_cb (TarnChangePane *self,
         GtkListItem    *item)
{
  tarn_change_row_show (TARN_CHANGE_ROW (gtk_list_item_get_child (item)), self->document,
                        gtk_list_item_get_item (item));
}

static void
unbind_cb (TarnChangePane *self,
           GtkListItem    *item)
{
  tarn_change_row_show (TARN_CHANGE_ROW (gtk_list_item_get_child (item)), NULL, NULL);
}

static void
set_document (TarnChangePane *self,
              TarnDocument   *document)
{
  g_autoptr(GtkSingleSelection) selection = NULL;

  if (self->document == document)
    return;

  if (self->changes != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->changes, self);
      g_signal_handlers_disconnect_by_data (self->document, self);
    }
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->changes);
  g_set_object (&self->document, document);
  if (document == NULL)
    return;

  self->changes = g_object_ref (tarn_document_get_changes (document));
  g_signal_connect_swapped (self->changes, "items-changed", G_CALLBACK (update_cb), self);
  g_signal_connect_swapped (self->changes, "notify::busy", G_CALLBACK (busy_cb), self);
  g_signal_connect_swapped (self->changes, "notify::can-undo", G_CALLBACK (update_cb), self);
  g_signal_connect_swapped (document, "notify::device", G_CALLBACK (update_cb), self);
  selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->changes)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_single_selection_set_selected (selection, GTK_INVALID_LIST_POSITION);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  gtk_drop_down_set_selected (self->destination,
                              tarn_document_get_device (document) != NULL ? TO_DEVICE
                                                                          : TO_CAPTURE);
}

static void
tarn_change_pane_dispose (GObject *object)
{
  TarnChangePane *self = TARN_CHANGE_PANE (object);

  set_document (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TARN_TYPE_CHANGE_PANE);

  G_OBJECT_CLASS (tarn_change_pane_parent_class)->dispose (object);
}

static void
tarn_change_pane_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  TarnChangePane *self = TARN_CHANGE_PANE (object);

  switch (id)
    {
    case PROP_DOCUMENT:
      g_value_set_object (value, self->document);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_change_pane_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  TarnChangePane *self = TARN_CHANGE_PANE (object);

  switch (id)
    {
    case PROP_DOCUMENT:
      set_document (self, g_value_get_object (value));
      update_cb (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char                  *name;
    GtkWidgetActionActivateFunc  activate;
  } actions[] = {
    { "changes.apply", apply_action },
    { "changes.stop", stop_action },
    { "changes.undo", undo_action },
    { "changes.redo", redo_action },
    { "changes.verify", verify_action },
    { "changes.reverse", reverse_action },
    { "changes.clear-done", clear_done_action },
    { "changes.clear", clear_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "changes.undo",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z,
                                       GDK_CONTROL_MASK | GDK_SHIFT_MASK, "changes.redo", NULL);
}

static void
tarn_change_pane_class_init (TarnChangePaneClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = tarn_change_pane_dispose;
  object_class->get_property = tarn_change_pane_get_property;
  object_class->set_property = tarn_change_pane_set_property;

  properties[PROP_DOCUMENT] =
    g_param_spec_object ("document", NULL, NULL, TARN_TYPE_DOCUMENT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-change-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnChangePane, box);
  gtk_widget_class_bind_template_child (widget_class, TarnChangePane, stack);
  gtk_widget_class_bind_template_child (widget_class, TarnChangePane, list);
  gtk_widget_class_bind_template_child (widget_class, TarnChangePane, preview);
  gtk_widget_class_bind_template_child (widget_class, TarnChangePane, destination);
  gtk_widget_class_bind_template_child (widget_class, TarnChangePane, manner);
  gtk_widget_class_bind_template_child (widget_class, TarnChangePane, manner_place);
  gtk_widget_class_bind_template_child (widget_class, TarnChangePane, stop_place);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  install_actions (widget_class);
}

static void
tarn_change_pane_init (TarnChangePane *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (activate_cb), self);
  update_cb (self);
}

GtkWidget *
tarn_change_pane_new (void)
{
  return g_object_new (TARN_TYPE_CHANGE_PANE, NULL);
}
