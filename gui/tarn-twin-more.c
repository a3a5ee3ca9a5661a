/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-twin-more.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tarn-ui.h"

struct _TarnTwinMore
{
  GtkWidget       parent_instance;

  GPtrArray      *paths;      /* of the other captures, with NULL behind them */

  /* What tarn_twin_more_fill() gave away. */
  char           *moved;
  char           *written;
  GStrv           lists[4];   /* shown, hidden, networks, receivers           */

  GtkWidget      *expander;
  GtkCheckButton *live;
  GtkCheckButton *overlay;
  GtkEditable    *move;
  GtkEditable    *included;
  GtkEditable    *excluded;
  GtkEditable    *networks;
  GtkEditable    *receivers;
  GtkListBox     *others;
  GtkDropDown    *way;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (TarnTwinMore, tarn_twin_more, GTK_TYPE_WIDGET)

static void
changed_cb (TarnTwinMore *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
others_changed (TarnTwinMore *self)
{
  gboolean has_others = self->paths->len > 1;

  gtk_widget_set_visible (GTK_WIDGET (self->others), has_others);
  gtk_widget_set_visible (GTK_WIDGET (self->way), has_others);
  /* Each capture would need a file for its writes. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->overlay), !has_others);
  if (has_others)
    gtk_check_button_set_active (self->overlay, FALSE);
  changed_cb (self);
}

static void
remove_cb (TarnTwinMore *self,
           GtkWidget    *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW);
  int index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));

  g_ptr_array_remove_index (self->paths, (guint) index);
  gtk_list_box_remove (self->others, row);
  others_changed (self);
}

void
tarn_twin_more_add_capture (TarnTwinMore *self,
                            const char   *path)
{
  GtkWidget *box, *label, *button;
  g_autofree char *name = NULL;
  g_autofree char *removal = NULL;

  g_return_if_fail (TARN_IS_TWIN_MORE (self));
  g_return_if_fail (path != NULL);

  name = g_filename_display_basename (path);
  removal = g_strdup_printf (_("Do Not Serve %s"), name);
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  label = gtk_label_new (name);
  button = tarn_ui_icon_button ("list-remove-symbolic", removal);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_tooltip_text (label, path);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_cb), self);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  gtk_list_box_append (self->others, box);
  g_ptr_array_insert (self->paths, (int) self->paths->len - 1, g_strdup (path));
  others_changed (self);
}

static void
chosen_cb (GtkNativeDialog *dialog,
           int              response,
           gpointer         data)
{
  g_autoptr(GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  guint n = response == GTK_RESPONSE_ACCEPT ? g_list_model_get_n_items (files) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);

      if (g_file_peek_path (file) != NULL)
        tarn_twin_more_add_capture (TARN_TWIN_MORE (data), g_file_peek_path (file));
    }
  g_object_unref (dialog);
}

static void
add_cb (TarnTwinMore *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (_("Serve Other Captures as Well"), GTK_WINDOW (root),
                                 GTK_FILE_CHOOSER_ACTION_OPEN, _("_Add"), _("_Cancel"));

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
give_up (TarnTwinMore *self)
{
  g_clear_pointer (&self->moved, g_free);
  g_clear_pointer (&self->written, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    g_clear_pointer (&self->lists[i], g_strfreev);
}

static void
tarn_twin_more_dispose (GObject *object)
{
  TarnTwinMore *self = TARN_TWIN_MORE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TARN_TYPE_TWIN_MORE);

  G_OBJECT_CLASS (tarn_twin_more_parent_class)->dispose (object);
}

static void
tarn_twin_more_finalize (GObject *object)
{
  TarnTwinMore *self = TARN_TWIN_MORE (object);

  give_up (self);
  g_ptr_array_unref (self->paths);

  G_OBJECT_CLASS (tarn_twin_more_parent_class)->finalize (object);
}

static void
tarn_twin_more_class_init (TarnTwinMoreClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = tarn_twin_more_dispose;
  G_OBJECT_CLASS (class)->finalize = tarn_twin_more_finalize;

  changed_signal = g_signal_new ("changed", TARN_TYPE_TWIN_MORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-twin-more.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnTwinMore, expander);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinMore, live);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinMore, overlay);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinMore, move);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinMore, included);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinMore, excluded);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinMore, networks);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinMore, receivers);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinMore, others);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinMore, way);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tarn_twin_more_init (TarnTwinMore *self)
{
  g_autoptr(GtkStringList) ways = gtk_string_list_new (NULL);

  self->paths = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->paths, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_string_list_append (ways, _("A port for each"));
  gtk_string_list_append (ways, _("An address for each"));
  gtk_string_list_append (ways, _("A community for each: its name"));
  gtk_drop_down_set_model (self->way, G_LIST_MODEL (ways));
}

static TarnTwinWay
get_way (TarnTwinMore *self)
{
  return (TarnTwinWay) MIN (gtk_drop_down_get_selected (self->way), TARN_TWIN_BY_COMMUNITY);
}

gboolean
tarn_twin_more_by_community (TarnTwinMore *self)
{
  g_return_val_if_fail (TARN_IS_TWIN_MORE (self), FALSE);

  return self->paths->len > 1 && get_way (self) == TARN_TWIN_BY_COMMUNITY;
}

/* The words of @entry, without those that are empty. */
static GStrv
dup_words (GtkEditable *entry)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) words = g_strsplit_set (gtk_editable_get_text (entry), " ,;", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      g_strv_builder_add (builder, words[i]);
  return g_strv_builder_end (builder);
}

/* Names become OIDs in numbers. */
static gboolean
resolve (GStrv     words,
         TarnMib  *mib,
         GError  **error)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr(TarnOid) oid = mib != NULL ? tarn_mib_parse_oid (mib, words[i], error)
                                           : tarn_oid_new (words[i], error);

      if (oid == NULL)
        return FALSE;
      g_free (words[i]);
      words[i] = tarn_oid_to_string (oid);
    }

  return TRUE;
}

static gboolean
check_networks (GStrv    networks,
                GError **error)
{
  g_autoptr(TarnNotificationFilter) filter = tarn_notification_filter_new ();

  for (guint i = 0; networks[i] != NULL; i++)
    if (!tarn_notification_filter_add_sender (filter, networks[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
check_receivers (GStrv    receivers,
                 GError **error)
{
  for (guint i = 0; receivers[i] != NULL; i++)
    {
      g_autoptr(TarnAddress) address = tarn_address_new (receivers[i], TARN_PORT_NOTIFICATION,
                                                         error);

      if (address == NULL)
        return FALSE;
    }

  return TRUE;
}

/* Beside the capture: NAME.writes.tarn. */
static char *
dup_overlay (const char *path)
{
  gsize len = strlen (path);

  if (g_str_has_suffix (path, ".tarn"))
    len -= strlen (".tarn");
  return g_strdup_printf ("%.*s.writes.tarn", (int) len, path);
}

gboolean
tarn_twin_more_fill (TarnTwinMore      *self,
                     TarnMib           *mib,
                     TarnTwinSettings  *settings,
                     GError           **error)
{
  g_return_val_if_fail (TARN_IS_TWIN_MORE (self), FALSE);
  g_return_val_if_fail (settings != NULL && settings->path != NULL, FALSE);

  give_up (self);
  self->lists[0] = dup_words (self->included);
  self->lists[1] = dup_words (self->excluded);
  self->lists[2] = dup_words (self->networks);
  self->lists[3] = dup_words (self->receivers);
  if (!resolve (self->lists[0], mib, error) || !resolve (self->lists[1], mib, error)
      || !check_networks (self->lists[2], error) || !check_receivers (self->lists[3], error))
    return FALSE;

  self->moved = g_strstrip (g_strdup (gtk_editable_get_text (self->move)));
  if (gtk_check_button_get_active (self->overlay))
    self->written = dup_overlay (settings->path);

  settings->live = gtk_check_button_get_active (self->live);
  settings->move = self->moved[0] != '\0' ? self->moved : NULL;
  settings->overlay = self->written;
  settings->included = (const char * const *) self->lists[0];
  settings->excluded = (const char * const *) self->lists[1];
  settings->networks = (const char * const *) self->lists[2];
  settings->receivers = (const char * const *) self->lists[3];
  settings->others = (const char * const *) self->paths->pdata;
  settings->way = get_way (self);
  return TRUE;
}
