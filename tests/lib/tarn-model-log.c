/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-model-log.h"

struct _TarnModelLog
{
  GListModel       *model;
  TarnModelLogText  text;
  GPtrArray        *rows;       /* what the model told of, held */
  GString          *changes;
};

static void
add_rows (TarnModelLog *self,
          guint         position,
          guint         n)
{
  for (guint i = 0; i < n; i++)
    g_ptr_array_insert (self->rows, (int) (position + i),
                        g_list_model_get_item (self->model, position + i));
}

static void
items_changed_cb (TarnModelLog *self,
                  guint         position,
                  guint         n_removed,
                  guint         n_added)
{
  g_assert_cmpuint (position + n_removed, <=, self->rows->len);
  g_assert_cmpuint (g_list_model_get_n_items (self->model), ==,
                    self->rows->len - n_removed + n_added);

  g_string_append_printf (self->changes, "%s%u", self->changes->len > 0 ? " " : "", position);
  if (n_removed > 0)
    g_string_append_printf (self->changes, "-%u", n_removed);
  if (n_added > 0)
    g_string_append_printf (self->changes, "+%u", n_added);

  if (n_removed > 0)
    g_ptr_array_remove_range (self->rows, position, n_removed);
  add_rows (self, position, n_added);
}

TarnModelLog *
tarn_model_log_new (GListModel       *model,
                    TarnModelLogText  text)
{
  TarnModelLog *self = g_new0 (TarnModelLog, 1);

  self->model = g_object_ref (model);
  self->text = text;
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->changes = g_string_new (NULL);
  add_rows (self, 0, g_list_model_get_n_items (model));
  g_signal_connect_swapped (model, "items-changed", G_CALLBACK (items_changed_cb), self);
  return self;
}

void
tarn_model_log_free (TarnModelLog *self)
{
  g_assert_cmpstr (self->changes->str, ==, "");

  g_signal_handlers_disconnect_by_func (self->model, items_changed_cb, self);
  g_ptr_array_unref (self->rows);
  g_string_free (self->changes, TRUE);
  g_object_unref (self->model);
  g_free (self);
}

char *
tarn_model_log_take (TarnModelLog *self)
{
  char *changes = g_strdup (self->changes->str);

  g_string_truncate (self->changes, 0);
  return changes;
}

char *
tarn_model_log_to_text (TarnModelLog *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autofree char *row = self->text (g_ptr_array_index (self->rows, i));

      g_string_append_printf (text, "%s\n", row);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
tarn_model_log_check (TarnModelLog *self)
{
  g_assert_cmpuint (g_list_model_get_n_items (self->model), ==, self->rows->len);

  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autoptr(GObject) row = g_list_model_get_item (self->model, i);

      g_assert_true (row == g_ptr_array_index (self->rows, i));
    }
}
