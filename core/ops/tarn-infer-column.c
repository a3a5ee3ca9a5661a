/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-inference-private.h"

#include "mib/tarn-chars.h"
#include "mib/tarn-mib-octets.h"

/* Varbinds of a column that are looked at. */
#define N_LOOKED_AT     4096
/* An enumeration has labels for so many numbers, and many rows for each. */
#define MAX_LABELS      16
#define MAX_LABEL       255
#define ROWS_FOR_LABELS 8
#define ROWS_A_LABEL    4

typedef struct
{
  guint    n;
  guint    tags[256];
  guint    n_numbers;        /* MAX_LABELS + 1: too many, or too large */
  gint32   numbers[MAX_LABELS];
  gboolean text;
  gboolean mac;
  gboolean date;
  gboolean any_octets;       /* a value that is not empty              */
} Look;

static void
look_at_number (Look          *self,
                const TarnRow *row)
{
  gint64 number;

  if (self->n_numbers > MAX_LABELS)
    return;
  if (!tarn_row_get_integer (row, &number) || number < 0 || number > MAX_LABEL)
    {
      self->n_numbers = MAX_LABELS + 1;
      return;
    }

  for (guint i = 0; i < self->n_numbers; i++)
    if (self->numbers[i] == number)
      return;

  if (self->n_numbers < MAX_LABELS)
    self->numbers[self->n_numbers] = (gint32) number;
  self->n_numbers++;
}

/* Any eight small octets could be a date: those of the years 1792 to 2303 are. */
static gboolean
is_date (TarnSpan octets)
{
  return tarn_mib_octets_is_date (octets) && octets.data[0] >= 7 && octets.data[0] <= 8;
}

static void
look_at (Look          *self,
         const TarnRow *row)
{
  self->n++;
  self->tags[row->tag]++;

  if (row->tag == TARN_KIND_INTEGER)
    {
      look_at_number (self, row);
    }
  else if (row->tag == TARN_KIND_OCTET_STRING)
    {
      TarnSpan octets = tarn_row_content (row);
      gsize n_text;

      self->text &= tarn_chars_is_text (octets, &n_text);
      if (octets.len == 0)
        return;

      self->any_octets = TRUE;
      self->mac &= octets.len == 6;
      self->date &= is_date (octets);
    }
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  gint32 one = *(const gint32 *) a, two = *(const gint32 *) b;

  return (one > two) - (one < two);
}

static gboolean
is_enumeration (const Look *self)
{
  return self->n >= ROWS_FOR_LABELS && self->n_numbers <= MAX_LABELS
         && self->n_numbers * ROWS_A_LABEL <= self->n;
}

static void
conclude (const Look         *self,
          TarnInferredColumn *column)
{
  guint most = 0;

  for (guint tag = 0; tag < G_N_ELEMENTS (self->tags); tag++)
    if (self->tags[tag] > most)
      {
        most = self->tags[tag];
        column->tag = (guint8) tag;
      }
  column->mixed = most < self->n;

  if (column->tag == TARN_KIND_INTEGER && is_enumeration (self))
    {
      column->values = TARN_INFERRED_VALUES_ENUMERATION;
      g_array_append_vals (column->numbers, self->numbers, self->n_numbers);
      g_array_sort (column->numbers, compare_numbers);
    }
  else if (column->tag == TARN_KIND_OCTET_STRING && self->any_octets)
    {
      column->values = self->date ? TARN_INFERRED_VALUES_DATE
                       : self->text ? TARN_INFERRED_VALUES_TEXT
                       : self->mac ? TARN_INFERRED_VALUES_MAC
                                   : TARN_INFERRED_VALUES_OCTETS;
    }
}

void
tarn_infer_column (TarnCursor         *cursor,
                   guint64             first,
                   TarnInferredColumn *column)
{
  guint n = (guint) MIN (column->n_rows, N_LOOKED_AT);
  Look look = { .text = TRUE, .mac = TRUE, .date = TRUE };

  for (guint i = 0; i < n; i++)
    {
      gboolean found = column->n_rows == n && i > 0
                       ? tarn_cursor_next (cursor)
                       : tarn_cursor_seek_nth (cursor, first + column->n_rows * i / n);

      if (!found)
        break;
      look_at (&look, &cursor->row);
    }

  conclude (&look, column);
}
