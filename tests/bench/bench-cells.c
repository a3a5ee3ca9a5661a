/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench-cells.h"

#include "base/tarn-name.h"
#include "bench-table.h"

#define CELL_SIZE    80           /* more than any encoded varbind of the table     */
#define N_SCALARS    7
#define MAX_VARBINDS 8192         /* in an answer                                   */
#define OVERHEAD     40           /* octets of an answer besides its varbinds, and
                                   * besides the community: never more              */
#define TOO_BIG      1

static void
append (BenchCells    *self,
        const guint32 *arcs,
        gsize          n_arcs,
        guint8         tag,
        TarnSpan       content)
{
  guint8 buffer[CELL_SIZE];
  TarnBerWriter writer;
  TarnName name;
  TarnSpan cell;

  tarn_ber_writer_init (&writer, buffer, sizeof buffer);
  g_assert_true (tarn_name_from_arcs (&name, arcs, n_arcs));
  tarn_ber_put_tlv (&writer, tag, content);
  tarn_ber_put_name (&writer, tarn_name_span (&name));
  tarn_ber_wrap (&writer, 0x30, writer.end);
  g_assert_false (writer.overflow);

  cell = tarn_ber_writer_span (&writer);
  memcpy (self->octets + self->starts[self->n_cells], cell.data, cell.len);
  self->n_cells++;
  self->starts[self->n_cells] = self->starts[self->n_cells - 1] + (guint32) cell.len;
}

static void
append_scalars (BenchCells *self)
{
  static const struct { guint8 tag; const char *octets; gsize len; } scalars[N_SCALARS] = {
    { 0x04, "A device of the benchmarks", 26 },
    { 0x06, "\x2b\x06\x01\x04\x01", 5 },
    { 0x43, "\x10\0\0\0", 4 },
    { 0x04, "nobody", 6 },
    { 0x04, "device", 6 },
    { 0x04, "here", 4 },
    { 0x02, "\x48", 1 },
  };

  for (guint i = 0; i < N_SCALARS; i++)
    {
      const guint32 arcs[] = { 1, 3, 6, 1, 2, 1, 1, 1 + i, 0 };

      append (self, arcs, G_N_ELEMENTS (arcs), scalars[i].tag,
              tarn_span (scalars[i].octets, scalars[i].len));
    }
  self->uptime = self->octets + self->starts[3] - 4;
}

static void
append_cell (BenchCells *self,
             guint       column,
             guint       row)
{
  const guint32 arcs[] = { BENCH_ENTRY, column, row };
  guint8 buffer[16];
  TarnBerWriter writer;
  TarnSpan number;
  BenchCell cell;

  bench_table_cell (column, row, &cell);
  if (cell.tag == TARN_KIND_OCTET_STRING)
    {
      append (self, arcs, G_N_ELEMENTS (arcs), cell.tag, tarn_span (cell.octets, cell.n_octets));
      return;
    }
  if (cell.tag == TARN_KIND_OBJECT_ID)
    {
      append (self, arcs, G_N_ELEMENTS (arcs), cell.tag, tarn_span ("", 1));
      return;
    }

  tarn_ber_writer_init (&writer, buffer, sizeof buffer);
  tarn_ber_put_unsigned (&writer, cell.tag, cell.number);
  number = tarn_ber_writer_span (&writer);
  append (self, arcs, G_N_ELEMENTS (arcs), cell.tag, tarn_span (number.data + 2, number.len - 2));
}

void
bench_cells_init (BenchCells *self,
                  guint       n_rows)
{
  gsize n_cells = N_SCALARS + BENCH_N_COLUMNS * (gsize) n_rows;

  *self = (BenchCells) { .n_rows = n_rows, .first = N_SCALARS };
  self->octets = g_malloc (n_cells * CELL_SIZE);
  self->starts = g_new0 (guint32, n_cells + 1);

  append_scalars (self);
  for (guint column = 1; column <= BENCH_N_COLUMNS; column++)
    for (guint row = 1; row <= n_rows; row++)
      append_cell (self, column, row);
}

void
bench_cells_clear (BenchCells *self)
{
  g_free (self->octets);
  g_free (self->starts);
}

/* A number of 4 octets whatever the time, since it counts from a month on. */
void
bench_cells_set_uptime (BenchCells *self,
                        guint32     hundredths)
{
  guint32 octets = GUINT32_TO_BE (0x10000000 + (hundredths & 0x0fffffff));

  memcpy (self->uptime, &octets, sizeof octets);
}

static TarnSpan
cell_name (const BenchCells *self,
           guint32           number)
{
  const guint8 *cell = self->octets + self->starts[number];

  return tarn_span (cell + 4, cell[3]);
}

/* Which cell of the table @name is, or one that it is not. */
static guint32
guess (const BenchCells *self,
       TarnSpan          name)
{
  guint32 row = 0;

  for (gsize i = 9; i < name.len; i++)
    row = row << 7 | (name.data[i] & 0x7f);
  return name.len < 10 ? 0 : self->first + (name.data[8] - 1u) * self->n_rows + row - 1;
}

/* The first cell that is not before @name, n_cells if there is none. */
static guint32
find (const BenchCells *self,
      TarnSpan          name)
{
  guint32 low = 0, high = self->n_cells;
  guint32 likely = guess (self, name);

  if (likely < high && tarn_span_equal (cell_name (self, likely), name))
    return likely;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;

      if (tarn_name_compare (cell_name (self, middle), name) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static gboolean
is_cell (const BenchCells *self,
         guint32           number,
         TarnSpan          name)
{
  return number < self->n_cells && tarn_span_equal (cell_name (self, number), name);
}

/* What is put into an answer: cells, or (n_cells) that there is none behind a name. */
typedef struct
{
  const BenchCells  *cells;
  const TarnMessage *question;
  gsize              room;
  gboolean           full;
  guint              n;
  struct { guint32 cell; guint32 row; } items[MAX_VARBINDS];
} Answer;

static void
add (Answer  *self,
     guint32  cell,
     guint32  row)
{
  gsize size = cell < self->cells->n_cells
               ? self->cells->starts[cell + 1] - self->cells->starts[cell]
               : self->question->rows[row].name.len + 6;

  self->full = self->full || self->n == MAX_VARBINDS || size > self->room;
  if (self->full)
    return;

  self->items[self->n].cell = cell;
  self->items[self->n++].row = row;
  self->room -= size;
}

static void
add_repetitions (Answer *self,
                 guint   n_once)
{
  const TarnMessage *question = self->question;
  guint n = question->n_rows - n_once;
  guint32 cells[16];

  if (n == 0 || n > G_N_ELEMENTS (cells))
    return;

  for (guint i = 0; i < n; i++)
    {
      TarnSpan name = question->rows[n_once + i].name;

      cells[i] = find (self->cells, name);
      cells[i] += is_cell (self->cells, cells[i], name);
    }
  for (gint32 round = 0; round < question->pdu.max_repetitions && !self->full; round++)
    for (guint i = 0; i < n; i++)
      {
        add (self, cells[i], n_once + i);
        cells[i] += cells[i] < self->cells->n_cells;
      }
}

static void
put_items (const Answer  *self,
           TarnBerWriter *writer,
           guint8         none)
{
  for (guint i = self->n; i > 0; i--)
    {
      guint32 cell = self->items[i - 1].cell;
      const guint8 *end = writer->pos;

      if (cell < self->cells->n_cells)
        {
          const guint32 *start = &self->cells->starts[cell];

          tarn_ber_put_octets (writer, tarn_span (self->cells->octets + start[0],
                                                  start[1] - start[0]));
          continue;
        }

      tarn_ber_put_tlv (writer, none, tarn_span (NULL, 0));
      tarn_ber_put_name (writer, self->question->rows[self->items[i - 1].row].name);
      tarn_ber_wrap (writer, 0x30, end);
    }
}

TarnSpan
bench_cells_answer (const BenchCells  *self,
                    const TarnMessage *question,
                    guint8            *buffer,
                    gsize              max_size,
                    guint             *n_varbinds)
{
  static Answer answer;
  TarnPdu pdu = { .type = TARN_PDU_RESPONSE, .request_id = question->pdu.request_id };
  gboolean bulk = question->pdu.type == TARN_PDU_GET_BULK;
  guint n_once = question->n_rows;
  TarnBerWriter writer;

  if (!bulk && question->pdu.type != TARN_PDU_GET && question->pdu.type != TARN_PDU_GET_NEXT)
    return tarn_span (NULL, 0);
  if (bulk)
    n_once = (guint) CLAMP (question->pdu.non_repeaters, 0, (gint32) n_once);

  answer.cells = self;
  answer.question = question;
  answer.room = max_size - OVERHEAD - question->community.len;
  answer.full = FALSE;
  answer.n = 0;
  for (guint i = 0; i < n_once; i++)
    {
      TarnSpan name = question->rows[i].name;
      guint32 cell = find (self, name);
      gboolean same = is_cell (self, cell, name);

      if (question->pdu.type == TARN_PDU_GET)
        add (&answer, same ? cell : self->n_cells, i);
      else
        add (&answer, cell + same, i);
    }
  if (bulk)
    add_repetitions (&answer, n_once);
  if (answer.full && !bulk)
    {
      pdu.error_status = TOO_BIG;
      answer.n = 0;
    }

  tarn_ber_writer_init (&writer, buffer, max_size);
  put_items (&answer, &writer, question->pdu.type == TARN_PDU_GET ? 0x81 : 0x82);
  if (!tarn_message_wrap (&writer, question->version, question->community, &pdu, writer.end))
    g_error ("an answer of more than %" G_GSIZE_FORMAT " octets", max_size);
  *n_varbinds = answer.n;
  return tarn_ber_writer_span (&writer);
}

guint
bench_cells_count_answers (const BenchCells *self,
                           gsize             max_size,
                           guint             max_varbinds)
{
  const gsize room = max_size - OVERHEAD - strlen ("public");
  gsize used = room;
  guint n_varbinds = 0;
  guint n = 0;

  for (guint32 cell = self->first; cell < self->n_cells; cell++)
    {
      gsize size = self->starts[cell + 1] - self->starts[cell];

      if (used + size > room || n_varbinds == max_varbinds)
        {
          n++;
          used = n_varbinds = 0;
        }
      used += size;
      n_varbinds++;
    }
  return n;
}
