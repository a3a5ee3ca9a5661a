/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>
#include <string.h>

#include "tarn-connect-dialog.h"
#include "tarn-gui-fixture.h"

#define DEVICE "1.3.6.1.2.1.1.1.0|4|A small device\n1.3.6.1.2.1.1.5.0|4|edge\n"

/* Silence ends soon; a device on loopback answers within a millisecond. */
#define GUESS_US (30 * 1000)

/* An agent on loopback that reads "hush" only. */
typedef struct
{
  TarnDocument      *document;
  TarnAgent         *agent;
  char              *address;
  char              *folder;
  char              *path;
  TarnConnect       *connect;
  GCancellable      *cancellable;
  TarnConnectDialog *dialog;      /* NULL when it has gone */
  TarnConnected     *connected;
  GError            *error;
  gboolean           done;
} Fixture;

static void
fixture_init (Fixture *f)
{
  g_autoptr(TarnAddress) any = tarn_address_new ("127.0.0.1:0", 0, NULL);
  g_autoptr(GBytes) hush = g_bytes_new_static ("hush", 4);
  g_autoptr(TarnConnectProfiles) profiles = NULL;
  g_autoptr(TarnConnectKeyring) keyring = tarn_connect_keyring_new (FALSE);

  *f = (Fixture) { 0 };
  f->document = tarn_gui_document_new (DEVICE);
  f->agent = tarn_agent_new (tarn_document_get_store (f->document));
  tarn_agent_set_read_community (f->agent, hush);
  g_assert_true (tarn_agent_listen (f->agent, any, NULL));
  f->address = tarn_address_to_string (tarn_agent_get_addresses (f->agent)->pdata[0]);
  f->folder = g_dir_make_tmp ("tarn-connect-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "devices", NULL);
  profiles = tarn_connect_profiles_new (f->path);
  f->connect = tarn_connect_new (tarn_document_get_session (f->document), profiles, keyring);
  tarn_connect_set_guess_timeout_us (f->connect, GUESS_US);
  f->cancellable = g_cancellable_new ();
}

static void
fixture_clear (Fixture *f)
{
  g_clear_pointer (&f->connected, tarn_connected_free);
  g_clear_error (&f->error);
  g_assert_finalize_object (f->cancellable);
  g_assert_finalize_object (f->connect);
  g_assert_finalize_object (f->agent);
  tarn_gui_document_free (f->document);
  g_unlink (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->address);
  g_free (f->folder);
  g_free (f->path);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture *f = user_data;

  f->connected = tarn_connect_dialog_open_finish (result, &f->error);
  f->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Fixture *) data)->done;
}

static void
open_device (Fixture    *f,
             const char *text)
{
  f->done = FALSE;
  f->dialog = tarn_connect_dialog_open_async (f->connect, NULL, text, f->cancellable, opened_cb,
                                              f);
  /* It goes by itself, and tells that here. */
  g_object_add_weak_pointer (G_OBJECT (f->dialog), (gpointer *) &f->dialog);
}

static GtkWidget *
find (Fixture    *f,
      const char *id)
{
  GtkWidget *widget = tarn_gui_find (GTK_WIDGET (f->dialog), GTK_TYPE_WIDGET, id);

  g_assert_nonnull (widget);
  return widget;
}

static gboolean
asks (gpointer data)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (find (data, "stack"))), "form") == 0
         && gtk_widget_get_mapped (GTK_WIDGET (((Fixture *) data)->dialog));
}

static gboolean
is_gone (gpointer data)
{
  return ((Fixture *) data)->dialog == NULL;
}

/* One that answers at once needs no window. */
static void
test_at_once (void)
{
  Fixture f;
  g_autofree char *uri = NULL;

  fixture_init (&f);
  uri = g_strdup_printf ("snmp://hush@%s", f.address);
  open_device (&f, uri);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (f.dialog)));
  tarn_gui_wait (is_done, &f);
  g_assert_no_error (f.error);
  g_assert_cmpstr (f.connected->name, ==, "edge");
  tarn_gui_wait (is_gone, &f);
  fixture_clear (&f);
}

/* Silence: it says what was tried, asks for the community, and remembers. */
static void
test_asks (void)
{
  Fixture f;
  GtkLabel *problem;

  fixture_init (&f);
  open_device (&f, f.address);
  tarn_gui_wait (asks, &f);
  problem = GTK_LABEL (find (&f, "problem"));
  gtk_test_accessible_assert_role (problem, GTK_ACCESSIBLE_ROLE_ALERT);
  g_assert_nonnull (strstr (gtk_label_get_label (problem), "SNMPv1"));
  g_assert_true (g_str_has_prefix (gtk_editable_get_text (GTK_EDITABLE (find (&f, "profile"))),
                                   "127.0.0.1 port "));
  gtk_test_accessible_assert_relation (find (&f, "community"),
                                       GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                       find (&f, "community_caption"), NULL);

  gtk_editable_set_text (GTK_EDITABLE (find (&f, "community")), "0x1");
  g_assert_false (gtk_widget_get_sensitive (find (&f, "connect_button")));
  gtk_editable_set_text (GTK_EDITABLE (find (&f, "community")), "hush");
  g_assert_true (gtk_widget_get_sensitive (find (&f, "connect_button")));
  gtk_editable_set_text (GTK_EDITABLE (find (&f, "profile")), "core");
  gtk_widget_activate_action (GTK_WIDGET (f.dialog), "connect.ask", NULL);
  tarn_gui_wait (is_done, &f);
  g_assert_no_error (f.error);
  g_assert_cmpstr (f.connected->profile, ==, "core");
  g_assert_true (g_file_test (f.path, G_FILE_TEST_EXISTS));
  tarn_gui_wait (is_gone, &f);
  fixture_clear (&f);
}

/* A community that was in the URI is not left for others to read. */
static void
test_hides (void)
{
  Fixture f;
  g_autofree char *uri = NULL;

  fixture_init (&f);
  uri = g_strdup_printf ("snmp://wrong@%s//1.3.6.1.2.1", f.address);
  open_device (&f, uri);
  tarn_gui_wait (asks, &f);
  g_assert_null (strstr (gtk_editable_get_text (GTK_EDITABLE (find (&f, "address"))), "wrong"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find (&f, "community"))), ==, "wrong");
  gtk_window_close (GTK_WINDOW (f.dialog));
  tarn_gui_wait (is_done, &f);
  g_assert_error (f.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  tarn_gui_wait (is_gone, &f);
  fixture_clear (&f);
}

/* Given up before there was anything to see: nothing comes of it. */
static void
test_cancelled (void)
{
  Fixture f;

  fixture_init (&f);
  open_device (&f, f.address);
  g_cancellable_cancel (f.cancellable);
  tarn_gui_wait (is_done, &f);
  g_assert_error (f.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  tarn_gui_wait (is_gone, &f);
  fixture_clear (&f);
}

int
main (int    argc,
      char **argv)
{
  tarn_gui_test_init (&argc, &argv);
  g_test_add_func ("/connect-dialog/not seen where the device answers", test_at_once);
  g_test_add_func ("/connect-dialog/asks when it does not", test_asks);
  g_test_add_func ("/connect-dialog/hides the community of a URI", test_hides);
  g_test_add_func ("/connect-dialog/can be given up", test_cancelled);
  return g_test_run ();
}
