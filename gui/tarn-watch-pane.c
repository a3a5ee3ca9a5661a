/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-watch-pane.h"

#include <glib/gi18n.h>

#include "tarn-plot-draw.h"
#include "tarn-paned.h"
#include "tarn-plot-view.h"
#include "tarn-settings.h"
#include "tarn-ui.h"
#include "tarn-watch-keep.h"

struct _TarnWatchPane
{
  GtkWidget           parent_instance;

  TarnDocument       *document;    /* nullable */
  TarnWatchList      *list;        /* nullable */
  GtkSingleSelection *selection;   /* nullable */
  TarnState          *state;       /* nullable */
  gboolean            restoring;   /* the list becomes what it was */

  GtkWidget          *stack;
  GtkPaned           *paned;
  GtkDropDown        *interval;
  GtkToggleButton    *pause;
  TarnPlotView       *plot;
  GtkColumnView      *view;
};

enum
{
  PROP_0,
  PROP_DOCUMENT,
  PROP_STATE,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static const guint intervals_s[] = { 1, 2, 5, 10, 30, 60, 300, 900, 3600 };

G_DEFINE_FINAL_TYPE (TarnWatchPane, tarn_watch_pane, GTK_TYPE_WIDGET)

static void
keep (TarnWatchPane *self)
{
  if (self->list != NULL && self->state != NULL && !self->restoring)
    tarn_watch_keep_store (self->list, self->state,
                           tarn_capture_get_path (tarn_document_get_capture (self->document)));
}

static void
interval_cb (TarnWatchPane *self)
{
  guint n = gtk_drop_down_get_selected (self->interval);

  if (self->restoring || self->list == NULL || n >= G_N_ELEMENTS (intervals_s))
    return;

  tarn_watch_list_set_interval (self->list, intervals_s[n]);
  /* Who watches nothing has not chosen for long. */
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    keep (self);
}

/* The next that is offered stands for it. */
static void
show_interval (TarnWatchPane *self,
               guint          seconds)
{
  guint n = 0;

  while (n + 1 < G_N_ELEMENTS (intervals_s) && intervals_s[n] < seconds)
    n++;
  gtk_drop_down_set_selected (self->interval, n);
}

/* What this capture has chosen, or what the user prefers. */
static void
restore (TarnWatchPane *self)
{
  guint seconds = 0;

  if (self->list == NULL)
    return;

  self->restoring = TRUE;
  if (self->state != NULL)
    seconds = tarn_watch_keep_restore (self->list, self->state,
                                       tarn_capture_get_path (
                                         tarn_document_get_capture (self->document)));
  if (seconds == 0)
    seconds = g_settings_get_uint (tarn_settings_get (), "watch-interval");
  tarn_watch_list_set_interval (self->list, CLAMP (seconds, 1, 3600));
  show_interval (self, seconds);
  self->restoring = FALSE;
}

static void
pause_cb (TarnWatchPane *self)
{
  if (self->list != NULL)
    tarn_watch_list_set_paused (self->list, gtk_toggle_button_get_active (self->pause));
}

static void
activate_cb (TarnWatchPane *self,
             guint          position)
{
  g_autoptr(TarnWatchItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  g_autofree char *text = item != NULL ? tarn_oid_to_string (tarn_watch_item_get_oid (item)) : NULL;

  if (text != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "document.go", "s", text);
}

static void
items_changed_cb (TarnWatchPane *self)
{
  guint n = self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), n > 0 ? "list" : "empty");
  keep (self);
}

static void
remove_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  TarnWatchPane *self = TARN_WATCH_PANE (widget);
  guint position = self->selection != NULL ? gtk_single_selection_get_selected (self->selection)
                                           : GTK_INVALID_LIST_POSITION;

  if (position != GTK_INVALID_LIST_POSITION)
    tarn_watch_list_remove (self->list, position);
}

static gboolean
save (TarnWatchPane  *self,
      const char     *path,
      GError        **error)
{
  g_autofree char *csv = NULL;

  if (g_str_has_suffix (path, ".png") || g_str_has_suffix (path, ".svg"))
    return tarn_plot_view_save (self->plot, path, error);
  if (!g_str_has_suffix (path, ".csv"))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME,
                   _("The end of the name says what is saved: .csv, .png or .svg"));
      return FALSE;
    }

  csv = tarn_watch_list_to_csv (self->list);
  return g_file_set_contents (path, csv, -1, error);
}

static void
save_chosen_cb (TarnWatchPane        *self,
                int                   response,
                GtkFileChooserNative *chooser)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autoptr(GError) error = NULL;

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && g_file_peek_path (file) != NULL
      && self->list != NULL && !save (self, g_file_peek_path (file), &error))
    tarn_ui_message (GTK_WIDGET (self), error->message, NULL, NULL);
  g_object_unref (chooser);
}

static void
export_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (_("Export Watched Values"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                 GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), "watched.csv");
  g_signal_connect_object (chooser, "response", G_CALLBACK (save_chosen_cb), widget,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
set_up_cb (GtkListItemFactory *factory,
           GtkListItem        *row,
           gpointer            property)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (row, label);
}

/* Bound to the item for as long as the row shows it. */
static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *row,
         gpointer            property)
{
  GtkWidget *label = gtk_list_item_get_child (row);
  GBinding *binding = g_object_bind_property (gtk_list_item_get_item (row), property, label,
                                              "label", G_BINDING_SYNC_CREATE);

  g_object_set_data (G_OBJECT (row), "binding", binding);
}

static void
unbind_cb (GtkListItemFactory *factory,
           GtkListItem        *row)
{
  g_binding_unbind (g_object_get_data (G_OBJECT (row), "binding"));
}

static void
add_column (TarnWatchPane *self,
            const char    *title,
            const char    *property,
            gboolean       expand)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), (gpointer) property);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), (gpointer) property);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, expand);
  gtk_column_view_append_column (self->view, column);
}

static void
draw_key (GtkDrawingArea *area,
          cairo_t        *cr,
          int             width,
          int             height,
          gpointer        row)
{
  double dashes[4];
  int n_dashes;
  GdkRGBA colour;

  tarn_plot_get_line (gtk_list_item_get_position (row), &colour, dashes, &n_dashes);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_dash (cr, dashes, n_dashes, 0);
  cairo_set_line_width (cr, 2);
  cairo_move_to (cr, 0, height / 2.);
  cairo_line_to (cr, width, height / 2.);
  cairo_stroke (cr);
}

static void
set_up_key_cb (GtkListItemFactory *factory,
               GtkListItem        *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *key = gtk_drawing_area_new ();

  gtk_widget_add_css_class (key, "tarn-key");
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (key), 28);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (key), draw_key, row, NULL);
  gtk_widget_set_tooltip_text (check, _("Show in the Plot"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Show in the Plot"), -1);
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), key);
  gtk_list_item_set_child (row, box);
}

static void
bind_key_cb (GtkListItemFactory *factory,
             GtkListItem        *row,
             TarnWatchPane      *self)
{
  GtkWidget *check = gtk_widget_get_first_child (gtk_list_item_get_child (row));
  TarnWatchItem *item = gtk_list_item_get_item (row);

  g_object_set_data (G_OBJECT (row), "binding",
                     g_object_bind_property (item, "shown", check, "active",
                                             G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL));
  g_signal_connect_object (item, "notify::shown", G_CALLBACK (gtk_widget_queue_draw), self->plot,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::shown", G_CALLBACK (keep), self, G_CONNECT_SWAPPED);
  gtk_widget_queue_draw (gtk_widget_get_last_child (gtk_list_item_get_child (row)));
}

static void
unbind_key_cb (GtkListItemFactory *factory,
               GtkListItem        *row,
               TarnWatchPane      *self)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (row), gtk_widget_queue_draw,
                                        self->plot);
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (row), keep, self);
  unbind_cb (factory, row);
}

static void
add_key_column (TarnWatchPane *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkColumnViewColumn) column = gtk_column_view_column_new (_("Plot"), factory);

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_key_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_key_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_key_cb), self);
  gtk_column_view_append_column (self->view, column);
}

static void
set_document (TarnWatchPane *self,
              TarnDocument  *document)
{
  if (!g_set_object (&self->document, document))
    return;

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  g_clear_object (&self->selection);
  if (document != NULL)
    {
      self->list = tarn_watch_list_new (document);
      self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
      g_signal_connect_swapped (self->list, "items-changed", G_CALLBACK (items_changed_cb), self);
    }
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  tarn_plot_view_set_list (self->plot, self->list);
  restore (self);
  items_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOCUMENT]);
}

static void
tarn_watch_pane_dispose (GObject *object)
{
  TarnWatchPane *self = TARN_WATCH_PANE (object);

  /* What is watched is not watched no more because a tab is closed. */
  self->restoring = TRUE;
  if (self->view != NULL)
    set_document (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TARN_TYPE_WATCH_PANE);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (tarn_watch_pane_parent_class)->dispose (object);
}

static void
tarn_watch_pane_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  TarnWatchPane *self = TARN_WATCH_PANE (object);

  switch (id)
    {
    case PROP_DOCUMENT:
      g_value_set_object (value, self->document);
      break;
    case PROP_STATE:
      g_value_set_object (value, self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_watch_pane_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  TarnWatchPane *self = TARN_WATCH_PANE (object);

  switch (id)
    {
    case PROP_DOCUMENT:
      set_document (self, g_value_get_object (value));
      break;
    case PROP_STATE:
      if (!g_set_object (&self->state, g_value_get_object (value)))
        break;
      if (self->state != NULL)
        tarn_paned_remember (self->paned, self->state, "watch");
      restore (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_watch_pane_class_init (TarnWatchPaneClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = tarn_watch_pane_dispose;
  object_class->get_property = tarn_watch_pane_get_property;
  object_class->set_property = tarn_watch_pane_set_property;

  properties[PROP_DOCUMENT] =
    g_param_spec_object ("document", NULL, NULL, TARN_TYPE_DOCUMENT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_STATE] =
    g_param_spec_object ("state", NULL, NULL, TARN_TYPE_STATE,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (TARN_TYPE_PLOT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-watch-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnWatchPane, stack);
  gtk_widget_class_bind_template_child (widget_class, TarnWatchPane, paned);
  gtk_widget_class_bind_template_child (widget_class, TarnWatchPane, interval);
  gtk_widget_class_bind_template_child (widget_class, TarnWatchPane, pause);
  gtk_widget_class_bind_template_child (widget_class, TarnWatchPane, plot);
  gtk_widget_class_bind_template_child (widget_class, TarnWatchPane, view);
  gtk_widget_class_bind_template_callback (widget_class, interval_cb);
  gtk_widget_class_bind_template_callback (widget_class, pause_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_install_action (widget_class, "watch.remove", NULL, remove_cb);
  gtk_widget_class_install_action (widget_class, "watch.export", NULL, export_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "watch.remove", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tarn_watch_pane_init (TarnWatchPane *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (intervals_s); i++)
    {
      guint s = intervals_s[i];

      if (s < 60)
        gtk_string_list_take (names, g_strdup_printf (ngettext ("%u second", "%u seconds", s), s));
      else if (s < 3600)
        gtk_string_list_take (names, g_strdup_printf (ngettext ("%u minute", "%u minutes", s / 60),
                                                      s / 60));
      else
        gtk_string_list_take (names, g_strdup (_("1 hour")));
    }
  gtk_drop_down_set_model (self->interval, G_LIST_MODEL (names));

  add_key_column (self);
  add_column (self, _("Name"), "name", TRUE);
  add_column (self, _("Value"), "text", TRUE);
  add_column (self, _("Rate"), "rate", FALSE);
  add_column (self, _("Range"), "range", TRUE);
  add_column (self, _("Trouble"), "error", TRUE);
}

TarnWatchList *
tarn_watch_pane_get_list (TarnWatchPane *self)
{
  g_return_val_if_fail (TARN_IS_WATCH_PANE (self), NULL);

  return self->list;
}
