/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What the table pane says of its table.
 */
#include "tarn-table-pane-private.h"

#include <glib/gi18n.h>

#include "tarn-ui.h"

/* "12 of 1,000 rows · 22 columns · 3 holes", "…" behind what is still counted. */
void
tarn_table_pane_tell_summary (TarnTablePane *self)
{
  guint64 n_rows, n_holes;
  guint n_columns, n_shown;
  g_autofree char *rows = NULL, *shown = NULL, *holes = NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  if (self->model == NULL)
    return;

  n_rows = tarn_table_model_get_n_rows (self->model);
  n_holes = tarn_table_model_get_n_holes (self->model);
  n_columns = tarn_table_model_get_n_fields (self->model)
              - tarn_table_model_get_n_index (self->model);
  n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  rows = tarn_ui_format_count (n_rows);
  shown = tarn_ui_format_count (n_shown);
  holes = tarn_ui_format_count (n_holes);

  if (tarn_table_wish_has_filter (&self->wish))
    g_string_append_printf (text, ngettext ("%s of %s row", "%s of %s rows", (gulong) n_rows),
                            shown, rows);
  else
    g_string_append_printf (text, ngettext ("%s row", "%s rows", (gulong) n_rows), rows);
  g_string_append (text, " · ");
  g_string_append_printf (text, ngettext ("%u column", "%u columns", n_columns), n_columns);
  if (n_holes > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%s hole", "%s holes", (gulong) n_holes), holes);
    }
  if (tarn_table_model_is_busy (self->model))
    g_string_append (text, "…");

  gtk_label_set_label (self->summary, text->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary),
                               n_holes > 0 ? _("A hole is a cell that the device has not: it is "
                                               "neither empty nor zero") : NULL);
  gtk_label_set_label (self->nothing,
                       n_shown > 0 || tarn_table_model_is_busy (self->model) ? ""
                       : self->wish.columns != NULL ? _("No row is as these filters say")
                       : self->wish.text != NULL ? _("No row has this text")
                       : _("This table has no rows in this capture"));
}

void
tarn_table_pane_tell_title (TarnTablePane *self)
{
  TarnMib *mib = tarn_document_get_mib (self->document);
  g_autoptr(TarnMibNode) node = mib != NULL ? tarn_mib_find_node (mib, self->entry, NULL) : NULL;
  g_autoptr(TarnMibNode) table = node != NULL ? tarn_mib_node_get_table (node) : NULL;
  g_autofree char *oid = tarn_oid_to_string (self->entry);
  const char *description = table != NULL ? tarn_mib_node_get_description (table) : NULL;

  gtk_label_set_label (self->title, table != NULL ? tarn_mib_node_get_name (table) : oid + 1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title),
                               description != NULL && description[0] != '\0' ? description
                                                                             : oid + 1);
}
