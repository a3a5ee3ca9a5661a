/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * How a table was looked at, from one time to the next: each by its own.
 */
#include <string.h>

#include "tarn-table-pane-private.h"

/* By which column it is sorted ("": by none), downwards; widths; order; filters. */
#define VIEW_TYPE "(sba{si}asa(ss))"

/* A part of the index may have the name of a column. */
#define INDEX_PREFIX "index:"

char *
tarn_table_pane_dup_id (TarnTablePane *self,
                        guint          field)
{
  return g_strconcat (field < tarn_table_model_get_n_index (self->model) ? INDEX_PREFIX : "",
                      tarn_table_model_get_name (self->model, field), NULL);
}

gboolean
tarn_table_pane_find_id (TarnTablePane *self,
                         const char    *id,
                         guint         *field)
{
  guint n = self->model != NULL ? tarn_table_model_get_n_fields (self->model) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *one = tarn_table_pane_dup_id (self, i);

      if (strcmp (one, id) == 0)
        {
          *field = i;
          return TRUE;
        }
    }

  return FALSE;
}

guint
tarn_table_pane_get_field (GtkColumnViewColumn *column)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (column), "tarn-field"));
}

static char *
dup_key (TarnTablePane *self)
{
  g_autofree char *oid = tarn_oid_to_string (self->entry);

  return g_strconcat ("view", oid, NULL);
}

static void
add_columns (TarnTablePane   *self,
             GVariantBuilder *widths,
             GVariantBuilder *order)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  gboolean in_order = TRUE;

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      guint field = tarn_table_pane_get_field (column);
      g_autofree char *id = tarn_table_pane_dup_id (self, field);
      int width = gtk_column_view_column_get_fixed_width (column);

      in_order = in_order && field == i;
      if (width > 0)
        g_variant_builder_add (widths, "{si}", id, width);
    }

  /* The order of the table stays so if it gets more columns. */
  for (guint i = 0; !in_order && i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      g_autofree char *id = tarn_table_pane_dup_id (self, tarn_table_pane_get_field (column));

      g_variant_builder_add (order, "s", id);
    }
}

void
tarn_table_pane_keep (TarnTablePane *self)
{
  guint sort = self->wish.sort_field;
  g_autofree char *id = NULL;
  g_autofree char *key = NULL;
  GVariantBuilder widths, order, filters;

  if (self->loading || self->state == NULL || self->entry == NULL || self->model == NULL)
    return;

  g_variant_builder_init (&widths, G_VARIANT_TYPE ("a{si}"));
  g_variant_builder_init (&order, G_VARIANT_TYPE ("as"));
  g_variant_builder_init (&filters, G_VARIANT_TYPE ("a(ss)"));
  add_columns (self, &widths, &order);
  for (guint i = 0; i < self->filters->len; i++)
    {
      const TarnTablePaneFilter *filter = self->filters->pdata[i];
      const char *text = gtk_editable_get_text (GTK_EDITABLE (filter->entry));

      if (text[0] != '\0')
        g_variant_builder_add (&filters, "(ss)", filter->id, text);
    }
  if (sort < self->columns->len)
    id = tarn_table_pane_dup_id (self, sort);
  key = dup_key (self);
  tarn_state_set (self->state, "table", key,
                  g_variant_new (VIEW_TYPE, id != NULL ? id : "", self->wish.descending, &widths,
                                 &order, &filters));
}

static void
restore_order (TarnTablePane *self,
               GVariantIter  *order)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  const char *id;
  guint field;

  for (guint i = 0; g_variant_iter_next (order, "&s", &id);)
    {
      g_autoptr(GtkColumnViewColumn) there = g_list_model_get_item (columns, i);

      if (!tarn_table_pane_find_id (self, id, &field))
        continue;
      if (there != self->columns->pdata[field])
        gtk_column_view_insert_column (self->view, i, self->columns->pdata[field]);
      i++;
    }
}

static void
restore_view (TarnTablePane *self,
              GVariant      *view)
{
  g_autoptr(GVariantIter) widths = NULL, order = NULL, filters = NULL;
  const char *sort, *id, *text;
  gboolean descending;
  guint field;
  int width;

  g_variant_get (view, "(&sba{si}asa(ss))", &sort, &descending, &widths, &order, &filters);
  restore_order (self, order);
  while (g_variant_iter_next (widths, "{&si}", &id, &width))
    if (tarn_table_pane_find_id (self, id, &field))
      gtk_column_view_column_set_fixed_width (self->columns->pdata[field], MAX (width, -1));
  while (g_variant_iter_next (filters, "(&s&s)", &id, &text))
    tarn_table_pane_add_filter (self, id, text);
  if (tarn_table_pane_find_id (self, sort, &field))
    gtk_column_view_sort_by_column (self->view, self->columns->pdata[field],
                                    descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

void
tarn_table_pane_restore (TarnTablePane *self)
{
  g_autofree char *key = dup_key (self);
  g_autoptr(GVariant) view = NULL;

  if (self->state != NULL)
    view = tarn_state_dup (self->state, "table", key, VIEW_TYPE);
  if (view != NULL)
    {
      restore_view (self, view);
      tarn_table_pane_arrange (self);
    }
  tarn_table_pane_set_tips (self);
}

static gboolean
ordered_cb (gpointer data)
{
  TarnTablePane *self = data;

  self->ordered_id = 0;
  tarn_table_pane_set_tips (self);
  tarn_table_pane_keep (self);
  return G_SOURCE_REMOVE;
}

/* Somebody drags a heading: for a moment its column is nowhere. */
void
tarn_table_pane_columns_changed (TarnTablePane *self)
{
  if (!self->loading && self->ordered_id == 0)
    self->ordered_id = g_idle_add (ordered_cb, self);
}
