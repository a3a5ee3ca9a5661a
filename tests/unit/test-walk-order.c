/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Names are single numbers here: the row "5" is .1.3.6.1.5, its value tells the number
 * again.  The rows of a stretch lie in a block of their own, which is freed as soon as
 * they were told, as a datagram is.
 */
#include "tarn-test-malloc.h"
#include "tarn-test.h"

#include "ops/tarn-walk-order.h"

#define MOST 512   /* rows of one stretch */

static void
number_to_name (guint     number,
                TarnName *name)
{
  const guint32 arcs[] = { 1, 3, 6, 1, number };

  g_assert_true (tarn_name_from_arcs (name, arcs, G_N_ELEMENTS (arcs)));
}

static guint
row_to_number (const TarnRow *row)
{
  guint64 number;

  g_assert_true (tarn_row_get_unsigned (row, &number));
  return (guint) number;
}

/* Numbers from @first to @last, every @step, as rows in a block to be freed. */
static guint8 *
make_rows (guint    first,
           guint    last,
           guint    step,
           TarnRow *rows,
           guint   *n_rows)
{
  guint8 *block = g_malloc ((last - first + step) / step * 24);
  guint8 *to = block;

  *n_rows = 0;
  for (guint number = first; number <= last; number += step)
    {
      const guint8 tlv[] = { TARN_KIND_GAUGE32, 4, (guint8) (number >> 24), (guint8) (number >> 16),
                             (guint8) (number >> 8), (guint8) number };
      TarnRow *row = &rows[(*n_rows)++];
      TarnName name;

      number_to_name (number, &name);
      memcpy (to, name.data, name.len);
      memcpy (to + name.len, tlv, sizeof tlv);
      tarn_row_set_tlv (row, tarn_span (to + name.len, sizeof tlv));
      row->name = tarn_span (to, name.len);
      to += name.len + sizeof tlv;
    }

  return block;
}

typedef struct
{
  TarnWalkOrder order;
  GArray       *told;     /* guint */
  guint         n_kept;   /* rows that were not told at once */
} Told;

static void
told_init (Told *self)
{
  tarn_walk_order_init (&self->order);
  self->told = g_array_new (FALSE, FALSE, sizeof (guint));
  self->n_kept = 0;
}

static void
told_clear (Told *self)
{
  tarn_walk_order_clear (&self->order);
  g_assert_cmpuint (self->order.n_octets, ==, 0);
  g_array_unref (self->told);
}

static void
told_rows (Told          *self,
           const TarnRow *rows,
           guint          n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    {
      guint number = row_to_number (&rows[i]);
      TarnName name;

      number_to_name (number, &name);
      g_assert_true (tarn_span_equal (rows[i].name, tarn_name_span (&name)));
      g_array_append_val (self->told, number);
    }
}

/* @front is a number; 0 is the beginning, G_MAXUINT that everything is settled. */
static const TarnSpan *
front_span (guint     front,
            TarnName *name,
            TarnSpan *span)
{
  if (front == G_MAXUINT)
    return NULL;

  name->len = 0;
  if (front > 0)
    number_to_name (front, name);
  *span = tarn_name_span (name);
  return span;
}

static void
told_take (Told  *self,
           guint  front,
           guint  most)
{
  TarnRow rows[MOST];
  TarnName name;
  TarnSpan span;
  guint n;

  while ((n = tarn_walk_order_take (&self->order, front_span (front, &name, &span), rows,
                                    most)) > 0)
    {
      g_assert_cmpuint (n, <=, most);
      told_rows (self, rows, n);
    }
}

/* The stretch (after, last] with every @step-th number. */
static void
told_add (Told  *self,
          guint  after,
          guint  last,
          guint  step,
          guint  front)
{
  TarnRow rows[MOST];
  TarnName after_name, front_name;
  TarnSpan span;
  guint n_rows;
  guint8 *block = make_rows (after + step, last, step, rows, &n_rows);

  g_assert_cmpuint (n_rows, <=, MOST);
  after_name.len = 0;
  if (after > 0)
    number_to_name (after, &after_name);
  if (tarn_walk_order_add (&self->order, tarn_name_span (&after_name), rows, n_rows,
                           front_span (front, &front_name, &span)))
    told_rows (self, rows, n_rows);
  else
    self->n_kept += n_rows;
  g_free (block);
}

static char *
told_to_string (const Told *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->told->len; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? " " : "", g_array_index (self->told, guint, i));

  return g_string_free (text, FALSE);
}

typedef struct
{
  guint after;   /* last 0: nothing more comes */
  guint last;
  guint front;   /* once this stretch was fed  */
} Step;

typedef struct
{
  const char *name;
  Step        steps[6];
  const char *told;
  guint       n_kept;
} OrderVector;

static const OrderVector order_vectors[] = {
  { "what comes in order is not kept",
    { { 0, 3, 3 }, { 3, 5, 5 }, { 5, 6, G_MAXUINT } }, "1 2 3 4 5 6", 0 },
  { "what lies behind the front waits for it",
    { { 3, 5, 0 }, { 0, 3, 5 } }, "1 2 3 4 5", 2 },
  { "two columns side by side",
    { { 0, 2, 2 }, { 4, 6, 2 }, { 2, 4, 6 }, { 6, 8, G_MAXUINT } }, "1 2 3 4 5 6 7 8", 2 },
  { "a stretch between two that wait",
    { { 6, 8, 0 }, { 2, 4, 0 }, { 4, 6, 0 }, { 0, 2, 8 } }, "1 2 3 4 5 6 7 8", 6 },
  { "the front passes a gap: what lies behind it is told",
    { { 5, 7, 1 }, { 1, 1, 7 } }, "6 7", 2 },
  { "nothing more comes: all is settled",
    { { 5, 7, 1 }, { 0, 0, G_MAXUINT } }, "6 7", 2 },
  { "the front stands between two runs",
    { { 5, 6, 0 }, { 8, 9, 0 }, { 0, 5, 6 } }, "1 2 3 4 5 6", 2 },
  { "before the first answer nothing is settled",
    { { 1, 3, 0 } }, "", 2 },
};

static void
test_order (gconstpointer data)
{
  const OrderVector *v = data;
  g_autofree char *text = NULL;
  Told told;

  told_init (&told);
  for (guint i = 0; i < G_N_ELEMENTS (v->steps) && v->steps[i].front + v->steps[i].last > 0; i++)
    {
      if (v->steps[i].last > v->steps[i].after)
        told_add (&told, v->steps[i].after, v->steps[i].last, 1, v->steps[i].front);
      told_take (&told, v->steps[i].front, 1 + i);
    }

  text = told_to_string (&told);
  g_assert_cmpstr (text, ==, v->told);
  g_assert_cmpuint (told.n_kept, ==, v->n_kept);
  told_clear (&told);
}

/* What was kept goes first, also when the rows that come meanwhile are settled. */
static void
test_backlog (void)
{
  TarnRow rows[4];
  TarnName name;
  TarnSpan span;
  Told told;

  told_init (&told);
  told_add (&told, 10, 20, 1, 0);
  told_add (&told, 0, 10, 1, 20);
  g_assert_cmpuint (told.told->len, ==, 10);

  g_assert_cmpuint (tarn_walk_order_take (&told.order, front_span (20, &name, &span), rows, 4),
                    ==, 4);
  told_rows (&told, rows, 4);
  told_add (&told, 20, 25, 1, 25);
  g_assert_cmpuint (told.n_kept, ==, 15);
  told_take (&told, 25, 3);

  g_assert_cmpuint (told.told->len, ==, 25);
  for (guint i = 0; i < 25; i++)
    g_assert_cmpuint (g_array_index (told.told, guint, i), ==, i + 1);
  g_assert_true (tarn_walk_order_is_empty (&told.order));
  told_clear (&told);
}

/* A walk that tolerates names which do not increase (F-02) tells them as they came:
 * none is lost. */
static void
test_descending (void)
{
  TarnRow rows[MOST], forward[MOST];
  TarnName name;
  guint n_rows;
  guint8 *block = make_rows (11, 15, 1, forward, &n_rows);
  g_autofree char *text = NULL;
  Told told;

  told_init (&told);
  number_to_name (10, &name);
  for (guint i = 0; i < n_rows; i++)
    rows[i] = forward[n_rows - 1 - i];
  g_assert_false (tarn_walk_order_add (&told.order, tarn_name_span (&name), rows, n_rows,
                                       &(TarnSpan) { NULL, 0 }));
  g_free (block);

  told_take (&told, 13, MOST);
  told_take (&told, G_MAXUINT, MOST);
  text = told_to_string (&told);
  g_assert_cmpstr (text, ==, "15 14 13 12 11");
  told_clear (&told);
}

/* Values of any size, larger than a piece, too; what is odd about them comes along. */
static void
test_large_rows (void)
{
  const gsize sizes[] = { 0, 1, 127, 65000, 3, 65000, 70000, 2 };
  TarnWalkOrder order;
  TarnRow row;
  TarnName name, after;

  tarn_walk_order_init (&order);
  number_to_name (1, &after);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree guint8 *octets = g_malloc (sizes[i] + 1);

      memset (octets, (int) i, sizes[i]);
      number_to_name (2 + i, &name);
      row = (TarnRow) {
        .name = tarn_name_span (&name),
        .tlv = tarn_span (octets, sizes[i]),
        .tag = (guint8) (0x80 + i),
        .header_len = (guint8) i,
        .anomalies = TARN_ANOMALY_BAD_VALUE | (TarnAnomalies) i,
      };
      g_assert_false (tarn_walk_order_add (&order, tarn_name_span (&after), &row, 1,
                                           &(TarnSpan) { NULL, 0 }));
      after = name;
    }
  g_assert_cmpuint (order.runs->len, ==, 1);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_assert_cmpuint (tarn_walk_order_take (&order, NULL, &row, 1), ==, 1);
      number_to_name (2 + i, &name);
      g_assert_cmpint (tarn_name_compare (row.name, tarn_name_span (&name)), ==, 0);
      g_assert_cmpuint (row.tlv.len, ==, sizes[i]);
      for (gsize at = 0; at < sizes[i]; at++)
        g_assert_cmpuint (row.tlv.data[at], ==, i);
      g_assert_cmpuint (row.tag, ==, 0x80 + i);
      g_assert_cmpuint (row.header_len, ==, i);
      g_assert_cmpuint (row.anomalies, ==, TARN_ANOMALY_BAD_VALUE | i);
    }
  g_assert_cmpuint (tarn_walk_order_take (&order, NULL, &row, 1), ==, 0);
  g_assert_cmpuint (order.n_octets, ==, 0);
  tarn_walk_order_clear (&order);
}

static void
test_limit (void)
{
  guint last = 1;
  Told told;

  told_init (&told);
  told.order.limit = 1000000;
  while (!told.order.is_full)
    {
      told_add (&told, last, last + 50, 1, 0);
      last += 50;
      g_assert_cmpuint (told.order.n_octets, <=, told.order.limit + 64 * 1024);
    }
  g_assert_cmpuint (last, >, 1000);

  /* What is under way already is still kept. */
  told_add (&told, last, last + 50, 1, 0);
  g_assert_true (told.order.is_full);

  told_add (&told, 0, 1, 1, last);
  told_take (&told, last, 7);
  g_assert_false (told.order.is_full);
  told_take (&told, last + 50, 7);
  g_assert_cmpuint (told.told->len, ==, last + 50);
  g_assert_cmpuint (told.order.n_octets, ==, 0);
  told_clear (&told);
}

typedef struct
{
  guint    cursor;
  guint    before;   /* exclusive */
  gboolean dead;     /* gives up at its cursor, sooner or later */
} Part;

static guint
find_front (const Part *parts,
            guint       n_parts)
{
  for (guint i = 0; i < n_parts; i++)
    if (parts[i].cursor + 1 < parts[i].before)
      return parts[i].cursor;

  return G_MAXUINT;
}

/* Parts of a row of numbers are covered at random, some of them given up; all that was
 * covered is told once and in order, whatever the slices. */
static void
test_random (void)
{
  for (guint round = 0; round < 300; round++)
    {
      guint n_parts = (guint) g_test_rand_int_range (1, 40);
      g_autofree Part *parts = g_new0 (Part, n_parts);
      g_autoptr(GArray) truth = g_array_new (FALSE, FALSE, sizeof (guint));
      guint at = 0, front;
      Told told;

      told_init (&told);
      for (guint i = 0; i < n_parts; i++)
        {
          parts[i].cursor = at;
          at += (guint) g_test_rand_int_range (1, 300);
          parts[i].before = at + 1;
          parts[i].dead = g_test_rand_int_range (0, 10) == 0;
        }

      while ((front = find_front (parts, n_parts)) != G_MAXUINT)
        {
          Part *part = &parts[g_test_rand_int_range (0, (gint32) n_parts)];
          guint after = part->cursor;
          guint n = (guint) g_test_rand_int_range (1, 60);
          guint last = MIN (after + n, part->before - 1);

          if (after == last)
            continue;
          if (part->dead && g_test_rand_int_range (0, 3) == 0)
            {
              part->cursor = part->before - 1;
            }
          else
            {
              part->cursor = last;
              for (guint number = after + 1; number <= last; number++)
                g_array_append_val (truth, number);
              told_add (&told, after, last, 1, find_front (parts, n_parts));
            }
          if (g_test_rand_bit ())
            told_take (&told, find_front (parts, n_parts), (guint) g_test_rand_int_range (1, 99));
        }
      told_take (&told, G_MAXUINT, 50);

      g_assert_cmpuint (told.told->len, ==, truth->len);
      for (guint i = 1; i < told.told->len; i++)
        g_assert_cmpuint (g_array_index (told.told, guint, i - 1), <,
                          g_array_index (told.told, guint, i));
      g_assert_cmpuint (told.order.n_octets, ==, 0);
      told_clear (&told);
    }
}

/* A million rows of 22 columns that advance side by side: nothing is allocated for a
 * row, and what it costs is told. */
static void
test_million (void)
{
  enum { COLUMNS = 22, ROWS = 45455, REPLY = 50, FAR = 1 << 20 };
  TarnRow rows[MOST], taken[256];
  TarnWalkOrder order;
  guint64 n_told = 0, n_before, n_allocations;
  guint expected = 1;
  gint64 spent_us = 0, began_us;

  tarn_walk_order_init (&order);
  n_before = tarn_test_n_allocations ();
  n_allocations = 0;
  for (guint row = 0; row < ROWS; row += REPLY)
    for (guint column = 0; column < COLUMNS; column++)
      {
        guint after = column * FAR + row;
        guint last = column * FAR + MIN (row + REPLY, ROWS);
        guint front = row + REPLY < ROWS ? last : G_MAXUINT;
        TarnName after_name, front_name;
        TarnSpan span;
        guint n_rows, n;
        guint64 n_here;
        guint8 *block = make_rows (after + 1, last, 1, rows, &n_rows);

        /* The first column's cursor is the front until it ends; then the next one's. */
        if (front != G_MAXUINT)
          front = column == 0 ? last : row + REPLY;
        else if (column + 1 < COLUMNS)
          front = (column + 1) * FAR + row;
        number_to_name (MAX (after, 1), &after_name);

        n_here = tarn_test_n_allocations ();
        began_us = g_get_monotonic_time ();
        if (tarn_walk_order_add (&order, tarn_name_span (&after_name), rows, n_rows,
                                 front_span (front, &front_name, &span)))
          n_told += n_rows;
        while ((n = tarn_walk_order_take (&order, front_span (front, &front_name, &span), taken,
                                          G_N_ELEMENTS (taken))) > 0)
          n_told += n;
        spent_us += g_get_monotonic_time () - began_us;
        n_allocations += tarn_test_n_allocations () - n_here;
        g_free (block);
        expected = last;
      }

  g_assert_cmpuint (n_before, >, 0);
  g_assert_cmpuint (n_told, ==, COLUMNS * ROWS);
  g_assert_cmpuint (expected, ==, (COLUMNS - 1) * FAR + ROWS);
  g_assert_cmpuint (n_allocations, <, n_told / 500);
  g_test_message ("%" G_GUINT64_FORMAT " rows of %d columns in order: %.1f ns each, %"
                  G_GUINT64_FORMAT " allocations", n_told, COLUMNS,
                  (double) spent_us * 1000 / (double) n_told, n_allocations);
  tarn_walk_order_clear (&order);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (order_vectors); i++)
    {
      g_autofree char *path = g_strdup_printf ("/walk-order/%s", order_vectors[i].name);

      g_test_add_data_func (path, &order_vectors[i], test_order);
    }
  g_test_add_func ("/walk-order/backlog", test_backlog);
  g_test_add_func ("/walk-order/descending (F-02)", test_descending);
  g_test_add_func ("/walk-order/large-rows", test_large_rows);
  g_test_add_func ("/walk-order/limit", test_limit);
  g_test_add_func ("/walk-order/random", test_random);
  g_test_add_func ("/walk-order/million", test_million);

  return g_test_run ();
}
