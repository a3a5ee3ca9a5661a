/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-gui-fixture.h"
#include "tarn-start-page.h"
#include "tarn-state.h"

static void
open_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  g_string_append_printf (data, "%s(%s)", g_action_get_name (G_ACTION (action)),
                          g_variant_get_string (parameter, NULL));
}

static const GActionEntry entries[] = {
  { "open-device", open_cb, "s" },
  { "open-path", open_cb, "s" },
  { "forget-recent", open_cb, "s" },
};

static void
test_address (void)
{
  TarnStartPage *page = g_object_new (TARN_TYPE_START_PAGE, NULL);
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr(GString) done = g_string_new (NULL);
  GtkWindow *window;
  GtkWidget *entry, *complaint;

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), done);
  gtk_widget_insert_action_group (GTK_WIDGET (page), "win", G_ACTION_GROUP (group));
  window = tarn_gui_show (GTK_WIDGET (page), 600, 600);
  entry = tarn_gui_find (GTK_WIDGET (page), GTK_TYPE_ENTRY, "address");
  complaint = tarn_gui_find (GTK_WIDGET (page), GTK_TYPE_LABEL, "complaint");
  gtk_test_accessible_assert_relation (entry, GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                       tarn_gui_find (GTK_WIDGET (page), GTK_TYPE_LABEL,
                                                      "address_caption"), NULL);

  g_signal_emit_by_name (entry, "activate");
  g_assert_true (gtk_widget_get_visible (complaint));
  g_assert_cmpstr (done->str, ==, "");

  gtk_editable_set_text (GTK_EDITABLE (entry), "  192.0.2.1 ");
  g_assert_false (gtk_widget_get_visible (complaint));
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (done->str, ==, "open-device(192.0.2.1)");
  gtk_window_destroy (window);
}

static void
test_recents (void)
{
  TarnStartPage *page = g_object_new (TARN_TYPE_START_PAGE, NULL);
  g_autofree char *folder = g_dir_make_tmp ("tarn-start-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "browser", NULL);
  TarnState *state = tarn_state_new (path);
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr(GString) done = g_string_new (NULL);
  GtkWindow *window;
  GtkWidget *list, *box;

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), done);
  gtk_widget_insert_action_group (GTK_WIDGET (page), "win", G_ACTION_GROUP (group));
  tarn_start_page_set_recents (page, tarn_state_get_recents (state));
  window = tarn_gui_show (GTK_WIDGET (page), 600, 600);
  box = tarn_gui_find (GTK_WIDGET (page), GTK_TYPE_BOX, "recents_box");
  list = tarn_gui_find (GTK_WIDGET (page), GTK_TYPE_LIST_VIEW, "recents");
  g_assert_false (gtk_widget_get_visible (box));

  tarn_state_add_recent (state, "/a.tarn", "a", FALSE);
  tarn_state_add_recent (state, "192.0.2.1", "switch", TRUE);
  g_assert_true (gtk_widget_get_visible (box));
  tarn_gui_settle ();
  g_signal_emit_by_name (list, "activate", 0);
  g_signal_emit_by_name (list, "activate", 1);
  g_assert_cmpstr (done->str, ==, "open-device(192.0.2.1)open-path(/a.tarn)");

  tarn_start_page_set_recents (page, NULL);
  g_assert_false (gtk_widget_get_visible (box));
  gtk_window_destroy (window);
  g_assert_finalize_object (state);
}

int
main (int    argc,
      char **argv)
{
  tarn_gui_test_init (&argc, &argv);
  g_test_add_func ("/start-page/address", test_address);
  g_test_add_func ("/start-page/recents", test_recents);
  return g_test_run ();
}
