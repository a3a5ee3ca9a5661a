/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "tarn-compare-pane.h"
#include "tarn-gui-fixture.h"
#include "tarn-test.h"

static const char before[] =
  "1.3.6.1.2.1.1.3.0|67|100\n1.3.6.1.2.1.1.5.0|4|switch\n1.3.6.1.2.1.1.7.0|2|72\n";
static const char after[] =
  "1.3.6.1.2.1.1.3.0|67|200\n1.3.6.1.2.1.1.6.0|4|cellar\n1.3.6.1.2.1.1.7.0|2|78\n";

typedef struct
{
  TarnDocument       *document;
  TarnDocument       *other;
  GtkWidget          *pane;
  GSimpleActionGroup *group;
  GString            *asked;
  GtkWindow          *window;
} Fixture;

static void
asked_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  Fixture *f = data;
  g_autofree char *text = g_variant_print (parameter, FALSE);

  g_string_append_printf (f->asked, "%s%s ", g_action_get_name (G_ACTION (action)), text);
}

static const GActionEntry document_entries[] = {
  { "go", asked_cb, "s" }, { "show-view", asked_cb, "s" }, { "take-over", asked_cb, "(say)" },
};

static const GActionEntry window_entries[] = { { "message", asked_cb, "(sss)" } };

static void
fixture_init (Fixture *f)
{
  g_autoptr(GSimpleActionGroup) win = g_simple_action_group_new ();

  *f = (Fixture) { .document = tarn_gui_document_new (before),
                   .other = tarn_gui_document_new (after) };
  tarn_document_set_mib (f->document, tarn_gui_get_mib ());
  f->asked = g_string_new (NULL);
  f->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (f->group), document_entries,
                                   G_N_ELEMENTS (document_entries), f);
  g_action_map_add_action_entries (G_ACTION_MAP (win), window_entries,
                                   G_N_ELEMENTS (window_entries), f);
  f->pane = g_object_new (TARN_TYPE_COMPARE_PANE, "document", f->document, NULL);
  g_object_add_weak_pointer (G_OBJECT (f->pane), (gpointer *) &f->pane);
  gtk_widget_insert_action_group (f->pane, "document", G_ACTION_GROUP (f->group));
  gtk_widget_insert_action_group (f->pane, "win", G_ACTION_GROUP (win));
  f->window = tarn_gui_show (f->pane, 720, 480);
}

static void
fixture_clear (Fixture *f)
{
  gtk_window_destroy (f->window);
  tarn_gui_settle ();
  g_assert_null (f->pane);
  g_object_unref (f->group);
  tarn_gui_document_free (f->document);
  tarn_gui_document_free (f->other);
  g_string_free (f->asked, TRUE);
}

static const char *
get_page (gpointer pane)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (tarn_gui_find (pane, GTK_TYPE_STACK,
                                                                     "pages")));
}

static gboolean
is_done (gpointer pane)
{
  return strcmp (get_page (pane), "done") == 0;
}

static gboolean
is_start (gpointer pane)
{
  return strcmp (get_page (pane), "start") == 0;
}

static const char *
get_label (Fixture    *f,
           const char *id)
{
  return gtk_label_get_label (GTK_LABEL (tarn_gui_find (f->pane, GTK_TYPE_LABEL, id)));
}

static GtkColumnView *
get_view (Fixture *f)
{
  return GTK_COLUMN_VIEW (tarn_gui_find (f->pane, GTK_TYPE_COLUMN_VIEW, "view"));
}

static void
compare_with_other (Fixture *f)
{
  TarnCapture *other = tarn_document_get_capture (f->other);

  tarn_compare_pane_with_file (TARN_COMPARE_PANE (f->pane), tarn_capture_get_path (other));
  tarn_gui_wait (is_done, f->pane);
  tarn_gui_settle ();
}

static void
test_file (void)
{
  Fixture f;
  GListModel *rows;

  fixture_init (&f);
  g_assert_cmpstr (get_page (f.pane), ==, "start");
  compare_with_other (&f);
  g_assert_cmpstr (get_label (&f, "summary"), ==,
                   "1 changed · 1 added · 1 removed · 0 equal · 1 that always moves");

  /* A group opens to its values. */
  rows = G_LIST_MODEL (gtk_column_view_get_model (get_view (&f)));
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 1);
  g_signal_emit_by_name (get_view (&f), "activate", 0);
  tarn_gui_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 4);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tarn_gui_find (f.pane, GTK_TYPE_TOGGLE_BUTTON,
                                                                  "moving")), TRUE);
  tarn_gui_wait (is_done, f.pane);
  tarn_gui_settle ();
  g_signal_emit_by_name (get_view (&f), "activate", 0);
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 5);
  gtk_test_accessible_assert_relation (GTK_WIDGET (get_view (&f)),
                                       GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                       tarn_gui_find (f.pane, GTK_TYPE_LABEL, "title"), NULL);
  fixture_clear (&f);
}

/* One value, one that is not there, and all of a group. */
static void
test_take_over (void)
{
  Fixture f;
  GtkSelectionModel *selection;

  fixture_init (&f);
  compare_with_other (&f);
  selection = gtk_column_view_get_model (get_view (&f));
  g_signal_emit_by_name (get_view (&f), "activate", 0);
  tarn_gui_settle ();
  gtk_selection_model_select_item (selection, 1, TRUE);
  gtk_widget_activate_action (f.pane, "compare.take-over", NULL);
  g_assert_cmpstr (f.asked->str, ==, "take-over('.1.3.6.1.2.1.1.5.0', []) ");

  g_string_truncate (f.asked, 0);
  gtk_selection_model_select_item (selection, 3, TRUE);
  gtk_widget_activate_action (f.pane, "compare.take-over", NULL);
  g_assert_cmpstr (f.asked->str, ==, "take-over('.1.3.6.1.2.1.1.7.0', [0x02, 0x01, 0x4e]) ");

  g_string_truncate (f.asked, 0);
  gtk_widget_activate_action (f.pane, "compare.show-in-tree", NULL);
  g_assert_cmpstr (f.asked->str, ==, "go'.1.3.6.1.2.1.1.7.0' show-view'tree' ");

  g_string_truncate (f.asked, 0);
  gtk_selection_model_select_item (selection, 0, TRUE);
  gtk_widget_activate_action (f.pane, "compare.take-over", NULL);
  g_assert_cmpstr (f.asked->str, ==,
                   "take-over('.1.3.6.1.2.1.1.5.0', []) "
                   "take-over('.1.3.6.1.2.1.1.6.0', [0x04, 0x06, 0x63, 0x65, 0x6c, 0x6c, 0x61, 0x72]) "
                   "take-over('.1.3.6.1.2.1.1.7.0', [0x02, 0x01, 0x4e]) ");
  fixture_clear (&f);
}

/* What is no capture is said to be none. */
static void
test_no_file (void)
{
  Fixture f;

  fixture_init (&f);
  tarn_compare_pane_with_file (TARN_COMPARE_PANE (f.pane), "/nowhere/there.tarn");
  g_assert_cmpstr (get_page (f.pane), ==, "start");
  g_assert_nonnull (strstr (f.asked->str, "/nowhere/there.tarn"));
  fixture_clear (&f);
}

/* The other document is the device. */
static void
test_device (void)
{
  Fixture f;
  g_autoptr(TarnAddress) address = tarn_address_new ("127.0.0.1:0", 0, NULL);
  g_autoptr(GBytes) community = g_bytes_new_static ("public", 6);
  g_autoptr(TarnDevice) device = NULL;
  g_autoptr(GError) error = NULL;
  TarnAgent *agent;

  fixture_init (&f);
  agent = tarn_agent_new (tarn_document_get_store (f.other));
  tarn_agent_set_read_community (agent, community);
  g_assert_true (tarn_agent_listen (agent, address, &error));
  device = tarn_device_new (tarn_agent_get_addresses (agent)->pdata[0]);
  tarn_device_set_timeout_us (device, 100 * 1000);
  tarn_device_set_retries (device, 1);

  /* Without one nothing is done. */
  gtk_widget_activate_action (f.pane, "compare.with-device", NULL);
  g_assert_cmpstr (get_page (f.pane), ==, "start");

  tarn_document_set_device (f.document, device);
  gtk_widget_activate_action (f.pane, "compare.with-device", NULL);
  g_assert_cmpstr (get_page (f.pane), ==, "busy");
  tarn_gui_wait (is_done, f.pane);
  g_assert_cmpstr (get_label (&f, "summary"), ==,
                   "1 changed · 1 added · 1 removed · 0 equal · 1 that always moves");
  g_assert_cmpstr (get_label (&f, "title"), ==, "Beside what the device tells now");

  /* Cancelled in the middle. */
  gtk_widget_activate_action (f.pane, "compare.with-device", NULL);
  gtk_widget_activate_action (f.pane, "compare.cancel", NULL);
  g_assert_cmpstr (get_page (f.pane), ==, "start");
  tarn_gui_settle ();

  /* A device that is silent says so. */
  g_assert_finalize_object (agent);
  g_string_truncate (f.asked, 0);
  gtk_widget_activate_action (f.pane, "compare.with-device", NULL);
  tarn_gui_wait (is_start, f.pane);
  g_assert_true (g_str_has_prefix (f.asked->str, "message"));
  fixture_clear (&f);
}

/* Without a document; and one that goes while it is compared. */
static void
test_document (void)
{
  Fixture f;
  TarnCapture *other;

  fixture_init (&f);
  g_object_set (f.pane, "document", NULL, NULL);
  g_assert_cmpstr (get_label (&f, "start_title"), ==, "Nothing to Compare");
  g_object_set (f.pane, "document", f.document, NULL);
  g_assert_cmpstr (get_label (&f, "start_title"), ==, "Compare This Capture");
  other = tarn_document_get_capture (f.other);
  tarn_compare_pane_with_file (TARN_COMPARE_PANE (f.pane), tarn_capture_get_path (other));
  g_object_set (f.pane, "document", NULL, NULL);
  tarn_gui_settle ();
  g_assert_cmpstr (get_page (f.pane), ==, "start");
  fixture_clear (&f);
}

/* It has room in a narrow window. */
static void
test_narrow (void)
{
  Fixture f;
  int minimum;

  fixture_init (&f);
  gtk_widget_measure (f.pane, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  fixture_clear (&f);
}

int
main (int    argc,
      char **argv)
{
  tarn_gui_test_init (&argc, &argv);

  g_test_add_func ("/compare-pane/file", test_file);
  g_test_add_func ("/compare-pane/take-over", test_take_over);
  g_test_add_func ("/compare-pane/no-file", test_no_file);
  g_test_add_func ("/compare-pane/device", test_device);
  g_test_add_func ("/compare-pane/document", test_document);
  g_test_add_func ("/compare-pane/narrow", test_narrow);

  return g_test_run ();
}
