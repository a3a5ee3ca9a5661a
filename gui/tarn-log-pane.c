/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-log-pane.h"

#include <glib/gi18n.h>

#include "tarn-follow.h"
#include "tarn-paned.h"
#include "tarn-settings.h"
#include "tarn-text-columns.h"
#include "tarn-ui.h"

struct _TarnLogPane
{
  GtkWidget           parent_instance;

  TarnDocument       *document;     /* nullable                                         */
  TarnLog            *log;          /* NULL while there is no document                  */
  TarnTextStyle      *style;        /* never NULL                                       */
  char               *wanted;       /* case-folded; NULL: all                           */
  GtkFilterListModel *filtered;
  GtkCustomFilter    *filter;
  GtkSingleSelection *selection;
  gboolean            was_shown;

  GtkWidget          *box;
  GtkToggleButton    *record_button;
  GtkEditable        *search;
  GtkPaned           *paned;
  GtkStack           *stack;
  GtkLabel           *empty;
  GtkScrolledWindow  *scroller;
  GtkColumnView      *view;
  GtkTextView        *text;
  GtkLabel           *state;
};

enum
{
  PROP_0,
  PROP_DOCUMENT,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static const TarnTextColumn columns[] = {
  { N_("Time"), 130, 0, TARN_TEXT_COLUMN (tarn_log_entry_dup_time) },
  { N_("Direction"), 110, 0, TARN_TEXT_COLUMN (tarn_log_entry_dup_direction) },
  { N_("Operation"), 90, 0, TARN_TEXT_COLUMN (tarn_log_entry_dup_operation) },
  { N_("Varbinds"), 0, 0, TARN_TEXT_COLUMN (tarn_log_entry_dup_summary) },
  { N_("Round Trip"), 90, 1, TARN_TEXT_COLUMN (tarn_log_entry_dup_rtt) },
  { N_("Octets"), 70, 1, TARN_TEXT_COLUMN (tarn_log_entry_dup_size) },
  { N_("Request ID"), 110, 1, TARN_TEXT_COLUMN (tarn_log_entry_dup_id) },
};

G_DEFINE_FINAL_TYPE (TarnLogPane, tarn_log_pane, GTK_TYPE_WIDGET)

/* A request that nobody could read, and what came back. */
static gboolean
is_wrong (gpointer entry)
{
  return tarn_log_entry_get_trace (entry)->problem != NULL;
}

static gboolean
matches_cb (gpointer item,
            gpointer user_data)
{
  TarnLogPane *self = user_data;

  return self->wanted == NULL || tarn_log_entry_matches (item, self->style, self->wanted);
}

static const char *
pane_tell_empty (TarnLogPane *self)
{
  if (self->document == NULL || tarn_document_get_device (self->document) == NULL)
    return _("This capture has no device that could be asked, so there are no messages.");
  if (!tarn_log_is_recording (self->log))
    return _("Recording is switched off.");
  return _("No messages yet. What is sent to the device and what it answers appears here from "
           "the moment that this view is opened.");
}

static void
pane_update (TarnLogPane *self)
{
  guint n = self->log != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->log)) : 0;
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
  guint64 n_dropped = self->log != NULL ? tarn_ring_get_n_dropped (TARN_RING (self->log)) : 0;
  g_autofree char *count = tarn_ui_format_count (n);
  g_autoptr(GString) text = g_string_new (NULL);

  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "messages" : "empty");
  gtk_label_set_label (self->empty, pane_tell_empty (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "log.clear", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "log.copy-all", n_shown > 0);

  g_string_append_printf (text, ngettext ("%s message", "%s messages", n), count);
  if (self->wanted != NULL)
    {
      g_autofree char *shown = tarn_ui_format_count (n_shown);

      g_string_append_printf (text, _(", %s of them shown"), shown);
    }
  if (n_dropped > 0)
    {
      g_autofree char *dropped = tarn_ui_format_count (n_dropped);

      g_string_append_printf (text, _(", %s older ones were dropped"), dropped);
    }
  if (self->log != NULL && !tarn_log_is_recording (self->log))
    g_string_append (text, _(", not recording"));
  gtk_label_set_label (self->state, text->str);
}

static void
selected_cb (TarnLogPane *self)
{
  TarnLogEntry *entry = gtk_single_selection_get_selected_item (self->selection);
  g_autofree char *text = entry != NULL ? tarn_log_entry_dup_text (entry, self->style)
                                        : g_strdup ("");

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "log.copy", entry != NULL);
}

static void
record_toggled_cb (TarnLogPane *self)
{
  if (self->log != NULL)
    tarn_log_set_recording (self->log, gtk_toggle_button_get_active (self->record_button));
  pane_update (self);
}

static void
search_changed_cb (TarnLogPane *self)
{
  const char *text = gtk_editable_get_text (self->search);

  g_clear_pointer (&self->wanted, g_free);
  if (text[0] != '\0')
    self->wanted = g_utf8_casefold (text, -1);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  pane_update (self);
}

static void
clear_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  TarnLogPane *self = TARN_LOG_PANE (widget);

  if (self->log != NULL)
    tarn_ring_clear (TARN_RING (self->log));
  tarn_follow_again (self->scroller);
  pane_update (self);
}

static void
copy_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  TarnLogPane *self = TARN_LOG_PANE (widget);
  TarnLogEntry *entry = gtk_single_selection_get_selected_item (self->selection);
  g_autofree char *text = NULL;

  if (entry == NULL)
    return;
  text = tarn_log_entry_dup_text (entry, self->style);
  tarn_ui_copy (widget, text);
}

/* A line for each, in columns that a spreadsheet takes. */
static void
copy_all_cb (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  TarnLogPane *self = TARN_LOG_PANE (widget);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
  g_autoptr(GString) lines = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(TarnLogEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->filtered), i);
      g_autofree char *time = tarn_log_entry_dup_time (entry);
      g_autofree char *direction = tarn_log_entry_dup_direction (entry);
      g_autofree char *id = tarn_log_entry_dup_id (entry);
      g_autofree char *rtt = tarn_log_entry_dup_rtt (entry);
      g_autofree char *size = tarn_log_entry_dup_size (entry);
      g_autofree char *summary = tarn_log_entry_dup_summary (entry, self->style);
      const TarnTrace *trace = tarn_log_entry_get_trace (entry);

      g_string_append_printf (lines, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", time, direction,
                              trace->peer, trace->operation, id, rtt, size, summary);
    }
  tarn_ui_copy (widget, lines->str);
}

static void
search_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (TARN_LOG_PANE (widget)->search));
}

static void
pane_set_style (TarnLogPane *self)
{
  TarnMib *mib = self->document != NULL ? tarn_document_get_mib (self->document) : NULL;

  g_clear_pointer (&self->style, tarn_text_style_unref);
  self->style = tarn_text_style_new (mib);
  if (mib != NULL)
    tarn_text_style_set_output (self->style, "s", NULL);
}

/* What is shown has other names now: rows are bound again. */
static void
mib_cb (TarnLogPane *self)
{
  pane_set_style (self);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  gtk_column_view_set_model (self->view, NULL);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  selected_cb (self);
}

static void
device_cb (TarnLogPane *self)
{
  tarn_log_set_device (self->log, tarn_document_get_device (self->document));
  pane_update (self);
}

static void
pane_set_document (TarnLogPane  *self,
                   TarnDocument *document)
{
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  gtk_filter_list_model_set_model (self->filtered, NULL);
  g_clear_object (&self->log);
  g_set_object (&self->document, document);
  mib_cb (self);
  if (document != NULL)
    {
      self->log = tarn_log_new (tarn_document_get_session (document), 1);
      g_settings_bind (tarn_settings_get (), "log-size", self->log, "size", G_SETTINGS_BIND_GET);
      tarn_log_set_recording (self->log, gtk_toggle_button_get_active (self->record_button));
      gtk_filter_list_model_set_model (self->filtered, G_LIST_MODEL (self->log));
      g_signal_connect_swapped (document, "notify::mib", G_CALLBACK (mib_cb), self);
      g_signal_connect_swapped (document, "notify::device", G_CALLBACK (device_cb), self);
      device_cb (self);
    }
  pane_update (self);
}

static void
tarn_log_pane_map (GtkWidget *widget)
{
  TarnLogPane *self = TARN_LOG_PANE (widget);

  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  GTK_WIDGET_CLASS (tarn_log_pane_parent_class)->map (widget);

  if (!self->was_shown)
    gtk_toggle_button_set_active (self->record_button, TRUE);
  self->was_shown = TRUE;
}

/* Rows that nobody sees are not kept up to date. */
static void
tarn_log_pane_unmap (GtkWidget *widget)
{
  TarnLogPane *self = TARN_LOG_PANE (widget);

  GTK_WIDGET_CLASS (tarn_log_pane_parent_class)->unmap (widget);
  gtk_column_view_set_model (self->view, NULL);
}

static void
tarn_log_pane_dispose (GObject *object)
{
  TarnLogPane *self = TARN_LOG_PANE (object);

  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  if (self->filtered != NULL)
    g_signal_handlers_disconnect_by_data (self->filtered, self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), TARN_TYPE_LOG_PANE);
  g_clear_object (&self->selection);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_object (&self->log);
  g_clear_object (&self->document);
  g_clear_pointer (&self->style, tarn_text_style_unref);
  g_clear_pointer (&self->wanted, g_free);

  G_OBJECT_CLASS (tarn_log_pane_parent_class)->dispose (object);
}

static void
tarn_log_pane_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  if (id == PROP_DOCUMENT)
    g_value_set_object (value, TARN_LOG_PANE (object)->document);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tarn_log_pane_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  TarnLogPane *self = TARN_LOG_PANE (object);

  if (id != PROP_DOCUMENT)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (self->document == g_value_get_object (value))
    return;
  pane_set_document (self, g_value_get_object (value));
  g_object_notify_by_pspec (object, pspec);
}

static void
tarn_log_pane_class_init (TarnLogPaneClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = tarn_log_pane_dispose;
  object_class->get_property = tarn_log_pane_get_property;
  object_class->set_property = tarn_log_pane_set_property;
  widget_class->map = tarn_log_pane_map;
  widget_class->unmap = tarn_log_pane_unmap;

  properties[PROP_DOCUMENT] =
    g_param_spec_object ("document", NULL, NULL, TARN_TYPE_DOCUMENT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-log-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnLogPane, box);
  gtk_widget_class_bind_template_child (widget_class, TarnLogPane, record_button);
  gtk_widget_class_bind_template_child (widget_class, TarnLogPane, search);
  gtk_widget_class_bind_template_child (widget_class, TarnLogPane, stack);
  gtk_widget_class_bind_template_child (widget_class, TarnLogPane, paned);
  gtk_widget_class_bind_template_child (widget_class, TarnLogPane, empty);
  gtk_widget_class_bind_template_child (widget_class, TarnLogPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, TarnLogPane, view);
  gtk_widget_class_bind_template_child (widget_class, TarnLogPane, text);
  gtk_widget_class_bind_template_child (widget_class, TarnLogPane, state);
  gtk_widget_class_bind_template_callback (widget_class, record_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  gtk_widget_class_install_action (widget_class, "log.clear", NULL, clear_cb);
  gtk_widget_class_install_action (widget_class, "log.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "log.copy-all", NULL, copy_all_cb);
  gtk_widget_class_install_action (widget_class, "log.search", NULL, search_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "log.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "log.search",
                                       NULL);
}

static void
tarn_log_pane_init (TarnLogPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pane_set_style (self);

  self->filter = gtk_custom_filter_new (matches_cb, self, NULL);
  self->filtered = gtk_filter_list_model_new (NULL, g_object_ref (GTK_FILTER (self->filter)));
  gtk_filter_list_model_set_incremental (self->filtered, TRUE);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->filtered)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (selected_cb),
                            self);
  g_signal_connect_swapped (self->filtered, "items-changed", G_CALLBACK (pane_update), self);
  tarn_text_columns_add (self->view, columns, G_N_ELEMENTS (columns), &self->style, is_wrong);

  tarn_follow_end (self->scroller);
}

TarnLog *
tarn_log_pane_get_log (TarnLogPane *self)
{
  g_return_val_if_fail (TARN_IS_LOG_PANE (self), NULL);

  return self->log;
}

void
tarn_log_pane_set_state (TarnLogPane *self,
                         TarnState   *state)
{
  g_return_if_fail (TARN_IS_LOG_PANE (self));

  tarn_paned_remember (self->paned, state, "log");
}
