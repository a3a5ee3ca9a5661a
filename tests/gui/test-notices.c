/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Notifications: received over loopback, listed, filtered, kept, and sent by hand.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "tarn-gui-fixture.h"
#include "tarn-notice-dialog.h"
#include "tarn-notices-window.h"
#include "tarn-path-entry.h"
#include "tarn-test.h"

#define LINK_DOWN "1.3.6.1.6.3.1.1.5.3"

typedef struct
{
  char           *folder;
  TarnState      *state;
  TarnNoticeList *list;
  GtkWidget      *window;
  TarnDevice     *receiver;   /* the list, as one that sends sees it        */
  char           *told;       /* by the window's "go"                       */
} Fixture;

static void
go_cb (Fixture    *f,
       TarnOid    *oid,
       const char *host)
{
  g_autofree char *text = tarn_oid_to_string (oid);

  g_free (f->told);
  f->told = g_strdup_printf ("%s from %s", text, host);
}

static GtkWidget *
find (Fixture    *f,
      GType       type,
      const char *id)
{
  GtkWidget *found = tarn_gui_find (f->window, type, id);

  g_assert_nonnull (found);
  return found;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autofree char *path = NULL;

  f->folder = g_dir_make_tmp ("tarn-notices-XXXXXX", NULL);
  path = g_build_filename (f->folder, "state", NULL);
  f->state = tarn_state_new (path);
  f->list = tarn_notice_list_new (1000);
  f->window = GTK_WIDGET (tarn_notices_window_new (f->list, f->state));
  g_object_set (f->window, "mib", tarn_gui_get_mib (), NULL);
  g_signal_connect_swapped (f->window, "go", G_CALLBACK (go_cb), f);
  gtk_window_present (GTK_WINDOW (f->window));
  tarn_gui_settle ();
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "state", NULL);

  gtk_window_destroy (GTK_WINDOW (f->window));
  tarn_gui_settle ();
  g_assert_finalize_object (f->list);
  g_assert_finalize_object (f->state);
  g_clear_object (&f->receiver);
  g_unlink (path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->folder);
  g_free (f->told);
}

static void
type_into (Fixture    *f,
           const char *id,
           const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find (f, GTK_TYPE_EDITABLE, id)), text);
}

/* As a person does: the address is typed, then the button. */
static void
listen_at (Fixture    *f,
           const char *address)
{
  g_autofree char *at = NULL;
  g_autoptr(TarnAddress) where = NULL;

  type_into (f, "address", address);
  gtk_widget_activate_action (f->window, "notices.listen", NULL);
  tarn_gui_settle ();
  g_assert_true (tarn_notice_list_is_listening (f->list));

  at = tarn_notice_list_dup_addresses (f->list);
  where = tarn_address_new (at, 162, NULL);
  g_assert_nonnull (where);
  g_clear_object (&f->receiver);
  f->receiver = tarn_device_new (where);
}

typedef struct
{
  Fixture *f;
  guint    n;
} Wanted;

static gboolean
has_come (gpointer data)
{
  const Wanted *wanted = data;

  tarn_ring_flush (TARN_RING (wanted->f->list));
  return g_list_model_get_n_items (G_LIST_MODEL (wanted->f->list)) >= wanted->n;
}

static gboolean
is_set (gpointer data)
{
  return *(gpointer *) data != NULL;
}

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* And waits for it to be listed as the @n-th. */
static void
send (Fixture              *f,
      TarnNotificationKind  kind,
      const char           *trap,
      guint                 n)
{
  g_autoptr(TarnNotifier) notifier = tarn_notifier_new ();
  g_autoptr(TarnNotification) notification = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(TarnOid) oid = tarn_test_oid (trap);
  g_autoptr(TarnOid) name = tarn_test_oid ("1.3.6.1.2.1.2.2.1.8.3");
  g_autoptr(TarnValue) value = tarn_value_new_integer (2);
  g_autoptr(TarnVarbind) varbind = tarn_varbind_new (name, value);
  g_autoptr(GBytes) community = g_bytes_new_static ("s3cret", 6);
  g_autoptr(GError) error = NULL;
  Wanted wanted = { f, n };

  notification = tarn_notification_new (kind == TARN_NOTIFICATION_INFORM
                                        ? TARN_NOTIFICATION_INFORM : TARN_NOTIFICATION_TRAP,
                                        oid, 4711, &varbind, 1);
  tarn_device_set_community (f->receiver, community);
  tarn_device_set_version (f->receiver, kind == TARN_NOTIFICATION_TRAP_V1 ? TARN_VERSION_1
                                                                          : TARN_VERSION_2C);
  tarn_notifier_add_receiver (notifier, f->receiver);
  tarn_notifier_send_async (notifier, notification, NULL, result_cb, &result);
  tarn_gui_wait (is_set, &result);
  g_assert_true (tarn_notifier_send_finish (notifier, result, &error));
  g_assert_no_error (error);
  tarn_gui_wait (has_come, &wanted);
  tarn_gui_settle ();
}

static GListModel *
get_shown (Fixture *f)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (find (f, GTK_TYPE_COLUMN_VIEW, "view"));

  return G_LIST_MODEL (gtk_column_view_get_model (view));
}

static guint
count_shown (Fixture *f)
{
  tarn_gui_settle ();
  return g_list_model_get_n_items (get_shown (f));
}

static const char *
get_label (Fixture    *f,
           const char *id)
{
  return gtk_label_get_label (GTK_LABEL (find (f, GTK_TYPE_LABEL, id)));
}

static void
filter (Fixture    *f,
        const char *text)
{
  GtkWidget *search = find (f, GTK_TYPE_SEARCH_ENTRY, "search");

  gtk_editable_set_text (GTK_EDITABLE (search), text);
  g_signal_emit_by_name (search, "search-changed");
  tarn_gui_settle ();
}

static void
test_received (Fixture       *f,
               gconstpointer  data)
{
  static const struct
  {
    const char *told;
    const char *text;
    guint       n;
  } filters[] = {
    { "by its name", "linkdown", 2 },
    { "by its kind", "inform", 1 },
    { "by its sender", "127.0.0.1", 3 },
    { "by a value", "down", 3 },
    { "by nothing in it", "no such text", 0 },
    { "not by the community, which is nobody's business", "s3cret", 0 },
  };
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (get_shown (f));
  GtkWidget *rows;

  g_assert_cmpstr (get_label (f, "empty_title"), ==, "Not Listening");
  listen_at (f, "127.0.0.1:0");
  g_assert_cmpstr (get_label (f, "empty_title"), ==, "Nothing Received Yet");
  send (f, TARN_NOTIFICATION_TRAP, LINK_DOWN, 1);
  send (f, TARN_NOTIFICATION_TRAP_V1, LINK_DOWN, 2);
  send (f, TARN_NOTIFICATION_INFORM, "1.3.6.1.6.3.1.1.5.1", 3);
  g_assert_true (g_str_has_prefix (get_label (f, "status"), "3 notifications · listening at 127."));

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_test_message ("%s", filters[i].told);
      filter (f, filters[i].text);
      g_assert_cmpuint (count_shown (f), ==, filters[i].n);
    }
  filter (f, "");

  gtk_single_selection_set_selected (selection, 1);
  tarn_gui_settle ();
  g_assert_nonnull (strstr (get_label (f, "head"), "linkDown\nSNMPv1 trap from 127.0.0.1:"));
  g_assert_nonnull (strstr (get_label (f, "head"), "generic 2, specific 0"));
  g_assert_null (strstr (get_label (f, "head"), "s3cret"));
  gtk_widget_activate_action (f->window, "notices.show-communities", NULL);
  g_assert_nonnull (strstr (get_label (f, "head"), "s3cret"));

  rows = find (f, GTK_TYPE_LIST_BOX, "list");
  g_signal_emit_by_name (rows, "row-activated",
                         gtk_list_box_get_row_at_index (GTK_LIST_BOX (rows), 0));
  g_assert_cmpstr (f->told, ==, ".1.3.6.1.2.1.2.2.1.8.3 from 127.0.0.1");
}

static void
test_clear (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(TarnNotice) first = NULL;
  g_autofree char *kind = NULL;

  listen_at (f, "127.0.0.1:0");
  send (f, TARN_NOTIFICATION_TRAP_V1, LINK_DOWN, 1);
  gtk_widget_activate_action (f->window, "notices.clear", NULL);
  g_assert_cmpuint (count_shown (f), ==, 0);
  send (f, TARN_NOTIFICATION_INFORM, LINK_DOWN, 1);
  gtk_widget_activate_action (f->window, "notices.undo", NULL);
  g_assert_cmpuint (count_shown (f), ==, 2);
  first = g_list_model_get_item (get_shown (f), 0);
  kind = tarn_notice_dup_kind (first);
  g_assert_cmpstr (kind, ==, "SNMPv1 trap");
  gtk_widget_activate_action (f->window, "notices.undo", NULL);
  g_assert_cmpuint (count_shown (f), ==, 2);
}

/* What was there before and what comes, acknowledged when it is kept. */
static void
test_kept (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "kept.tarn", NULL);
  g_autofree char *nowhere = g_build_filename (f->folder, "no", "such", "folder.tarn", NULL);
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(TarnNotificationLog) log = NULL;
  g_autoptr(GError) error = NULL;
  guint32 last = 0;

  listen_at (f, "127.0.0.1:0");
  send (f, TARN_NOTIFICATION_TRAP, LINK_DOWN, 1);
  g_assert_false (tarn_notice_list_keep (f->list, nowhere, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_true (tarn_notice_list_keep (f->list, path, &error));
  g_assert_no_error (error);
  send (f, TARN_NOTIFICATION_INFORM, LINK_DOWN, 2);
  g_assert_cmpstr (tarn_notice_list_get_kept (f->list), ==, path);
  g_assert_true (tarn_notice_list_keep (f->list, NULL, &error));
  send (f, TARN_NOTIFICATION_TRAP, LINK_DOWN, 3);

  capture = tarn_capture_open (path, 0, &error);
  g_assert_no_error (error);
  log = tarn_notification_log_new (TARN_STORE (capture));
  g_assert_true (tarn_notification_log_get_last (log, &last, &error));
  g_assert_cmpuint (last, ==, 2);
  g_clear_object (&log);
  g_clear_object (&capture);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* What is typed wrong is said while it is typed, and nobody listens. */
static void
test_where (Fixture       *f,
            gconstpointer  data)
{
  static const struct
  {
    const char *address;
    const char *senders;
    const char *community;
    gboolean    valid;
    gboolean    noted;
  } cases[] = {
    { "", "", "", TRUE, FALSE },
    { "127.0.0.1:10162", "", "", TRUE, FALSE },
    { "127.0.0.1:x", "", "", FALSE, TRUE },
    { "0.0.0.0:10162", "", "", TRUE, TRUE },
    { "0.0.0.0:10162", "192.0.2.0/24, 2001:db8::1", "secret", TRUE, TRUE },
    { "", "192.0.2.0/33", "", FALSE, TRUE },
    { "", "", "0xz", FALSE, TRUE },
  };
  GtkWidget *note = find (f, GTK_TYPE_LABEL, "note");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s, %s, %s", cases[i].address, cases[i].senders, cases[i].community);
      type_into (f, "address", cases[i].address);
      type_into (f, "senders", cases[i].senders);
      type_into (f, "community", cases[i].community);
      g_assert_cmpint (gtk_widget_get_visible (note), ==, cases[i].noted);
      g_assert_cmpint (gtk_widget_get_sensitive (find (f, GTK_TYPE_BUTTON, "listen")), ==,
                       cases[i].valid);
    }

  /* What cannot be listened at is said, and the button is not left pressed. */
  type_into (f, "community", "");
  type_into (f, "address", "192.0.2.1:10162");
  gtk_widget_activate_action (f->window, "notices.listen", NULL);
  g_assert_false (tarn_notice_list_is_listening (f->list));
  g_assert_false (gtk_toggle_button_get_active
                    (GTK_TOGGLE_BUTTON (find (f, GTK_TYPE_TOGGLE_BUTTON, "listen_button"))));
}

/* Who sends too little is told what is missing; an inform is acknowledged. */
static void
test_sent (Fixture       *f,
           gconstpointer  data)
{
  GtkWidget *dialog = GTK_WIDGET (tarn_notice_dialog_new (tarn_gui_get_mib ()));
  GtkWidget *varbinds, *trap, *button;
  GtkLabel *result;
  g_autofree char *at = NULL;
  g_autoptr(TarnOid) oid = tarn_test_oid (LINK_DOWN);
  g_autoptr(TarnNotice) notice = NULL;
  g_autofree char *text = NULL;
  Wanted one = { f, 1 };
  guint n = 0;

  listen_at (f, "127.0.0.1:0");
  at = tarn_notice_list_dup_addresses (f->list);
  gtk_window_present (GTK_WINDOW (dialog));
  tarn_gui_settle ();
  result = GTK_LABEL (tarn_gui_find (dialog, GTK_TYPE_LABEL, "result"));
  button = tarn_gui_find (dialog, GTK_TYPE_BUTTON, "send_button");
  trap = tarn_gui_find (dialog, TARN_TYPE_PATH_ENTRY, "trap");
  varbinds = tarn_gui_find (dialog, GTK_TYPE_BOX, "varbinds");

  gtk_editable_set_text (GTK_EDITABLE (tarn_gui_find (dialog, GTK_TYPE_EDITABLE, "target")), at);
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (gtk_label_get_label (result), !=, "");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (result), "error"));

  tarn_path_entry_set_text (TARN_PATH_ENTRY (trap), "linkDown");
  g_signal_emit_by_name (trap, "go", oid);
  for (GtkWidget *row = gtk_widget_get_first_child (varbinds); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n++;
  g_assert_cmpuint (n, ==, 3);   /* ifIndex, ifAdminStatus, ifOperStatus */

  gtk_drop_down_set_selected (GTK_DROP_DOWN (tarn_gui_find (dialog, GTK_TYPE_DROP_DOWN, "kind")),
                              1);
  g_signal_emit_by_name (button, "clicked");
  while (!g_str_has_prefix (gtk_label_get_label (result), "Acknowledged after "))
    {
      g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (result), "error"));
      g_main_context_iteration (NULL, TRUE);
    }
  tarn_gui_wait (has_come, &one);
  notice = g_list_model_get_item (G_LIST_MODEL (f->list), 0);
  text = tarn_notice_dup_kind (notice);
  g_assert_cmpstr (text, ==, "Inform");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

int
main (int    argc,
      char **argv)
{
  tarn_gui_test_init (&argc, &argv);
  g_test_add ("/notices/received", Fixture, NULL, set_up, test_received, tear_down);
  g_test_add ("/notices/clear", Fixture, NULL, set_up, test_clear, tear_down);
  g_test_add ("/notices/kept", Fixture, NULL, set_up, test_kept, tear_down);
  g_test_add ("/notices/where", Fixture, NULL, set_up, test_where, tear_down);
  g_test_add ("/notices/sent", Fixture, NULL, set_up, test_sent, tear_down);
  return g_test_run ();
}
