/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "tarn-editor-input.h"
#include "tarn-editor.h"
#include "tarn-gui-fixture.h"

typedef struct
{
  const char     *name;
  TarnEditorForm  form;
  const char     *object;   /* NULL: no module */
  const char     *text;
  const char     *again;    /* what it reads back */
} InputVector;

/* What an input is given it gives back, in its own way of writing. */
static const InputVector inputs[] = {
  { "a line of text", TARN_EDITOR_AS_TEXT, NULL, "a  b", "a  b" },
  { "an enumeration", TARN_EDITOR_AS_ENUMERATION, "ifAdminStatus", "3", "3" },
  { "a number that it does not name", TARN_EDITOR_AS_ENUMERATION, "ifAdminStatus", "-7", "-7" },
  { "bits by their names", TARN_EDITOR_AS_BITS, "lldpRemSysCapEnabled", "bridge router", "2,4" },
  { "bits by their numbers", TARN_EDITOR_AS_BITS, "lldpRemSysCapEnabled", "4,2", "2,4" },
  { "a bit without a name", TARN_EDITOR_AS_BITS, "lldpRemSysCapEnabled", "router ?(12)", "4,12" },
  { "no bits", TARN_EDITOR_AS_BITS, "lldpRemSysCapEnabled", "", "" },
  { "octets", TARN_EDITOR_AS_OCTETS, NULL, "00 01 02 03 04 05 06 07 08",
    "00 01 02 03 04 05 06 07\n08" },
  { "no octets", TARN_EDITOR_AS_OCTETS, NULL, "", "" },
  { "no time", TARN_EDITOR_AS_TICKS, NULL, "0", "0" },
  { "the longest time", TARN_EDITOR_AS_TICKS, NULL, "4294967295", "4294967295" },
  { "a date without a zone", TARN_EDITOR_AS_DATE, NULL, "2026-11-23T02:03:04",
    "2026-11-23T02:03:04.0" },
  { "a date west of Greenwich", TARN_EDITOR_AS_DATE, NULL, "1992-05-26T13:30:15.9-00:30",
    "1992-05-26T13:30:15.9-00:30" },
  { "a leap second", TARN_EDITOR_AS_DATE, NULL, "2016-12-31T23:59:60.0Z",
    "2016-12-31T23:59:60.0Z" },
};

static void
test_input (gconstpointer data)
{
  const InputVector *v = data;
  g_autoptr(TarnMibNode) node = v->object != NULL
                                  ? tarn_mib_get_node (tarn_gui_get_mib (), v->object) : NULL;
  TarnEditorSubject subject = { tarn_gui_get_mib (), node,
                                node != NULL ? tarn_editor_kind_of (node)
                                             : TARN_KIND_OCTET_STRING };
  TarnEditorInput *input = g_object_ref_sink (tarn_editor_input_new (v->form, &subject));
  g_autofree char *text = NULL;
  g_autofree char *twice = NULL;

  tarn_editor_input_set_text (input, v->text);
  text = tarn_editor_input_dup_text (input);
  g_assert_cmpstr (text, ==, v->again);
  tarn_editor_input_set_text (input, v->text);
  twice = tarn_editor_input_dup_text (input);
  g_assert_cmpstr (twice, ==, v->again);
  g_assert_finalize_object (input);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
begin (TarnEditor *editor,
       const char *oid,
       TarnValue  *value,
       gboolean    with_mib)
{
  g_autoptr(TarnOid) name = tarn_oid_new (oid, NULL);

  tarn_editor_begin (editor, with_mib ? tarn_gui_get_mib () : NULL, name, value);
}

/* What the module does not allow is complained of, and taken if insisted on. */
static void
test_insist (void)
{
  TarnEditor *editor = g_object_ref_sink (TARN_EDITOR (tarn_editor_new ()));
  g_autoptr(TarnValue) before = tarn_value_new_integer (72);
  g_autoptr(TarnValue) after = NULL;
  GtkWidget *entry, *complaint, *insist;
  guint n_changed = 0;
  gint64 number;

  g_signal_connect_swapped (editor, "changed", G_CALLBACK (count_cb), &n_changed);
  begin (editor, "1.3.6.1.2.1.1.7.0", before, TRUE);
  entry = tarn_gui_find (GTK_WIDGET (editor), GTK_TYPE_ENTRY, NULL);
  complaint = tarn_gui_find (GTK_WIDGET (editor), GTK_TYPE_LABEL, "complaint");
  insist = tarn_gui_find (GTK_WIDGET (editor), GTK_TYPE_CHECK_BUTTON, "insist");
  g_assert_false (gtk_widget_get_visible (complaint));

  n_changed = 0;
  gtk_editable_set_text (GTK_EDITABLE (entry), "1000");
  g_assert_cmpuint (n_changed, >=, 1);
  g_assert_true (gtk_widget_get_visible (complaint));
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (complaint)), "127"));
  g_assert_true (gtk_widget_get_visible (insist));
  g_assert_null (tarn_editor_dup_value (editor));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (insist), TRUE);
  after = tarn_editor_dup_value (editor);
  g_assert_true (tarn_value_get_integer (after, &number));
  g_assert_cmpint (number, ==, 1000);

  gtk_editable_set_text (GTK_EDITABLE (entry), "many");
  g_assert_false (gtk_widget_get_visible (insist));
  g_assert_null (tarn_editor_dup_value (editor));
  g_assert_finalize_object (editor);
}

/* Without a module the type is that of the value, and can be chosen. */
static void
test_types (void)
{
  TarnEditor *editor = g_object_ref_sink (TARN_EDITOR (tarn_editor_new ()));
  g_autoptr(TarnValue) before = tarn_value_new_unsigned (TARN_KIND_COUNTER32, 5);
  g_autoptr(TarnValue) same = NULL;
  GtkWidget *types, *type_box;

  begin (editor, "1.3.6.1.4.1.99999.1.0", before, FALSE);
  types = tarn_gui_find (GTK_WIDGET (editor), GTK_TYPE_DROP_DOWN, "types");
  type_box = tarn_gui_find (GTK_WIDGET (editor), GTK_TYPE_BOX, "type_box");
  g_assert_true (gtk_widget_get_visible (type_box));
  same = tarn_editor_dup_value (editor);
  g_assert_true (tarn_value_equal (same, before));

  for (guint i = 0; i < g_list_model_get_n_items (gtk_drop_down_get_model (GTK_DROP_DOWN (types)));
       i++)
    {
      g_autoptr(GtkStringObject) name = g_list_model_get_item (
        gtk_drop_down_get_model (GTK_DROP_DOWN (types)), i);
      g_autoptr(TarnValue) value = NULL;

      gtk_drop_down_set_selected (GTK_DROP_DOWN (types), i);
      value = tarn_editor_dup_value (editor);
      if (value != NULL)
        g_assert_cmpstr (tarn_editor_kind_name (tarn_value_get_kind (value)), ==,
                         gtk_string_object_get_string (name));
    }

  begin (editor, "1.3.6.1.2.1.1.5.0", NULL, TRUE);
  g_assert_false (gtk_widget_get_visible (type_box));
  g_assert_finalize_object (editor);
}

/* Octets instead of text, and back, with what was typed. */
static void
test_as_octets (void)
{
  TarnEditor *editor = g_object_ref_sink (TARN_EDITOR (tarn_editor_new ()));
  g_autoptr(TarnValue) before = tarn_value_new_octets (TARN_KIND_OCTET_STRING,
                                                       (const guint8 *) "ab", 2);
  GtkWidget *entry, *as_octets, *view;
  GtkTextBuffer *buffer;

  begin (editor, "1.3.6.1.2.1.1.5.0", before, TRUE);
  as_octets = tarn_gui_find (GTK_WIDGET (editor), GTK_TYPE_CHECK_BUTTON, "as_octets");
  entry = tarn_gui_find (GTK_WIDGET (editor), GTK_TYPE_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "abc");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (as_octets), TRUE);
  g_assert_null (tarn_gui_find (GTK_WIDGET (editor), GTK_TYPE_ENTRY, NULL));

  /* Offset, hex, text. */
  view = tarn_gui_find (GTK_WIDGET (editor), GTK_TYPE_TEXT_VIEW, NULL);
  view = gtk_widget_get_next_sibling (view);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_buffer_set_text (buffer, "61 62 63 64", -1);
  view = gtk_widget_get_next_sibling (view);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  {
    GtkTextIter start, end;
    g_autofree char *text = NULL;

    gtk_text_buffer_get_bounds (buffer, &start, &end);
    text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
    g_assert_cmpstr (text, ==, "abcd");
  }

  gtk_check_button_set_active (GTK_CHECK_BUTTON (as_octets), FALSE);
  entry = tarn_gui_find (GTK_WIDGET (editor), GTK_TYPE_ENTRY, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "abcd");
  g_assert_finalize_object (editor);
}

int
main (int    argc,
      char **argv)
{
  tarn_gui_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      g_autofree char *path = g_strdup_printf ("/editor/input/%s", inputs[i].name);

      g_test_add_data_func (path, &inputs[i], test_input);
    }
  g_test_add_func ("/editor/insist", test_insist);
  g_test_add_func ("/editor/types", test_types);
  g_test_add_func ("/editor/as octets", test_as_octets);
  return g_test_run ();
}
