/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>
#include <string.h>

#include "tarn-gui-fixture.h"
#include "tarn-table-chooser.h"
#include "tarn-table-export.h"
#include "tarn-table-pane.h"
#include "tarn-test.h"

#define IF_ENTRY "1.3.6.1.2.1.2.2.1"

/* A table with a hole, one beside it, and one that no module knows. */
static const char rows[] =
  "1.3.6.1.2.1.1.5.0|4|switch\n"
  IF_ENTRY ".1.1|2|1\n" IF_ENTRY ".1.2|2|2\n" IF_ENTRY ".1.10|2|10\n"
  IF_ENTRY ".2.1|4|eth0\n" IF_ENTRY ".2.2|4|lo\n" IF_ENTRY ".2.10|4|eth1\n"
  IF_ENTRY ".4.1|2|1500\n" IF_ENTRY ".4.10|2|9000\n"
  IF_ENTRY ".8.1|2|1\n" IF_ENTRY ".8.2|2|1\n" IF_ENTRY ".8.10|2|2\n"
  "1.3.6.1.2.1.31.1.1.1.1.1|4|wan\n1.3.6.1.2.1.31.1.1.1.1.2|4|self\n"
  "1.3.6.1.4.1.99999.7.1.1.5|2|5\n1.3.6.1.4.1.99999.7.1.1.6|2|6\n"
  "1.3.6.1.4.1.99999.7.1.2.5|4|five\n1.3.6.1.4.1.99999.7.1.2.6|4|six\n";

typedef struct
{
  TarnDocument       *document;
  TarnState          *state;
  char               *folder;
  GtkWidget          *pane;
  GSimpleActionGroup *group;
  GString            *asked;      /* actions of the document that the pane has asked for */
  GtkWindow          *window;
} Fixture;

static void
asked_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  Fixture *f = data;

  g_string_append_printf (f->asked, "%s(%s)", g_action_get_name (G_ACTION (action)),
                          g_variant_get_string (parameter, NULL));
}

static const GActionEntry entries[] = {
  { "add-row", asked_cb, "s" }, { "delete-row", asked_cb, "s" }, { "edit", asked_cb, "s" },
  { "fetch", asked_cb, "s" }, { "go", asked_cb, "s" }, { "mirror", asked_cb, "s" },
  { "show-table", asked_cb, "s" }, { "show-view", asked_cb, "s" }, { "watch", asked_cb, "s" },
};

static void
fixture_init (Fixture *f,
              gboolean names)
{
  g_autofree char *path = NULL;

  *f = (Fixture) { .document = tarn_gui_document_new (rows) };
  if (names)
    tarn_document_set_mib (f->document, tarn_gui_get_mib ());
  f->folder = g_dir_make_tmp ("tarn-table-XXXXXX", NULL);
  path = g_build_filename (f->folder, "browser", NULL);
  f->state = tarn_state_new (path);
  f->asked = g_string_new (NULL);
  f->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (f->group), entries, G_N_ELEMENTS (entries), f);
  f->pane = g_object_new (TARN_TYPE_TABLE_PANE, "document", f->document, "state", f->state, NULL);
  g_object_add_weak_pointer (G_OBJECT (f->pane), (gpointer *) &f->pane);
  gtk_widget_insert_action_group (f->pane, "document", G_ACTION_GROUP (f->group));
  f->window = tarn_gui_show (f->pane, 720, 480);
}

static void
fixture_clear (Fixture *f)
{
  g_autofree char *path = g_build_filename (f->folder, "browser", NULL);

  gtk_window_destroy (f->window);
  tarn_gui_settle ();
  g_assert_null (f->pane);
  g_assert_finalize_object (f->state);
  g_object_unref (f->group);
  tarn_gui_document_free (f->document);
  g_string_free (f->asked, TRUE);
  g_unlink (path);
  g_rmdir (f->folder);
  g_free (f->folder);
}

static void
show (Fixture    *f,
      const char *oid)
{
  g_autoptr(TarnOid) parsed = oid != NULL ? tarn_test_oid (oid) : NULL;

  tarn_table_pane_set_oid (TARN_TABLE_PANE (f->pane), parsed);
  tarn_gui_settle ();
}

static GtkColumnView *
get_view (Fixture *f)
{
  return GTK_COLUMN_VIEW (tarn_gui_find (f->pane, GTK_TYPE_COLUMN_VIEW, "view"));
}

static const char *
get_page (Fixture *f)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (tarn_gui_find (f->pane, GTK_TYPE_STACK,
                                                                     "pages")));
}

static const char *
get_label (Fixture    *f,
           const char *id)
{
  return gtk_label_get_label (GTK_LABEL (tarn_gui_find (f->pane, GTK_TYPE_LABEL, id)));
}

static char *
get_oid (Fixture *f)
{
  TarnOid *oid = tarn_table_pane_get_oid (TARN_TABLE_PANE (f->pane));

  return oid != NULL ? tarn_oid_to_string (oid) : NULL;
}

static TarnTableModel *
get_model (Fixture *f)
{
  GtkMultiSelection *selection = GTK_MULTI_SELECTION (gtk_column_view_get_model (get_view (f)));

  return TARN_TABLE_MODEL (gtk_multi_selection_get_model (selection));
}

/* The text of a field of all rows, as they stand; holes are a dash. */
static char *
dup_field (Fixture *f,
           guint    field)
{
  GListModel *list = G_LIST_MODEL (get_model (f));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(TarnTableLine) line = g_list_model_get_item (list, i);
      const char *shown;

      while (!tarn_table_line_is_read (line))
        g_main_context_iteration (NULL, TRUE);
      shown = tarn_table_line_get_text (line, field);
      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", shown != NULL ? shown : "-");
    }

  return g_string_free (text, FALSE);
}

static gboolean
is_quiet (gpointer model)
{
  return !tarn_table_model_is_busy (model);
}

/* From anywhere in the table, and back to the list from anywhere else. */
static void
test_follow (void)
{
  static const struct { const char *what, *oid, *page, *title; } steps[] = {
    { "nothing is selected", NULL, "list", NULL },
    { "a cell", IF_ENTRY ".2.10", "table", "ifTable" },
    { "the same table", "1.3.6.1.2.1.2.2", "table", "ifTable" },
    { "a scalar", "1.3.6.1.2.1.1.5.0", "list", NULL },
    { "one that no module knows", "1.3.6.1.4.1.99999.7.1.2.6", "table", "1.3.6.1.4.1.99999.7.1" },
    { "one without rows", "1.3.6.1.2.1.4.20", "table", "ipAddrTable" },
  };
  Fixture f;

  fixture_init (&f, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_test_message ("%s", steps[i].what);
      show (&f, steps[i].oid);
      g_assert_cmpstr (get_page (&f), ==, steps[i].page);
      if (steps[i].title != NULL)
        g_assert_cmpstr (get_label (&f, "title"), ==, steps[i].title);
    }
  g_assert_cmpstr (get_label (&f, "nothing"), ==, "This table has no rows in this capture");
  fixture_clear (&f);
}

/* What stands in it, and what is said of it. */
static void
test_table (void)
{
  Fixture f;
  g_autofree char *names = NULL, *mtus = NULL, *states = NULL;

  fixture_init (&f, TRUE);
  show (&f, IF_ENTRY);
  tarn_gui_wait (is_quiet, get_model (&f));
  tarn_gui_settle ();
  g_assert_cmpstr (get_label (&f, "summary"), ==, "3 rows · 4 columns · 1 hole");
  names = dup_field (&f, 2);
  mtus = dup_field (&f, 3);
  states = dup_field (&f, 4);
  g_assert_cmpstr (names, ==, "eth0 lo eth1");
  g_assert_cmpstr (mtus, ==, "1500 - 9000");
  g_assert_cmpstr (states, ==, "up up down");
  g_assert_true (tarn_table_model_is_number (get_model (&f), 3));
  g_assert_false (tarn_table_model_is_number (get_model (&f), 4));
  gtk_test_accessible_assert_relation (GTK_WIDGET (get_view (&f)),
                                       GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                       tarn_gui_find (f.pane, GTK_TYPE_LABEL, "title"), NULL);
  fixture_clear (&f);
}

static GtkWidget *
find_cell (GtkWidget  *widget,
           const char *text)
{
  if (GTK_IS_INSCRIPTION (widget)
      && g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (widget)), text) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_cell (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* A hole is shown as one, and said as one. */
static void
test_hole (void)
{
  Fixture f;
  GtkWidget *hole;

  fixture_init (&f, TRUE);
  show (&f, IF_ENTRY);
  g_free (dup_field (&f, 3));
  tarn_gui_settle ();
  hole = find_cell (GTK_WIDGET (get_view (&f)), "—");
  g_assert_nonnull (hole);
  g_assert_true (gtk_widget_has_css_class (hole, "dim-label"));
  gtk_test_accessible_assert_property (hole, GTK_ACCESSIBLE_PROPERTY_LABEL, "not there");
  fixture_clear (&f);
}

/* Selecting here is selecting there. */
static void
test_selection (void)
{
  Fixture f;
  g_autofree char *first = NULL, *asked = NULL;
  GtkSelectionModel *selection;

  fixture_init (&f, TRUE);
  show (&f, IF_ENTRY ".4.10");
  selection = gtk_column_view_get_model (get_view (&f));
  g_assert_true (gtk_selection_model_is_selected (selection, 2));
  g_assert_false (gtk_selection_model_is_selected (selection, 0));

  gtk_selection_model_select_item (selection, 0, TRUE);
  tarn_gui_settle ();
  first = get_oid (&f);
  g_assert_cmpstr (first, ==, "." IF_ENTRY ".4.1");

  gtk_widget_activate_action (f.pane, "table.edit", NULL);
  gtk_widget_activate_action (f.pane, "table.delete-row", NULL);
  gtk_widget_activate_action (f.pane, "table.add-row", NULL);
  gtk_widget_activate_action (f.pane, "table.watch", NULL);
  /* There is no device. */
  gtk_widget_activate_action (f.pane, "table.refresh", NULL);
  g_assert_cmpstr (f.asked->str, ==,
                   "edit(." IF_ENTRY ".4.1)delete-row(." IF_ENTRY ".4.1)"
                   "add-row(." IF_ENTRY ")watch(." IF_ENTRY ".4.1)");
  fixture_clear (&f);
}

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
  Fixture f;
  g_autofree char *natural = NULL;

  fixture_init (&f, TRUE);
  show (&f, IF_ENTRY);
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      g_autoptr(GtkColumnViewColumn) column =
        g_list_model_get_item (gtk_column_view_get_columns (get_view (&f)), sorts[i].column);
      g_autofree char *shown = NULL;

      gtk_column_view_sort_by_column (get_view (&f), column, sorts[i].type);
      tarn_gui_wait (is_quiet, get_model (&f));
      shown = dup_field (&f, 0);
      g_assert_cmpstr (shown, ==, sorts[i].rows);
    }

  gtk_widget_activate_action (f.pane, "table.unsort", NULL);
  tarn_gui_wait (is_quiet, get_model (&f));
  natural = dup_field (&f, 0);
  g_assert_cmpstr (natural, ==, "1 2 10");
  fixture_clear (&f);
}

static void
test_filter (void)
{
  Fixture f;
  GtkWidget *filter;
  g_autofree char *shown = NULL, *all = NULL;

  fixture_init (&f, TRUE);
  show (&f, IF_ENTRY);
  filter = tarn_gui_find (f.pane, GTK_TYPE_SEARCH_ENTRY, "filter");
  gtk_editable_set_text (GTK_EDITABLE (filter), "ETH");
  g_signal_emit_by_name (filter, "search-changed");
  tarn_gui_wait (is_quiet, get_model (&f));
  tarn_gui_settle ();
  shown = dup_field (&f, 0);
  g_assert_cmpstr (shown, ==, "1 10");
  g_assert_true (g_str_has_prefix (get_label (&f, "summary"), "2 of 3 rows"));

  gtk_editable_set_text (GTK_EDITABLE (filter), "no such text");
  g_signal_emit_by_name (filter, "search-changed");
  tarn_gui_wait (is_quiet, get_model (&f));
  tarn_gui_settle ();
  g_assert_cmpstr (get_label (&f, "nothing"), ==, "No row has this text");

  g_signal_emit_by_name (filter, "stop-search");
  g_signal_emit_by_name (filter, "search-changed");
  tarn_gui_wait (is_quiet, get_model (&f));
  all = dup_field (&f, 0);
  g_assert_cmpstr (all, ==, "1 2 10");
  fixture_clear (&f);
}

static GtkEditable *
begin_filter (Fixture    *f,
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
assert_rows (Fixture    *f,
             const char *expected)
{
  g_autofree char *shown = NULL;

  tarn_gui_settle ();
  tarn_gui_wait (is_quiet, get_model (f));
  tarn_gui_settle ();
  shown = dup_field (f, 0);
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
  Fixture f;
  GtkEditable *descr, *mtu;
  GtkWidget *box;
  g_autoptr(GtkColumnViewColumn) column = NULL;

  fixture_init (&f, TRUE);
  show (&f, IF_ENTRY);
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
  g_assert_cmpstr (get_label (&f, "nothing"), ==, "No row is as these filters say");
  type_filter (mtu, "!10");
  assert_rows (&f, "1");
  g_assert_true (g_str_has_prefix (get_label (&f, "summary"), "1 of 3 rows"));

  column = g_list_model_get_item (gtk_column_view_get_columns (get_view (&f)), 0);
  gtk_column_view_sort_by_column (get_view (&f), column, GTK_SORT_DESCENDING);
  gtk_column_view_column_set_fixed_width (column, 333);
  show (&f, "1.3.6.1.4.1.99999.7");
  g_assert_false (gtk_widget_get_visible (box));

  show (&f, IF_ENTRY);
  assert_rows (&f, "1");
  g_clear_object (&column);
  column = g_list_model_get_item (gtk_column_view_get_columns (get_view (&f)), 0);
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
  fixture_clear (&f);
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
  Fixture f;
  GtkCheckButton *choice;

  fixture_init (&f, TRUE);
  show (&f, IF_ENTRY);
  choice = find_choice (f.pane, "ifMtu");
  g_assert_true (gtk_check_button_get_active (choice));
  gtk_check_button_set_active (choice, FALSE);

  show (&f, "1.3.6.1.4.1.99999.7");
  show (&f, IF_ENTRY);
  g_assert_false (gtk_check_button_get_active (find_choice (f.pane, "ifMtu")));
  g_assert_true (gtk_check_button_get_active (find_choice (f.pane, "ifDescr")));
  gtk_check_button_set_active (find_choice (f.pane, "ifMtu"), TRUE);
  fixture_clear (&f);
}

/* A table with the same index beside it; its holes are holes. */
static void
test_join (void)
{
  Fixture f;
  g_autofree char *names = NULL;
  GtkCheckButton *choice;

  fixture_init (&f, TRUE);
  show (&f, IF_ENTRY);
  g_assert_null (find_choice (f.pane, "dot3StatsTable"));
  choice = find_choice (f.pane, "ifXTable");
  g_assert_nonnull (choice);
  gtk_check_button_set_active (choice, TRUE);
  tarn_gui_wait (is_quiet, get_model (&f));
  names = dup_field (&f, 5);
  g_assert_cmpstr (tarn_table_model_get_name (get_model (&f), 5), ==, "ifName");
  g_assert_cmpstr (names, ==, "wan self -");

  /* A cell of it is here, too. */
  show (&f, "1.3.6.1.2.1.31.1.1.1.1.2");
  g_assert_cmpstr (get_label (&f, "title"), ==, "ifTable");
  fixture_clear (&f);
}

/* The list of tables, and a click. */
static void
test_chooser (void)
{
  Fixture f;
  GtkWidget *list;
  GListModel *choices;

  fixture_init (&f, TRUE);
  list = tarn_gui_find (tarn_gui_find (f.pane, TARN_TYPE_TABLE_CHOOSER, NULL),
                        GTK_TYPE_LIST_VIEW, "list");
  choices = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
  while (g_list_model_get_n_items (choices) < 3)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (choices), ==, 3);
  g_signal_emit_by_name (list, "activate", 0);
  g_assert_cmpstr (f.asked->str, ==, "show-table(." IF_ENTRY ")");
  fixture_clear (&f);
}

typedef struct
{
  const char          *what;
  TarnTableExportForm  form;
  const char          *text;
} ExportCase;

static const ExportCase exports[] = {
  { "a hole has nothing between its tabs", TARN_TABLE_EXPORT_TSV,
    "ifIndex\tifDescr\tifMtu\n1\teth0\t1500\n2\tlo\t\n10\teth1\t9000\n" },
  { "an empty value would have quotes", TARN_TABLE_EXPORT_CSV,
    "ifIndex,ifDescr,ifMtu\n1,eth0,1500\n2,lo,\n10,eth1,9000\n" },
  { "numbers are numbers, holes null", TARN_TABLE_EXPORT_JSON,
    "[\n{\"ifIndex\":1,\"ifDescr\":\"eth0\",\"ifMtu\":1500},\n"
    "{\"ifIndex\":2,\"ifDescr\":\"lo\",\"ifMtu\":null},\n"
    "{\"ifIndex\":10,\"ifDescr\":\"eth1\",\"ifMtu\":9000}\n]\n" },
};

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = tarn_table_export_run_finish (TARN_TABLE_EXPORT (source), result,
                                                          &error);

  g_assert_no_error (error);
  *(char **) user_data = g_strdup (g_bytes_get_data (bytes, NULL));
}

static gboolean
is_set (gpointer data)
{
  return *(char **) data != NULL;
}

static void
test_export (gconstpointer data)
{
  static const guint fields[] = { 0, 2, 3 };
  const ExportCase *c = data;
  Fixture f;
  g_autoptr(GtkBitset) all = gtk_bitset_new_range (0, 3);
  g_autofree char *text = NULL;
  TarnTableExport *export;

  fixture_init (&f, TRUE);
  show (&f, IF_ENTRY);
  export = tarn_table_export_new (get_model (&f), all, c->form);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    tarn_table_export_add_field (export, fields[i]);
  tarn_table_export_run_async (export, NULL, exported_cb, &text);
  tarn_gui_wait (is_set, &text);
  g_assert_cmpstr (text, ==, c->text);
  g_assert_cmpuint (tarn_table_export_get_n_rows (export), ==, 3);
  tarn_gui_settle ();
  g_assert_finalize_object (export);
  fixture_clear (&f);
}

/* Without a document, and with another one. */
static void
test_document (void)
{
  Fixture f;
  TarnDocument *other = tarn_gui_document_new ("1.3.6.1.2.1.1.5.0|4|other\n");

  fixture_init (&f, FALSE);
  show (&f, "1.3.6.1.4.1.99999.7.1.2.6");
  g_assert_cmpstr (get_page (&f), ==, "table");
  g_object_set (f.pane, "document", NULL, NULL);
  tarn_gui_settle ();
  g_assert_cmpstr (get_page (&f), ==, "list");
  g_object_set (f.pane, "document", other, NULL);
  tarn_gui_settle ();
  g_assert_cmpstr (get_page (&f), ==, "list");
  g_object_set (f.pane, "document", f.document, NULL);
  tarn_gui_settle ();
  g_assert_cmpstr (get_page (&f), ==, "table");
  fixture_clear (&f);
  tarn_gui_document_free (other);
}

/* It has room in a narrow window. */
static void
test_narrow (void)
{
  Fixture f;
  int minimum;

  fixture_init (&f, TRUE);
  gtk_widget_measure (f.pane, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  fixture_clear (&f);
}

int
main (int    argc,
      char **argv)
{
  tarn_gui_test_init (&argc, &argv);

  g_test_add_func ("/table-pane/follow", test_follow);
  g_test_add_func ("/table-pane/table", test_table);
  g_test_add_func ("/table-pane/hole", test_hole);
  g_test_add_func ("/table-pane/selection", test_selection);
  g_test_add_func ("/table-pane/sort", test_sort);
  g_test_add_func ("/table-pane/filter", test_filter);
  g_test_add_func ("/table-pane/column-filters", test_column_filters);
  g_test_add_func ("/table-pane/columns", test_columns);
  g_test_add_func ("/table-pane/join", test_join);
  g_test_add_func ("/table-pane/chooser", test_chooser);
  g_test_add_func ("/table-pane/document", test_document);
  g_test_add_func ("/table-pane/narrow", test_narrow);
  for (guint i = 0; i < G_N_ELEMENTS (exports); i++)
    {
      g_autofree char *path = g_strdup_printf ("/table-pane/export/%s", exports[i].what);

      g_test_add_data_func (path, &exports[i], test_export);
    }

  return g_test_run ();
}
