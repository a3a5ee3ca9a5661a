/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>
#include <string.h>

#include "tarn-gui-fixture.h"
#include "tarn-plot-view.h"
#include "tarn-settings.h"
#include "tarn-state.h"
#include "tarn-watch-pane.h"

#define DEVICE "1.3.6.1.2.1.1.3.0|67|100\n" \
               "1.3.6.1.2.1.2.2.1.10.1|65|1000\n" \
               "1.3.6.1.2.1.2.2.1.10.2|65|2000\n" \
               "1.3.6.1.2.1.2.2.1.10.3|65|3000\n"

static TarnOid *
oid (const char *text)
{
  return tarn_oid_new (text, NULL);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static gboolean
is_two (gpointer data)
{
  return *(guint *) data >= 2;
}

/* Counters of an agent on loopback; what it has not is told at its row. */
static void
test_device (void)
{
  TarnDocument *document = tarn_gui_document_new (DEVICE);
  g_autoptr(TarnAddress) any = tarn_address_new ("127.0.0.1:0", 0, NULL);
  g_autoptr(GBytes) community = g_bytes_new_static ("public", 6);
  g_autoptr(TarnAgent) agent = tarn_agent_new (tarn_document_get_store (document));
  g_autoptr(TarnDevice) device = NULL;
  TarnWatchList *list = tarn_watch_list_new (document);
  g_autoptr(TarnOid) column = oid ("1.3.6.1.2.1.2.2.1.10");
  g_autoptr(TarnOid) first = oid ("1.3.6.1.2.1.2.2.1.10.1");
  g_autoptr(TarnWatchItem) item = NULL;
  g_autofree char *csv = NULL;
  guint n_read = 0;

  tarn_agent_set_read_community (agent, community);
  g_assert_true (tarn_agent_listen (agent, any, NULL));
  device = tarn_device_new (tarn_agent_get_addresses (agent)->pdata[0]);
  tarn_device_set_community (device, community);
  tarn_document_set_device (document, device);
  g_signal_connect_swapped (list, "read", G_CALLBACK (count_cb), &n_read);

  g_assert_cmpuint (tarn_watch_list_add (list, first), ==, 1);
  g_assert_cmpuint (tarn_watch_list_add (list, column), ==, 2);
  g_assert_cmpuint (tarn_watch_list_add (list, column), ==, 0);
  tarn_watch_list_set_interval (list, 1);
  tarn_gui_wait (is_two, &n_read);

  item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_cmpstr (tarn_watch_item_get_text (item), ==, "1000");
  g_assert_cmpstr (tarn_watch_item_get_error (item), ==, NULL);
  g_assert_true (tarn_series_is_rate (tarn_watch_item_get_series (item)));
  csv = tarn_watch_list_to_csv (list);
  g_assert_true (g_str_has_prefix (csv, "time,\".1.3.6.1.2.1.2.2.1.10.1\""));
  g_assert_nonnull (strstr (csv, ",0,"));

  tarn_agent_stop (agent);
  tarn_watch_list_remove (list, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
  tarn_watch_list_set_paused (list, TRUE);
  g_signal_handlers_disconnect_by_func (list, count_cb, &n_read);
  g_clear_object (&item);
  tarn_document_set_device (document, NULL);
  g_clear_object (&agent);
  g_object_unref (list);
  tarn_gui_settle ();
  tarn_gui_document_free (document);
}

/* Without a device the capture is followed. */
static void
test_capture (void)
{
  TarnDocument *document = tarn_gui_document_new (DEVICE);
  TarnWatchList *list = tarn_watch_list_new (document);
  TarnStore *store = tarn_document_get_store (document);
  g_autoptr(TarnOid) first = oid ("1.3.6.1.2.1.2.2.1.10.1");
  g_autoptr(TarnValue) value = tarn_value_new_unsigned (TARN_KIND_COUNTER32, 5000);
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnWatchItem) item = NULL;

  g_assert_cmpuint (tarn_watch_list_add (list, first), ==, 1);
  item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_cmpstr (tarn_watch_item_get_text (item), ==, "1000");

  tarn_batch_put (batch, first, value);
  g_assert_true (tarn_store_apply (store, batch, NULL));
  g_assert_cmpstr (tarn_watch_item_get_text (item), ==, "5000");

  tarn_batch_clear (batch);
  tarn_batch_delete (batch, first);
  g_assert_true (tarn_store_apply (store, batch, NULL));
  g_assert_nonnull (tarn_watch_item_get_error (item));

  g_clear_object (&item);
  g_assert_finalize_object (list);
  tarn_gui_document_free (document);
}

static void
assert_begins (const char *path,
               const char *beginning)
{
  g_autofree char *text = NULL;
  gsize n;

  g_assert_true (g_file_get_contents (path, &text, &n, NULL));
  g_assert_cmpuint (n, >, 200);
  g_assert_nonnull (g_strstr_len (text, 100, beginning));
  g_remove (path);
}

static void
test_pane (void)
{
  TarnDocument *document = tarn_gui_document_new (DEVICE);
  GtkWidget *pane = g_object_new (TARN_TYPE_WATCH_PANE, NULL);
  GtkWindow *window = tarn_gui_show (pane, 600, 500);
  g_autoptr(TarnOid) column = oid ("1.3.6.1.2.1.2.2.1.10");
  g_autofree char *folder = g_dir_make_tmp ("tarn-plot-XXXXXX", NULL);
  g_autofree char *png = g_build_filename (folder, "plot.png", NULL);
  g_autofree char *svg = g_build_filename (folder, "plot.svg", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "no", "plot.svg", NULL);
  g_autoptr(GError) error = NULL;
  GtkWidget *stack = tarn_gui_find (pane, GTK_TYPE_STACK, "stack");
  GtkWidget *plot = tarn_gui_find (pane, TARN_TYPE_PLOT_VIEW, NULL);

  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "empty");
  gtk_test_accessible_assert_role (plot, GTK_ACCESSIBLE_ROLE_IMG);
  g_object_set (pane, "document", document, NULL);
  tarn_watch_list_add (tarn_watch_pane_get_list (TARN_WATCH_PANE (pane)), column);
  tarn_gui_settle ();
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "list");

  g_assert_true (tarn_plot_view_save (TARN_PLOT_VIEW (plot), png, &error));
  g_assert_true (tarn_plot_view_save (TARN_PLOT_VIEW (plot), svg, &error));
  g_assert_no_error (error);
  assert_begins (png, "PNG");
  assert_begins (svg, "<svg");
  g_assert_false (tarn_plot_view_save (TARN_PLOT_VIEW (plot), nowhere, &error));
  g_assert_nonnull (error);
  g_rmdir (folder);

  g_object_set (pane, "document", NULL, NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "empty");
  gtk_window_destroy (window);
  tarn_gui_settle ();
  tarn_gui_document_free (document);
}

static char *
dup_watched (GtkWidget *pane)
{
  TarnWatchList *list = tarn_watch_pane_get_list (TARN_WATCH_PANE (pane));
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%u s:", tarn_watch_list_get_interval (list));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr(TarnWatchItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);
      g_autofree char *name = tarn_oid_to_string (tarn_watch_item_get_oid (item));

      g_string_append_printf (text, " %s%s", strrchr (name, '.'),
                              tarn_watch_item_is_shown (item) ? "" : "*");
    }
  return g_string_free (text, FALSE);
}

static GtkWidget *
show_pane (TarnDocument *document,
           TarnState    *state)
{
  GtkWidget *pane = g_object_new (TARN_TYPE_WATCH_PANE, "document", document, NULL);

  g_object_ref_sink (pane);
  g_object_set (pane, "state", state, NULL);
  return pane;
}

static void
assert_watched (TarnDocument *document,
                TarnState    *state,
                const char   *expected)
{
  GtkWidget *pane = show_pane (document, state);
  g_autofree char *text = dup_watched (pane);

  g_assert_cmpstr (text, ==, expected);
  g_assert_finalize_object (pane);
}

/* What is watched comes back with its capture and no other, however the program ended. */
static void
test_kept (void)
{
  TarnDocument *document = tarn_gui_document_new (DEVICE);
  TarnDocument *other = tarn_gui_document_new (DEVICE);
  g_autofree char *folder = g_dir_make_tmp ("tarn-watch-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "state", NULL);
  TarnState *state = tarn_state_new (path);
  TarnState *later;
  g_autoptr(TarnOid) column = oid ("1.3.6.1.2.1.2.2.1.10");
  g_autoptr(TarnWatchItem) item = NULL;
  GtkWidget *pane, *interval;
  TarnWatchList *list;

  assert_watched (document, state, "5 s:");
  g_settings_set_uint (tarn_settings_get (), "watch-interval", 30);
  assert_watched (document, state, "30 s:");

  pane = show_pane (document, state);
  list = tarn_watch_pane_get_list (TARN_WATCH_PANE (pane));
  tarn_watch_list_add (list, column);
  tarn_watch_list_remove (list, 1);
  item = g_list_model_get_item (G_LIST_MODEL (list), 1);
  tarn_watch_item_set_shown (item, FALSE);
  interval = tarn_gui_find (pane, GTK_TYPE_DROP_DOWN, "interval");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (interval), 0);
  g_clear_object (&item);

  /* As after a kill: what the file says then. */
  g_assert_true (tarn_state_save (state, NULL));
  later = tarn_state_new (path);
  assert_watched (document, later, "1 s: .1 .3*");
  assert_watched (other, later, "30 s:");
  g_assert_finalize_object (later);

  tarn_watch_list_remove (list, 0);
  tarn_watch_list_remove (list, 0);
  g_assert_finalize_object (pane);
  assert_watched (document, state, "30 s:");
  g_settings_reset (tarn_settings_get (), "watch-interval");
  g_assert_finalize_object (state);
  tarn_gui_document_free (document);
  tarn_gui_document_free (other);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  tarn_gui_test_init (&argc, &argv);
  g_test_add_func ("/watch/device", test_device);
  g_test_add_func ("/watch/capture", test_capture);
  g_test_add_func ("/watch/kept", test_kept);
  g_test_add_func ("/watch/pane", test_pane);
  return g_test_run ();
}
