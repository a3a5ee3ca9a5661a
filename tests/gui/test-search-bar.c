/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The search bar: it goes where it found something, tells how many, and says what is wrong.
 */
#include "tarn-gui-fixture.h"
#include "tarn-search-bar.h"

#define LINES \
  "1.3.6.1.2.1.2.2.1.2.1|4|eth0\n" \
  "1.3.6.1.2.1.2.2.1.2.2|4|eth1\n" \
  "1.3.6.1.2.1.2.2.1.2.3|4|lo\n"

typedef struct
{
  TarnDocument  *document;
  GtkWindow     *window;
  TarnSearchBar *bar;
  char          *gone_to;
} Fixture;

static void
go_cb (GSimpleAction *action,
       GVariant      *parameter,
       gpointer       data)
{
  Fixture *fixture = data;
  g_autoptr(TarnOid) oid = tarn_oid_new (g_variant_get_string (parameter, NULL), NULL);

  g_free (fixture->gone_to);
  fixture->gone_to = g_variant_dup_string (parameter, NULL);
  /* As the view does it. */
  g_object_set (fixture->bar, "oid", oid, NULL);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const GActionEntry entries[] = { { "go", go_cb, "s" } };
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, 1, fixture);
  fixture->document = tarn_gui_document_new (LINES);
  fixture->bar = g_object_new (TARN_TYPE_SEARCH_BAR, "document", fixture->document, NULL);
  fixture->window = tarn_gui_show (GTK_WIDGET (fixture->bar), 360, 400);
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->window), "document",
                                  G_ACTION_GROUP (group));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (fixture->window);
  tarn_gui_document_free (fixture->document);
  g_free (fixture->gone_to);
}

static GtkWidget *
find (Fixture    *fixture,
      GType       type,
      const char *id)
{
  return tarn_gui_find (GTK_WIDGET (fixture->bar), type, id);
}

static const char *
get_status (Fixture *fixture)
{
  return gtk_label_get_label (GTK_LABEL (find (fixture, GTK_TYPE_LABEL, "status")));
}

static gboolean
is_gone (gpointer data)
{
  return ((Fixture *) data)->gone_to != NULL;
}

static gboolean
is_done (gpointer data)
{
  Fixture *fixture = data;

  return get_status (fixture)[0] != '\0'
         && !tarn_search_is_running (tarn_search_bar_get_search (fixture->bar));
}

static void
type (Fixture    *fixture,
      const char *text)
{
  GtkWidget *entry = find (fixture, GTK_TYPE_SEARCH_ENTRY, "entry");

  tarn_search_bar_open (fixture->bar);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "search-changed");
  tarn_gui_wait (is_done, fixture);
}

static void
test_steps (Fixture       *fixture,
            gconstpointer  data)
{
  type (fixture, "eth");
  g_assert_cmpstr (get_status (fixture), ==, "2 matches");

  tarn_search_bar_step (fixture->bar, TRUE);
  g_assert_cmpstr (fixture->gone_to, ==, ".1.3.6.1.2.1.2.2.1.2.1");
  g_assert_cmpstr (get_status (fixture), ==, "1 of 2");
  tarn_search_bar_step (fixture->bar, TRUE);
  g_assert_cmpstr (get_status (fixture), ==, "2 of 2");
  tarn_search_bar_step (fixture->bar, TRUE);
  g_assert_cmpstr (get_status (fixture), ==, "1 of 2");
  tarn_search_bar_step (fixture->bar, FALSE);
  g_assert_cmpstr (fixture->gone_to, ==, ".1.3.6.1.2.1.2.2.1.2.2");
}

static void
test_enter_at_once (Fixture       *fixture,
                    gconstpointer  data)
{
  GtkWidget *entry = find (fixture, GTK_TYPE_SEARCH_ENTRY, "entry");

  tarn_search_bar_open (fixture->bar);
  gtk_editable_set_text (GTK_EDITABLE (entry), "lo");
  g_signal_emit_by_name (entry, "activate");
  tarn_gui_wait (is_gone, fixture);
  g_assert_cmpstr (fixture->gone_to, ==, ".1.3.6.1.2.1.2.2.1.2.3");
}

static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  type (fixture, "nowhere");
  g_assert_cmpstr (get_status (fixture), ==, "No matches");
  tarn_search_bar_step (fixture->bar, TRUE);
  g_assert_null (fixture->gone_to);
}

static void
test_wrong_regex (Fixture       *fixture,
                  gconstpointer  data)
{
  GtkWidget *entry = find (fixture, GTK_TYPE_SEARCH_ENTRY, "entry");

  g_object_set (fixture->bar, "regex", TRUE, NULL);
  type (fixture, "eth(");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_assert_nonnull (strstr (get_status (fixture), "char 4"));

  type (fixture, "eth[01]");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpstr (get_status (fixture), ==, "2 matches");
}

static void
test_options (Fixture       *fixture,
              gconstpointer  data)
{
  type (fixture, "ETH");
  g_assert_cmpstr (get_status (fixture), ==, "2 matches");
  gtk_widget_activate_action (GTK_WIDGET (fixture->bar), "search.match-case", NULL);
  tarn_gui_wait (is_done, fixture);
  g_assert_cmpstr (get_status (fixture), ==, "No matches");
}

static void
test_closed (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *entry = find (fixture, GTK_TYPE_SEARCH_ENTRY, "entry");
  GtkWidget *bar = find (fixture, GTK_TYPE_SEARCH_BAR, "bar");

  type (fixture, "eth");
  g_signal_emit_by_name (entry, "stop-search");
  g_assert_false (gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (bar)));
  g_assert_cmpuint (g_list_model_get_n_items (
                      G_LIST_MODEL (tarn_search_bar_get_search (fixture->bar))), ==, 0);

  /* Without a document it can be opened, and finds nothing. */
  g_object_set (fixture->bar, "document", NULL, NULL);
  tarn_search_bar_open (fixture->bar);
  g_assert_cmpstr (get_status (fixture), ==, "");
}

static void
test_accessible (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *entry = find (fixture, GTK_TYPE_SEARCH_ENTRY, "entry");
  GtkWidget *list = find (fixture, GTK_TYPE_LIST_VIEW, "list");

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_ROLE_SEARCH_BOX);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Find in this document");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Matches");
}

int
main (int   argc,
      char *argv[])
{
  static const struct { const char *path; void (*test) (Fixture *, gconstpointer); } tests[] = {
    { "/search-bar/steps", test_steps },
    { "/search-bar/enter-at-once", test_enter_at_once },
    { "/search-bar/nothing", test_nothing },
    { "/search-bar/wrong-regex", test_wrong_regex },
    { "/search-bar/options", test_options },
    { "/search-bar/closed", test_closed },
    { "/search-bar/accessible", test_accessible },
  };

  tarn_gui_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
