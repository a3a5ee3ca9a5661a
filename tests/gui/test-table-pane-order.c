/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-table-world.h"

/* By the headings, as a person clicks them. */
static void
test_sort (void)
{
  static const struct { guint column; GtkSortType type; const char *rows; } sorts[] = {
    { 2, GTK_SORT_ASCENDING, "1 10 2" },
    { 2, GTK_SORT_DESCENDING, "2 10 1" },
    { 3, GTK_SORT_ASCENDING, "1 10 2" },
    { 3, GTK_SORT_DESCENDING, "10 1 2" },
    { 0, GTK_SORT_DESCENDING, "10 2 1" },
  };
  TableWorld f;
  GListModel *columns;
  g_autofree char *natural = NULL;

  table_world_init (&f, TRUE);
  table_world_show (&f, IF_ENTRY);
  columns = gtk_column_view_get_columns (table_world_get_view (&f));
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      g_autoptr(GtkColumnViewColumn) column =
        g_list_model_get_item (columns, sorts[i].column);
      g_autofree char *shown = NULL;

      gtk_column_view_sort_by_column (table_world_get_view (&f), column, sorts[i].type);
      tarn_gui_wait (table_world_is_quiet, table_world_get_model (&f));
      shown = table_world_dup_field (&f, 0);
      g_assert_cmpstr (shown, ==, sorts[i].rows);
    }

  gtk_widget_activate_action (f.pane, "table.unsort", NULL);
  tarn_gui_wait (table_world_is_quiet, table_world_get_model (&f));
  natural = table_world_dup_field (&f, 0);
  g_assert_cmpstr (natural, ==, "1 2 10");
  table_world_clear (&f);
}

static void
test_filter (void)
{
  TableWorld f;
  GtkWidget *filter;
  g_autofree char *shown = NULL, *all = NULL;

  table_world_init (&f, TRUE);
  table_world_show (&f, IF_ENTRY);
  filter = tarn_gui_find (f.pane, GTK_TYPE_SEARCH_ENTRY, "filter");
  gtk_editable_set_text (GTK_EDITABLE (filter), "ETH");
  g_signal_emit_by_name (filter, "search-changed");
  tarn_gui_wait (table_world_is_quiet, table_world_get_model (&f));
  tarn_gui_settle ();
  shown = table_world_dup_field (&f, 0);
  g_assert_cmpstr (shown, ==, "1 10");
  g_assert_true (g_str_has_prefix (table_world_get_label (&f, "summary"), "2 of 3 rows"));

  gtk_editable_set_text (GTK_EDITABLE (filter), "no such text");
  g_signal_emit_by_name (filter, "search-changed");
  tarn_gui_wait (table_world_is_quiet, table_world_get_model (&f));
  tarn_gui_settle ();
  g_assert_cmpstr (table_world_get_label (&f, "nothing"), ==, "No row has this text");

  g_signal_emit_by_name (filter, "stop-search");
  g_signal_emit_by_name (filter, "search-changed");
  tarn_gui_wait (table_world_is_quiet, table_world_get_model (&f));
  all = table_world_dup_field (&f, 0);
  g_assert_cmpstr (all, ==, "1 2 10");
  table_world_clear (&f);
}

static GtkEditable *
begin_filter (TableWorld *f,
              const char *column)
{
  GtkWidget *box = tarn_gui_find (f->pane, GTK_TYPE_FLOW_BOX, "filter_box");
  GtkWidget *last;

  gtk_widget_activate_action (f->pane, "table.filter-column", "s", column);
  last = gtk_widget_get_last_child (box);
  g_assert_nonnull (last);
  return GTK_EDITABLE (tarn_gui_find (last, GTK_TYPE_SEARCH_ENTRY, NULL));
}

static void
assert_rows (TableWorld *f,
             const char *expected)
{
  g_autofree char *shown = NULL;

  tarn_gui_settle ();
  tarn_gui_wait (table_world_is_quiet, table_world_get_model (f));
  tarn_gui_settle ();
  shown = table_world_dup_field (f, 0);
  g_assert_cmpstr (shown, ==, expected);
}

static void
type_filter (GtkEditable *entry,
             const char  *text)
{
  gtk_editable_set_text (entry, text);
  g_signal_emit_by_name (entry, "search-changed");
}

/* Beside each other, and beside the filter of all columns; kept for the table, with its
 * order. */
static void
test_column_filters (void)
{
  TableWorld f;
  GtkEditable *descr, *mtu;
  GtkWidget *box;
  g_autoptr(GtkColumnViewColumn) column = NULL;

  table_world_init (&f, TRUE);
  table_world_show (&f, IF_ENTRY);
  box = tarn_gui_find (f.pane, GTK_TYPE_FLOW_BOX, "filter_box");
  g_assert_false (gtk_widget_get_visible (box));
  descr = begin_filter (&f, "ifDescr");
  g_assert_true (gtk_widget_get_visible (box));
  assert_rows (&f, "1 2 10");
  type_filter (descr, "ETH");
  assert_rows (&f, "1 10");
  mtu = begin_filter (&f, "index:ifIndex");
  type_filter (mtu, ">5");
  assert_rows (&f, "10");
  type_filter (mtu, ">50");
  assert_rows (&f, "");
  g_assert_cmpstr (table_world_get_label (&f, "nothing"), ==, "No row is as these filters say");
  type_filter (mtu, "!10");
  assert_rows (&f, "1");
  g_assert_true (g_str_has_prefix (table_world_get_label (&f, "summary"), "1 of 3 rows"));

  column = g_list_model_get_item (gtk_column_view_get_columns (table_world_get_view (&f)), 0);
  gtk_column_view_sort_by_column (table_world_get_view (&f), column, GTK_SORT_DESCENDING);
  gtk_column_view_column_set_fixed_width (column, 333);
  table_world_show (&f, "1.3.6.1.4.1.99999.7");
  g_assert_false (gtk_widget_get_visible (box));

  table_world_show (&f, IF_ENTRY);
  assert_rows (&f, "1");
  g_clear_object (&column);
  column = g_list_model_get_item (gtk_column_view_get_columns (table_world_get_view (&f)), 0);
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (column), ==, 333);
  gtk_widget_activate_action (f.pane, "table.remove-filter", "s", "index:ifIndex");
  assert_rows (&f, "10 1");
  gtk_widget_activate_action (f.pane, "table.remove-filter", "s", "ifDescr");
  assert_rows (&f, "10 2 1");
  g_assert_false (gtk_widget_get_visible (box));

  /* A column there is not. */
  gtk_widget_activate_action (f.pane, "table.filter-column", "s", "nonsense");
  g_assert_false (gtk_widget_get_visible (box));
  gtk_widget_activate_action (f.pane, "table.unsort", NULL);
  assert_rows (&f, "1 2 10");
  table_world_clear (&f);
}

static GtkCheckButton *
find_choice (GtkWidget  *widget,
             const char *label)
{
  if (GTK_IS_CHECK_BUTTON (widget)
      && g_strcmp0 (gtk_check_button_get_label (GTK_CHECK_BUTTON (widget)), label) == 0)
    return GTK_CHECK_BUTTON (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkCheckButton *found = find_choice (child, label);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* What is hidden stays hidden the next time this table is shown. */
static void
test_columns (void)
{
  TableWorld f;
  GtkCheckButton *choice;

  table_world_init (&f, TRUE);
  table_world_show (&f, IF_ENTRY);
  choice = find_choice (f.pane, "ifMtu");
  g_assert_true (gtk_check_button_get_active (choice));
  gtk_check_button_set_active (choice, FALSE);

  table_world_show (&f, "1.3.6.1.4.1.99999.7");
  table_world_show (&f, IF_ENTRY);
  g_assert_false (gtk_check_button_get_active (find_choice (f.pane, "ifMtu")));
  g_assert_true (gtk_check_button_get_active (find_choice (f.pane, "ifDescr")));
  gtk_check_button_set_active (find_choice (f.pane, "ifMtu"), TRUE);
  table_world_clear (&f);
}

/* A table with the same index beside it; its holes are holes. */
static void
test_join (void)
{
  TableWorld f;
  g_autofree char *names = NULL;
  GtkCheckButton *choice;

  table_world_init (&f, TRUE);
  table_world_show (&f, IF_ENTRY);
  g_assert_null (find_choice (f.pane, "dot3StatsTable"));
  choice = find_choice (f.pane, "ifXTable");
  g_assert_nonnull (choice);
  gtk_check_button_set_active (choice, TRUE);
  tarn_gui_wait (table_world_is_quiet, table_world_get_model (&f));
  names = table_world_dup_field (&f, 5);
  g_assert_cmpstr (tarn_table_model_get_name (table_world_get_model (&f), 5), ==, "ifName");
  g_assert_cmpstr (names, ==, "wan self -");

  /* A cell of it is here, too. */
  table_world_show (&f, "1.3.6.1.2.1.31.1.1.1.1.2");
  g_assert_cmpstr (table_world_get_label (&f, "title"), ==, "ifTable");
  table_world_clear (&f);
}

int
main (int    argc,
      char **argv)
{
  tarn_gui_test_init (&argc, &argv);

  g_test_add_func ("/table-pane-order/sort", test_sort);
  g_test_add_func ("/table-pane-order/filter", test_filter);
  g_test_add_func ("/table-pane-order/column-filters", test_column_filters);
  g_test_add_func ("/table-pane-order/columns", test_columns);
  g_test_add_func ("/table-pane-order/join", test_join);

  return g_test_run ();
}
