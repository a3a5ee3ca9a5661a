/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "tarn-detail-facts.h"
#include "tarn-detail-pane.h"
#include "tarn-editor-popover.h"
#include "tarn-editor.h"
#include "tarn-gui-fixture.h"

static const char device[] =
  "1.3.6.1.2.1.1.5.0|4|core 1\n"
  "1.3.6.1.2.1.1.3.0|67|8640000\n"
  "1.3.6.1.2.1.2.2.1.2.3|4|eth3\n"
  "1.3.6.1.2.1.2.2.1.3.3|2|6\n"
  "1.3.6.1.2.1.2.2.1.6.3|4x|001a2b3c4d5e\n"
  "1.3.6.1.2.1.2.2.1.7.3|2|2\n"
  "1.3.6.1.2.1.2.2.1.8.3|2|99\n"
  "1.3.6.1.2.1.4.20.1.1.192.0.2.1|64|192.0.2.1\n"
  "1.3.6.1.4.1.99999.1.0|4x|0a000001\n"
  "1.3.6.1.4.1.99999.2.0|4x|00636f726520310a7f20ff\n";

static TarnDocument *
make_document (void)
{
  TarnDocument *document = tarn_gui_document_new (device);

  tarn_document_set_mib (document, tarn_gui_get_mib ());
  return document;
}

/* The text of a fact; NULL: there is none. */
static const char *
find (const TarnDetail  *detail,
      TarnDetailSection  section,
      const char        *caption)
{
  for (guint i = 0; i < detail->facts->len; i++)
    {
      TarnDetailFact *fact = detail->facts->pdata[i];

      if (fact->section == section && strcmp (fact->caption, caption) == 0)
        return fact->text;
    }

  return NULL;
}

typedef struct
{
  const char        *name;
  const char        *oid;
  TarnDetailSection  section;
  const char        *caption;
  const char        *text;     /* NULL: there is none; "…" in front: a part */
} FactVector;

static const FactVector facts[] = {
  { "a type", "1.3.6.1.2.1.1.5.0", TARN_DETAIL_VALUE, "Type", "OCTET STRING" },
  { "octets", "1.3.6.1.2.1.1.5.0", TARN_DETAIL_VALUE, "Octets", "63 6f 72 65 20 31" },
  { "many octets, with what is text beside them", "1.3.6.1.4.1.99999.2.0", TARN_DETAIL_VALUE,
    "Octets", "00 63 6f 72 65 20 31 0a  ·core 1·\n7f 20 ff                 · ·" },
  { "and as they are encoded", "1.3.6.1.4.1.99999.2.0", TARN_DETAIL_VALUE, "Encoded",
    "04 0b 00 63 6f 72 65 20\n31 0a 7f 20 ff" },
  { "text that is the headline is not repeated", "1.3.6.1.2.1.1.5.0", TARN_DETAIL_VALUE,
    "As text", NULL },
  { "as net-snmp has it", "1.3.6.1.2.1.1.5.0", TARN_DETAIL_VALUE, "net-snmp",
    "STRING: core 1" },
  { "the TLV", "1.3.6.1.2.1.1.5.0", TARN_DETAIL_VALUE, "Encoded", "04 06 63 6f 72 65 20 31" },
  { "a time is a number, too", "1.3.6.1.2.1.1.3.0", TARN_DETAIL_VALUE, "Number", "8640000" },
  { "access", "1.3.6.1.2.1.1.5.0", TARN_DETAIL_OBJECT, "Access", "read-write" },
  { "a range", "1.3.6.1.2.1.1.5.0", TARN_DETAIL_OBJECT, "Range", "0 to 255 octets" },
  { "parts of an index", "1.3.6.1.2.1.2.2.1.2.3", TARN_DETAIL_INDEX, "ifIndex", "3" },
  { "an address as an index", "1.3.6.1.2.1.4.20.1.1.192.0.2.1", TARN_DETAIL_INDEX,
    "ipAdEntAddr", "192.0.2.1" },
  { "a label", "1.3.6.1.2.1.2.2.1.7.3", TARN_DETAIL_LABELS, "2", "down" },
  { "a number without a name is complained of", "1.3.6.1.2.1.2.2.1.8.3", TARN_DETAIL_VALUE,
    "Conformance", "…99" },
  { "nothing is wrong with this one", "1.3.6.1.2.1.2.2.1.7.3", TARN_DETAIL_VALUE, "Conformance",
    NULL },
  { "four octets may be an address", "1.3.6.1.4.1.99999.1.0", TARN_DETAIL_VALUE, "As an address",
    "10.0.0.1" },
  { "a branch has so many values", "1.3.6.1.2.1.2", TARN_DETAIL_ORIGIN, "Values", "5" },
  { "a branch is no value", "1.3.6.1.2.1.2", TARN_DETAIL_VALUE, "Type", NULL },
  { "an instance that is not here has an object", "1.3.6.1.2.1.1.6.0", TARN_DETAIL_OBJECT,
    "Object", "SNMPv2-MIB::sysLocation" },
};

static void
test_fact (gconstpointer data)
{
  const FactVector *v = data;
  TarnDocument *document = make_document ();
  g_autoptr(TarnOid) oid = tarn_oid_new (v->oid, NULL);
  g_autoptr(TarnDetail) detail = tarn_detail_new (document, oid, NULL);
  const char *text = find (detail, v->section, v->caption);

  if (v->text != NULL && g_str_has_prefix (v->text, "…"))
    g_assert_nonnull (strstr (text, v->text + strlen ("…")));
  else
    g_assert_cmpstr (text, ==, v->text);
  g_clear_pointer (&detail, tarn_detail_free);
  tarn_gui_document_free (document);
}

/* What was edited tells so, and what it was. */
static void
test_origin (void)
{
  TarnDocument *document = make_document ();
  g_autoptr(TarnOid) oid = tarn_oid_new ("1.3.6.1.2.1.1.5.0", NULL);
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnValue) value = tarn_value_new_octets (TARN_KIND_OCTET_STRING,
                                                      (const guint8 *) "new", 3);
  g_autoptr(TarnDetail) detail = NULL;

  tarn_batch_set_origin (batch, TARN_ORIGIN_EDIT);
  tarn_batch_put (batch, oid, value);
  g_assert_true (tarn_store_apply (tarn_document_get_store (document), batch, NULL));
  detail = tarn_detail_new (document, oid, NULL);
  g_assert_cmpstr (detail->headline, ==, "new");
  g_assert_cmpstr (find (detail, TARN_DETAIL_ORIGIN, "Origin"), ==, "Edited by hand");
  g_assert_cmpstr (find (detail, TARN_DETAIL_ORIGIN, "Before"), ==, "core 1");
  g_assert_nonnull (find (detail, TARN_DETAIL_ORIGIN, "When"));
  g_clear_pointer (&detail, tarn_detail_free);
  tarn_gui_document_free (document);
}

typedef struct
{
  TarnDetailPane *pane;
  const char     *id;
  const char     *text;
} Expected;

static gboolean
says (gpointer data)
{
  const Expected *expected = data;
  GtkWidget *label = tarn_gui_find (GTK_WIDGET (expected->pane), GTK_TYPE_LABEL, expected->id);

  return strstr (gtk_label_get_label (GTK_LABEL (label)), expected->text) != NULL;
}

static void
wait_for (TarnDetailPane *pane,
          const char     *id,
          const char     *text)
{
  Expected expected = { pane, id, text };

  tarn_gui_wait (says, &expected);
}

/* Nothing, a branch, a value, another value by somebody else, another document, nothing. */
static void
test_pane (void)
{
  TarnDocument *document = make_document ();
  TarnDocument *other = tarn_gui_document_new ("1.3.6.1.2.1.1.5.0|4|other\n");
  TarnDetailPane *pane = TARN_DETAIL_PANE (tarn_detail_pane_new ());
  g_autoptr(TarnOid) branch = tarn_oid_new ("1.3.6.1.2.1.2.2", NULL);
  g_autoptr(TarnOid) name = tarn_oid_new ("1.3.6.1.2.1.1.5.0", NULL);
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnValue) value = tarn_value_new_octets (TARN_KIND_OCTET_STRING,
                                                      (const guint8 *) "theirs", 6);
  GtkWindow *window = tarn_gui_show (GTK_WIDGET (pane), 360, 700);
  GtkWidget *edit = tarn_gui_find (GTK_WIDGET (pane), GTK_TYPE_MENU_BUTTON, "edit");
  GtkWidget *table = tarn_gui_find (GTK_WIDGET (pane), GTK_TYPE_BUTTON, "table");
  int minimum;

  g_object_set (pane, "oid", branch, NULL);
  g_object_set (pane, "document", document, NULL);
  wait_for (pane, "title", "ifTable");
  wait_for (pane, "headline", "5 values");
  tarn_gui_settle ();
  g_assert_false (gtk_widget_get_mapped (edit));
  g_assert_true (gtk_widget_get_mapped (table));

  g_object_set (pane, "oid", name, NULL);
  tarn_gui_settle ();
  wait_for (pane, "headline", "core 1");
  wait_for (pane, "place", "1.3.6.1.2.1.1.5.0");
  g_assert_true (gtk_widget_get_mapped (edit));
  g_assert_false (gtk_widget_get_mapped (table));
  gtk_widget_measure (GTK_WIDGET (pane), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_assert_cmpint (minimum, <=, 360);

  tarn_batch_put (batch, name, value);
  g_assert_true (tarn_store_apply (tarn_document_get_store (document), batch, NULL));
  wait_for (pane, "headline", "theirs");
  wait_for (pane, "changed", "core 1");

  g_object_set (pane, "document", other, NULL);
  wait_for (pane, "headline", "other");
  g_object_set (pane, "document", NULL, NULL);
  gtk_window_destroy (window);
  tarn_gui_document_free (other);
  tarn_gui_document_free (document);
}

/* The texts are labelled by their captions. */
static void
test_relations (void)
{
  TarnDocument *document = make_document ();
  TarnDetailPane *pane = TARN_DETAIL_PANE (tarn_detail_pane_new ());
  g_autoptr(TarnOid) name = tarn_oid_new ("1.3.6.1.2.1.1.5.0", NULL);
  GtkWindow *window = tarn_gui_show (GTK_WIDGET (pane), 360, 700);
  GtkWidget *grid, *caption, *text;

  g_object_set (pane, "document", document, "oid", name, NULL);
  tarn_gui_settle ();
  grid = tarn_gui_find (GTK_WIDGET (pane), GTK_TYPE_GRID, NULL);
  gtk_test_accessible_assert_role (gtk_widget_get_parent (gtk_widget_get_parent (grid)),
                                   GTK_ACCESSIBLE_ROLE_GROUP);
  caption = gtk_grid_get_child_at (GTK_GRID (grid), 0, 0);
  text = gtk_grid_get_child_at (GTK_GRID (grid), 1, 0);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (caption)), ==, "Type");
  gtk_test_accessible_assert_relation (text, GTK_ACCESSIBLE_RELATION_LABELLED_BY, caption, NULL);
  gtk_window_destroy (window);
  tarn_gui_document_free (document);
}

static gboolean
is_open (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

static gboolean
is_idle (gpointer data)
{
  return !tarn_change_list_is_busy (data);
}

/* F2 on a value: the editor comes with the value, a new one goes where it is told. */
static void
test_edit (void)
{
  TarnDocument *document = make_document ();
  TarnChangeList *changes = tarn_document_get_changes (document);
  TarnDetailPane *pane = TARN_DETAIL_PANE (tarn_detail_pane_new ());
  g_autoptr(TarnOid) name = tarn_oid_new ("1.3.6.1.2.1.1.5.0", NULL);
  GtkWindow *window = tarn_gui_show (GTK_WIDGET (pane), 500, 700);
  GtkWidget *popover, *entry, *complaint, *write, *gather;

  g_object_set (pane, "document", document, NULL);
  tarn_detail_pane_edit (pane, name);
  popover = tarn_gui_find (GTK_WIDGET (pane), TARN_TYPE_EDITOR_POPOVER, NULL);
  tarn_gui_wait (is_open, popover);
  entry = tarn_gui_find (popover, GTK_TYPE_ENTRY, NULL);
  complaint = tarn_gui_find (popover, GTK_TYPE_LABEL, "complaint");
  write = tarn_gui_find (popover, GTK_TYPE_BUTTON, "write");
  gather = tarn_gui_find (popover, GTK_TYPE_BUTTON, "gather");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "core 1");
  gtk_test_accessible_assert_property (entry, GTK_ACCESSIBLE_PROPERTY_LABEL, "New value");
  g_assert_true (gtk_widget_get_sensitive (write));

  gtk_editable_set_text (GTK_EDITABLE (entry), "caffè");
  g_assert_true (gtk_widget_get_visible (complaint));
  g_assert_false (gtk_widget_get_sensitive (write));

  gtk_editable_set_text (GTK_EDITABLE (entry), "two");
  g_assert_false (gtk_widget_get_visible (complaint));
  g_signal_emit_by_name (gather, "clicked");
  g_assert_cmpuint (tarn_change_list_count (changes, TARN_CHANGE_PENDING), ==, 1);
  wait_for (pane, "headline", "core 1");

  tarn_detail_pane_edit (pane, name);
  tarn_gui_wait (is_open, popover);
  entry = tarn_gui_find (popover, GTK_TYPE_ENTRY, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "two");
  g_signal_emit_by_name (entry, "activate");
  tarn_gui_wait (is_idle, changes);
  wait_for (pane, "headline", "two");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (changes)), ==, 0);
  g_assert_true (tarn_change_list_can_undo (changes));

  g_object_set (pane, "document", NULL, NULL);
  gtk_window_destroy (window);
  tarn_gui_settle ();
  tarn_gui_document_free (document);
}

static gboolean
has_size (gpointer widget)
{
  return gtk_widget_get_height (widget) > 0;
}

/* Of each section, the last line is inside. */
static void
assert_heights (GtkWidget *sections)
{
  for (GtkWidget *child = gtk_widget_get_first_child (sections); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      graphene_rect_t bounds;
      GtkWidget *grid;

      if (!gtk_widget_get_visible (child))
        continue;
      tarn_gui_wait (has_size, child);
      grid = tarn_gui_find (child, GTK_TYPE_GRID, NULL);
      g_assert_true (gtk_widget_compute_bounds (gtk_widget_get_last_child (grid), child, &bounds));
      g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, gtk_widget_get_height (child));
    }
}

/* Also where words take more lines than in what was shown before. */
static void
test_height (void)
{
  static const char * const oids[] = {
    "1.3.6.1.2.1.2.2.1.8", "1.3.6.1.2.1.2.2.1.8.3", "1.3.6.1.2.1.1.5.0", "1.3.6.1.2.1.2.2.1.7.3",
    "1.3.6.1.2.1.2.2.1.8.3", "1.3.6.1.2.1.2.2.1.3.3",
  };
  TarnDocument *document = make_document ();
  GtkWidget *pane = g_object_new (TARN_TYPE_DETAIL_PANE, "document", document, NULL);
  GtkWindow *window = tarn_gui_show (pane, 440, 700);
  GtkWidget *sections = tarn_gui_find (pane, GTK_TYPE_BOX, "sections");

  for (guint i = 0; i < G_N_ELEMENTS (oids); i++)
    {
      g_autoptr(TarnOid) oid = tarn_oid_new (oids[i], NULL);

      g_test_message ("%s", oids[i]);
      g_object_set (pane, "oid", oid, NULL);
      tarn_gui_settle ();
      assert_heights (sections);
    }
  gtk_window_destroy (window);
  tarn_gui_settle ();
  tarn_gui_document_free (document);
}

int
main (int    argc,
      char **argv)
{
  tarn_gui_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/detail/facts/%s", facts[i].name);

      g_test_add_data_func (path, &facts[i], test_fact);
    }
  g_test_add_func ("/detail/origin", test_origin);
  g_test_add_func ("/detail/pane", test_pane);
  g_test_add_func ("/detail/relations", test_relations);
  g_test_add_func ("/detail/edit", test_edit);
  g_test_add_func ("/detail/height", test_height);
  return g_test_run ();
}
