/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The window of MIB modules: which there are, what they define, and what an import tells.
 */
#include <glib/gstdio.h>

#include "tarn-gui-fixture.h"
#include "tarn-mib-modules.h"
#include "tarn-mib-window.h"

typedef struct
{
  GtkWidget *window;
  GtkWidget *modules;
  GtkWidget *definitions;
  char      *gone_to;
} Fixture;

static void
go_cb (Fixture *fixture,
       TarnOid *oid)
{
  g_free (fixture->gone_to);
  fixture->gone_to = tarn_oid_to_string (oid);
}

static GtkWidget *
find (Fixture    *fixture,
      GType       type,
      const char *id)
{
  return tarn_gui_find (fixture->window, type, id);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->window = g_object_new (TARN_TYPE_MIB_WINDOW, "mib", tarn_gui_get_mib (), NULL);
  g_signal_connect_swapped (fixture->window, "go", G_CALLBACK (go_cb), fixture);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->modules = find (fixture, GTK_TYPE_LIST_VIEW, "modules");
  fixture->definitions = find (fixture, GTK_TYPE_LIST_VIEW, "definitions");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_free (fixture->gone_to);
}

static GListModel *
get_model (GtkWidget *list)
{
  return G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
}

static gboolean
has_definitions (gpointer data)
{
  return g_list_model_get_n_items (get_model (((Fixture *) data)->definitions)) > 0;
}

static void
filter (Fixture    *fixture,
        const char *text)
{
  GtkWidget *entry = find (fixture, GTK_TYPE_SEARCH_ENTRY, "filter");

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "search-changed");
}

static void
test_browse (Fixture       *fixture,
             gconstpointer  data)
{
  const char *facts;

  g_assert_cmpuint (g_list_model_get_n_items (get_model (fixture->modules)), ==,
                    tarn_mib_get_n_modules (tarn_gui_get_mib ()));
  filter (fixture, "if-mib");
  g_assert_cmpuint (g_list_model_get_n_items (get_model (fixture->modules)), >=, 1);
  tarn_gui_wait (has_definitions, fixture);

  facts = gtk_label_get_label (GTK_LABEL (find (fixture, GTK_TYPE_LABEL, "facts")));
  g_assert_nonnull (strstr (facts, "IF-MIB"));
  g_signal_emit_by_name (fixture->definitions, "activate", 0);
  g_assert_nonnull (fixture->gone_to);
  g_assert_true (g_str_has_prefix (fixture->gone_to, ".1.3.6.1."));
}

static void
test_no_such_module (Fixture       *fixture,
                     gconstpointer  data)
{
  filter (fixture, "no module is called so");
  g_assert_cmpuint (g_list_model_get_n_items (get_model (fixture->modules)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (get_model (fixture->definitions)), ==, 0);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (find (fixture, GTK_TYPE_LABEL, "facts"))), ==,
                   "No such module");
}

static void
test_no_modules (Fixture       *fixture,
                 gconstpointer  data)
{
  g_object_set (fixture->window, "mib", NULL, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (get_model (fixture->modules)), ==, 0);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (find (fixture, GTK_TYPE_LABEL, "facts"))), ==,
                   "No modules are loaded");
}

static void
add_unused (Fixture    *fixture,
            const char *name,
            const char *path,
            gboolean    is_shadowed,
            const char *messages)
{
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (get_model (fixture->modules));
  GtkFilterListModel *filtered = GTK_FILTER_LIST_MODEL (gtk_single_selection_get_model (selection));
  g_autoptr(GPtrArray) unused = g_ptr_array_new ();
  TarnMibUnused one = { (char *) name, (char *) path, is_shadowed, (char *) messages };

  g_ptr_array_add (unused, &one);
  tarn_mib_modules_add_unused (G_LIST_STORE (gtk_filter_list_model_get_model (filtered)), unused);
}

/* What is found and not used is listed with the reason, and defines nothing. */
static void
test_unused (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *facts = find (fixture, GTK_TYPE_LABEL, "facts");
  GtkWidget *messages = find (fixture, GTK_TYPE_LABEL, "messages");
  guint n_unused = 0;

  add_unused (fixture, NULL, "/x/letter.txt", FALSE, "there is no MIB module in it");
  add_unused (fixture, "IF-MIB", "/x/if", TRUE, "1:1: not used: IF-MIB is taken from /y/if");
  filter (fixture, "letter");
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (facts)), ==,
                   "letter.txt — Refused\nFile: /x/letter.txt");
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (messages)), ==, "there is no MIB module in it");

  filter (fixture, "if-mib");
  for (guint i = 0; i < g_list_model_get_n_items (get_model (fixture->modules)); i++)
    {
      gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (get_model (fixture->modules)), i);
      if (g_str_has_prefix (gtk_label_get_label (GTK_LABEL (facts)), "IF-MIB — Not used"))
        n_unused++;
      else
        tarn_gui_wait (has_definitions, fixture);
    }
  g_assert_cmpuint (n_unused, ==, 1);
}

static gboolean
is_reported (gpointer data)
{
  GtkWidget *report = tarn_gui_find (((Fixture *) data)->window, GTK_TYPE_INFO_BAR, "report");

  return gtk_info_bar_get_revealed (GTK_INFO_BAR (report));
}

static void
test_import (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autofree char *good = g_build_filename (g_get_user_cache_dir (), "good.txt", NULL);
  g_autofree char *bad = g_build_filename (g_get_user_cache_dir (), "bad.txt", NULL);
  g_autofree char *copy = g_build_filename (g_get_user_data_dir (), "tarn", "mibs", "GOOD-MIB", NULL);
  g_autoptr(GFile) good_file = g_file_new_for_path (good);
  g_autoptr(GFile) bad_file = g_file_new_for_path (bad);
  const char *text;

  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  g_assert_true (g_file_set_contents (good, "GOOD-MIB DEFINITIONS ::= BEGIN\nEND\n", -1, NULL));
  g_assert_true (g_file_set_contents (bad, "a letter to my aunt\n", -1, NULL));
  g_list_store_append (files, good_file);
  g_list_store_append (files, bad_file);

  tarn_mib_window_import (TARN_MIB_WINDOW (fixture->window), G_LIST_MODEL (files));
  tarn_gui_wait (is_reported, fixture);
  text = gtk_label_get_label (GTK_LABEL (find (fixture, GTK_TYPE_LABEL, "report_text")));
  g_assert_true (g_str_has_prefix (text, "1 file imported\n"));
  g_assert_nonnull (strstr (text, "bad.txt: refused: there is no MIB module in it"));
  g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));

  g_assert_cmpint (g_remove (good), ==, 0);
  g_assert_cmpint (g_remove (bad), ==, 0);
  g_assert_cmpint (g_remove (copy), ==, 0);
}

static void
test_accessible (Fixture       *fixture,
                 gconstpointer  data)
{
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->modules),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Modules");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->definitions),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Definitions");
}

int
main (int   argc,
      char *argv[])
{
  static const struct { const char *path; void (*test) (Fixture *, gconstpointer); } tests[] = {
    { "/mib-window/browse", test_browse },
    { "/mib-window/no-such-module", test_no_such_module },
    { "/mib-window/no-modules", test_no_modules },
    { "/mib-window/unused", test_unused },
    { "/mib-window/import", test_import },
    { "/mib-window/accessible", test_accessible },
  };

  tarn_gui_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
