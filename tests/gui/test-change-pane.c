/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "tarn-change-pane.h"
#include "tarn-change-row.h"
#include "tarn-change-run.h"
#include "tarn-gui-fixture.h"
#include "tarn-row-dialog.h"
#include "tarn-row-plan.h"
#include "tarn-settings.h"

#define NAME "1.3.6.1.2.1.1.5.0"

/* ifRcvAddressStatus and -Type of interface 3 and 00:1a. */
#define RECEIVE "1.3.6.1.2.1.31.1.4.1"

static const char device[] =
  NAME "|4|core 1\n"
  RECEIVE ".2.3.2.0.26|2|1\n"
  RECEIVE ".3.3.2.0.26|2|2\n";

static TarnDocument *
make_document (void)
{
  TarnDocument *document = tarn_gui_document_new (device);

  tarn_document_set_mib (document, tarn_gui_get_mib ());
  return document;
}

static void
edit (TarnDocument *document,
      const char   *oid,
      const char   *text)
{
  g_autoptr(TarnOid) name = tarn_oid_new (oid, NULL);
  g_autoptr(TarnValue) before = tarn_store_get (tarn_document_get_store (document), name, NULL);
  g_autoptr(TarnValue) after = tarn_value_new_octets (TARN_KIND_OCTET_STRING,
                                                      (const guint8 *) text, strlen (text));

  tarn_change_list_add (tarn_document_get_changes (document), name, before, after);
}

static const char *
label_of (GtkWidget  *widget,
          const char *id)
{
  return gtk_label_get_label (GTK_LABEL (tarn_gui_find (widget, GTK_TYPE_LABEL, id)));
}

static gboolean
is_idle (gpointer data)
{
  return !tarn_change_list_is_busy (data);
}

static gboolean
has_row (gpointer data)
{
  return tarn_gui_find (data, TARN_TYPE_CHANGE_ROW, NULL) != NULL;
}

static void
test_pane (void)
{
  TarnDocument *document = make_document ();
  TarnChangeList *changes = tarn_document_get_changes (document);
  GtkWidget *pane = tarn_change_pane_new ();
  GtkWindow *window = tarn_gui_show (pane, 360, 500);
  GtkWidget *stack = tarn_gui_find (pane, GTK_TYPE_STACK, "stack");
  GtkWidget *apply = tarn_gui_find (pane, GTK_TYPE_BUTTON, "apply");
  GtkWidget *row, *icon;
  int minimum;

  g_assert_false (gtk_widget_get_sensitive (apply));
  g_object_set (pane, "document", document, NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "empty");

  edit (document, NAME, "two");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "list");
  g_assert_nonnull (strstr (label_of (pane, "preview"), "capture “device”"));
  g_assert_true (gtk_widget_get_sensitive (apply));
  tarn_gui_wait (has_row, pane);
  tarn_gui_settle ();
  row = tarn_gui_find (pane, TARN_TYPE_CHANGE_ROW, NULL);
  g_assert_cmpstr (label_of (row, "name"), ==, "SNMPv2-MIB::sysName.0");
  g_assert_cmpstr (label_of (row, "values"), ==, "core 1 → two");
  icon = tarn_gui_find (row, GTK_TYPE_IMAGE, "icon");
  gtk_test_accessible_assert_property (icon, GTK_ACCESSIBLE_PROPERTY_LABEL, "Not applied yet");
  gtk_widget_measure (pane, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);

  gtk_widget_activate_action (pane, "changes.apply", NULL);
  tarn_gui_wait (is_idle, changes);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "empty");
  g_assert_false (gtk_widget_get_sensitive (apply));
  gtk_widget_activate_action (pane, "changes.undo", NULL);
  tarn_gui_wait (is_idle, changes);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (changes)), ==, 1);
  gtk_widget_activate_action (pane, "changes.clear", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (changes)), ==, 0);

  g_object_set (pane, "document", NULL, NULL);
  gtk_window_destroy (window);
  tarn_gui_settle ();
  tarn_gui_document_free (document);
}

/* "2.4.1.7=4 3.4.1.7=2": changes of rows, by what stands behind the entry; "-": deleted. */
static char *
render (GPtrArray *changes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      g_autofree char *oid = tarn_oid_to_string (tarn_change_get_oid (changes->pdata[i]));
      TarnValue *after = tarn_change_get_after (changes->pdata[i]);
      gint64 number = 0;

      g_string_append_printf (text, "%s%s=", i > 0 ? " " : "", oid + strlen ("." RECEIVE "."));
      if (after == NULL)
        g_string_append_c (text, '-');
      else if (tarn_value_get_integer (after, &number))
        g_string_append_printf (text, "%d", (int) number);
    }

  return g_string_free (text, FALSE);
}

typedef struct
{
  const char    *name;
  const char    *index[3];
  const char    *type;       /* of ifRcvAddressType */
  TarnRowManner  manner;
  const char    *changes;    /* NULL: refused */
  const char    *complaint;
} AddVector;

static const AddVector adds[] = {
  { "by its status", { "3", "00:1b" }, "nonVolatile", TARN_ROW_CREATE_AND_GO,
    "2.3.2.0.27=4 3.3.2.0.27=3", NULL },
  { "by its status, later", { "3", "00:1b" }, "", TARN_ROW_CREATE_AND_WAIT, "2.3.2.0.27=5", NULL },
  { "only values", { "4", "ff" }, "volatile", TARN_ROW_PLAIN, "3.4.1.255=2", NULL },
  { "nothing", { "4", "ff" }, "", TARN_ROW_PLAIN, NULL, "one column" },
  { "there is one", { "3", "00:1a" }, "", TARN_ROW_CREATE_AND_GO, NULL, "already" },
  { "a part is missing", { "3" }, "", TARN_ROW_CREATE_AND_GO, NULL, "" },
  { "a part is none", { "3", "somewhere" }, "", TARN_ROW_CREATE_AND_GO, NULL, "" },
  { "a value is none", { "3", "00:1b" }, "sometimes", TARN_ROW_CREATE_AND_GO, NULL,
    "ifRcvAddressType: " },
};

static void
test_add (gconstpointer data)
{
  const AddVector *v = data;
  TarnDocument *document = make_document ();
  g_autoptr(TarnMibNode) row = tarn_mib_get_node (tarn_gui_get_mib (), "ifRcvAddressEntry");
  const char *texts[] = { "", "", v->type, NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) changes =
    tarn_row_plan_add (document, row, v->index, texts, v->manner, &error);
  g_autofree char *text = changes != NULL ? render (changes) : NULL;

  g_assert_cmpstr (text, ==, v->changes);
  g_assert_true ((error == NULL) == (v->changes != NULL));
  if (error != NULL)
    g_assert_nonnull (strstr (error->message, v->complaint));
  tarn_gui_document_free (document);
}

static GtkWindow *
find_question (void)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (GTK_IS_MESSAGE_DIALOG (link->data))
      return link->data;

  return NULL;
}

/* Who wants to be asked is asked before a device is told anything. */
static void
test_ask (void)
{
  TarnDocument *document = make_document ();
  TarnChangeList *changes = tarn_document_get_changes (document);
  g_autoptr(TarnAddress) address = tarn_address_new ("127.0.0.1:9", 0, NULL);
  g_autoptr(TarnDevice) asked = tarn_device_new (address);
  GtkWidget *from = gtk_label_new ("");
  GtkWindow *window = tarn_gui_show (from, 300, 200);
  g_autofree char *said = NULL;

  tarn_device_set_timeout_us (asked, 1000);
  tarn_device_set_retries (asked, 0);
  tarn_document_set_device (document, asked);
  edit (document, NAME, "other");
  g_settings_set_boolean (tarn_settings_get (), "ask-before-set", TRUE);
  for (guint i = 0; i < 2; i++)
    {
      tarn_change_run_send (from, document, NULL, TARN_CHANGE_AT_ONCE, NULL);
      g_assert_nonnull (find_question ());
      g_assert_false (tarn_change_list_is_busy (changes));
      g_clear_pointer (&said, g_free);
      g_object_get (find_question (), "secondary-text", &said, NULL);
      g_assert_nonnull (strstr (said, "core 1 → other"));
      gtk_dialog_response (GTK_DIALOG (find_question ()),
                           i == 0 ? GTK_RESPONSE_CANCEL : GTK_RESPONSE_OK);
      g_assert_null (find_question ());
      g_assert_cmpint (tarn_change_list_is_busy (changes), ==, i == 1);
    }
  g_settings_reset (tarn_settings_get (), "ask-before-set");
  tarn_gui_wait (is_idle, changes);
  tarn_document_set_device (document, NULL);
  gtk_window_destroy (window);
  tarn_gui_settle ();
  tarn_gui_document_free (document);
}

static void
test_delete (void)
{
  TarnDocument *document = make_document ();
  g_autoptr(TarnOid) there = tarn_oid_new (RECEIVE ".3.3.2.0.26", NULL);
  g_autoptr(TarnOid) not_there = tarn_oid_new (RECEIVE ".3.9.2.0.26", NULL);
  g_autoptr(TarnOid) scalar = tarn_oid_new (NAME, NULL);
  g_autoptr(GPtrArray) by_status = tarn_row_plan_delete (document, there, TRUE, NULL);
  g_autoptr(GPtrArray) by_hand = tarn_row_plan_delete (document, there, FALSE, NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *told = render (by_status);
  g_autofree char *done = render (by_hand);

  g_assert_cmpstr (told, ==, "2.3.2.0.26=6");
  g_assert_cmpuint (tarn_change_get_rest (by_status->pdata[0])->len, ==, 2);
  g_assert_cmpstr (done, ==, "2.3.2.0.26=- 3.3.2.0.26=-");
  g_assert_null (tarn_row_plan_delete (document, not_there, FALSE, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_assert_null (tarn_row_plan_delete (document, scalar, FALSE, NULL));
  tarn_gui_document_free (document);
}

static GtkWindow *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (TARN_IS_ROW_DIALOG (window))
        return window;
    }

  return NULL;
}

static void
test_dialog (void)
{
  TarnDocument *document = make_document ();
  TarnChangeList *changes = tarn_document_get_changes (document);
  GtkWidget *pane = tarn_change_pane_new ();
  GtkWindow *window = tarn_gui_show (pane, 500, 500);
  g_autoptr(TarnOid) table = tarn_oid_new (RECEIVE, NULL);
  GtkWindow *dialog;
  GtkWidget *index, *add, *complaint;

  tarn_row_dialog_add (pane, document, table);
  tarn_gui_settle ();
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  index = tarn_gui_find (GTK_WIDGET (dialog), GTK_TYPE_GRID, "index");
  add = tarn_gui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "add");
  complaint = tarn_gui_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL, "complaint");
  gtk_test_accessible_assert_relation (gtk_grid_get_child_at (GTK_GRID (index), 1, 0),
                                       GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                       gtk_grid_get_child_at (GTK_GRID (index), 0, 0), NULL);
  g_signal_emit_by_name (add, "clicked");
  g_assert_true (gtk_widget_get_visible (complaint));

  gtk_editable_set_text (GTK_EDITABLE (gtk_grid_get_child_at (GTK_GRID (index), 1, 0)), "7");
  g_assert_false (gtk_widget_get_visible (complaint));
  gtk_editable_set_text (GTK_EDITABLE (gtk_grid_get_child_at (GTK_GRID (index), 1, 1)), "ab:cd");
  gtk_drop_down_set_selected (
    GTK_DROP_DOWN (tarn_gui_find (GTK_WIDGET (dialog), GTK_TYPE_DROP_DOWN, "manner")),
    TARN_ROW_CREATE_AND_GO);
  g_signal_emit_by_name (add, "clicked");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (changes)), ==, 1);
  tarn_gui_settle ();
  g_assert_null (find_dialog ());

  gtk_window_destroy (window);
  tarn_gui_settle ();
  tarn_gui_document_free (document);
}

int
main (int    argc,
      char **argv)
{
  tarn_gui_test_init (&argc, &argv);
  g_test_add_func ("/change-pane/pane", test_pane);
  g_test_add_func ("/change-pane/ask", test_ask);
  for (guint i = 0; i < G_N_ELEMENTS (adds); i++)
    {
      g_autofree char *path = g_strdup_printf ("/row-plan/add/%s", adds[i].name);

      g_test_add_data_func (path, &adds[i], test_add);
    }
  g_test_add_func ("/row-plan/delete", test_delete);
  g_test_add_func ("/row-dialog", test_dialog);
  return g_test_run ();
}
