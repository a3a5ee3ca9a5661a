/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What is done a slice at a time: texts of lines are read, rows counted, the list put in
 * order.  Lines come first: somebody looks at them.
 */
#include "tarn-table-model-private.h"

#define SLICE_US    (2 * G_TIME_SPAN_MILLISECOND)
#define BUSY_MS     4        /* another process commits: that takes milliseconds          */
#define MARK_MS     1000     /* how long what has changed is marked                       */
#define REORDER_US  (500 * G_TIME_SPAN_MILLISECOND)   /* between two orders of a list     */
#define WAIT_MS     50       /* between two looks whether that time has come              */
#define RUN         32       /* rows that are read together                               */
/* After events, before the next frame. */
#define PRIORITY    (G_PRIORITY_HIGH_IDLE + 15)

typedef struct
{
  TarnTableLine *line;
  char         **texts;
} Told;

typedef struct
{
  TarnTableModel *model;
  GArray         *told;     /* of Told: handed out when the store is not read any more */
} Reading;

static void
told_clear (gpointer data)
{
  Told *told = data;

  g_clear_object (&told->line);
}

static char *
take_text (GString *text)
{
  return text->len > 0 ? g_utf8_make_valid (text->str, (gssize) text->len) : NULL;
}

static void
row_cb (TarnTable          *table,
        const TarnTableRow *row,
        gpointer            user_data)
{
  Reading *self = user_data;
  TarnTableModel *model = self->model;
  g_autoptr(GBytes) instance = g_bytes_new_static (row->instance.data, row->instance.len);
  TarnTableLine *line = g_hash_table_lookup (model->lines, instance);
  g_autoptr(GString) text = g_string_new (NULL);
  Told told;

  if (line == NULL)
    return;

  told.line = g_object_ref (line);
  told.texts = g_new0 (char *, model->n_fields);
  for (guint i = 0; i < model->n_fields; i++)
    {
      g_string_truncate (text, 0);
      if (i < model->n_index)
        tarn_table_append_index (table, model->style, row, i, text);
      else
        tarn_table_append_cell (table, model->style, row, i - model->n_index, text);
      told.texts[i] = take_text (text);
      /* Empty is not absent. */
      if (told.texts[i] == NULL && i >= model->n_index
          && row->cells[i - model->n_index].tlv.len > 0)
        told.texts[i] = g_strdup ("");
    }
  g_array_append_val (self->told, told);
}

static gboolean
is_told (GArray        *told,
         TarnTableLine *line)
{
  for (guint i = 0; i < told->len; i++)
    if (g_array_index (told, Told, i).line == line)
      return TRUE;

  return FALSE;
}

static gboolean
unmark_cb (gpointer data)
{
  TarnTableModel *self = data;
  GHashTableIter iter;
  gpointer line;

  self->mark_id = 0;
  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, NULL, &line))
    tarn_table_line_unmark (line);
  return G_SOURCE_REMOVE;
}

static void
hand_out (TarnTableModel *self,
          GArray         *told)
{
  for (guint i = 0; i < told->len; i++)
    {
      Told *one = &g_array_index (told, Told, i);

      if (tarn_table_line_is_read (one->line) && self->mark_id == 0)
        self->mark_id = g_timeout_add (MARK_MS, unmark_cb, self);
      tarn_table_line_take_texts (one->line, g_steal_pointer (&one->texts));
    }
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  guint64 one = tarn_table_line_get_number (*(TarnTableLine * const *) a);
  guint64 two = tarn_table_line_get_number (*(TarnTableLine * const *) b);

  return (one > two) - (one < two);
}

/* How many of @unread, from the first on, are neighbours. */
static guint
count_run (TarnTableModel *self)
{
  guint64 number = tarn_table_line_get_number (self->unread->pdata[0]);
  guint n = 1;

  while (self->shown == NULL && n < RUN && n < self->unread->len
         && tarn_table_line_get_instance (self->unread->pdata[n]) != NULL
         && tarn_table_line_get_number (self->unread->pdata[n]) == number + n)
    n++;

  return n;
}

/* Reads the rows of neighbours, from the first of @unread on. */
static gboolean
read_run (TarnTableModel  *self,
          GArray          *told,
          guint            n,
          GError         **error)
{
  Reading reading = { self, told };
  gsize len;
  gconstpointer octets =
    g_bytes_get_data (tarn_table_line_get_instance (self->unread->pdata[0]), &len);

  tarn_table_seek (self->table, tarn_span (octets, len));
  return tarn_table_read (self->table, n, row_cb, &reading, error) >= 0;
}

/* A store that is busy is asked again; one that is damaged would fail each time. */
static gboolean
is_busy (const GError *error)
{
  return g_error_matches (error, TARN_ERROR, TARN_ERROR_STORE_BUSY);
}

/* The first one that was read for is done with: without a row, it has nothing in any field,
 * until the list is told.  Others may not have been reached, for rows that came among them. */
static void
take_read (TarnTableModel *self,
           GArray         *told,
           guint           n)
{
  if (!is_told (told, self->unread->pdata[0]))
    {
      Told nothing = { g_object_ref (self->unread->pdata[0]), g_new0 (char *, self->n_fields) };

      g_array_append_val (told, nothing);
    }

  for (guint i = n; i-- > 0;)
    if (is_told (told, self->unread->pdata[i]))
      g_ptr_array_remove_index (self->unread, i);
}

/* Their row could not be told when they were made: now it can, or it never will. */
static void
replace_nameless (TarnTableModel *self)
{
  for (guint i = self->unread->len; i-- > 0;)
    {
      TarnTableLine *line = self->unread->pdata[i];
      guint64 number = tarn_table_line_get_number (line);
      TarnSpan instance;

      if (tarn_table_line_get_instance (line) != NULL)
        continue;

      tarn_table_line_detach (line);   /* nobody knows it any more */
      g_ptr_array_remove_index (self->unread, i);
      if (number >= self->n_items || !tarn_table_seek_row (self->table, number, &instance, NULL))
        continue;

      tarn_table_model_tell (self, (guint) number, 1, 1);
      return;   /* others may have come and gone meanwhile: the next turn */
    }
}

/* Inside a read section. */
static void
read_some_lines (TarnTableModel  *self,
                 gint64           end_us,
                 GError         **error)
{
  replace_nameless (self);
  g_ptr_array_sort (self->unread, compare_lines);
  while (self->unread->len > 0 && g_get_monotonic_time () < end_us)
    {
      g_autoptr(GArray) told = g_array_new (FALSE, FALSE, sizeof (Told));
      guint n;

      if (tarn_table_line_get_instance (self->unread->pdata[0]) == NULL)
        return;

      g_array_set_clear_func (told, told_clear);
      n = count_run (self);
      if (!read_run (self, told, n, error))
        return;
      take_read (self, told, n);
      hand_out (self, told);
    }
}

/* FALSE: the store is busy. */
static gboolean
read_lines (TarnTableModel *self,
            gint64          end_us)
{
  g_autoptr(GError) error = NULL;

  if (self->unread->len == 0)
    return TRUE;

  if (tarn_store_begin_read (self->store, &error))
    {
      read_some_lines (self, end_us, &error);
      tarn_store_end_read (self->store);
    }
  if (error == NULL)
    return TRUE;

  if (!is_busy (error))
    tarn_table_model_drop_unread (self);
  return FALSE;
}

/* FALSE: the store is busy, or cannot be read at all: then what is known stays. */
static gboolean
count_rows (TarnTableModel *self,
            gint64          end_us)
{
  g_autoptr(GError) error = NULL;
  guint64 n_rows;

  if (self->counted)
    return TRUE;
  if (!tarn_table_count (self->table, MAX (end_us - g_get_monotonic_time (), 0), &self->counted,
                         &error)
      || !tarn_table_get_n_rows (self->table, &n_rows, &error))
    {
      self->counted = !is_busy (error);
      return FALSE;
    }

  if (n_rows != self->n_rows || self->counted)
    {
      self->n_rows = n_rows;
      tarn_table_model_follow (self);
      g_object_notify (G_OBJECT (self), "n-rows");
    }
  return TRUE;
}

static void
begin_order (TarnTableModel *self)
{
  g_autoptr(TarnTable) table = tarn_table_copy (self->table);

  self->coming = tarn_table_order_new (table, self->mib, &self->wish);
  self->stale = FALSE;
}

/* What is only filtered is seen as it is found. */
static gboolean
go_on_finding (TarnTableModel  *self,
               gint64           slice_us,
               GError         **error)
{
  guint n;

  self->finding = !tarn_table_order_run (self->shown, slice_us, error);
  n = tarn_table_order_get_n (self->shown);
  if (n > self->n_items)
    tarn_table_model_tell (self, self->n_items, 0, n - self->n_items);
  return !self->finding;
}

static gboolean
go_on_sorting (TarnTableModel  *self,
               gint64           slice_us,
               GError         **error)
{
  if (!tarn_table_order_run (self->coming, slice_us, error))
    return FALSE;

  tarn_table_model_show_order (self);
  return TRUE;
}

/* FALSE: the store is busy. */
static gboolean
put_in_order (TarnTableModel *self,
              gint64          end_us)
{
  gint64 slice_us = MAX (end_us - g_get_monotonic_time (), 0);
  g_autoptr(GError) error = NULL;
  gboolean done;

  if (self->coming == NULL && !self->finding)
    {
      if (!self->stale || g_get_monotonic_time () < self->ordered_us + REORDER_US)
        return TRUE;
      begin_order (self);
      if (self->ordered_us == 0 && !tarn_table_order_is_sorted (self->coming))
        {
          tarn_table_model_tell (self, 0, self->n_items, 0);
          g_clear_pointer (&self->shown, tarn_table_order_free);
          self->shown = g_steal_pointer (&self->coming);
          self->finding = TRUE;
        }
    }

  done = self->finding ? go_on_finding (self, slice_us, &error)
                       : go_on_sorting (self, slice_us, &error);
  if (done)
    self->ordered_us = g_get_monotonic_time ();
  if (error == NULL)
    return TRUE;

  if (!is_busy (error))
    {
      g_clear_pointer (&self->coming, tarn_table_order_free);
      self->finding = self->stale = FALSE;
    }
  return FALSE;
}

static gboolean
has_work (TarnTableModel *self)
{
  return self->unread->len > 0 || !self->counted || self->coming != NULL || self->finding
         || self->stale;
}

static gboolean
turn_cb (gpointer data)
{
  g_autoptr(TarnTableModel) self = g_object_ref (data);
  gint64 end_us = g_get_monotonic_time () + SLICE_US;
  gboolean good;

  self->turn_id = 0;
  self->waits = FALSE;
  good = read_lines (self, end_us)
         && (g_get_monotonic_time () >= end_us || count_rows (self, end_us))
         && (g_get_monotonic_time () >= end_us || put_in_order (self, end_us));

  if (self->turn_id == 0 && has_work (self))
    {
      /* Only for the time to put it in order again. */
      self->waits = self->unread->len == 0 && self->counted && self->coming == NULL
                    && !self->finding && self->ordered_us != 0;
      self->turn_id = good && !self->waits
                      ? g_idle_add_full (PRIORITY, turn_cb, self, NULL)
                      : g_timeout_add (self->waits ? WAIT_MS : BUSY_MS, turn_cb, self);
    }
  g_object_notify (G_OBJECT (self), "busy");
  return G_SOURCE_REMOVE;
}

void
tarn_table_model_wake (TarnTableModel *self)
{
  if (self->waits)
    g_clear_handle_id (&self->turn_id, g_source_remove);
  self->waits = FALSE;
  if (self->turn_id == 0)
    self->turn_id = g_idle_add_full (PRIORITY, turn_cb, self, NULL);
}
