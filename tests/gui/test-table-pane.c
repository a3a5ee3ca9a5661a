/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "tarn-table-chooser.h"
#include "tarn-table-export.h"
#include "tarn-table-world.h"

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
  TableWorld f;

  table_world_init (&f, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_test_message ("%s", steps[i].what);
      table_world_show (&f, steps[i].oid);
      g_assert_cmpstr (table_world_get_page (&f), ==, steps[i].page);
      if (steps[i].title != NULL)
        g_assert_cmpstr (table_world_get_label (&f, "title"), ==, steps[i].title);
    }
  g_assert_cmpstr (table_world_get_label (&f, "nothing"), ==,
                   "This table has no rows in this capture");
  table_world_clear (&f);
}

/* What stands in it, and what is said of it. */
static void
test_table (void)
{
  TableWorld f;
  g_autofree char *names = NULL, *mtus = NULL, *states = NULL;

  table_world_init (&f, TRUE);
  table_world_show (&f, IF_ENTRY);
  tarn_gui_wait (table_world_is_quiet, table_world_get_model (&f));
  tarn_gui_settle ();
  g_assert_cmpstr (table_world_get_label (&f, "summary"), ==, "3 rows · 4 columns · 1 hole");
  names = table_world_dup_field (&f, 2);
  mtus = table_world_dup_field (&f, 3);
  states = table_world_dup_field (&f, 4);
  g_assert_cmpstr (names, ==, "eth0 lo eth1");
  g_assert_cmpstr (mtus, ==, "1500 - 9000");
  g_assert_cmpstr (states, ==, "up up down");
  g_assert_true (tarn_table_model_is_number (table_world_get_model (&f), 3));
  g_assert_false (tarn_table_model_is_number (table_world_get_model (&f), 4));
  gtk_test_accessible_assert_relation (GTK_WIDGET (table_world_get_view (&f)),
                                       GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                       tarn_gui_find (f.pane, GTK_TYPE_LABEL, "title"), NULL);
  table_world_clear (&f);
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
  TableWorld f;
  GtkWidget *hole;

  table_world_init (&f, TRUE);
  table_world_show (&f, IF_ENTRY);
  g_free (table_world_dup_field (&f, 3));
  tarn_gui_settle ();
  hole = find_cell (GTK_WIDGET (table_world_get_view (&f)), "—");
  g_assert_nonnull (hole);
  g_assert_true (gtk_widget_has_css_class (hole, "dim-label"));
  gtk_test_accessible_assert_property (hole, GTK_ACCESSIBLE_PROPERTY_LABEL, "not there");
  table_world_clear (&f);
}

/* Selecting here is selecting there. */
static void
test_selection (void)
{
  TableWorld f;
  g_autofree char *first = NULL, *asked = NULL;
  GtkSelectionModel *selection;

  table_world_init (&f, TRUE);
  table_world_show (&f, IF_ENTRY ".4.10");
  selection = gtk_column_view_get_model (table_world_get_view (&f));
  g_assert_true (gtk_selection_model_is_selected (selection, 2));
  g_assert_false (gtk_selection_model_is_selected (selection, 0));

  gtk_selection_model_select_item (selection, 0, TRUE);
  tarn_gui_settle ();
  first = table_world_get_oid (&f);
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
  table_world_clear (&f);
}

/* The list of tables, and a click. */
static void
test_chooser (void)
{
  TableWorld f;
  GtkWidget *list;
  GListModel *choices;

  table_world_init (&f, TRUE);
  list = tarn_gui_find (tarn_gui_find (f.pane, TARN_TYPE_TABLE_CHOOSER, NULL),
                        GTK_TYPE_LIST_VIEW, "list");
  choices = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
  while (g_list_model_get_n_items (choices) < 3)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (choices), ==, 3);
  g_signal_emit_by_name (list, "activate", 0);
  g_assert_cmpstr (f.asked->str, ==, "show-table(." IF_ENTRY ")");
  table_world_clear (&f);
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
  TableWorld f;
  g_autoptr(GtkBitset) all = gtk_bitset_new_range (0, 3);
  g_autofree char *text = NULL;
  TarnTableExport *export;

  table_world_init (&f, TRUE);
  table_world_show (&f, IF_ENTRY);
  export = tarn_table_export_new (table_world_get_model (&f), all, c->form);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    tarn_table_export_add_field (export, fields[i]);
  tarn_table_export_run_async (export, NULL, exported_cb, &text);
  tarn_gui_wait (is_set, &text);
  g_assert_cmpstr (text, ==, c->text);
  g_assert_cmpuint (tarn_table_export_get_n_rows (export), ==, 3);
  tarn_gui_settle ();
  g_assert_finalize_object (export);
  table_world_clear (&f);
}

/* Without a document, and with another one. */
static void
test_document (void)
{
  TableWorld f;
  TarnDocument *other = tarn_gui_document_new ("1.3.6.1.2.1.1.5.0|4|other\n");

  table_world_init (&f, FALSE);
  table_world_show (&f, "1.3.6.1.4.1.99999.7.1.2.6");
  g_assert_cmpstr (table_world_get_page (&f), ==, "table");
  g_object_set (f.pane, "document", NULL, NULL);
  tarn_gui_settle ();
  g_assert_cmpstr (table_world_get_page (&f), ==, "list");
  g_object_set (f.pane, "document", other, NULL);
  tarn_gui_settle ();
  g_assert_cmpstr (table_world_get_page (&f), ==, "list");
  g_object_set (f.pane, "document", f.document, NULL);
  tarn_gui_settle ();
  g_assert_cmpstr (table_world_get_page (&f), ==, "table");
  table_world_clear (&f);
  tarn_gui_document_free (other);
}

/* It has room in a narrow window. */
static void
test_narrow (void)
{
  TableWorld f;
  int minimum;

  table_world_init (&f, TRUE);
  gtk_widget_measure (f.pane, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  table_world_clear (&f);
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
