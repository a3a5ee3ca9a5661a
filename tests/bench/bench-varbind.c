/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench-varbind.h"

#include "bench-table.h"
#include "base/tarn-name.h"
#include "wire/tarn-ber-writer.h"

static void
set_name (TarnName *name,
          unsigned  table,
          unsigned  column,
          unsigned  row)
{
  const guint32 arcs[] = { 1, 3, 6, 1, 2, 1, 2 + table, 2, 1, column,
                           table % 3 == 1 ? 10 : row, 20, row >> 8, row & 0xff };

  g_assert_true (tarn_name_from_arcs (name, arcs, table % 3 == 1 ? 14 : 11));
}

TarnSpan
bench_put_varbind (guint8  *buffer,
                   guint32  number,
                   TarnRow *row)
{
  unsigned cell_number = number % (BENCH_N_COLUMNS * BENCH_N_ROWS);
  unsigned column = 1 + cell_number / BENCH_N_ROWS, line = 1 + cell_number % BENCH_N_ROWS;
  const guint8 *end = buffer + BENCH_VARBIND_SIZE;
  TarnBerWriter writer;
  TarnName name;
  BenchCell cell;

  bench_table_cell (column, line, &cell);
  set_name (&name, number / (BENCH_N_COLUMNS * BENCH_N_ROWS), column, line);

  tarn_ber_writer_init (&writer, buffer, BENCH_VARBIND_SIZE);
  if (cell.tag == TARN_KIND_OCTET_STRING)
    tarn_ber_put_tlv (&writer, cell.tag, tarn_span (cell.octets, cell.n_octets));
  else if (cell.tag == TARN_KIND_OBJECT_ID)
    tarn_ber_put_tlv (&writer, cell.tag, tarn_span ("", 1));
  else
    tarn_ber_put_unsigned (&writer, cell.tag, cell.number);
  tarn_row_set_tlv (row, tarn_ber_writer_span (&writer));

  tarn_ber_put_name (&writer, tarn_name_span (&name));
  row->name = tarn_span (row->tlv.data - name.len, name.len);
  tarn_ber_wrap (&writer, 0x30, end);
  return tarn_ber_writer_span (&writer);
}

/* How long a sub-identifier is stands in its first octet, in unary. */
static void
put_key (guint8   *key,
         TarnSpan  name)
{
  for (gsize i = 0; i < name.len;)
    {
      guint8 *start = key;
      guint64 value = 0;
      gsize n = 0;

      do
        value = value << 7 | (name.data[i + n] & 0x7f);
      while (name.data[i + n++] & 0x80);

      for (gsize k = 0; k < n; k++)
        *key++ = (guint8) (value >> 8 * (n - 1 - k));
      *start |= (guint8) (0xff00 >> (n - 1));
      i += n;
    }
}

static void
shuffle (guint32 *numbers,
         guint32  n)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);

  for (guint32 i = 0; i < n; i++)
    {
      guint32 j = (guint32) g_rand_int_range (rand, 0, (gint32) i + 1);

      numbers[i] = numbers[j];
      numbers[j] = i;
    }
}

BenchData *
bench_data_new (guint32 n_items)
{
  BenchData *self = g_new0 (BenchData, 1);
  guint8 buffer[BENCH_VARBIND_SIZE];
  guint8 *at;

  self->n_items = n_items;
  self->items = g_new (BenchItem, n_items);
  self->shuffled = g_new (guint32, n_items);
  self->octets = at = g_malloc ((gsize) n_items * BENCH_VARBIND_SIZE);

  for (guint32 i = 0; i < n_items; i++)
    {
      BenchItem *item = &self->items[i];
      TarnRow row;

      self->n_octets += bench_put_varbind (buffer, i, &row).len;
      item->row_name = tarn_span (at, row.name.len);
      item->key = tarn_span (at + row.name.len, row.name.len);
      item->tlv = tarn_span (at + 2 * row.name.len, row.tlv.len);
      memcpy (at, row.name.data, row.name.len);
      put_key (at + row.name.len, row.name);
      memcpy (at + 2 * row.name.len, row.tlv.data, row.tlv.len);
      at += 2 * row.name.len + row.tlv.len;
    }

  shuffle (self->shuffled, n_items);
  return self;
}

void
bench_data_free (BenchData *self)
{
  g_free (self->items);
  g_free (self->shuffled);
  g_free (self->octets);
  g_free (self);
}
