/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The path bar: what its buttons are, and what the entry completes, takes and refuses.
 */
#include "tarn-gui-fixture.h"
#include "tarn-path-bar.h"
#include "tarn-path-entry.h"

#define LINES "1.3.6.1.2.1.2.2.1.2.1|4|eth0\n"

typedef struct
{
  TarnDocument *document;
  GtkWindow    *window;
  TarnPathBar  *bar;
  GtkWidget    *entry;
  GtkWidget    *text;
  char         *gone_to;
} Fixture;

static void
go_cb (GSimpleAction *action,
       GVariant      *parameter,
       gpointer       data)
{
  Fixture *fixture = data;

  g_free (fixture->gone_to);
  fixture->gone_to = g_variant_dup_string (parameter, NULL);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const GActionEntry entries[] = { { "go", go_cb, "s" } };
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, 1, fixture);
  fixture->document = tarn_gui_document_new (LINES);
  tarn_document_set_mib (fixture->document, tarn_gui_get_mib ());
  fixture->bar = g_object_new (TARN_TYPE_PATH_BAR, "document", fixture->document, NULL);
  fixture->window = tarn_gui_show (GTK_WIDGET (fixture->bar), 360, 300);
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->window), "document",
                                  G_ACTION_GROUP (group));
  fixture->entry = tarn_gui_find (GTK_WIDGET (fixture->bar), TARN_TYPE_PATH_ENTRY, NULL);
  fixture->text = tarn_gui_find (fixture->entry, GTK_TYPE_ENTRY, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (fixture->window);
  tarn_gui_document_free (fixture->document);
  g_free (fixture->gone_to);
}

static void
set_oid (Fixture    *fixture,
         const char *text)
{
  g_autoptr(TarnOid) oid = text != NULL ? tarn_oid_new (text, NULL) : NULL;

  g_object_set (fixture->bar, "oid", oid, NULL);
}

static char *
dup_path (Fixture *fixture)
{
  GtkWidget *box = tarn_gui_find (GTK_WIDGET (fixture->bar), GTK_TYPE_BOX, "box");
  GString *path = g_string_new (NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    g_string_append (path, GTK_IS_BUTTON (child) ? gtk_button_get_label (GTK_BUTTON (child))
                                                 : gtk_label_get_label (GTK_LABEL (child)));
  return g_string_free (path, FALSE);
}

static void
test_buttons (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct { const char *why, *oid, *path; } paths[] = {
    { "an instance: its index is the last button", "1.3.6.1.2.1.2.2.1.2.1",
      "org›dod›internet›mgmt›mib-2›interfaces›ifTable›ifEntry›ifDescr›1" },
    { "a node", "1.3.6.1.2.1.2", "org›dod›internet›mgmt›mib-2›interfaces" },
    { "what no module knows is one button", "1.3.6.1.4.1.99999.1.2",
      "org›dod›internet›private›enterprises›99999.1.2" },
    { "nothing", NULL, "Nothing selected" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *path = NULL;

      g_test_message ("%s", paths[i].why);
      set_oid (fixture, paths[i].oid);
      path = dup_path (fixture);
      g_assert_cmpstr (path, ==, paths[i].path);
    }
}

static void
test_no_modules (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *path = NULL;

  set_oid (fixture, "1.3.6.1.2.1.2");
  tarn_document_set_mib (fixture->document, NULL);
  path = dup_path (fixture);
  g_assert_cmpstr (path, ==, "1.3.6.1.2.1.2");
}

static void
test_button_goes (Fixture       *fixture,
                  gconstpointer  data)
{
  GtkWidget *box = tarn_gui_find (GTK_WIDGET (fixture->bar), GTK_TYPE_BOX, "box");

  set_oid (fixture, "1.3.6.1.2.1.2.2.1.2.1");
  g_signal_emit_by_name (gtk_widget_get_first_child (box), "clicked");
  g_assert_cmpstr (fixture->gone_to, ==, ".1.3");
}

static void
test_entry (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct { const char *why, *text, *oid; } typed[] = {
    { "a name", "ifDescr", ".1.3.6.1.2.1.2.2.1.2" },
    { "a name of a module", "IF-MIB::ifOperStatus.1", ".1.3.6.1.2.1.2.2.1.8.1" },
    { "an OID", "1.3.6.1.4.1.9", ".1.3.6.1.4.1.9" },
    { "with spaces around, as they come from other programs", " ifTable ", ".1.3.6.1.2.1.2.2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_test_message ("%s", typed[i].why);
      tarn_path_bar_edit (fixture->bar);
      gtk_editable_set_text (GTK_EDITABLE (fixture->text), typed[i].text);
      g_signal_emit_by_name (fixture->text, "activate");
      g_assert_cmpstr (fixture->gone_to, ==, typed[i].oid);
    }
}

static void
test_wrong (Fixture       *fixture,
            gconstpointer  data)
{
  tarn_path_bar_edit (fixture->bar);
  gtk_editable_set_text (GTK_EDITABLE (fixture->text), "ifDescrr");
  g_signal_emit_by_name (fixture->text, "activate");

  g_assert_null (fixture->gone_to);
  g_assert_true (gtk_widget_has_css_class (fixture->text, "error"));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (fixture->text), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);

  /* It is gone as soon as one types on. */
  gtk_editable_set_text (GTK_EDITABLE (fixture->text), "ifDescr");
  g_assert_false (gtk_widget_has_css_class (fixture->text, "error"));
}

static void
test_completion (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *list = tarn_gui_find (fixture->entry, GTK_TYPE_LIST_VIEW, NULL);
  GListModel *names = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
  g_autoptr(GtkStringObject) first = NULL;

  tarn_path_bar_edit (fixture->bar);
  gtk_editable_set_text (GTK_EDITABLE (fixture->text), "ifdes");
  g_assert_cmpuint (g_list_model_get_n_items (names), >, 0);
  first = g_list_model_get_item (names, 0);
  g_assert_cmpstr (gtk_string_object_get_string (first), ==, "ifDescr");

  g_signal_emit_by_name (list, "activate", 0);
  g_assert_cmpstr (fixture->gone_to, ==, ".1.3.6.1.2.1.2.2.1.2");

  gtk_editable_set_text (GTK_EDITABLE (fixture->text), "");
  g_assert_cmpuint (g_list_model_get_n_items (names), ==, 0);
}

static void
test_edit (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *stack = tarn_gui_find (GTK_WIDGET (fixture->bar), GTK_TYPE_STACK, "stack");

  set_oid (fixture, "1.3.6.1.2.1.2.2.1.2.1");
  tarn_path_bar_edit (fixture->bar);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "entry");
  g_assert_cmpstr (tarn_path_entry_get_text (TARN_PATH_ENTRY (fixture->entry)), ==,
                   "IF-MIB::ifDescr.1");
  g_assert_true (gtk_editable_get_selection_bounds (GTK_EDITABLE (fixture->text), NULL, NULL));

  g_signal_emit_by_name (fixture->entry, "cancel");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "path");
  g_assert_null (fixture->gone_to);
}

int
main (int   argc,
      char *argv[])
{
  static const struct { const char *path; void (*test) (Fixture *, gconstpointer); } tests[] = {
    { "/path-bar/buttons", test_buttons },
    { "/path-bar/no-modules", test_no_modules },
    { "/path-bar/button-goes", test_button_goes },
    { "/path-bar/entry", test_entry },
    { "/path-bar/wrong", test_wrong },
    { "/path-bar/completion", test_completion },
    { "/path-bar/edit", test_edit },
  };

  tarn_gui_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
