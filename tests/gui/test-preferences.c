/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Preferences: what the window does to the settings, and what those do to the rest.  The
 * settings are in memory: nothing of the user's is touched.
 */
#include <glib/gstdio.h>

#include "tarn-gui-fixture.h"
#include "tarn-log.h"
#include "tarn-preferences.h"
#include "tarn-settings.h"
#include "tarn-state.h"
#include "tarn-style.h"
#include "tarn-tree-columns.h"
#include "tarn-tree-pane.h"
#include "tarn-ui.h"

static void
reset_all (void)
{
  g_autoptr(GSettingsSchema) schema = NULL;
  g_auto(GStrv) keys = NULL;

  g_object_get (tarn_settings_get (), "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (tarn_settings_get (), keys[i]);
}

static GtkWidget *
find_named (GtkWidget  *widget,
            const char *name)
{
  if (g_str_equal (gtk_widget_get_name (widget), name))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, name);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* Each key of the schema is in the window, says what it is for, and both ends follow. */
static void
test_window (void)
{
  GSettings *settings = tarn_settings_get ();
  GtkWindow *window = tarn_preferences_new ();
  g_autoptr(GSettingsSchema) schema = NULL;
  g_auto(GStrv) keys = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  g_assert_cmpuint (g_strv_length (keys), >, 10);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr(GSettingsSchemaKey) key = g_settings_schema_get_key (schema, keys[i]);
      GtkWidget *control = find_named (GTK_WIDGET (window), keys[i]);

      g_test_message ("%s", keys[i]);
      g_assert_nonnull (g_settings_schema_key_get_summary (key));
      g_assert_nonnull (g_settings_schema_key_get_description (key));
      g_assert_nonnull (control);
      gtk_test_accessible_assert_relation (control, GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                           gtk_widget_get_first_child (gtk_widget_get_prev_sibling (control)),
                                           NULL);
      if (GTK_IS_SWITCH (control))
        {
          gboolean was = g_settings_get_boolean (settings, keys[i]);

          g_assert_cmpint (gtk_switch_get_active (GTK_SWITCH (control)), ==, was);
          gtk_switch_set_active (GTK_SWITCH (control), !was);
          g_assert_cmpint (g_settings_get_boolean (settings, keys[i]), ==, !was);
          g_settings_set_boolean (settings, keys[i], was);
          g_assert_cmpint (gtk_switch_get_active (GTK_SWITCH (control)), ==, was);
        }
      else if (GTK_IS_SPIN_BUTTON (control))
        {
          double min, max;

          gtk_spin_button_get_range (GTK_SPIN_BUTTON (control), &min, &max);
          gtk_spin_button_set_value (GTK_SPIN_BUTTON (control), max);
          g_assert_cmpuint (g_settings_get_uint (settings, keys[i]), ==, (guint) max);
          g_assert_true (g_settings_set_uint (settings, keys[i], (guint) min));
          g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (control)), ==, min);
        }
      else if (GTK_IS_DROP_DOWN (control))
        {
          g_autofree char *first = g_settings_get_string (settings, keys[i]);
          g_autofree char *second = NULL;

          gtk_drop_down_set_selected (GTK_DROP_DOWN (control), 1);
          second = g_settings_get_string (settings, keys[i]);
          g_assert_cmpstr (first, !=, second);
          g_settings_set_string (settings, keys[i], first);
          g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (control)), ==, 0);
        }
      else
        {
          g_assert_cmpstr (keys[i], ==, "tree-columns");
        }
    }

  g_settings_set_uint (settings, "retries", 7);
  gtk_widget_activate_action (GTK_WIDGET (window), "preferences.reset", NULL);
  g_assert_cmpuint (g_settings_get_uint (settings, "retries"), ==, 3);
  gtk_window_destroy (window);
  tarn_gui_settle ();
}

static void
test_column_ids (void)
{
  static const struct
  {
    const char *told;
    const char *ids;
    const char *mended;
  } cases[] = {
    { "as they are", "name value type oid", "name value type oid" },
    { "an order of the user's", "oid name value", "oid name value" },
    { "no name: nobody would know what a row is", "value", "name value" },
    { "what there is not", "name nonsense value", "name value" },
    { "twice", "name value name value", "name value" },
    { "nothing", "", "name" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GStrv) ids = g_strsplit (cases[i].ids, " ", -1);
      g_auto(GStrv) mended = tarn_tree_columns_mend ((const char * const *) ids);
      g_autofree char *text = g_strjoinv (" ", mended);

      g_test_message ("%s", cases[i].told);
      g_assert_cmpstr (text, ==, cases[i].mended);
    }
}

static char *
dup_columns (TarnTreePane *pane)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (tarn_gui_find (GTK_WIDGET (pane), GTK_TYPE_COLUMN_VIEW,
                                                        NULL));
  GListModel *columns = gtk_column_view_get_columns (view);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", tarn_tree_columns_get_id (column));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_columns (TarnTreePane *pane,
                const char   *expected)
{
  g_autofree char *text = dup_columns (pane);

  g_assert_cmpstr (text, ==, expected);
}

static void
set_columns (const char *text)
{
  g_auto(GStrv) ids = g_strsplit (text, " ", -1);

  g_settings_set_strv (tarn_settings_get (), "tree-columns", (const char * const *) ids);
}

/* Two panes show the same columns, whoever chose them. */
static void
test_tree_columns (void)
{
  TarnTreePane *one = g_object_ref_sink (TARN_TREE_PANE (tarn_tree_pane_new ()));
  TarnTreePane *other = g_object_ref_sink (TARN_TREE_PANE (tarn_tree_pane_new ()));
  g_auto(GStrv) kept = NULL;
  g_autofree char *text = NULL;
  GtkColumnView *view;
  g_autoptr(GtkColumnViewColumn) oid = NULL;

  assert_columns (one, "name value type oid");
  set_columns ("oid name age");
  assert_columns (one, "oid name age");
  assert_columns (other, "oid name age");
  set_columns ("name value type oid");
  gtk_widget_activate_action (GTK_WIDGET (one), "tree.show-access", NULL);
  assert_columns (one, "name value type oid access");
  assert_columns (other, "name value type oid access");
  gtk_widget_activate_action (GTK_WIDGET (other), "tree.show-value", NULL);
  assert_columns (one, "name type oid access");
  kept = g_settings_get_strv (tarn_settings_get (), "tree-columns");
  text = g_strjoinv (" ", kept);
  g_assert_cmpstr (text, ==, "name type oid access");

  /* A heading is dragged. */
  view = GTK_COLUMN_VIEW (tarn_gui_find (GTK_WIDGET (one), GTK_TYPE_COLUMN_VIEW, NULL));
  oid = g_list_model_get_item (gtk_column_view_get_columns (view), 2);
  gtk_column_view_insert_column (view, 0, oid);
  tarn_gui_settle ();
  assert_columns (other, "oid name type access");

  g_assert_finalize_object (one);
  g_assert_finalize_object (other);
}

/* How wide they are comes back, also that of one that is not shown. */
static void
test_widths (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tarn-widths-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "state", NULL);

  for (guint time = 0; time < 2; time++)
    {
      TarnTreePane *pane = g_object_ref_sink (TARN_TREE_PANE (tarn_tree_pane_new ()));
      g_autoptr(TarnState) state = tarn_state_new (path);
      GtkColumnView *view =
        GTK_COLUMN_VIEW (tarn_gui_find (GTK_WIDGET (pane), GTK_TYPE_COLUMN_VIEW, NULL));
      g_autoptr(GtkColumnViewColumn) column = NULL;

      g_object_set (pane, "state", state, NULL);
      column = g_list_model_get_item (gtk_column_view_get_columns (view), 2);
      g_assert_cmpint (gtk_column_view_column_get_fixed_width (column), ==, time == 0 ? 105 : 222);
      gtk_column_view_column_set_fixed_width (column, 222);
      set_columns ("name value");
      set_columns ("name value type oid");
      g_clear_object (&column);
      column = g_list_model_get_item (gtk_column_view_get_columns (view), 2);
      g_assert_cmpint (gtk_column_view_column_get_fixed_width (column), ==, 222);
      g_assert_finalize_object (pane);
    }
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static GtkWidget *
find_text (GtkWidget  *widget,
           const char *text)
{
  if (GTK_IS_INSCRIPTION (widget)
      && g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (widget)), text) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_text (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
test_oid_display (void)
{
  TarnDocument *document = tarn_gui_document_new ("1.3.6.1.2.1.1.5.0|4|box\n");
  TarnTreePane *pane = g_object_ref_sink (TARN_TREE_PANE (tarn_tree_pane_new ()));
  g_autoptr(TarnOid) oid = tarn_oid_new ("1.3.6.1.2.1.1.5.0", NULL);
  GtkWindow *window;

  tarn_document_set_mib (document, tarn_gui_get_mib ());
  tarn_tree_pane_set_document (pane, document);
  tarn_tree_pane_set_oid (pane, oid);
  window = tarn_gui_show (GTK_WIDGET (pane), 900, 500);
  tarn_gui_settle ();
  g_assert_nonnull (find_text (GTK_WIDGET (pane), "1.3.6.1.2.1.1.5.0"));
  g_settings_set_string (tarn_settings_get (), "oid-display", "names");
  tarn_gui_settle ();
  g_assert_null (find_text (GTK_WIDGET (pane), "1.3.6.1.2.1.1.5.0"));
  g_assert_nonnull (find_text (GTK_WIDGET (pane), "sysName.0"));
  g_settings_set_string (tarn_settings_get (), "oid-display", "modules");
  tarn_gui_settle ();
  g_assert_nonnull (find_text (GTK_WIDGET (pane), "SNMPv2-MIB::sysName.0"));

  tarn_tree_pane_set_document (pane, NULL);
  gtk_window_destroy (window);
  tarn_gui_settle ();
  g_assert_finalize_object (pane);
  tarn_gui_document_free (document);
}

static gboolean
is_dark (void)
{
  gboolean dark;

  g_object_get (gtk_settings_get_default (), "gtk-application-prefer-dark-theme", &dark, NULL);
  return dark;
}

static void
test_style (void)
{
  TarnStyle *style = tarn_style_new (gdk_display_get_default ());

  g_assert_false (is_dark ());
  g_settings_set_string (tarn_settings_get (), "color-scheme", "dark");
  g_assert_true (is_dark ());
  g_settings_set_string (tarn_settings_get (), "color-scheme", "light");
  g_assert_false (is_dark ());
  g_settings_set_string (tarn_settings_get (), "color-scheme", "dark");
  g_settings_reset (tarn_settings_get (), "color-scheme");
  g_assert_false (is_dark ());
  g_assert_finalize_object (style);
}

static void
test_times (void)
{
  g_autofree char *locale = tarn_ui_format_time (0);
  g_autofree char *iso = NULL;

  g_settings_set_string (tarn_settings_get (), "time-format", "iso");
  iso = tarn_ui_format_time (0);
  g_assert_cmpstr (locale, !=, iso);
  g_assert_cmpuint (strlen (iso), ==, strlen ("1970-01-01 00:00:00"));
  g_assert_true (g_regex_match_simple ("^(1970-01-01|1969-12-31) ..:00:00$", iso, 0, 0)
                 || g_regex_match_simple ("^(1970-01-01|1969-12-31) ..:[34][05]:00$", iso, 0, 0));
}

static void
test_log_size (void)
{
  g_autoptr(TarnSession) session = tarn_session_new ();
  TarnLog *log = tarn_log_new (session, 1);
  guint size;

  g_settings_bind (tarn_settings_get (), "log-size", log, "size", G_SETTINGS_BIND_GET);
  g_object_get (log, "size", &size, NULL);
  g_assert_cmpuint (size, ==, 10000);
  g_settings_set_uint (tarn_settings_get (), "log-size", 100);
  g_object_get (log, "size", &size, NULL);
  g_assert_cmpuint (size, ==, 100);
  g_assert_finalize_object (log);
}

typedef struct
{
  const char *path;
  GTestFunc   function;
} Test;

/* Each begins with what is there if nobody has chosen anything. */
static void
run_cb (gconstpointer data)
{
  const Test *test = data;

  reset_all ();
  test->function ();
}

int
main (int    argc,
      char **argv)
{
  static const Test tests[] = {
    { "/preferences/window", test_window },
    { "/preferences/tree columns/ids", test_column_ids },
    { "/preferences/tree columns", test_tree_columns },
    { "/preferences/tree columns/widths", test_widths },
    { "/preferences/OIDs", test_oid_display },
    { "/preferences/style", test_style },
    { "/preferences/times", test_times },
    { "/preferences/log", test_log_size },
  };

  tarn_gui_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_data_func (tests[i].path, &tests[i], run_cb);
  return g_test_run ();
}
