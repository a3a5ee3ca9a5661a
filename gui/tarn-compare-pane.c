/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-compare-pane-private.h"

#include <glib/gi18n.h>

#include "tarn-compare-device.h"
#include "tarn-ui.h"

enum
{
  PROP_0,
  PROP_DOCUMENT,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TarnComparePane, tarn_compare_pane, GTK_TYPE_WIDGET)

TarnComparisonNode *
tarn_compare_pane_dup_node (TarnComparePane *self)
{
  GtkTreeListRow *row = self->selection != NULL
                        ? gtk_single_selection_get_selected_item (self->selection) : NULL;

  return row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
}

static void
show_start (TarnComparePane *self)
{
  gtk_label_set_label (self->start_title, self->document != NULL ? _("Compare This Capture")
                                                                 : _("Nothing to Compare"));
  gtk_label_set_label (self->start_hint,
                       self->document == NULL ? _("Open a device or a capture first")
                       : tarn_document_get_device (self->document) != NULL
                       ? _("See what has changed on the device since, or beside another capture")
                       : _("See what is different beside another capture"));
  gtk_stack_set_visible_child_name (self->pages, "start");
}

static void
drop_comparison (TarnComparePane *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (self->comparison != NULL)
    g_signal_handlers_disconnect_by_data (self->comparison, self);
  gtk_column_view_set_model (self->view, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->comparison);
  g_clear_object (&self->other);
  g_clear_pointer (&self->other_name, g_free);
}

/* "3 changed · 1 added · 2 removed · 140 that always move". */
static void
tell_summary (TarnComparePane *self)
{
  TarnDiff *diff = tarn_comparison_get_diff (self->comparison);
  guint n_moving = tarn_diff_count_moving (diff);
  g_autofree char *changed = tarn_ui_format_count (tarn_diff_count (diff, TARN_DIFFERENCE_CHANGED));
  g_autofree char *added = tarn_ui_format_count (tarn_diff_count (diff, TARN_DIFFERENCE_ADDED));
  g_autofree char *removed = tarn_ui_format_count (tarn_diff_count (diff, TARN_DIFFERENCE_REMOVED));
  g_autofree char *moving = tarn_ui_format_count (n_moving);
  g_autofree char *equal = tarn_ui_format_count (tarn_diff_get_n_equal (diff));
  g_autofree char *title = NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  /* Translators: numbers of values */
  g_string_append_printf (text, _("%s changed · %s added · %s removed · %s equal"), changed, added,
                          removed, equal);
  if (n_moving > 0)
    g_string_append_printf (text, ngettext (" · %s that always moves", " · %s that always move",
                                            n_moving), moving);
  if (self->incomplete)
    g_string_append (text, _(" · the device did not tell all"));
  if (tarn_comparison_is_outdated (self->comparison))
    g_string_append (text, _(" · changed since"));
  gtk_label_set_label (self->summary, text->str);

  title = self->is_device ? g_strdup (_("Beside what the device tells now"))
                          /* Translators: the name of a capture */
                          : g_strdup_printf (_("Beside %s"), self->other_name);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->nothing,
                       g_list_model_get_n_items (tarn_comparison_get_groups (self->comparison)) > 0
                       ? "" : n_moving > 0
                       ? _("No difference but in what always moves") : _("No difference"));
  gtk_widget_set_visible (self->again, tarn_comparison_is_outdated (self->comparison));
}

static void
notify_cb (TarnComparePane *self)
{
  const GError *error = tarn_comparison_get_error (self->comparison);

  if (tarn_comparison_is_busy (self->comparison))
    {
      gtk_label_set_label (self->busy_title, _("Comparing…"));
      gtk_progress_bar_set_fraction (self->progress,
                                     tarn_comparison_get_progress (self->comparison));
      gtk_stack_set_visible_child_name (self->pages, "busy");
      return;
    }

  if (error != NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        tarn_ui_message (GTK_WIDGET (self), error->message, NULL, NULL);
      show_start (self);
      return;
    }

  tell_summary (self);
  gtk_stack_set_visible_child_name (self->pages, "done");
  tarn_compare_pane_update_actions (self);
}

static GListModel *
create_children (gpointer item,
                 gpointer data)
{
  return tarn_comparison_node_dup_children (item);
}

/* Takes nothing; @other and its name are set. */
static void
begin_comparison (TarnComparePane *self)
{
  GtkTreeListModel *tree;

  self->comparison = tarn_comparison_new (tarn_document_get_store (self->document),
                                          TARN_STORE (self->other),
                                          tarn_document_get_mib (self->document));
  tarn_comparison_set_show_moving (self->comparison, gtk_toggle_button_get_active (self->moving));
  tree = gtk_tree_list_model_new (g_object_ref (tarn_comparison_get_groups (self->comparison)),
                                  FALSE, FALSE, create_children, NULL, NULL);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (tree));
  g_signal_connect_swapped (self->selection, "notify::selected-item",
                            G_CALLBACK (tarn_compare_pane_update_actions), self);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  tarn_compare_pane_name_columns (self);
  g_signal_connect_swapped (self->comparison, "notify", G_CALLBACK (notify_cb), self);
  notify_cb (self);
}

static void
moving_toggled_cb (TarnComparePane *self)
{
  if (self->comparison != NULL)
    tarn_comparison_set_show_moving (self->comparison,
                                     gtk_toggle_button_get_active (self->moving));
}

static void
activate_cb (TarnComparePane *self,
             guint            position)
{
  g_autoptr(GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  g_autoptr(TarnComparisonNode) node = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  if (node == NULL)
    return;
  if (gtk_tree_list_row_is_expandable (row))
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "compare.show-in-tree", NULL);
}

static void
progress_cb (guint64  n_rows,
             gpointer data)
{
  TarnComparePane *self = data;
  g_autofree char *count = tarn_ui_format_count (n_rows);
  g_autofree char *text = NULL;

  text = g_strdup_printf (ngettext ("Reading the device: %s value…",
                                    "Reading the device: %s values…", (gulong) n_rows), count);
  gtk_label_set_label (self->busy_title, text);
  gtk_progress_bar_pulse (self->progress);
}

static void
device_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(TarnComparePane) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean complete;
  g_autoptr(TarnCapture) capture = tarn_compare_device_read_finish (result, &complete, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->reading == NULL)
    return;

  g_clear_object (&self->reading);
  if (capture == NULL)
    {
      tarn_ui_message (GTK_WIDGET (self), error->message, NULL, NULL);
      show_start (self);
      return;
    }

  self->other = g_steal_pointer (&capture);
  self->is_device = TRUE;
  self->incomplete = !complete;
  begin_comparison (self);
}

void
tarn_compare_pane_with_device (TarnComparePane *self)
{
  TarnDevice *device;

  g_return_if_fail (TARN_IS_COMPARE_PANE (self));

  device = self->document != NULL ? tarn_document_get_device (self->document) : NULL;
  if (device == NULL)
    return;

  drop_comparison (self);
  self->reading = g_cancellable_new ();
  gtk_stack_set_visible_child_name (self->pages, "busy");
  progress_cb (0, self);
  tarn_compare_device_read_async (tarn_document_get_session (self->document), device, progress_cb,
                                  self, self->reading, device_read_cb, g_object_ref (self));
}

void
tarn_compare_pane_with_file (TarnComparePane *self,
                             const char      *path)
{
  g_autoptr(GError) error = NULL;
  TarnCapture *capture;

  g_return_if_fail (TARN_IS_COMPARE_PANE (self));

  if (path == NULL || self->document == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "compare.with-file", NULL);
      return;
    }

  capture = tarn_capture_open (path, TARN_CAPTURE_READ, &error);
  if (capture == NULL)
    {
      tarn_ui_message (GTK_WIDGET (self), error->message, NULL, NULL);
      return;
    }

  drop_comparison (self);
  self->other = capture;
  self->other_name = g_path_get_basename (path);
  self->is_device = self->incomplete = FALSE;
  begin_comparison (self);
}

static void
device_cb (TarnComparePane *self)
{
  tarn_compare_pane_update_actions (self);
  if (self->comparison == NULL && self->reading == NULL)
    show_start (self);
}

static void
set_document (TarnComparePane *self,
              TarnDocument    *document)
{
  if (self->document == document)
    return;

  drop_comparison (self);
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  g_set_object (&self->document, document);
  if (document != NULL)
    g_signal_connect_swapped (document, "notify::device", G_CALLBACK (device_cb), self);
  tarn_compare_pane_update_actions (self);
  show_start (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOCUMENT]);
}

static void
tarn_compare_pane_dispose (GObject *object)
{
  TarnComparePane *self = TARN_COMPARE_PANE (object);

  if (self->view != NULL)
    set_document (self, NULL);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), TARN_TYPE_COMPARE_PANE);
  self->view = NULL;

  G_OBJECT_CLASS (tarn_compare_pane_parent_class)->dispose (object);
}

static void
tarn_compare_pane_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  if (id == PROP_DOCUMENT)
    g_value_set_object (value, TARN_COMPARE_PANE (object)->document);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tarn_compare_pane_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  if (id == PROP_DOCUMENT)
    set_document (TARN_COMPARE_PANE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tarn_compare_pane_class_init (TarnComparePaneClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = tarn_compare_pane_dispose;
  object_class->get_property = tarn_compare_pane_get_property;
  object_class->set_property = tarn_compare_pane_set_property;

  properties[PROP_DOCUMENT] =
    g_param_spec_object ("document", NULL, NULL, TARN_TYPE_DOCUMENT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-compare-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnComparePane, pages);
  gtk_widget_class_bind_template_child (widget_class, TarnComparePane, start_title);
  gtk_widget_class_bind_template_child (widget_class, TarnComparePane, start_hint);
  gtk_widget_class_bind_template_child (widget_class, TarnComparePane, busy_title);
  gtk_widget_class_bind_template_child (widget_class, TarnComparePane, progress);
  gtk_widget_class_bind_template_child (widget_class, TarnComparePane, title);
  gtk_widget_class_bind_template_child (widget_class, TarnComparePane, summary);
  gtk_widget_class_bind_template_child (widget_class, TarnComparePane, nothing);
  gtk_widget_class_bind_template_child (widget_class, TarnComparePane, moving);
  gtk_widget_class_bind_template_child (widget_class, TarnComparePane, again);
  gtk_widget_class_bind_template_child (widget_class, TarnComparePane, view);
  gtk_widget_class_bind_template_child (widget_class, TarnComparePane, row_menu);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, moving_toggled_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  tarn_compare_pane_add_actions (widget_class);
}

static void
tarn_compare_pane_init (TarnComparePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tarn_compare_pane_add_columns (self);
  tarn_compare_pane_update_actions (self);
  show_start (self);
}

GtkWidget *
tarn_compare_pane_new (void)
{
  return g_object_new (TARN_TYPE_COMPARE_PANE, NULL);
}
