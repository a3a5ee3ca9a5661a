/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-table-line.h"

struct _TarnTableLine
{
  GObject            parent_instance;

  GBytes            *instance;    /* nullable                                    */
  guint64            number;
  char             **texts;       /* @n_fields of them; NULL: not read           */
  gboolean          *marks;       /* likewise; NULL: none is marked              */
  guint              n_fields;

  TarnTableLineFunc  gone;        /* nullable                                    */
  gpointer           user_data;
};

enum
{
  TOLD,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TarnTableLine, tarn_table_line, G_TYPE_OBJECT)

static void
free_texts (char  **texts,
            guint   n)
{
  for (guint i = 0; texts != NULL && i < n; i++)
    g_free (texts[i]);
  g_free (texts);
}

static void
tarn_table_line_dispose (GObject *object)
{
  TarnTableLine *self = TARN_TABLE_LINE (object);

  if (self->gone != NULL)
    self->gone (self, self->user_data);
  self->gone = NULL;

  G_OBJECT_CLASS (tarn_table_line_parent_class)->dispose (object);
}

static void
tarn_table_line_finalize (GObject *object)
{
  TarnTableLine *self = TARN_TABLE_LINE (object);

  g_clear_pointer (&self->instance, g_bytes_unref);
  free_texts (self->texts, self->n_fields);
  g_free (self->marks);

  G_OBJECT_CLASS (tarn_table_line_parent_class)->finalize (object);
}

static void
tarn_table_line_class_init (TarnTableLineClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = tarn_table_line_dispose;
  object_class->finalize = tarn_table_line_finalize;

  signals[TOLD] = g_signal_new ("told", TARN_TYPE_TABLE_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
tarn_table_line_init (TarnTableLine *self)
{
}

TarnTableLine *
tarn_table_line_new (GBytes            *instance,
                     guint              n_fields,
                     TarnTableLineFunc  gone,
                     gpointer           user_data)
{
  TarnTableLine *self = g_object_new (TARN_TYPE_TABLE_LINE, NULL);

  self->instance = instance != NULL ? g_bytes_ref (instance) : NULL;
  self->n_fields = n_fields;
  self->gone = gone;
  self->user_data = user_data;
  return self;
}

void
tarn_table_line_detach (TarnTableLine *self)
{
  g_return_if_fail (TARN_IS_TABLE_LINE (self));

  self->gone = NULL;
}

GBytes *
tarn_table_line_get_instance (TarnTableLine *self)
{
  g_return_val_if_fail (TARN_IS_TABLE_LINE (self), NULL);

  return self->instance;
}

guint64
tarn_table_line_get_number (TarnTableLine *self)
{
  g_return_val_if_fail (TARN_IS_TABLE_LINE (self), 0);

  return self->number;
}

void
tarn_table_line_set_number (TarnTableLine *self,
                            guint64        number)
{
  g_return_if_fail (TARN_IS_TABLE_LINE (self));

  self->number = number;
}

void
tarn_table_line_take_texts (TarnTableLine  *self,
                            char          **texts)
{
  gboolean changed = self->texts == NULL;

  g_return_if_fail (TARN_IS_TABLE_LINE (self));
  g_return_if_fail (texts != NULL);

  for (guint i = 0; self->texts != NULL && i < self->n_fields; i++)
    {
      if (g_strcmp0 (self->texts[i], texts[i]) == 0)
        continue;

      if (self->marks == NULL)
        self->marks = g_new0 (gboolean, self->n_fields);
      self->marks[i] = TRUE;
      changed = TRUE;
    }

  free_texts (self->texts, self->n_fields);
  self->texts = texts;
  if (changed)
    g_signal_emit (self, signals[TOLD], 0);
}

/* Returns whether anything was marked. */
gboolean
tarn_table_line_unmark (TarnTableLine *self)
{
  g_return_val_if_fail (TARN_IS_TABLE_LINE (self), FALSE);

  if (self->marks == NULL)
    return FALSE;

  g_clear_pointer (&self->marks, g_free);
  g_signal_emit (self, signals[TOLD], 0);
  return TRUE;
}

gboolean
tarn_table_line_is_read (TarnTableLine *self)
{
  g_return_val_if_fail (TARN_IS_TABLE_LINE (self), FALSE);

  return self->texts != NULL;
}

const char *
tarn_table_line_get_text (TarnTableLine *self,
                          guint          field)
{
  g_return_val_if_fail (TARN_IS_TABLE_LINE (self), NULL);
  g_return_val_if_fail (field < self->n_fields, NULL);

  return self->texts != NULL ? self->texts[field] : NULL;
}

gboolean
tarn_table_line_is_marked (TarnTableLine *self,
                           guint          field)
{
  g_return_val_if_fail (TARN_IS_TABLE_LINE (self), FALSE);
  g_return_val_if_fail (field < self->n_fields, FALSE);

  return self->marks != NULL && self->marks[field];
}
