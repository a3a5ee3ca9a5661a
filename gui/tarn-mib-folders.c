/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-mib-folders.h"

#include <glib/gi18n.h>
#include <tarn.h>

#include "tarn-ui.h"

struct _TarnMibFolders
{
  GtkWidget   parent_instance;

  GPtrArray  *paths;     /* of char *, without that of Tarn itself                */
  gboolean    fixed;     /* TARN_MIBDIRS says where, and nothing is changed here  */

  GtkWidget  *box;
  GtkListBox *list;
};

enum
{
  CHANGED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TarnMibFolders, tarn_mib_folders, GTK_TYPE_WIDGET)

static void fill (TarnMibFolders *self);

static void
read_paths (TarnMibFolders *self)
{
  g_auto(GStrv) folders = tarn_mib_get_folders ();
  guint n = g_strv_length (folders);

  g_ptr_array_set_size (self->paths, 0);
  for (guint i = 0; i + 1 < n; i++)
    g_ptr_array_add (self->paths, g_strdup (folders[i]));
}

/* @paths NULL: those that are usual. */
static void
write_paths (TarnMibFolders *self,
             GPtrArray      *paths)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) folders = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; paths != NULL && i < paths->len; i++)
    g_strv_builder_add (builder, paths->pdata[i]);
  folders = g_strv_builder_end (builder);
  if (tarn_mib_set_folders (paths != NULL ? (const char * const *) folders : NULL, &error))
    g_signal_emit (self, signals[CHANGED], 0);
  else
    g_signal_emit (self, signals[FAILED], 0, error->message);

  read_paths (self);
  fill (self);
}

static void
up_cb (GtkWidget  *widget,
       const char *action,
       GVariant   *parameter)
{
  TarnMibFolders *self = TARN_MIB_FOLDERS (widget);
  guint i = g_variant_get_uint32 (parameter);
  gpointer path;

  if (i == 0 || i >= self->paths->len)
    return;
  path = self->paths->pdata[i];
  self->paths->pdata[i] = self->paths->pdata[i - 1];
  self->paths->pdata[i - 1] = path;
  write_paths (self, self->paths);
}

static void
remove_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  TarnMibFolders *self = TARN_MIB_FOLDERS (widget);
  guint i = g_variant_get_uint32 (parameter);

  if (i >= self->paths->len)
    return;
  g_ptr_array_remove_index (self->paths, i);
  write_paths (self, self->paths);
}

static void
reset_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  write_paths (TARN_MIB_FOLDERS (widget), NULL);
}

void
tarn_mib_folders_add (TarnMibFolders *self,
                      const char     *path)
{
  g_return_if_fail (TARN_IS_MIB_FOLDERS (self));
  g_return_if_fail (path != NULL);

  if (self->fixed)
    return;
  g_ptr_array_add (self->paths, g_strdup (path));
  write_paths (self, self->paths);
}

static void
chosen_cb (GtkNativeDialog *dialog,
           int              response,
           gpointer         data)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && g_file_peek_path (file) != NULL)
    tarn_mib_folders_add (TARN_MIB_FOLDERS (data), g_file_peek_path (file));
  g_object_unref (dialog);
}

static void
add_cb (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (_("A Folder of MIB Modules"), GTK_WINDOW (root),
                                 GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("_Add"), _("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_cb), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static GtkWidget *
make_button (const char *icon,
             const char *label,
             const char *action,
             guint       i)
{
  GtkWidget *button = tarn_ui_icon_button (icon, label);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", i);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
make_row (TarnMibFolders *self,
          guint           i)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  const char *path = self->paths->pdata[i];
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *up = g_strdup_printf (_("Look in %s Earlier"), name);
  g_autofree char *away = g_strdup_printf (_("Do Not Look in %s"), name);
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_START);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_tooltip_text (label, name);
  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  if (!self->fixed && i > 0)
    gtk_box_append (GTK_BOX (box), make_button ("go-up-symbolic", up, "folders.up", i));
  if (!self->fixed)
    gtk_box_append (GTK_BOX (box), make_button ("list-remove-symbolic", away, "folders.remove", i));
  return box;
}

static void
fill (TarnMibFolders *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < self->paths->len; i++)
    gtk_list_box_append (self->list, make_row (self, i));
}

static void
tarn_mib_folders_dispose (GObject *object)
{
  TarnMibFolders *self = TARN_MIB_FOLDERS (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (tarn_mib_folders_parent_class)->dispose (object);
}

static void
tarn_mib_folders_finalize (GObject *object)
{
  g_ptr_array_unref (TARN_MIB_FOLDERS (object)->paths);

  G_OBJECT_CLASS (tarn_mib_folders_parent_class)->finalize (object);
}

static void
tarn_mib_folders_class_init (TarnMibFoldersClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = tarn_mib_folders_dispose;
  G_OBJECT_CLASS (class)->finalize = tarn_mib_folders_finalize;

  signals[CHANGED] = g_signal_new ("changed", TARN_TYPE_MIB_FOLDERS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", TARN_TYPE_MIB_FOLDERS, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "folders.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "folders.up", "u", up_cb);
  gtk_widget_class_install_action (widget_class, "folders.remove", "u", remove_cb);
  gtk_widget_class_install_action (widget_class, "folders.reset", NULL, reset_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_buttons (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *add = gtk_button_new_with_mnemonic (_("_Add a Folder…"));
  GtkWidget *reset = gtk_button_new_with_mnemonic (_("As _Usual"));

  gtk_widget_set_tooltip_text (reset, _("Look in the folders that are usual"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (add), "folders.add");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (reset), "folders.reset");
  gtk_box_append (GTK_BOX (box), add);
  gtk_box_append (GTK_BOX (box), reset);
  return box;
}

static void
tarn_mib_folders_init (TarnMibFolders *self)
{
  g_autofree char *kept = tarn_mib_dup_folders_path ();
  g_autofree char *where = g_strdup_printf (_("Kept in %s, for the command tarn as well; what "
                                              "comes with Tarn is looked at last."), kept);
  GtkWidget *note;

  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->fixed = g_getenv ("TARN_MIBDIRS") != NULL;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  note = gtk_label_new (self->fixed ? _("The environment says where: TARN_MIBDIRS.") : where);

  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Folders of MIB modules"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "frame");
  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (note), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (note, "caption");
  gtk_widget_add_css_class (note, "dim-label");
  gtk_widget_set_margin_top (self->box, 6);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->list));
  if (!self->fixed)
    gtk_box_append (GTK_BOX (self->box), make_buttons ());
  gtk_box_append (GTK_BOX (self->box), note);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  read_paths (self);
  fill (self);
}
