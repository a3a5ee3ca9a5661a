/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-table-world.h"

#include <glib/gstdio.h>

#include "tarn-gui-fixture.h"
#include "tarn-test.h"

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

static void
asked_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  TableWorld *f = data;

  g_string_append_printf (f->asked, "%s(%s)", g_action_get_name (G_ACTION (action)),
                          g_variant_get_string (parameter, NULL));
}

static const GActionEntry entries[] = {
  { "add-row", asked_cb, "s" }, { "delete-row", asked_cb, "s" }, { "edit", asked_cb, "s" },
  { "fetch", asked_cb, "s" }, { "go", asked_cb, "s" }, { "mirror", asked_cb, "s" },
  { "show-table", asked_cb, "s" }, { "show-view", asked_cb, "s" }, { "watch", asked_cb, "s" },
};

void
table_world_init (TableWorld *f,
                  gboolean    names)
{
  g_autofree char *path = NULL;

  *f = (TableWorld) { .document = tarn_gui_document_new (rows) };
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

void
table_world_clear (TableWorld *f)
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

void
table_world_show (TableWorld *f,
                  const char *oid)
{
  g_autoptr(TarnOid) parsed = oid != NULL ? tarn_test_oid (oid) : NULL;

  tarn_table_pane_set_oid (TARN_TABLE_PANE (f->pane), parsed);
  tarn_gui_settle ();
}

GtkColumnView *
table_world_get_view (TableWorld *f)
{
  return GTK_COLUMN_VIEW (tarn_gui_find (f->pane, GTK_TYPE_COLUMN_VIEW, "view"));
}

const char *
table_world_get_page (TableWorld *f)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (tarn_gui_find (f->pane, GTK_TYPE_STACK,
                                                                     "pages")));
}

const char *
table_world_get_label (TableWorld *f,
                       const char *id)
{
  return gtk_label_get_label (GTK_LABEL (tarn_gui_find (f->pane, GTK_TYPE_LABEL, id)));
}

char *
table_world_get_oid (TableWorld *f)
{
  TarnOid *oid = tarn_table_pane_get_oid (TARN_TABLE_PANE (f->pane));

  return oid != NULL ? tarn_oid_to_string (oid) : NULL;
}

TarnTableModel *
table_world_get_model (TableWorld *f)
{
  GtkSelectionModel *selection = gtk_column_view_get_model (table_world_get_view (f));

  return TARN_TABLE_MODEL (gtk_multi_selection_get_model (GTK_MULTI_SELECTION (selection)));
}

char *
table_world_dup_field (TableWorld *f,
                       guint       field)
{
  GListModel *list = G_LIST_MODEL (table_world_get_model (f));
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

gboolean
table_world_is_quiet (gpointer model)
{
  return !tarn_table_model_is_busy (model);
}
