/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What managers have set, and the way back.
 */
#include "tarn-gui-fixture.h"
#include "tarn-test.h"
#include "tarn-written-window.h"
#include "tarn-written.h"

#define NAME     "1.3.6.1.2.1.1.5.0"
#define LOCATION "1.3.6.1.2.1.1.6.0"
#define CONTACT  "1.3.6.1.2.1.1.4.0"

/* As an agent does: the name is set, the location deleted, a contact made. */
static TarnDocument *
make_document (void)
{
  TarnDocument *document = tarn_gui_document_new (NAME "|4|switch\n" LOCATION "|4|cellar\n");
  TarnStore *store = tarn_document_get_store (document);
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnOid) name = tarn_test_oid (NAME);
  g_autoptr(TarnOid) location = tarn_test_oid (LOCATION);
  g_autoptr(TarnOid) contact = tarn_test_oid (CONTACT);
  g_autoptr(TarnValue) value = tarn_value_new_octets (TARN_KIND_OCTET_STRING,
                                                      (const guint8 *) "new", 3);
  g_autoptr(GError) error = NULL;

  tarn_document_set_mib (document, tarn_gui_get_mib ());
  g_assert_false (tarn_written_has_any (store));
  tarn_batch_set_origin (batch, TARN_ORIGIN_AGENT);
  tarn_batch_put (batch, name, value);
  tarn_batch_put (batch, contact, value);
  tarn_batch_delete (batch, location);
  g_assert_true (tarn_store_apply (store, batch, &error));
  g_assert_no_error (error);
  g_assert_true (tarn_written_has_any (store));
  return document;
}

static char *
dup_value (TarnDocument *document,
           const char   *oid)
{
  g_autoptr(TarnOid) name = tarn_test_oid (oid);
  g_autoptr(TarnValue) value = tarn_store_get (tarn_document_get_store (document), name, NULL);
  g_autoptr(TarnTextStyle) style = tarn_text_style_new (NULL);
  g_autoptr(TarnVarbind) varbind = NULL;

  if (value == NULL)
    return NULL;
  varbind = tarn_varbind_new (name, value);
  return tarn_text_style_dup_value (style, varbind);
}

static void
assert_values (TarnDocument *document,
               const char   *name,
               const char   *location,
               const char   *contact)
{
  g_autofree char *now_name = dup_value (document, NAME);
  g_autofree char *now_location = dup_value (document, LOCATION);
  g_autofree char *now_contact = dup_value (document, CONTACT);

  g_assert_cmpstr (now_name, ==, name);
  g_assert_cmpstr (now_location, ==, location);
  g_assert_cmpstr (now_contact, ==, contact);
}

static GListModel *
get_model (GtkWidget *window)
{
  GtkColumnView *view =
    GTK_COLUMN_VIEW (tarn_gui_find (window, GTK_TYPE_COLUMN_VIEW, "view"));

  return G_LIST_MODEL (gtk_column_view_get_model (view));
}

static char *
dup_line (GtkWidget *window,
          guint      position)
{
  g_autoptr(TarnTextStyle) style = tarn_text_style_new (NULL);
  g_autoptr(TarnWritten) written = g_list_model_get_item (get_model (window), position);
  g_autofree char *before = tarn_written_dup_before (written, style);
  g_autofree char *after = tarn_written_dup_after (written, style);

  return g_strdup_printf ("%s → %s", before, after);
}

static void
act (GtkWidget  *window,
     const char *action)
{
  gtk_widget_activate_action (window, action, NULL);
  tarn_gui_settle ();
}

static void
test_revert (void)
{
  TarnDocument *document = make_document ();
  GtkWidget *window = GTK_WIDGET (tarn_written_window_new (document));
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  gtk_window_present (GTK_WINDOW (window));
  tarn_gui_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (get_model (window)), ==, 3);
  first = dup_line (window, 0);
  second = dup_line (window, 1);
  third = dup_line (window, 2);
  g_assert_cmpstr (first, ==, "— → new");
  g_assert_cmpstr (second, ==, "switch → new");
  g_assert_cmpstr (third, ==, "cellar → —");

  gtk_selection_model_select_item (GTK_SELECTION_MODEL (get_model (window)), 1, TRUE);
  act (window, "written.revert");
  assert_values (document, "switch", NULL, "new");
  g_assert_cmpuint (g_list_model_get_n_items (get_model (window)), ==, 2);
  act (window, "written.undo");
  assert_values (document, "new", NULL, "new");
  g_assert_cmpuint (g_list_model_get_n_items (get_model (window)), ==, 3);

  act (window, "written.revert-all");
  assert_values (document, "switch", "cellar", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (get_model (window)), ==, 0);
  g_assert_false (tarn_written_has_any (tarn_document_get_store (document)));
  act (window, "written.undo");
  assert_values (document, "new", NULL, "new");
  act (window, "written.undo");
  assert_values (document, "new", NULL, "new");

  gtk_window_destroy (GTK_WINDOW (window));
  tarn_gui_settle ();
  tarn_gui_document_free (document);
}

int
main (int    argc,
      char **argv)
{
  tarn_gui_test_init (&argc, &argv);
  g_test_add_func ("/written/revert", test_revert);
  return g_test_run ();
}
