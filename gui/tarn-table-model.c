/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-table-model-private.h"

#define N_SAMPLES 40    /* rows that the widths of columns are taken from */
#define MAX_WIDTH 28    /* characters                                     */

enum
{
  PROP_0,
  PROP_BUSY,
  PROP_N_ROWS,
  N_PROPERTIES,
};

enum
{
  COLUMNS_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TarnTableModel, tarn_table_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
line_gone_cb (TarnTableLine *line,
              gpointer       data)
{
  TarnTableModel *self = data;
  GBytes *instance = tarn_table_line_get_instance (line);

  if (instance != NULL)
    g_hash_table_remove (self->lines, instance);
  g_ptr_array_remove_fast (self->unread, line);
}

static GType
get_item_type (GListModel *list)
{
  return TARN_TYPE_TABLE_LINE;
}

static guint
get_n_items (GListModel *list)
{
  return TARN_TABLE_MODEL (list)->n_items;
}

/* NULL: the store cannot be read now. */
static GBytes *
dup_instance_at (TarnTableModel *self,
                 guint           position,
                 guint64        *number)
{
  TarnSpan instance;

  *number = position;
  if (self->shown != NULL)
    {
      if (position >= tarn_table_order_get_n (self->shown))
        return NULL;
      instance = tarn_table_order_get (self->shown, position);
    }
  else
    {
      *number = tarn_table_model_number_at (self, position);
      if (!tarn_table_seek_row (self->table, *number, &instance, NULL))
        return NULL;
    }

  return g_bytes_new (instance.data, instance.len);
}

static gpointer
get_item (GListModel *list,
          guint       position)
{
  TarnTableModel *self = TARN_TABLE_MODEL (list);
  g_autoptr(GBytes) instance = NULL;
  TarnTableLine *line;
  guint64 number;

  if (position >= self->n_items)
    return NULL;

  instance = dup_instance_at (self, position, &number);
  line = instance != NULL ? g_hash_table_lookup (self->lines, instance) : NULL;
  if (line != NULL)
    return g_object_ref (line);

  line = tarn_table_line_new (instance, self->n_fields, line_gone_cb, self);
  /* While pieces are told, a line belongs to what is told already, or goes again. */
  tarn_table_line_set_number (line, number);
  if (instance != NULL)
    g_hash_table_insert (self->lines, tarn_table_line_get_instance (line), line);
  g_ptr_array_add (self->unread, line);
  tarn_table_model_wake (self);
  return line;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* Those without an instance are in no other list. */
void
tarn_table_model_drop_unread (TarnTableModel *self)
{
  for (guint i = 0; i < self->unread->len; i++)
    if (tarn_table_line_get_instance (self->unread->pdata[i]) == NULL)
      tarn_table_line_detach (self->unread->pdata[i]);
  g_ptr_array_set_size (self->unread, 0);
}

/* Everything that somebody holds is read again. */
static void
read_again (TarnTableModel *self)
{
  GHashTableIter iter;
  gpointer line;

  for (guint i = self->unread->len; i-- > 0;)
    if (tarn_table_line_get_instance (self->unread->pdata[i]) != NULL)
      g_ptr_array_remove_index_fast (self->unread, i);
  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, NULL, &line))
    g_ptr_array_add (self->unread, line);
}

static void
changed_cb (TarnTableModel *self,
            GPtrArray      *ranges)
{
  gboolean touched = FALSE;

  for (guint i = 0; i < ranges->len; i++)
    {
      const TarnChangedRange *range = ranges->pdata[i];

      if (range->kind == TARN_CHANGED_RECORDS
          || !tarn_table_touch (self->table, range->first, range->last))
        continue;
      touched = TRUE;
      self->deleted |= range->n_deleted > 0 || range->kind == TARN_CHANGED_ANYTHING;
    }

  if (!touched)
    return;

  self->counted = FALSE;
  self->stale = !tarn_table_wish_is_any (&self->wish);
  read_again (self);
  tarn_table_model_wake (self);
  if (tarn_table_has_new_columns (self->table))
    g_signal_emit (self, signals[COLUMNS_CHANGED], 0);
}

static void
tarn_table_model_dispose (GObject *object)
{
  TarnTableModel *self = TARN_TABLE_MODEL (object);
  GHashTableIter iter;
  gpointer line;

  g_clear_handle_id (&self->turn_id, g_source_remove);
  g_clear_handle_id (&self->mark_id, g_source_remove);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, NULL, &line))
    tarn_table_line_detach (line);
  g_hash_table_remove_all (self->lines);
  tarn_table_model_drop_unread (self);

  G_OBJECT_CLASS (tarn_table_model_parent_class)->dispose (object);
}

static void
tarn_table_model_finalize (GObject *object)
{
  TarnTableModel *self = TARN_TABLE_MODEL (object);

  g_clear_pointer (&self->shown, tarn_table_order_free);
  g_clear_pointer (&self->coming, tarn_table_order_free);
  tarn_table_wish_clear (&self->wish);
  g_clear_object (&self->table);
  g_clear_object (&self->store);
  g_clear_object (&self->mib);
  g_clear_pointer (&self->entry, tarn_oid_unref);
  g_clear_pointer (&self->style, tarn_text_style_unref);
  g_hash_table_unref (self->lines);
  g_ptr_array_unref (self->unread);
  g_free (self->widths);
  g_free (self->numbers);

  G_OBJECT_CLASS (tarn_table_model_parent_class)->finalize (object);
}

static void
tarn_table_model_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  TarnTableModel *self = TARN_TABLE_MODEL (object);

  switch (id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, tarn_table_model_is_busy (self));
      break;
    case PROP_N_ROWS:
      g_value_set_uint64 (value, self->n_rows);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_table_model_class_init (TarnTableModelClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tarn_table_model_dispose;
  object_class->finalize = tarn_table_model_finalize;
  object_class->get_property = tarn_table_model_get_property;

  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_N_ROWS] = g_param_spec_uint64 ("n-rows", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  /* The store has columns that this table does not show: a new model does. */
  signals[COLUMNS_CHANGED] = g_signal_new ("columns-changed", TARN_TYPE_TABLE_MODEL,
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 0);
}

static void
tarn_table_model_init (TarnTableModel *self)
{
  self->lines = g_hash_table_new (g_bytes_hash, g_bytes_equal);
  self->unread = g_ptr_array_new ();
  tarn_table_wish_clear (&self->wish);
}

static TarnTable *
make_table (TarnTableModel  *self,
            GPtrArray       *joins,
            GError         **error)
{
  g_autoptr(TarnTable) table = tarn_table_new (self->store, self->mib, self->entry, error);

  for (guint i = 0; table != NULL && joins != NULL && i < joins->len; i++)
    if (!tarn_table_join (table, joins->pdata[i], error))
      return NULL;

  return table != NULL && tarn_table_find_columns (table, error) ? g_steal_pointer (&table) : NULL;
}

static gboolean
is_number (const TarnRow *cell)
{
  return cell->tag == TARN_KIND_INTEGER
         || (cell->tag >= TARN_KIND_COUNTER32 && cell->tag <= TARN_KIND_TIME_TICKS)
         || cell->tag == TARN_KIND_COUNTER64 || cell->tag == TARN_KIND_UINTEGER32;
}

static void
sample_cb (TarnTable          *table,
           const TarnTableRow *row,
           gpointer            user_data)
{
  TarnTableModel *self = user_data;
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->n_fields; i++)
    {
      g_string_truncate (text, 0);
      if (i < self->n_index)
        tarn_table_append_index (table, self->style, row, i, text);
      else
        tarn_table_append_cell (table, self->style, row, i - self->n_index, text);
      self->widths[i] = MIN (MAX (self->widths[i], (guint) text->len), MAX_WIDTH);

      /* Labels of enumerations are text, whatever their values are. */
      if (i < self->n_index ? strspn (text->str, "0123456789") < text->len
                            : text->len > 0 && strchr ("-0123456789", text->str[0]) == NULL)
        self->numbers[i] = FALSE;
      else if (i >= self->n_index && row->cells[i - self->n_index].tlv.len > 0)
        self->numbers[i] &= is_number (&row->cells[i - self->n_index]);
    }
}

static void
sample (TarnTableModel *self)
{
  self->widths = g_new0 (guint, self->n_fields);
  self->numbers = g_new (gboolean, self->n_fields);
  for (guint i = 0; i < self->n_fields; i++)
    self->numbers[i] = TRUE;
  tarn_table_read (self->table, N_SAMPLES, sample_cb, self, NULL);
}

TarnTableModel *
tarn_table_model_new (TarnStore  *store,
                      TarnMib    *mib,
                      TarnOid    *entry,
                      GPtrArray  *joins,
                      GError    **error)
{
  g_autoptr(TarnTableModel) self = NULL;

  g_return_val_if_fail (TARN_IS_STORE (store), NULL);
  g_return_val_if_fail (entry != NULL, NULL);

  self = g_object_new (TARN_TYPE_TABLE_MODEL, NULL);
  self->store = g_object_ref (store);
  self->mib = mib != NULL ? g_object_ref (mib) : NULL;
  self->entry = tarn_oid_ref (entry);
  self->style = tarn_text_style_new (mib);

  self->table = make_table (self, joins, error);
  if (self->table == NULL)
    return NULL;

  self->n_index = tarn_table_get_n_index (self->table);
  self->n_fields = self->n_index + tarn_table_get_n_columns (self->table);
  sample (self);
  if (tarn_table_count (self->table, 0, &self->counted, NULL)
      && tarn_table_get_n_rows (self->table, &self->n_rows, NULL))
    self->n_items = (guint) MIN (self->n_rows, G_MAXINT);

  g_signal_connect_swapped (store, "changed", G_CALLBACK (changed_cb), self);
  if (!self->counted)
    tarn_table_model_wake (self);
  return g_steal_pointer (&self);
}

/* Lines that are held know their places in another order. */
static void
number_lines (TarnTableModel *self)
{
  GHashTableIter iter;
  gpointer instance, line;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &instance, &line))
    {
      guint64 number = G_MAXUINT64;
      gsize len;
      gconstpointer octets = g_bytes_get_data (instance, &len);

      tarn_table_find_row (self->table, tarn_span (octets, len), &number, NULL);
      tarn_table_line_set_number (line, number);
    }
}

/* Rows as they lie take the place of those in another order. */
static void
show_all (TarnTableModel *self)
{
  g_clear_pointer (&self->coming, tarn_table_order_free);
  self->stale = self->finding = FALSE;
  if (self->shown == NULL)
    return;

  tarn_table_model_tell (self, 0, self->n_items, 0);
  g_clear_pointer (&self->shown, tarn_table_order_free);
  number_lines (self);
  tarn_table_model_tell (self, 0, 0, (guint) MIN (self->n_rows, G_MAXINT));
}

void
tarn_table_model_arrange (TarnTableModel      *self,
                          const TarnTableWish *wish)
{
  g_return_if_fail (TARN_IS_TABLE_MODEL (self));
  g_return_if_fail (wish != NULL);

  if (tarn_table_wish_equal (&self->wish, wish))
    return;

  tarn_table_wish_copy (&self->wish, wish);
  g_clear_pointer (&self->coming, tarn_table_order_free);
  self->finding = FALSE;
  if (tarn_table_wish_is_any (wish))
    {
      show_all (self);
    }
  else
    {
      self->stale = TRUE;
      self->ordered_us = 0;   /* nobody waits for what was asked */
      tarn_table_model_wake (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

GBytes *
tarn_table_model_dup_instance (TarnTableModel *self,
                               guint           position)
{
  guint64 number;

  g_return_val_if_fail (TARN_IS_TABLE_MODEL (self), NULL);

  return position < self->n_items ? dup_instance_at (self, position, &number) : NULL;
}
