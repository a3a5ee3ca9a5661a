/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-table-order.h"

#include <string.h>

#include "tarn-table-filter.h"

#define N_ROWS 64   /* between two looks at the clock */

/* By these first: values of one column are of one kind but where the agent errs. */
typedef enum
{
  CLASS_NEGATIVE,
  CLASS_NUMBER,
  CLASS_REAL,
  CLASS_OCTETS,
  CLASS_TEXT,
  CLASS_NOTHING,   /* behind all others, whichever way round */
} Class;

typedef struct
{
  guint64 number;
  guint32 instance;       /* where it begins in the pool */
  guint32 octets;         /* likewise, what is compared  */
  guint16 instance_len;
  guint16 octets_len;     /* cut there: what is alike so far is alike */
  guint8  class;
} Key;

struct _TarnTableOrder
{
  TarnTable     *table;
  TarnTextStyle *style;
  TarnTableWish  wish;
  char          *folded;     /* of the text that is wanted */
  GPtrArray     *filters;    /* of TarnTableFilter, as wish.columns; NULL: none */
  guint          n_index;
  guint          n_fields;

  GArray        *keys;       /* of Key, as the rows lie in the store */
  GByteArray    *pool;
  guint32       *order;      /* numbers of keys; NULL: as they are   */
  TarnSorter    *sorter;
  gboolean       is_read;
  guint64        n_seen;
  GString       *text;       /* of one field */
};

void
tarn_table_wish_copy (TarnTableWish       *self,
                      const TarnTableWish *from)
{
  TarnTableWish copy = { .sort_field = from->sort_field, .descending = from->descending,
                         .text = g_strdup (from->text) };

  for (guint i = 0; from->columns != NULL && i < from->columns->len; i++)
    {
      const TarnTableColumnWish *one = from->columns->pdata[i];

      tarn_table_wish_add_column (&copy, one->field, one->text);
    }
  tarn_table_wish_clear (self);
  *self = copy;
}

static void
column_wish_free (gpointer data)
{
  TarnTableColumnWish *self = data;

  g_free (self->text);
  g_free (self);
}

void
tarn_table_wish_add_column (TarnTableWish *self,
                            guint          field,
                            const char    *text)
{
  TarnTableColumnWish *one = g_new (TarnTableColumnWish, 1);

  one->field = field;
  one->text = g_strdup (text);
  if (self->columns == NULL)
    self->columns = g_ptr_array_new_with_free_func (column_wish_free);
  g_ptr_array_add (self->columns, one);
}

gboolean
tarn_table_wish_equal (const TarnTableWish *self,
                       const TarnTableWish *other)
{
  guint n = self->columns != NULL ? self->columns->len : 0;

  if (self->sort_field != other->sort_field || self->descending != other->descending
      || g_strcmp0 (self->text, other->text) != 0
      || n != (other->columns != NULL ? other->columns->len : 0))
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      const TarnTableColumnWish *one = self->columns->pdata[i];
      const TarnTableColumnWish *two = other->columns->pdata[i];

      if (one->field != two->field || strcmp (one->text, two->text) != 0)
        return FALSE;
    }
  return TRUE;
}

gboolean
tarn_table_wish_has_filter (const TarnTableWish *self)
{
  return self->text != NULL || (self->columns != NULL && self->columns->len > 0);
}

void
tarn_table_wish_clear (TarnTableWish *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  *self = (TarnTableWish) { .sort_field = TARN_TABLE_ANY_FIELD };
}

gboolean
tarn_table_wish_is_any (const TarnTableWish *self)
{
  return self->sort_field == TARN_TABLE_ANY_FIELD && !tarn_table_wish_has_filter (self);
}

TarnTableOrder *
tarn_table_order_new (TarnTable           *table,
                      TarnMib             *mib,
                      const TarnTableWish *wish)
{
  TarnTableOrder *self;

  g_return_val_if_fail (TARN_IS_TABLE (table), NULL);

  self = g_new0 (TarnTableOrder, 1);
  self->table = g_object_ref (table);
  self->style = tarn_text_style_new (mib);
  tarn_table_wish_copy (&self->wish, wish);
  self->folded = wish->text != NULL ? g_utf8_casefold (wish->text, -1) : NULL;
  if (self->wish.columns != NULL)
    self->filters = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_table_filter_free);
  for (guint i = 0; self->filters != NULL && i < self->wish.columns->len; i++)
    {
      const TarnTableColumnWish *one = self->wish.columns->pdata[i];

      g_ptr_array_add (self->filters, tarn_table_filter_new (one->text));
    }
  self->n_index = tarn_table_get_n_index (table);
  self->n_fields = self->n_index + tarn_table_get_n_columns (table);
  self->keys = g_array_new (FALSE, FALSE, sizeof (Key));
  self->pool = g_byte_array_new ();
  self->text = g_string_new (NULL);
  tarn_table_rewind (table);
  return self;
}

void
tarn_table_order_free (TarnTableOrder *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->table);
  tarn_text_style_unref (self->style);
  tarn_table_wish_clear (&self->wish);
  g_free (self->folded);
  g_clear_pointer (&self->filters, g_ptr_array_unref);
  g_array_unref (self->keys);
  g_byte_array_unref (self->pool);
  tarn_sorter_free (self->sorter);
  g_free (self->order);
  g_string_free (self->text, TRUE);
  g_free (self);
}

/* The text of a field is in self->text. */
static void
tell_field (TarnTableOrder     *self,
            const TarnTableRow *row,
            guint               field)
{
  g_string_truncate (self->text, 0);
  if (field < self->n_index)
    tarn_table_append_index (self->table, self->style, row, field, self->text);
  else
    tarn_table_append_cell (self->table, self->style, row, field - self->n_index, self->text);
}

static gboolean
field_has_text (TarnTableOrder     *self,
                const TarnTableRow *row,
                guint               field)
{
  g_autofree char *folded = NULL;

  tell_field (self, row, field);
  if (self->text->len == 0)
    return FALSE;

  folded = g_utf8_casefold (self->text->str, (gssize) self->text->len);
  return strstr (folded, self->folded) != NULL;
}

static gboolean
columns_match (TarnTableOrder     *self,
               const TarnTableRow *row)
{
  for (guint i = 0; self->filters != NULL && i < self->filters->len; i++)
    {
      const TarnTableColumnWish *one = self->wish.columns->pdata[i];

      if (one->field >= self->n_fields)
        continue;
      tell_field (self, row, one->field);
      if (!tarn_table_filter_matches (self->filters->pdata[i], self->text->str))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_wanted (TarnTableOrder     *self,
           const TarnTableRow *row)
{
  if (!columns_match (self, row))
    return FALSE;
  if (self->folded == NULL)
    return TRUE;

  for (guint i = 0; i < self->n_fields; i++)
    if (field_has_text (self, row, i))
      return TRUE;

  return FALSE;
}

static void
set_octets (TarnTableOrder *self,
            Key            *key,
            Class           class,
            gconstpointer   octets,
            gsize           len)
{
  key->class = (guint8) class;
  key->octets = self->pool->len;
  key->octets_len = (guint16) MIN (len, G_MAXUINT16);
  g_byte_array_append (self->pool, octets, key->octets_len);
}

/* Parts of text that are numbers are compared as numbers: Gi1/0/2 is before Gi1/0/10. */
static void
set_text (TarnTableOrder *self,
          Key            *key)
{
  g_autofree char *collated = g_utf8_collate_key_for_filename (self->text->str,
                                                               (gssize) self->text->len);

  set_octets (self, key, CLASS_TEXT, collated, strlen (collated));
}

/* Octets whose order is that of the arcs (P-OID-10): each as four of them. */
static void
set_oid (TarnTableOrder *self,
         Key            *key,
         const TarnRow  *cell)
{
  g_autoptr(TarnValue) value = tarn_row_dup_value (cell);
  g_autoptr(TarnOid) oid = tarn_value_dup_oid (value);
  g_autofree guint32 *arcs = NULL;
  gsize n_arcs = 0;

  if (oid != NULL)
    arcs = tarn_oid_get_arcs (oid, &n_arcs);
  for (gsize i = 0; i < n_arcs; i++)
    arcs[i] = GUINT32_TO_BE (arcs[i]);
  set_octets (self, key, CLASS_OCTETS, arcs, n_arcs * sizeof *arcs);
}

static guint64
order_of_real (double real)
{
  guint64 bits;

  memcpy (&bits, &real, sizeof bits);
  return bits >> 63 ? ~bits : bits | G_GUINT64_CONSTANT (1) << 63;
}

/* Numbers as numbers, addresses octet by octet, OIDs arc by arc, the rest as text. */
static void
set_cell (TarnTableOrder     *self,
          Key                *key,
          const TarnTableRow *row,
          guint               column)
{
  const TarnRow *cell = &row->cells[column];
  TarnSpan content;
  gint64 integer;
  double real;

  if (cell->tlv.len == 0)
    {
      key->class = CLASS_NOTHING;
      return;
    }

  content = tarn_row_content (cell);
  if (tarn_row_get_unsigned (cell, &key->number))
    return;

  if (tarn_row_get_integer (cell, &integer))
    {
      key->class = integer < 0 ? CLASS_NEGATIVE : CLASS_NUMBER;
      key->number = (guint64) integer;
    }
  else if (tarn_row_get_real (cell, &real))
    {
      key->class = CLASS_REAL;
      key->number = order_of_real (real);
    }
  else if (cell->tag == TARN_KIND_OBJECT_ID)
    set_oid (self, key, cell);
  else if (cell->tag == TARN_KIND_OCTET_STRING
           && g_utf8_validate_len ((const char *) content.data, content.len, NULL))
    {
      tell_field (self, row, self->n_index + column);
      set_text (self, key);
    }
  else
    set_octets (self, key, CLASS_OCTETS, content.data, content.len);
}

static void
row_cb (TarnTable          *table,
        const TarnTableRow *row,
        gpointer            user_data)
{
  TarnTableOrder *self = user_data;
  guint field = self->wish.sort_field;
  Key key = { .class = CLASS_NUMBER };

  self->n_seen++;
  if (!is_wanted (self, row))
    return;

  key.instance = self->pool->len;
  key.instance_len = (guint16) row->instance.len;
  g_byte_array_append (self->pool, row->instance.data, (guint) row->instance.len);
  if (field < self->n_index)
    {
      tell_field (self, row, field);
      set_text (self, &key);
    }
  else if (field < self->n_fields)
    set_cell (self, &key, row, field - self->n_index);
  g_array_append_val (self->keys, key);
}

static int
compare_values (TarnTableOrder *self,
                const Key      *a,
                const Key      *b)
{
  int order;

  if (a->class != b->class)
    return a->class < b->class ? -1 : 1;
  if (a->number != b->number)
    return a->number < b->number ? -1 : 1;

  order = memcmp (self->pool->data + a->octets, self->pool->data + b->octets,
                  MIN (a->octets_len, b->octets_len));
  return order != 0 ? order : (int) a->octets_len - (int) b->octets_len;
}

/* What has nothing there is behind, and what is alike as it lies in the store, both ways. */
static int
compare_keys (guint32  a,
              guint32  b,
              gpointer data)
{
  TarnTableOrder *self = data;
  const Key *one = &g_array_index (self->keys, Key, a);
  const Key *two = &g_array_index (self->keys, Key, b);
  int order = compare_values (self, one, two);

  if (order == 0)
    return a < b ? -1 : 1;
  if (self->wish.descending && one->class != CLASS_NOTHING && two->class != CLASS_NOTHING)
    return -order;
  return order;
}

static void
begin_sort (TarnTableOrder *self)
{
  self->is_read = TRUE;
  if (!tarn_table_order_is_sorted (self))
    return;

  self->order = g_new (guint32, self->keys->len);
  for (guint i = 0; i < self->keys->len; i++)
    self->order[i] = i;
  self->sorter = tarn_sorter_new (self->order, self->keys->len, compare_keys, self);
}

gboolean
tarn_table_order_run (TarnTableOrder  *self,
                      gint64           slice_us,
                      GError         **error)
{
  gint64 end_us = g_get_monotonic_time () + slice_us;

  g_return_val_if_fail (self != NULL, TRUE);

  while (!self->is_read)
    {
      gssize n = tarn_table_read (self->table, N_ROWS, row_cb, self, error);

      if (n < 0)
        return FALSE;
      if (n < N_ROWS)
        begin_sort (self);
      else if (g_get_monotonic_time () >= end_us)
        return FALSE;
    }

  if (self->sorter != NULL
      && !tarn_sorter_run (self->sorter, end_us - g_get_monotonic_time ()))
    return FALSE;

  g_clear_pointer (&self->sorter, tarn_sorter_free);
  return TRUE;
}

gboolean
tarn_table_order_is_sorted (TarnTableOrder *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->wish.sort_field < self->n_fields;
}

guint
tarn_table_order_get_n (TarnTableOrder *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->keys->len;
}

guint64
tarn_table_order_get_n_seen (TarnTableOrder *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_seen;
}

TarnSpan
tarn_table_order_get (TarnTableOrder *self,
                      guint           n)
{
  const Key *key;

  g_return_val_if_fail (self != NULL, tarn_span (NULL, 0));
  g_return_val_if_fail (n < self->keys->len, tarn_span (NULL, 0));

  key = &g_array_index (self->keys, Key, self->order != NULL ? self->order[n] : n);
  return tarn_span (self->pool->data + key->instance, key->instance_len);
}
