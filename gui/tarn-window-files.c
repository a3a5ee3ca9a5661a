/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The files of a window: what it opens, imports and saves, and what is open again at the
 * next start.
 */
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "tarn-program.h"
#include "tarn-window-private.h"

/* Says @what went wrong with @path, and offers to take it off the list if it is gone. */
static void
complain (TarnWindow   *self,
          const char   *path,
          const GError *error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *text = g_strdup_printf (_("“%s” could not be opened: %s"), name,
                                           error->message);

  tarn_window_show_message (self, text, NULL, NULL);
}

gboolean
tarn_window_open_path (TarnWindow *self,
                       const char *path)
{
  TarnApplication *application = tarn_window_get_app (self);
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnCapture) capture = tarn_capture_open (path, TARN_CAPTURE_WRITE, &error);
  g_autoptr(TarnDocument) document = NULL;

  if (capture == NULL)
    {
      g_autoptr(GError) again = NULL;

      /* Of somebody else, or on a medium that is not written. */
      capture = tarn_capture_open (path, TARN_CAPTURE_READ, &again);
    }
  if (capture == NULL)
    {
      complain (self, path, error);
      return FALSE;
    }

  document = tarn_document_new (capture, tarn_application_get_session (application));
  tarn_window_add_document (self, document);
  tarn_state_add_recent (tarn_application_get_state (application),
                         tarn_capture_get_path (capture), tarn_document_get_title (document),
                         FALSE);
  return TRUE;
}

static void
open_path_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  tarn_window_open_path (data, g_variant_get_string (parameter, NULL));
}

/* A process reads the recording: whatever is in it, the browser goes on. */
static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GTask) task = data;
  TarnWindow *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  g_autofree char *said = tarn_program_run_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (said == NULL)
    {
      g_autofree char *text = g_strdup_printf (_("The file could not be imported: %s"),
                                               error->message);

      tarn_window_show_message (self, text, NULL, NULL);
      return;
    }

  if (tarn_window_open_path (self, g_task_get_task_data (task)) && said[0] != '\0')
    tarn_window_show_message (self, said, NULL, NULL);
}

static void
import_file (TarnWindow *self,
             GFile      *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *input = g_file_get_path (file);
  g_autofree char *output = NULL;
  g_autoptr(GTask) task = NULL;
  const char *arguments[] = { "import", "-o", NULL, "--", input, NULL };
  char *dot;

  if (input == NULL)
    {
      tarn_window_show_message (self, _("Only files of this computer can be imported: save a "
                                        "copy here first"), NULL, NULL);
      return;
    }

  dot = strchr (name + 1, '.');
  if (dot != NULL)
    *dot = '\0';
  output = tarn_document_dup_new_path (name);
  arguments[2] = output;

  tarn_window_show_message (self, _("Importing…"), NULL, NULL);
  task = g_task_new (self, self->cancellable, NULL, NULL);
  g_task_set_task_data (task, g_strdup (output), g_free);
  tarn_program_run_async (arguments, self->cancellable, imported_cb, g_steal_pointer (&task));
}

void
tarn_window_open_file (TarnWindow *self,
                       GFile      *file)
{
  g_autofree char *path = NULL;

  g_return_if_fail (TARN_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  if (g_file_has_uri_scheme (file, "snmp"))
    {
      g_autofree char *uri = g_file_get_uri (file);

      tarn_window_open_device (self, uri);
      return;
    }

  path = g_file_get_path (file);
  if (path != NULL && g_str_has_suffix (path, ".tarn"))
    tarn_window_open_path (self, path);
  else
    import_file (self, file);
}

static void
file_chosen_cb (TarnWindow           *self,
                int                   response,
                GtkFileChooserNative *chooser)
{
  g_autoptr(GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));
  guint n = g_list_model_get_n_items (files);

  if (response == GTK_RESPONSE_ACCEPT)
    for (guint i = 0; i < n; i++)
      {
        g_autoptr(GFile) file = g_list_model_get_item (files, i);

        tarn_window_open_file (self, file);
      }
  g_object_unref (chooser);
}

static void
add_filter (GtkFileChooserNative *chooser,
            const char           *name,
            const char           *pattern)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_pattern (filter, pattern);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
}

static void
choose_files (TarnWindow *self,
              const char *title,
              gboolean    captures)
{
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (title, GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN, NULL,
                                 NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), TRUE);
  if (captures)
    add_filter (chooser, _("Captures"), "*.tarn");
  add_filter (chooser, _("All files"), "*");
  g_signal_connect_object (chooser, "response", G_CALLBACK (file_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
open_capture_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  choose_files (data, _("Open Capture"), TRUE);
}

static void
import_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  choose_files (data, _("Import Walk"), FALSE);
}

/* A save that is under way. */
typedef struct
{
  TarnDocument *document;
  char         *path;        /* where it goes                                 */
  char         *beside;      /* where it is written first: all of it or nothing */
} Save;

static void
save_free (Save *save)
{
  g_object_unref (save->document);
  g_free (save->path);
  g_free (save->beside);
  g_free (save);
}

/* The tab goes on with the new file; what had no name of its own is not needed any more. */
static void
show_saved (TarnWindow *self,
            Save       *save)
{
  g_autofree char *old =
    g_strdup (tarn_capture_get_path (tarn_document_get_capture (save->document)));
  gboolean unsaved = tarn_document_is_unsaved (save->document);
  TarnDevice *device = tarn_document_get_device (save->document);
  TarnDocumentView *view;

  if (!tarn_window_open_path (self, save->path))
    return;

  view = tarn_window_get_view (self);
  tarn_document_set_device (tarn_document_view_get_document (view), device);
  if (!unsaved)
    return;

  gtk_widget_activate_action (GTK_WIDGET (self), "win.close-view", "s", old);
  tarn_state_forget_recent (tarn_application_get_state (tarn_window_get_app (self)), old);
  g_unlink (old);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  TarnWindow *self = g_task_get_source_object (task);
  Save *save = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autofree char *said = tarn_program_run_finish (result, &error);

  if (said != NULL && g_rename (save->beside, save->path) != 0)
    g_set_error_literal (&error, G_FILE_ERROR, g_file_error_from_errno (errno),
                         g_strerror (errno));
  if (error != NULL)
    g_unlink (save->beside);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error != NULL)
    complain (self, save->path, error);
  else
    show_saved (self, save);
}

static void
save_chosen_cb (TarnWindow           *self,
                int                   response,
                GtkFileChooserNative *chooser)
{
  TarnDocument *document = g_object_get_data (G_OBJECT (chooser), "document");
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  const char *arguments[] = { "compact", "-o", NULL, "--", NULL, NULL };
  g_autoptr(GTask) task = NULL;
  Save *save;

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && g_file_peek_path (file) != NULL)
    {
      save = g_new0 (Save, 1);
      save->document = g_object_ref (document);
      save->path = g_file_get_path (file);
      save->beside = g_strdup_printf ("%s.new-%d", save->path, (int) getpid ());
      arguments[2] = save->beside;
      arguments[4] = tarn_capture_get_path (tarn_document_get_capture (document));
      task = g_task_new (self, self->cancellable, NULL, NULL);
      g_task_set_task_data (task, save, (GDestroyNotify) save_free);
      tarn_program_run_async (arguments, self->cancellable, saved_cb, g_steal_pointer (&task));
    }
  g_object_unref (chooser);
}

static void
save_as_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  TarnWindow *self = data;
  TarnDocumentView *view = tarn_window_get_view (self);
  g_autofree char *name = NULL;
  GtkFileChooserNative *chooser;

  if (view == NULL)
    return;

  chooser = gtk_file_chooser_native_new (_("Save Capture As"), GTK_WINDOW (self),
                                         GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  name = g_strconcat (tarn_document_get_title (tarn_document_view_get_document (view)), ".tarn",
                      NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_object_set_data_full (G_OBJECT (chooser), "document",
                          g_object_ref (tarn_document_view_get_document (view)), g_object_unref);
  g_signal_connect_object (chooser, "response", G_CALLBACK (save_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static const GActionEntry entries[] = {
  { "import", import_cb },
  { "open-capture", open_capture_cb },
  { "open-path", open_path_cb, "s" },
  { "save-as", save_as_cb },
};

/* Files from the file manager. */
static gboolean
drop_cb (TarnWindow   *self,
         const GValue *value)
{
  GSList *files = g_value_get_boxed (value);

  for (GSList *link = files; link != NULL; link = link->next)
    tarn_window_open_file (self, link->data);
  return files != NULL;
}

void
tarn_window_add_file_actions (TarnWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

#define OPEN_TYPE "a(sss)"

/* Path, selected OID and view of each tab; the last one is the one that was shown. */
void
tarn_window_keep (TarnWindow *self)
{
  TarnState *state = tarn_application_get_state (tarn_window_get_app (self));
  int n = gtk_notebook_get_n_pages (self->notebook);
  int width, height;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (OPEN_TYPE));
  for (int i = 0; i < n; i++)
    {
      TarnDocumentView *view =
        TARN_DOCUMENT_VIEW (gtk_notebook_get_nth_page (self->notebook, i));
      TarnCapture *capture = tarn_document_get_capture (tarn_document_view_get_document (view));
      TarnOid *oid = tarn_document_view_get_oid (view);
      g_autofree char *text = oid != NULL ? tarn_oid_to_string (oid) : NULL;

      g_variant_builder_add (&builder, "(sss)", tarn_capture_get_path (capture),
                             text != NULL ? text : "", tarn_document_view_get_shown (view));
    }
  tarn_state_set (state, "window", "open", g_variant_builder_end (&builder));
  tarn_state_set (state, "window", "shown",
                  g_variant_new_int32 (gtk_notebook_get_current_page (self->notebook)));
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  tarn_state_set (state, "window", "size",
                  g_variant_new ("(iib)", width, height,
                                 gtk_window_is_maximized (GTK_WINDOW (self))));
}

static void
restore_tab (TarnWindow *self,
             const char *path,
             const char *text,
             const char *shown)
{
  g_autoptr(TarnOid) oid = text[0] != '\0' ? tarn_oid_new (text, NULL) : NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS) || !tarn_window_open_path (self, path))
    return;
  if (oid != NULL)
    tarn_document_view_set_oid (tarn_window_get_view (self), oid);
  tarn_document_view_show (tarn_window_get_view (self), shown);
}

void
tarn_window_restore (TarnWindow *self,
                     gboolean    documents)
{
  TarnState *state = tarn_application_get_state (tarn_window_get_app (self));
  g_autoptr(GVariant) open = NULL;
  g_autoptr(GVariant) shown = NULL;
  g_autoptr(GVariant) size = NULL;
  int width, height;
  gboolean maximized;
  GVariantIter iter;
  const char *path, *text, *view;

  g_return_if_fail (TARN_IS_WINDOW (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self)) || gtk_notebook_get_n_pages (self->notebook) > 0)
    return;

  size = tarn_state_dup (state, "window", "size", "(iib)");
  if (size != NULL)
    {
      g_variant_get (size, "(iib)", &width, &height, &maximized);
      gtk_window_set_default_size (GTK_WINDOW (self), width, height);
      if (maximized)
        gtk_window_maximize (GTK_WINDOW (self));
    }

  open = tarn_state_dup (state, "window", "open", OPEN_TYPE);
  shown = tarn_state_dup (state, "window", "shown", "i");
  if (open == NULL || !documents)
    return;

  g_variant_iter_init (&iter, open);
  self->restoring = TRUE;
  while (g_variant_iter_next (&iter, "(&s&s&s)", &path, &text, &view))
    restore_tab (self, path, text, view);
  self->restoring = FALSE;
  if (shown != NULL)
    gtk_notebook_set_current_page (self->notebook, g_variant_get_int32 (shown));
}
