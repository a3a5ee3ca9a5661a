/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-gui-fixture.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define WAIT_US (10 * G_USEC_PER_SEC)

void
tarn_gui_test_init (int    *argc,
                    char ***argv)
{
  g_test_init (argc, argv, NULL);
  if (gtk_init_check ())
    return;

  g_print ("1..0 # SKIP there is no display: run it by tests/gui/with-display\n");
  exit (77);
}

TarnDocument *
tarn_gui_document_new (const char *snmprec)
{
  g_autoptr(GInputStream) stream =
    g_memory_input_stream_new_from_data (snmprec, (gssize) strlen (snmprec), NULL);
  g_autoptr(TarnImporter) importer = tarn_importer_new ();
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(TarnSession) session = tarn_session_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("tarn-gui-XXXXXX", &error);
  g_autofree char *path = NULL;

  g_assert_no_error (error);
  path = g_build_filename (folder, "device.tarn", NULL);
  capture = tarn_capture_open (path, TARN_CAPTURE_CREATE, &error);
  g_assert_no_error (error);
  if (snmprec[0] != '\0')
    {
      tarn_importer_set_format (importer, TARN_IMPORT_SNMPREC);
      report = tarn_importer_run (importer, stream, TARN_STORE (capture), NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (report->n_refused, ==, 0);
    }
  return tarn_document_new (capture, session);
}

void
tarn_gui_document_free (TarnDocument *document)
{
  g_autofree char *path = g_strdup (tarn_capture_get_path (tarn_document_get_capture (document)));
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_finalize_object (document);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

TarnMib *
tarn_gui_get_mib (void)
{
  static TarnMib *mib;
  g_autofree char *folder = g_build_filename (g_getenv ("TARN_DATA_DIR"), "mibs", NULL);
  const char *folders[] = { folder, NULL };
  g_autoptr(GError) error = NULL;

  if (mib == NULL)
    mib = tarn_mib_load (folders, NULL, &error);
  g_assert_no_error (error);
  return mib;
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data) && gtk_widget_get_width (data) > 0;
}

GtkWindow *
tarn_gui_show (GtkWidget *widget,
               int        width,
               int        height)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_default_size (window, width, height);
  gtk_window_set_child (window, widget);
  gtk_window_present (window);
  tarn_gui_wait (is_mapped, widget);
  tarn_gui_settle ();
  return window;
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
tarn_gui_wait (TarnGuiCondition condition,
               gpointer         data)
{
  gint64 until = g_get_monotonic_time () + WAIT_US;
  guint wake = g_timeout_add (20, wake_cb, NULL);

  while (!condition (data))
    {
      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (g_get_monotonic_time (), <, until);
    }
  g_source_remove (wake);
}

void
tarn_gui_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

GtkWidget *
tarn_gui_find (GtkWidget  *widget,
               GType       type,
               const char *id)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type)
      && (id == NULL
          || g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), id) == 0))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = tarn_gui_find (child, type, id);

      if (found != NULL)
        return found;
    }

  return NULL;
}
