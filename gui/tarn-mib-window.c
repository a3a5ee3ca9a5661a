/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-mib-window.h"

#include <glib/gi18n.h>

#include "tarn-mib-folders.h"
#include "tarn-mib-modules.h"
#include "tarn-mib-report-import.h"
#include "tarn-mib-rows.h"

struct _TarnMibWindow
{
  GtkWindow            parent_instance;

  TarnMib             *mib;            /* nullable */
  GHashTable          *definitions_of; /* GListStore by module; NULL: not there yet */
  GCancellable        *loading;
  GCancellable        *importing;
  GtkFilterListModel  *filtered;
  GtkSingleSelection  *module;
  GtkSingleSelection  *definition;

  GtkSearchEntry      *filter;
  GtkListView         *modules;
  GtkListView         *definitions;
  GtkLabel            *facts;
  GtkLabel            *messages;
  GtkScrolledWindow   *messages_box;
  GtkLabel            *description;
  GtkInfoBar          *report;
  GtkLabel            *report_text;
};

enum
{
  PROP_0,
  PROP_MIB,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];
static guint go_signal;

G_DEFINE_FINAL_TYPE (TarnMibWindow, tarn_mib_window, GTK_TYPE_WINDOW)

static void
append_fact (GString    *text,
             const char *caption,
             const char *fact)
{
  g_autofree char *valid = fact != NULL && fact[0] != '\0' ? g_utf8_make_valid (fact, -1) : NULL;

  if (valid != NULL)
    g_string_append_printf (text, "\n%s: %s", caption, valid);
}

static void
show_definition (TarnMibWindow *self)
{
  TarnMibDefinition *definition = gtk_single_selection_get_selected_item (self->definition);
  g_autoptr(GString) text = g_string_new (NULL);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "mib.show", definition != NULL);
  if (definition != NULL)
    {
      TarnMibNode *node = tarn_mib_definition_get_node (definition);
      TarnMibAccess access = tarn_mib_node_get_access (node);
      g_autoptr(TarnOid) oid = tarn_mib_node_dup_oid (node);
      g_autofree char *oid_text = tarn_oid_to_string (oid);
      g_autofree char *syntax = tarn_mib_node_dup_syntax (node);
      const char *description = tarn_mib_node_get_description (node);

      g_string_append_printf (text, "%s  %s", tarn_mib_node_get_name (node), oid_text);
      append_fact (text, _("Syntax"), syntax);
      if (access != TARN_MIB_ACCESS_UNKNOWN)
        append_fact (text, _("Access"), tarn_mib_access_to_string (access));
      append_fact (text, _("Units"), tarn_mib_node_get_units (node));
      if (description != NULL && description[0] != '\0')
        {
          g_autofree char *valid = g_utf8_make_valid (description, -1);

          g_string_append_printf (text, "\n\n%s", valid);
        }
    }
  gtk_label_set_label (self->description, text->str);
}

static void
show_definitions (TarnMibWindow *self)
{
  TarnMibModule *module = gtk_single_selection_get_selected_item (self->module);
  GListModel *definitions = NULL;

  if (module != NULL && tarn_mib_module_is_used (module) && self->definitions_of != NULL)
    definitions = g_hash_table_lookup (self->definitions_of, tarn_mib_module_get_name (module));
  gtk_single_selection_set_model (self->definition, definitions);
  show_definition (self);
}

static void
show_module (TarnMibWindow *self)
{
  TarnMibModule *module = gtk_single_selection_get_selected_item (self->module);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *messages = NULL;

  if (module == NULL)
    g_string_append (text, self->mib == NULL || tarn_mib_get_n_modules (self->mib) == 0
                             ? _("No modules are loaded") : _("No such module"));
  else
    {
      g_string_append_printf (text, "%s — %s", tarn_mib_module_get_name (module),
                              tarn_mib_rows_get_state (module));
      append_fact (text, _("File"), tarn_mib_module_get_fact (module, TARN_MIB_MODULE_FILE));
      append_fact (text, _("Organization"),
                   tarn_mib_module_get_fact (module, TARN_MIB_MODULE_ORGANIZATION));
      append_fact (text, _("Last updated"),
                   tarn_mib_module_get_fact (module, TARN_MIB_MODULE_LAST_UPDATED));
      messages = g_utf8_make_valid (tarn_mib_module_get_fact (module, TARN_MIB_MODULE_MESSAGES)
                                    ?: "", -1);
    }

  gtk_label_set_label (self->facts, text->str);
  gtk_label_set_label (self->messages, messages != NULL ? messages : "");
  gtk_widget_set_visible (GTK_WIDGET (self->messages_box), messages != NULL && messages[0] != '\0');
  show_definitions (self);
}

static void
definitions_loaded_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      data)
{
  g_autoptr(TarnMibWindow) self = data;
  g_autoptr(GHashTable) definitions = tarn_mib_definitions_load_finish (result, NULL);

  /* Cancelled: others were asked for meanwhile. */
  if (definitions == NULL)
    return;

  g_clear_pointer (&self->definitions_of, g_hash_table_unref);
  self->definitions_of = g_steal_pointer (&definitions);
  show_definitions (self);
}

static void
unused_found_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(TarnMibWindow) self = data;
  g_autoptr(GPtrArray) unused = tarn_mib_modules_find_unused_finish (result, NULL);

  if (unused != NULL)
    tarn_mib_modules_add_unused (G_LIST_STORE (gtk_filter_list_model_get_model (self->filtered)),
                                 unused);
}

static gboolean
match_module (gpointer item,
              gpointer data)
{
  TarnMibWindow *self = data;
  const char *wanted = gtk_editable_get_text (GTK_EDITABLE (self->filter));
  g_autofree char *folded = g_ascii_strdown (wanted, -1);
  g_autofree char *name = g_ascii_strdown (tarn_mib_module_get_name (item), -1);

  return strstr (name, folded) != NULL;
}

static void
filter_changed_cb (TarnMibWindow *self)
{
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->filtered), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
set_mib (TarnMibWindow *self,
         TarnMib       *mib)
{
  g_autoptr(GListStore) modules = tarn_mib_modules_new (mib);

  g_set_object (&self->mib, mib);
  g_clear_pointer (&self->definitions_of, g_hash_table_unref);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);

  gtk_filter_list_model_set_model (self->filtered, G_LIST_MODEL (modules));
  if (mib != NULL)
    {
      self->loading = g_cancellable_new ();
      tarn_mib_definitions_load_async (mib, self->loading, definitions_loaded_cb,
                                       g_object_ref (self));
      tarn_mib_modules_find_unused_async (self->loading, unused_found_cb, g_object_ref (self));
    }
  show_module (self);
}

static void
show_report (TarnMibWindow  *self,
             GtkMessageType  type,
             const char     *text)
{
  gtk_info_bar_set_message_type (self->report, type);
  gtk_label_set_label (self->report_text, text);
  gtk_info_bar_set_revealed (self->report, TRUE);
}

static void
report_closed_cb (TarnMibWindow *self)
{
  gtk_info_bar_set_revealed (self->report, FALSE);
}

static void
folders_changed_cb (TarnMibWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "app.reload-mib", NULL);
}

static void
folders_failed_cb (TarnMibWindow *self,
                   const char    *text)
{
  show_report (self, GTK_MESSAGE_ERROR, text);
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(TarnMibWindow) self = data;
  g_autoptr(GError) error = NULL;
  guint n_copied = 0, n_refused = 0;
  g_autofree char *report = tarn_mib_report_import_finish (result, &n_copied, &n_refused, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (report == NULL)
    {
      show_report (self, GTK_MESSAGE_ERROR, error->message);
      return;
    }

  show_report (self, n_refused > 0 ? GTK_MESSAGE_WARNING : GTK_MESSAGE_INFO, report);
  if (n_copied > 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "app.reload-mib", NULL);
}

void
tarn_mib_window_import (TarnMibWindow *self,
                        GListModel    *files)
{
  g_return_if_fail (TARN_IS_MIB_WINDOW (self));
  g_return_if_fail (G_IS_LIST_MODEL (files));

  tarn_mib_report_import_async (files, self->importing, imported_cb, g_object_ref (self));
}

static void
chosen_cb (GtkNativeDialog *dialog,
           int              response,
           gpointer         data)
{
  g_autoptr(GListModel) files = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
      tarn_mib_window_import (TARN_MIB_WINDOW (data), files);
    }
  g_object_unref (dialog);
}

static void
import_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (_("Import MIB Modules"), GTK_WINDOW (widget),
                                 GTK_FILE_CHOOSER_ACTION_OPEN, _("_Import"), _("_Cancel"));

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_cb), widget, 0);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static gboolean
drop_cb (TarnMibWindow *self,
         const GValue  *value)
{
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  GdkFileList *list = g_value_get_boxed (value);
  GSList *dropped = list != NULL ? gdk_file_list_get_files (list) : NULL;

  for (GSList *at = dropped; at != NULL; at = at->next)
    g_list_store_append (files, at->data);
  g_slist_free (dropped);

  tarn_mib_window_import (self, G_LIST_MODEL (files));
  return TRUE;
}

static void
show_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  TarnMibWindow *self = TARN_MIB_WINDOW (widget);
  TarnMibDefinition *definition = gtk_single_selection_get_selected_item (self->definition);
  g_autoptr(TarnOid) oid = NULL;

  if (definition == NULL)
    return;
  oid = tarn_mib_node_dup_oid (tarn_mib_definition_get_node (definition));
  if (oid != NULL)
    g_signal_emit (self, go_signal, 0, oid);
}

static void
definition_activate_cb (TarnMibWindow *self)
{
  show_action (GTK_WIDGET (self), NULL, NULL);
}

static void
tarn_mib_window_dispose (GObject *object)
{
  TarnMibWindow *self = TARN_MIB_WINDOW (object);

  g_cancellable_cancel (self->loading);
  g_cancellable_cancel (self->importing);
  g_clear_object (&self->loading);
  g_clear_object (&self->importing);
  if (self->module != NULL)
    g_signal_handlers_disconnect_by_data (self->module, self);
  if (self->definition != NULL)
    g_signal_handlers_disconnect_by_data (self->definition, self);
  /* It looks at the entry, which goes now. */
  if (self->filtered != NULL)
    gtk_filter_list_model_set_filter (self->filtered, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TARN_TYPE_MIB_WINDOW);
  g_clear_object (&self->module);
  g_clear_object (&self->definition);
  g_clear_object (&self->filtered);
  g_clear_pointer (&self->definitions_of, g_hash_table_unref);
  g_clear_object (&self->mib);

  G_OBJECT_CLASS (tarn_mib_window_parent_class)->dispose (object);
}

static void
tarn_mib_window_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  if (id == PROP_MIB)
    g_value_set_object (value, TARN_MIB_WINDOW (object)->mib);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tarn_mib_window_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  if (id == PROP_MIB)
    set_mib (TARN_MIB_WINDOW (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tarn_mib_window_class_init (TarnMibWindowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = tarn_mib_window_dispose;
  object_class->get_property = tarn_mib_window_get_property;
  object_class->set_property = tarn_mib_window_set_property;

  properties[PROP_MIB] = g_param_spec_object ("mib", NULL, NULL, TARN_TYPE_MIB,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  go_signal = g_signal_new ("go", TARN_TYPE_MIB_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                            G_TYPE_NONE, 1, TARN_TYPE_OID);

  g_type_ensure (TARN_TYPE_MIB_FOLDERS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-mib-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnMibWindow, filter);
  gtk_widget_class_bind_template_child (widget_class, TarnMibWindow, modules);
  gtk_widget_class_bind_template_child (widget_class, TarnMibWindow, definitions);
  gtk_widget_class_bind_template_child (widget_class, TarnMibWindow, facts);
  gtk_widget_class_bind_template_child (widget_class, TarnMibWindow, messages);
  gtk_widget_class_bind_template_child (widget_class, TarnMibWindow, messages_box);
  gtk_widget_class_bind_template_child (widget_class, TarnMibWindow, description);
  gtk_widget_class_bind_template_child (widget_class, TarnMibWindow, report);
  gtk_widget_class_bind_template_child (widget_class, TarnMibWindow, report_text);
  gtk_widget_class_bind_template_callback (widget_class, definition_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, folders_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, folders_failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, report_closed_cb);

  gtk_widget_class_install_action (widget_class, "mib.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "mib.show", NULL, show_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
}

static void
tarn_mib_window_init (TarnMibWindow *self)
{
  g_autoptr(GtkFilter) filter = NULL;
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->importing = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  filter = GTK_FILTER (gtk_custom_filter_new (match_module, self, NULL));
  self->filtered = gtk_filter_list_model_new (NULL, g_steal_pointer (&filter));
  self->module = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->filtered)));
  self->definition = gtk_single_selection_new (NULL);
  tarn_mib_rows_show_modules (self->modules, GTK_SELECTION_MODEL (self->module));
  tarn_mib_rows_show_definitions (self->definitions, GTK_SELECTION_MODEL (self->definition));

  g_signal_connect_swapped (self->module, "notify::selected-item", G_CALLBACK (show_module), self);
  g_signal_connect_swapped (self->definition, "notify::selected-item",
                            G_CALLBACK (show_definition), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  show_module (self);
}
