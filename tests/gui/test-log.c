/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "tarn-gui-fixture.h"
#include "tarn-log-pane.h"

#define SYS_NAME "1.3.6.1.2.1.1.5.0"

/* An agent on loopback that reads "hush", and two devices that are that agent. */
typedef struct
{
  TarnDocument *document;    /* what the agent serves, and whose pane is looked at */
  TarnAgent    *agent;
  TarnDevice   *device;
  TarnDevice   *other;
  TarnSession  *session;
  guint         n_pending;
} Fixture;

static TarnDevice *
make_device (Fixture *f)
{
  g_autoptr(GBytes) hush = g_bytes_new_static ("hush", 4);
  TarnDevice *device = tarn_device_new (tarn_agent_get_addresses (f->agent)->pdata[0]);

  tarn_device_set_community (device, hush);
  return device;
}

static void
fixture_init (Fixture *f)
{
  g_autoptr(TarnAddress) any = tarn_address_new ("127.0.0.1:0", 0, NULL);
  g_autoptr(GBytes) hush = g_bytes_new_static ("hush", 4);

  *f = (Fixture) { 0 };
  f->document = tarn_gui_document_new (SYS_NAME "|4|edge\n1.3.6.1.2.1.1.6.0|4|the cellar\n");
  f->session = tarn_document_get_session (f->document);
  f->agent = tarn_agent_new (tarn_document_get_store (f->document));
  tarn_agent_set_read_community (f->agent, hush);
  g_assert_true (tarn_agent_listen (f->agent, any, NULL));
  f->device = make_device (f);
  f->other = make_device (f);
}

static void
fixture_clear (Fixture *f)
{
  tarn_document_set_device (f->document, NULL);
  g_assert_finalize_object (f->agent);
  tarn_gui_document_free (f->document);
  g_assert_finalize_object (f->device);
  g_assert_finalize_object (f->other);
}

static void
got_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  Fixture *f = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) values = tarn_session_get_finish (TARN_SESSION (source), result, &error);

  g_assert_no_error (error);
  f->n_pending--;
}

static gboolean
is_done (gpointer data)
{
  return ((Fixture *) data)->n_pending == 0;
}

/* Asks @device for @name, @n times. */
static void
ask (Fixture    *f,
     TarnDevice *device,
     const char *name,
     guint       n)
{
  g_autoptr(TarnOid) oid = tarn_oid_new (name, NULL);

  for (guint i = 0; i < n; i++)
    {
      f->n_pending++;
      tarn_session_get_async (f->session, device, &oid, 1, NULL, got_cb, f);
      tarn_gui_wait (is_done, f);
    }
}

static guint
count (gpointer list)
{
  return g_list_model_get_n_items (list);
}

static TarnLogEntry *
get (gpointer list,
     guint    position)
{
  TarnLogEntry *entry = g_list_model_get_item (list, position);

  g_assert_nonnull (entry);
  g_object_unref (entry);   /* the list has it */
  return entry;
}

/* What every emission says, so that a view can follow. */
static void
items_changed_cb (GListModel *list,
                  guint       position,
                  guint       removed,
                  guint       added,
                  GString    *changes)
{
  g_string_append_printf (changes, "%s%u-%u+%u", changes->len > 0 ? " " : "", position, removed,
                          added);
}

static void
test_records (void)
{
  Fixture f;
  TarnLog *log;
  g_autoptr(GString) changes = g_string_new (NULL);
  g_autofree char *sent = NULL;
  g_autofree char *received = NULL;

  fixture_init (&f);
  log = tarn_log_new (f.session, 100);
  g_signal_connect (log, "items-changed", G_CALLBACK (items_changed_cb), changes);
  tarn_log_set_device (log, f.device);
  ask (&f, f.device, SYS_NAME, 1);
  tarn_ring_flush (TARN_RING (log));
  g_assert_cmpuint (count (log), ==, 0);

  tarn_log_set_recording (log, TRUE);
  ask (&f, f.device, SYS_NAME, 1);
  tarn_ring_flush (TARN_RING (log));
  g_assert_cmpstr (changes->str, ==, "0-0+2");
  sent = tarn_log_entry_dup_direction (get (log, 0));
  received = tarn_log_entry_dup_direction (get (log, 1));
  g_assert_cmpstr (sent, ==, "→ Sent");
  g_assert_cmpstr (received, ==, "← Received");
  g_assert_cmpint (tarn_log_entry_get_trace (get (log, 0))->rtt_us, ==, 0);
  g_assert_cmpint (tarn_log_entry_get_trace (get (log, 1))->rtt_us, >, 0);

  /* Another device of the same session is another log's matter. */
  ask (&f, f.other, SYS_NAME, 1);
  tarn_ring_flush (TARN_RING (log));
  g_assert_cmpuint (count (log), ==, 2);

  tarn_log_set_recording (log, FALSE);
  ask (&f, f.device, SYS_NAME, 1);
  tarn_ring_flush (TARN_RING (log));
  g_assert_cmpuint (count (log), ==, 2);
  tarn_ring_clear (TARN_RING (log));
  g_assert_cmpuint (count (log), ==, 0);
  g_assert_cmpstr (changes->str, ==, "0-0+2 0-2+0");
  g_assert_finalize_object (log);
  fixture_clear (&f);
}

/* The oldest go, in whatever portions the others come. */
static void
test_ring (void)
{
  Fixture f;
  TarnLog *log;
  gint64 last_us = 0;

  fixture_init (&f);
  log = tarn_log_new (f.session, 6);
  tarn_log_set_device (log, f.device);
  tarn_log_set_recording (log, TRUE);
  for (guint portion = 1; portion <= 5; portion++)
    {
      ask (&f, f.device, SYS_NAME, portion);
      tarn_ring_flush (TARN_RING (log));
      g_assert_cmpuint (count (log), ==, MIN (portion * (portion + 1), 6));
    }
  g_assert_cmpuint (tarn_ring_get_n_dropped (TARN_RING (log)), ==, 24);
  for (guint i = 0; i < 6; i++)
    {
      const TarnTrace *trace = tarn_log_entry_get_trace (get (log, i));

      g_assert_cmpint (trace->time_us, >=, last_us);
      g_assert_cmpint (trace->direction, ==, i % 2 == 0 ? TARN_TRACE_SENT : TARN_TRACE_RECEIVED);
      last_us = trace->time_us;
    }
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (log), 6));
  g_assert_finalize_object (log);
  fixture_clear (&f);
}

/* Names and values are told, the community is not: neither as text nor among the octets. */
static void
test_text (void)
{
  Fixture f;
  TarnLog *log;
  g_autoptr(TarnTextStyle) style = tarn_text_style_new (NULL);
  g_autofree char *question = NULL;
  g_autofree char *answer = NULL;

  fixture_init (&f);
  log = tarn_log_new (f.session, 100);
  tarn_log_set_device (log, f.device);
  tarn_log_set_recording (log, TRUE);
  ask (&f, f.device, SYS_NAME, 1);
  tarn_ring_flush (TARN_RING (log));
  question = tarn_log_entry_dup_summary (get (log, 0), style);
  g_assert_cmpstr (question, ==, "." SYS_NAME);
  answer = tarn_log_entry_dup_summary (get (log, 1), style);
  g_assert_cmpstr (answer, ==, "." SYS_NAME " = edge");
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *text = tarn_log_entry_dup_text (get (log, i), style);

      g_assert_null (strstr (text, "hush"));
      g_assert_null (strstr (text, "68 75 73 68"));
      g_assert_nonnull (strstr (text, " ·· ·· ·· ··"));
      g_assert_nonnull (strstr (text, "request-id"));
    }
  g_assert_true (tarn_log_entry_matches (get (log, 1), style, "edge"));
  g_assert_true (tarn_log_entry_matches (get (log, 1), style, "response"));
  g_assert_false (tarn_log_entry_matches (get (log, 0), style, "edge"));
  g_assert_false (tarn_log_entry_matches (get (log, 0), style, "hush"));
  g_assert_finalize_object (log);
  fixture_clear (&f);
}

static GtkWidget *
find (TarnLogPane *pane,
      const char  *id)
{
  GtkWidget *widget = tarn_gui_find (GTK_WIDGET (pane), GTK_TYPE_WIDGET, id);

  g_assert_nonnull (widget);
  return widget;
}

static gboolean
shows_two (gpointer data)
{
  GtkSelectionModel *model = gtk_column_view_get_model (data);

  return g_list_model_get_n_items (G_LIST_MODEL (model)) == 2;
}

static gboolean
shows_one (gpointer data)
{
  GtkSelectionModel *model = gtk_column_view_get_model (data);

  return g_list_model_get_n_items (G_LIST_MODEL (model)) == 1;
}

/* Nothing is recorded before it is looked at; then messages come, are found and chosen. */
static void
test_pane (void)
{
  Fixture f;
  TarnLogPane *pane;
  GtkWindow *window;
  GtkWidget *view;
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  fixture_init (&f);
  tarn_document_set_device (f.document, f.device);
  pane = g_object_new (TARN_TYPE_LOG_PANE, "document", f.document, NULL);
  g_object_ref_sink (pane);
  g_assert_false (tarn_log_is_recording (tarn_log_pane_get_log (pane)));
  window = tarn_gui_show (GTK_WIDGET (pane), 720, 500);
  g_assert_true (tarn_log_is_recording (tarn_log_pane_get_log (pane)));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (find (pane, "stack"))), ==,
                   "empty");

  view = find (pane, "view");
  ask (&f, f.device, SYS_NAME, 1);
  tarn_gui_wait (shows_two, view);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (find (pane, "stack"))), ==,
                   "messages");
  tarn_document_set_mib (f.document, tarn_gui_get_mib ());
  gtk_editable_set_text (GTK_EDITABLE (find (pane, "search")), "SYSNAME.0 = ");
  tarn_gui_wait (shows_one, view);
  gtk_selection_model_select_item (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)), 0, TRUE);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (find (pane, "text")));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_assert_nonnull (strstr (text, "sysName.0 = STRING: edge"));

  gtk_widget_activate_action (GTK_WIDGET (pane), "log.clear", NULL);
  g_assert_cmpuint (count (tarn_log_pane_get_log (pane)), ==, 0);
  g_object_set (pane, "document", NULL, NULL);
  g_assert_null (tarn_log_pane_get_log (pane));
  gtk_window_destroy (window);
  tarn_gui_settle ();
  g_assert_finalize_object (pane);
  fixture_clear (&f);
}

int
main (int    argc,
      char **argv)
{
  tarn_gui_test_init (&argc, &argv);
  g_test_add_func ("/log/records what its device says", test_records);
  g_test_add_func ("/log/is a ring", test_ring);
  g_test_add_func ("/log/tells all but the community", test_text);
  g_test_add_func ("/log/pane", test_pane);
  return g_test_run ();
}
